/** A person, as picture or tinted letter, with presence as a shape; spaces are rounded squares. */
import { Show } from "../lib/flow";
import { useI18n } from "../lib/i18n";
import { cx } from "./cx";
import { letterOf, lettersOf, tintOf } from "./tint";
import "./Avatar.css";

export type Presence = "online" | "idle" | "dnd" | "offline";
export type AvatarSize = 20 | 24 | 32 | 40 | 44 | 48 | 72 | 96;

/** Addresses by pixels a side. */
export type Pictures = Readonly<Record<64 | 128 | 512, string>>;

export interface AvatarProps {
  /** Decides the tint. */
  id: string;
  name: string;
  picture?: Pictures | null | undefined;
  size?: AvatarSize;
  presence?: Presence | undefined;
  speaking?: boolean;
  bot?: boolean;
  /** Names the picture; leave out where the name stands beside it. */
  named?: boolean;
}

export function Avatar(props: AvatarProps) {
  const { t } = useI18n();
  return (
    <span class={cx("avatar", `avatar--${props.size ?? 32}`, props.bot && "avatar--bot", props.speaking && "avatar--speaking")}>
      <Face id={props.id} name={props.name} picture={props.picture} size={props.size ?? 32} letters={letterOf(props.name)} named={props.named} />
      <Show when={props.presence}>
        {(presence) => <span class={`avatar__presence avatar__presence--${presence()}`} role="img" aria-label={t(`ui.${presence()}`)} />}
      </Show>
    </span>
  );
}

/** The icon of a space: its picture or two letters. */
export function SpaceIcon(props: Omit<AvatarProps, "presence" | "speaking" | "bot">) {
  return (
    <span class={cx("avatar", "avatar--space", `avatar--${props.size ?? 44}`)}>
      <Face id={props.id} name={props.name} picture={props.picture} size={props.size ?? 44} letters={lettersOf(props.name)} named={props.named} />
    </span>
  );
}

function Face(props: Pick<AvatarProps, "id" | "name" | "picture" | "named"> & { size: number; letters: string }) {
  return (
    <Show
      when={props.picture}
      fallback={
        <span
          class={`avatar__face avatar__letter tint-${tintOf(props.id)}`}
          role={props.named ? "img" : undefined}
          aria-label={props.named ? props.name : undefined}
          aria-hidden={props.named ? undefined : "true"}
        >
          {props.letters}
        </span>
      }
    >
      {(picture) => (
        <img
          class="avatar__face"
          src={picture()[props.size > 64 ? 512 : props.size > 32 ? 128 : 64]}
          width={props.size}
          height={props.size}
          loading="lazy"
          alt={props.named ? props.name : ""}
        />
      )}
    </Show>
  );
}
