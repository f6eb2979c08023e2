/** Sends files as the person who is signed in: three at a time as the server takes them, with progress, each to be taken back. */

import { API, Problem, isProblem } from "./api";
import type { Id, Problem as Body, Upload } from "./api/wire";
import { createLane } from "./lane";

/** As many of one account as the server takes at the same time. */
export const AT_ONCE = 3;
/** A short wait that the server asks for is waited here, so often. */
const TRIES = 4;
const PATIENCE_MS = 10_000;
/** Longest file name, in code points. */
const NAME_MAX = 255;

export interface FileOrder {
  purpose: "attachment" | "avatar" | "space_icon" | "group_icon";
  /** Where an attachment will be said. */
  channelId?: Id;
  file: File;
  /** Hears 0 when its turn has come, then shares up to 1. */
  onProgress: (share: number) => void;
  /** Takes it back, also while it waits. */
  signal?: AbortSignal;
}

/** Sends one file; refusals are thrown as `Problem`. */
export type SendFile = (order: FileOrder) => Promise<Upload>;

export interface SendParts {
  token: () => Promise<string | null>;
  open: () => XMLHttpRequest;
  pause: (ms: number) => Promise<void>;
}

/** Makes the one way on which the files of a session travel. */
export function createSendFile(parts: SendParts): SendFile {
  const lane = createLane(AT_ONCE);
  const patiently = async (order: FileOrder): Promise<Upload> => {
    for (let tries = 1; ; tries++) {
      order.signal?.throwIfAborted();
      order.onProgress(0);
      try {
        return await carry(parts, order);
      } catch (thrown) {
        const wait = isProblem(thrown, "rate_limited", "unavailable") ? (thrown.retryAfterMs ?? 1000) : Infinity;
        if (wait > PATIENCE_MS || tries === TRIES) throw thrown;
        await parts.pause(wait);
      }
    }
  };
  return (order) => lane(() => patiently(order), order.signal);
}

async function carry(parts: SendParts, order: FileOrder): Promise<Upload> {
  const token = await parts.token();
  return new Promise((resolve, reject) => {
    if (order.signal?.aborted) return reject(takenBack());
    const request = parts.open();
    const stop = () => {
      request.abort();
      reject(takenBack());
    };
    order.signal?.addEventListener("abort", stop, { once: true });
    request.open("POST", `${API}/uploads`);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) order.onProgress(event.loaded / event.total);
    };
    request.onloadend = () => order.signal?.removeEventListener("abort", stop);
    request.onerror = () => reject(new Problem("network", 0, "The server could not be reached."));
    request.onload = () => {
      const answer = readJson(request.responseText);
      if (request.status === 201 && answer) return resolve(answer as Upload);
      const body = answer as Partial<Body> | null;
      reject(new Problem(body?.error ?? "unreadable", request.status, body?.message ?? "", body?.field ?? null, body?.retry_after_ms ?? null));
    };
    // The order of the fields is part of the contract: what the file is for comes before its bytes.
    const form = new FormData();
    form.append("purpose", order.purpose);
    if (order.channelId) form.append("channel_id", order.channelId);
    form.append("file", order.file, nameFor(order.file.name));
    request.send(form);
  });
}

const takenBack = () => new Problem("aborted", 0, "The upload was taken back.");

/** Marks that turn the direction of text or cannot be seen: in a name they only deceive. */
const HIDDEN = /[\u00ad\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The name under which a file travels: what the place would refuse, or a browser would escape, is taken out of it first. */
export function nameFor(name: string): string {
  const line = name.normalize("NFC").toWellFormed().replace(HIDDEN, "").replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").replaceAll('"', "\u201d").replace(/[/\\]/gu, "_").trim();
  // Nothing but dots and spaces would be no name on any computer.
  if (/^[.\s]*$/u.test(line)) return "file";
  const letters = [...line];
  if (letters.length <= NAME_MAX) return line;
  const ending = [.../\.[^.\s]{1,16}$/u.exec(line)?.[0] ?? ""];
  return [...letters.slice(0, NAME_MAX - ending.length), ...ending].join("");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
