/** The files of one composer: each is a tile that waits, travels, has come or has failed, and can be tried again. */
import { createSignal } from "solid-js";
import { createStore, produce } from "solid-js/store";
import { troubleOf } from "~/lib/api";
import type { Id, Upload } from "~/lib/api/wire";
import type { SendFile } from "~/lib/upload";

export const FILES_MAX = 10;

export interface Tile {
  key: string;
  file: File;
  /** Address of the picture on this device. */
  preview: string | null;
  /** 0 to 1. */
  progress: number;
  state: "waiting" | "uploading" | "done" | "failed";
  /** `network` or a code of the server. */
  code: string | null;
  upload: Upload | null;
  description: string;
}

export interface UploadParts {
  sendFile: SendFile;
  limitBytes: () => number;
  /** Takes back an upload that no message claims; failing is harmless, the server drops it later. */
  drop: (upload: Upload) => void;
}

/** Makes the tiles of one composer. */
export function createUploads(channelId: Id, parts: UploadParts) {
  const [tiles, setTiles] = createStore<Tile[]>([]);
  const stops = new Map<string, AbortController>();
  const [isTold, setIsTold] = createSignal(false);
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
      const tile: Tile = { key, file, preview, progress: 0, state: isLarge ? "failed" : "waiting", code: isLarge ? "too_large" : null, upload: null, description: "" };
      setTiles(produce((draft) => void draft.push(tile)));
      if (!isLarge) void carry(key, file);
    }
    return files.length > room ? "too_many" : null;
  }

  async function carry(key: string, file: File): Promise<void> {
    const stop = new AbortController();
    stops.set(key, stop);
    const onProgress = (share: number) => change(key, (tile) => Object.assign(tile, { state: "uploading", progress: share }));
    try {
      const upload = await parts.sendFile({ purpose: "attachment", channelId, file, onProgress, signal: stop.signal });
      // Nobody waits for it any more: it arrived while it was being taken back.
      if (stop.signal.aborted) return parts.drop(upload);
      change(key, (tile) => Object.assign(tile, { state: "done", progress: 1, upload }));
    } catch (thrown) {
      change(key, (tile) => Object.assign(tile, { state: "failed", code: troubleOf(thrown).code }));
    }
  }

  function retry(key: string): void {
    const tile = tiles.find((one) => one.key === key);
    if (!tile || tile.state !== "failed" || tile.code === "too_large") return;
    setIsTold(false);
    change(key, (one) => Object.assign(one, { state: "waiting", code: null, progress: 0 }));
    void carry(key, tile.file);
  }

  function forget(key: string): void {
    const preview = tiles.find((one) => one.key === key)?.preview;
    if (preview) URL.revokeObjectURL(preview);
    setTiles((list) => list.filter((one) => one.key !== key));
    stops.get(key)?.abort();
    stops.delete(key);
    setIsTold(false);
  }

  function remove(key: string): void {
    const upload = tiles.find((one) => one.key === key)?.upload;
    forget(key);
    if (upload) parts.drop(upload);
  }

  const isBusy = () => tiles.some((tile) => tile.state === "waiting" || tile.state === "uploading");
  const hasFailed = () => tiles.some((tile) => tile.state === "failed");

  /** Whether the message can go: not while files travel, and not before it was told once that one did not arrive. */
  function mayGo(): "later" | "held" | "now" {
    if (isBusy()) return "later";
    const isHeld = hasFailed() && !isTold();
    setIsTold(isHeld);
    return isHeld ? "held" : "now";
  }

  return {
    tiles,
    add,
    mayGo,
    /** The message was held back for a file that did not arrive. */
    isHeld: () => isTold() && hasFailed(),
    retry,
    remove,
    describe: (key: string, text: string) => change(key, (tile) => (tile.description = text)),
    isBusy,
    /** Hands the finished uploads over; what failed stays, with its reason. */
    take: () => {
      const done = tiles.filter((tile) => tile.upload !== null);
      const taken = done.flatMap((tile) => (tile.upload ? [{ upload: { ...tile.upload }, description: tile.description.trim() || null }] : []));
      for (const tile of done) forget(tile.key);
      return taken;
    },
    clear: () => [...tiles].forEach((tile) => remove(tile.key)),
  };
}

export type Uploads = ReturnType<typeof createUploads>;
