/** Carries parcels to the server: one room after the other's order, again after trouble, never twice. */
import type { Id, Message, NewMessage } from "../api/wire";
import { troubleOf, type Ask } from "../api";
import { goesAgain, keep, restore, type Parcel } from "./outbox";

export interface PostOffice {
  list: () => Parcel[];
  change: (work: (parcels: Parcel[]) => Parcel[]) => void;
  arrived: (message: Message) => void;
  ask: Ask;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  key: () => string | null;
  nowMs: () => number;
}

export class Post {
  private readonly busy = new Set<Id>();

  constructor(private readonly office: PostOffice) {}

  /** Brings back what a reload interrupted. */
  load(): void {
    const key = this.office.key();
    if (!key || !this.office.storage) return;
    const kept = restore(this.office.storage.getItem(key));
    this.office.change((parcels) => [...kept.filter((one) => !parcels.some((two) => two.nonce === one.nonce)), ...parcels]);
  }

  send(parcel: Parcel): void {
    this.put((parcels) => [...parcels, parcel]);
    void this.run(parcel.channelId);
  }

  retry(nonce: string): void {
    const parcel = this.office.list().find((one) => one.nonce === nonce);
    if (!parcel) return;
    this.mark(nonce, { state: "sending", failure: null, code: null });
    void this.run(parcel.channelId);
  }

  discard(nonce: string): void {
    this.put((parcels) => parcels.filter((one) => one.nonce !== nonce));
  }

  /** The line is back: everything that failed for its sake goes again, oldest first. */
  flush(): void {
    const again = this.office.list().filter((parcel) => goesAgain(parcel, this.office.nowMs()));
    for (const parcel of again) this.mark(parcel.nonce, { state: "sending", failure: null, code: null });
    for (const channelId of new Set(again.map((parcel) => parcel.channelId))) void this.run(channelId);
  }

  /** The message was seen in a stream or an answer. */
  seen(message: Message, me: Id | undefined): void {
    if (!message.nonce || message.author?.id !== me) return;
    if (this.office.list().some((one) => one.nonce === message.nonce)) this.discard(message.nonce);
  }

  private put(work: (parcels: Parcel[]) => Parcel[]): void {
    this.office.change(work);
    const key = this.office.key();
    if (!key || !this.office.storage) return;
    const parcels = this.office.list();
    try {
      if (parcels.length > 0) this.office.storage.setItem(key, keep(parcels));
      else this.office.storage.removeItem(key);
    } catch {
      // A full or forbidden storage costs only the survival of a reload.
    }
  }

  private mark(nonce: string, change: Partial<Parcel>): void {
    this.put((parcels) => parcels.map((one) => (one.nonce === nonce ? { ...one, ...change } : one)));
  }

  private async run(channelId: Id): Promise<void> {
    if (this.busy.has(channelId)) return;
    this.busy.add(channelId);
    try {
      for (;;) {
        const next = this.office.list().find((one) => one.channelId === channelId && one.state === "sending");
        if (!next || !(await this.carry(next))) return;
      }
    } finally {
      this.busy.delete(channelId);
    }
  }

  /** True when the next one may follow. */
  private async carry(parcel: Parcel): Promise<boolean> {
    const body: NewMessage = { content: parcel.content || null, nonce: parcel.nonce };
    if (parcel.replyTo) body.reply_to = parcel.replyTo.id;
    if (parcel.uploads.length > 0) {
      body.attachments = parcel.uploads.map((one) => ({ upload_id: one.upload.id, description: one.description }));
    }
    try {
      const message = await this.office.ask<Message>("POST", `/channels/${parcel.channelId}/messages`, body);
      this.office.arrived(message);
      this.discard(parcel.nonce);
      return true;
    } catch (thrown) {
      return this.failed(parcel, thrown);
    }
  }

  private failed(parcel: Parcel, thrown: unknown): boolean {
    const trouble = troubleOf(thrown);
    if (trouble.status === 0) {
      // What stands behind it in the same room must not overtake it.
      for (const one of this.office.list()) {
        if (one.channelId === parcel.channelId && one.state === "sending") {
          this.mark(one.nonce, { state: "failed", failure: "offline", code: null });
        }
      }
      return false;
    }
    const isBusy = trouble.status === 429 || trouble.status >= 500;
    this.mark(parcel.nonce, { state: "failed", failure: isBusy ? "busy" : "refused", code: trouble.code });
    if (trouble.code === "rate_limited" || trouble.code === "unavailable") {
      setTimeout(() => this.retry(parcel.nonce), Math.min(trouble.retryAfterMs ?? 2000, 30_000));
    }
    return !isBusy;
  }
}
