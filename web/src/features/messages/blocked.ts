/** Why one cannot write here just now, if so. */
import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import { isBlocked, isConversation, partnerIn } from "~/lib/store";
import type { RoomState } from "./room";
import type { Scene } from "./scene";

export interface Blocked {
  kind: "right" | "slow";
  text: string;
}

export function createBlocked(room: RoomState, scene: Scene): Accessor<Blocked | null> {
  const [now, setNow] = createSignal(Date.now());
  const slowUntil = createMemo(() => {
    const seconds = room.channel()?.slow_mode_seconds ?? 0;
    if (seconds === 0 || room.can("bypass_slow_mode") || room.can("manage_messages")) return 0;
    const last = room.ownLast();
    return last ? Date.parse(last.created_at) + seconds * 1000 : 0;
  });
  const timeout = () => scene.live.world.members[scene.spaceId() ?? ""]?.[room.me() ?? ""]?.timeout_until ?? null;
  /** The other one may have blocked oneself: that shows only when something was refused, and until it is sent or discarded. */
  const wasRefused = () => scene.live.parcels().some((one) => one.channelId === room.channelId && one.code === "cannot_message");
  createEffect(() => {
    if (slowUntil() <= Date.now() && !timeout()) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    setNow(Date.now());
    onCleanup(() => clearInterval(timer));
  });
  return createMemo((): Blocked | null => {
    const until = timeout();
    if (until && Date.parse(until) > now()) return { kind: "right", text: scene.t("write.timeout", { time: scene.formats().full(until) }) };
    const channel = room.channel();
    const partner = partnerIn(scene.live.world, channel);
    if (partner && (isBlocked(scene.live.world, partner.id) || wasRefused())) return { kind: "right", text: scene.t("talk.cannot", { name: partner.display_name }) };
    if (isConversation(channel) && channel.encryption === "required") return { kind: "right", text: scene.t("talk.sealed_note") };
    if (!room.can("send_messages")) return { kind: "right", text: scene.t("write.read_only") };
    if (room.channel()?.encryption === "required") return { kind: "right", text: scene.t("write.sealed") };
    const left = Math.ceil((slowUntil() - now()) / 1000);
    return left > 0 ? { kind: "slow", text: scene.t("write.slow", { n: left }) } : null;
  });
}
