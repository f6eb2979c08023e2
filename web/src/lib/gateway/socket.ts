/** Keeps one stream of events alive: opens the socket, says who it is, resumes after a cut, and never skips silently. */
import type { ClientFrame, Event, Id, Ready, ServerFrame, Timestamp } from "../api/wire";
import { afterClose, backoffMs, type AfterClose, type Connection } from "./state";

const SUBPROTOCOL = "snug.v1";
/** No frame for so long, though heartbeats are answered, means that the line is dead. */
const SILENCE_HEARTBEATS = 1.5;
/** A socket that does not greet within this time is given up. */
const HELLO_MS = 10_000;

/** The part of a WebSocket that is used here. */
export interface Line {
  send(text: string): void;
  close(code?: number): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface Surroundings {
  open: (protocol: string) => Line;
  /** The access token; null when there is no session. `fresh` demands a new one. */
  token: (fresh: boolean) => Promise<string | null>;
  isOnline: () => boolean;
  nowMs: () => number;
  random: () => number;
  version: string;
}

export interface Listener {
  connection: (state: Connection) => void;
  /** A stream has begun: everything known before is replaced. */
  ready: (ready: Ready) => void;
  /** What the clock of the server shows now. */
  clock: (at: Timestamp) => void;
  /** The stream goes on; nothing was missed. */
  resumed: () => void;
  event: (event: Event) => void;
}

interface Stream {
  resume_id: string;
  s: number;
}

export class Gateway {
  private line: Line | null = null;
  private stream: Stream | null = null;
  private focus: Id[] = [];
  /** Null until it was once told: a new stream begins as used. */
  private idle: boolean | null = null;
  private failures = 0;
  private refresh = false;
  private isStopped = true;
  private heardMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private beat: ReturnType<typeof setInterval> | undefined;
  private state: Connection = { kind: "connecting" };

  constructor(
    private readonly around: Surroundings,
    private readonly tell: Listener,
  ) {}

  start(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.connect();
  }

  /** Ends for good, as on sign-out. */
  stop(): void {
    this.isStopped = true;
    this.stream = null;
    this.drop(1000);
    clearTimeout(this.timer);
  }

  /** Names the rooms on screen; said again with every new stream. */
  setFocus(channelIds: Id[]): void {
    if (channelIds.join() === this.focus.join()) return;
    this.focus = channelIds.slice(0, 10);
    if (this.state.kind === "live") this.send({ op: "focus", d: { channel_ids: this.focus } });
  }

  /** Whether nobody uses this client; said again with every new stream. */
  setIdle(isIdle: boolean): void {
    this.idle = isIdle;
    if (this.state.kind === "live") this.send({ op: "presence", d: { idle: isIdle } });
  }

  /** Says that one is writing, if the line is up; later it would be untrue. */
  type(channelId: Id): void {
    if (this.state.kind === "live") this.send({ op: "typing", d: { channel_id: channelId } });
  }

  /** The network came back, or the person asked: tries at once. */
  wake(): void {
    if (this.isStopped || this.line || !this.around.isOnline()) return;
    clearTimeout(this.timer);
    this.connect();
  }

  /** The device lost its network. */
  sleep(): void {
    if (this.isStopped) return;
    this.drop(1000);
    clearTimeout(this.timer);
    this.show({ kind: "offline" });
  }

  private show(state: Connection): void {
    this.state = state;
    this.tell.connection(state);
  }

  private connect(): void {
    clearTimeout(this.timer);
    if (!this.around.isOnline()) return this.show({ kind: "offline" });
    this.show({ kind: "connecting" });
    let line: Line;
    try {
      line = this.around.open(SUBPROTOCOL);
    } catch {
      return this.retry({ do: "resume" });
    }
    this.line = line;
    line.onmessage = (event) => this.line === line && this.hear(event.data);
    line.onclose = (event) => this.line === line && this.closed(event.code);
    this.timer = setTimeout(() => this.line === line && this.closed(4000, true), HELLO_MS);
  }

