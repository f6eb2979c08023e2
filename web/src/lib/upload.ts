/** Sends one file with progress, as the person who is signed in. */

import { API, Problem } from "./api";
import type { Problem as Body, Upload } from "./api/wire";

export interface UploadOrder {
  purpose: "avatar" | "space_icon";
  file: File;
  token: () => Promise<string | null>;
  /** Hears shares from 0 to 1. */
  onProgress: (share: number) => void;
}

export async function sendFile(order: UploadOrder): Promise<Upload> {
  const token = await order.token();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${API}/uploads`);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) order.onProgress(event.loaded / event.total);
    };
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
    form.append("file", order.file, order.file.name || "picture");
    request.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
