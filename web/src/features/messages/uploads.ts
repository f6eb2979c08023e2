/** Carries files to the server with progress, one request a file, each to be stopped and tried again. */
import { createStore, produce } from "solid-js/store";
import type { Id, Problem, Upload } from "~/lib/api/wire";

export const FILES_MAX = 10;

export interface Tile {
  key: string;
  file: File;
  /** Address of the picture on this device. */
  preview: string | null;
  /** 0 to 1. */
  progress: number;
  state: "uploading" | "done" | "failed";
  /** `network` or a code of the server. */
  code: string | null;
  upload: Upload | null;
  description: string;
}

export interface UploadParts {
  token: () => Promise<string | null>;
  limitBytes: () => number;
  /** Address of `POST /uploads`. */
  url: string;
  /** Takes back an upload that no message claims; failing is harmless, the server drops it later. */
  drop: (upload: Upload) => void;
}

/** Makes the tiles of one composer. */
export function createUploads(channelId: Id, parts: UploadParts) {
  const [tiles, setTiles] = createStore<Tile[]>([]);
  const requests = new Map<string, XMLHttpRequest>();
  let count = 0;

  const change = (key: string, work: (tile: Tile) => void) =>
    setTiles(produce((draft) => {
      const tile = draft.find((one) => one.key === key);
      if (tile) work(tile);
    }));

  /** Adds files; answers which rule refused some of them. */
  function add(files: readonly File[]): "too_many" | null {
    const room = Math.max(0, FILES_MAX - tiles.length);
    for (const file of files.slice(0, room)) {
      const key = String(count++);
      const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
      const isLarge = file.size > parts.limitBytes();
      const tile: Tile = { key, file, preview, progress: 0, state: isLarge ? "failed" : "uploading", code: isLarge ? "too_large" : null, upload: null, description: "" };
      setTiles(produce((draft) => void draft.push(tile)));
      if (!isLarge) void carry(key, file);
    }
    return files.length > room ? "too_many" : null;
  }

  async function carry(key: string, file: File): Promise<void> {
    const token = await parts.token();
    if (!tiles.some((tile) => tile.key === key)) return;
    const request = new XMLHttpRequest();
    requests.set(key, request);
    request.open("POST", parts.url);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) change(key, (tile) => (tile.progress = event.loaded / event.total));
    };
    request.onload = () => finish(key, request);
    request.onerror = () => fail(key, "network");
    // The order of the fields is part of the contract: what the file is for comes before its bytes.
    const form = new FormData();
    form.append("purpose", "attachment");
    form.append("channel_id", channelId);
    form.append("file", file, file.name || "file");
    request.send(form);
  }

  function finish(key: string, request: XMLHttpRequest): void {
    requests.delete(key);
    let answer: unknown;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = null;
    }
    if (request.status === 201 && answer) {
      change(key, (tile) => Object.assign(tile, { state: "done", progress: 1, upload: answer as Upload }));
    } else fail(key, (answer as Problem | null)?.error ?? "network");
  }

  function fail(key: string, code: string): void {
    requests.delete(key);
    change(key, (tile) => Object.assign(tile, { state: "failed", code }));
  }

  function retry(key: string): void {
    const tile = tiles.find((one) => one.key === key);
    if (!tile || tile.state !== "failed" || tile.code === "too_large") return;
    change(key, (one) => Object.assign(one, { state: "uploading", code: null, progress: 0 }));
    void carry(key, tile.file);
  }

  function forget(key: string): void {
    requests.get(key)?.abort();
    requests.delete(key);
    const preview = tiles.find((one) => one.key === key)?.preview;
    if (preview) URL.revokeObjectURL(preview);
    setTiles((list) => list.filter((one) => one.key !== key));
  }

  function remove(key: string): void {
    const upload = tiles.find((one) => one.key === key)?.upload;
    forget(key);
    if (upload) parts.drop(upload);
  }

  return {
    tiles,
    add,
    retry,
    remove,
    describe: (key: string, text: string) => change(key, (tile) => (tile.description = text)),
    isBusy: () => tiles.some((tile) => tile.state === "uploading"),
    /** Hands the finished uploads over and forgets every tile. */
    take: () => {
      const done = tiles.flatMap((tile) => (tile.upload ? [{ upload: { ...tile.upload }, description: tile.description.trim() || null }] : []));
      for (const tile of [...tiles]) forget(tile.key);
      return done;
    },
    clear: () => [...tiles].forEach((tile) => remove(tile.key)),
  };
}

export type Uploads = ReturnType<typeof createUploads>;