  private closed(code: number, byUs = false): void {
    if (byUs) this.line?.close();
    this.drop();
    if (this.isStopped) return;
    this.retry(afterClose(code));
  }

  private drop(code?: number): void {
    const line = this.line;
    this.line = null;
    clearInterval(this.beat);
    clearTimeout(this.timer);
    if (line && code !== undefined) line.close(code);
  }

  private retry(then: AfterClose): void {
    if (then.do === "stop") {
      this.isStopped = true;
      return this.show({ kind: then.kind });
    }
    if (then.do === "identify") {
      this.stream = null;
      this.refresh ||= then.refresh === true;
    }
    if (!this.around.isOnline()) return this.show({ kind: "offline" });
    const waitMs = then.waitMs ?? backoffMs(this.failures++, this.around.random());
    this.show({ kind: "waiting", atMs: this.around.nowMs() + waitMs });
    this.timer = setTimeout(() => this.connect(), waitMs);
  }

  private hear(data: unknown): void {
    this.heardMs = this.around.nowMs();
    const frame = readFrame(data);
    if (!frame) return this.closed(4006, true);
    switch (frame.op) {
      case "hello":
        this.tell.clock(frame.d.server_time);
        return this.greet(frame.d.heartbeat_interval_ms);
      case "ready":
        this.stream = { resume_id: frame.d.resume_id, s: 0 };
        this.tell.ready(frame.d);
        return this.live();
      case "resumed":
        this.tell.resumed();
        return this.live();
      case "invalid_session":
        this.stream = null;
        void this.introduce();
        return;
      case "event":
        return this.event(frame);
      case "reconnect":
        this.drop(1000);
        return this.retry({ do: "resume", waitMs: frame.d.after_ms });
      case "error":
        if (frame.d.code !== "second_factor_setup") return;
        this.drop(1000);
        return this.retry({ do: "stop", kind: "factor" });
      case "heartbeat_ack":
        return;
    }
  }

  private greet(intervalMs: number): void {
    clearTimeout(this.timer);
    this.beat = setInterval(() => this.heartbeat(intervalMs), intervalMs);
    void this.introduce();
  }

  private heartbeat(intervalMs: number): void {
    if (this.around.nowMs() - this.heardMs > intervalMs * SILENCE_HEARTBEATS) return this.closed(4002, true);
    this.send({ op: "heartbeat", d: { s: this.stream?.s ?? null } });
  }

  private async introduce(): Promise<void> {
    const line = this.line;
    let token: string | null;
    try {
      token = await this.around.token(this.refresh);
    } catch {
      if (this.line === line) this.closed(4000, true);
      return;
    }
    if (this.line !== line || !line) return;
    if (token === null) {
      this.drop(1000);
      return this.retry({ do: "stop", kind: "signed_out" });
    }
    this.refresh = false;
    if (this.stream) this.send({ op: "resume", d: { token, ...this.stream } });
    else {
      const client = { name: "snug-web", version: this.around.version };
      this.send({ op: "identify", d: { token, client, focus: this.focus } });
    }
  }

  private live(): void {
    this.failures = 0;
    this.show({ kind: "live" });
    if (this.focus.length > 0) this.send({ op: "focus", d: { channel_ids: this.focus } });
    if (this.idle !== null) this.send({ op: "presence", d: { idle: this.idle } });
  }

  /** A number seen before is dropped; a number left out means a fault, so the stream begins anew. */
  private event(frame: { s: number } & Event): void {
    if (!this.stream || frame.s <= this.stream.s) return;
    if (frame.s > this.stream.s + 1) {
      this.stream = null;
      return this.closed(4000, true);
    }
    this.stream.s = frame.s;
    this.tell.event({ t: frame.t, d: frame.d } as Event);
  }

  private send(frame: ClientFrame): void {
    try {
      this.line?.send(JSON.stringify(frame));
    } catch {
      this.closed(1006, true);
    }
  }
}

function readFrame(data: unknown): ServerFrame | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "op" in value ? (value as ServerFrame) : null;
  } catch {
    return null;
  }
}
