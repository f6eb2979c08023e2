/** The settings of one room or category: its own navigation, and what is said when it is out of sight. */

import AtSign from "lucide-solid/icons/at-sign";
import BadgeCheck from "lucide-solid/icons/badge-check";
import DoorClosed from "lucide-solid/icons/door-closed";
import Folder from "lucide-solid/icons/folder";
import Hash from "lucide-solid/icons/hash";
import MessagesSquare from "lucide-solid/icons/messages-square";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import Volume2 from "lucide-solid/icons/volume-2";
import { type JSX, type ParentProps, createContext, createMemo, useContext } from "solid-js";
import { Column, Frame } from "~/features/identity/settings";
import type { Channel, Id } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { EmptyState, Icon, LinkButton } from "~/ui";
import { useSpaceWords } from "../words";
import { roomPath, settingsPath } from "./paths";
import { useScope } from "./scope";

const Context = createContext<() => Channel>();

/** The room that the page is about. */
export function useRoom(): () => Channel {
  const room = useContext(Context);
  if (!room) throw new Error("room settings stand outside of their room");
  return room;
}

/** Conversations stand in no space, so no settings of one show them; the type of a channel names them all the same. */
export const KIND_ICONS = { category: Folder, text: Hash, voice: Volume2, direct: AtSign, group: MessagesSquare } as const;

export function RoomFrame(props: ParentProps<{ room: Id }>): JSX.Element {
  const scope = useScope();
  const { t } = useSpaceWords();
  const room = createMemo(() => scope.channels().find((channel) => channel.id === props.room));
  const title = () => t(room()?.kind === "category" ? "nav.categoryTitle" : "nav.roomTitle");
  return (
    <Frame
      narrow
      title={title()}
      root={settingsPath(scope.id(), "rooms") + `/${props.room}`}
      leaveTo={settingsPath(scope.id(), "rooms")}
      backLabel={t("nav.backToRooms")}
      groups={[
        {
          label: t("nav.room"),
          links: [
            { href: roomPath(scope.id(), props.room, "overview"), label: t("nav.overview"), icon: SlidersHorizontal },
            { href: roomPath(scope.id(), props.room, "permissions"), label: t("nav.permissions"), icon: BadgeCheck },
          ],
        },
      ]}
      who={
        <>
          <span class="set-who-tile">
            <Icon of={KIND_ICONS[room()?.kind ?? "text"]} size="lg" />
          </span>
          <span class="set-who-words">
            <b>
              <bdi>{room()?.name}</bdi>
            </b>
            <span>{title()}</span>
          </span>
        </>
      }
    >
      <Show
        when={room()}
        fallback={
          <Column title={title()}>
            <EmptyState icon={DoorClosed} title={t("nav.noRoom")} act={<LinkButton href={settingsPath(scope.id(), "rooms")}>{t("nav.backToRooms")}</LinkButton>} />
          </Column>
        }
      >
        {(found) => <Context.Provider value={found}>{props.children}</Context.Provider>}
      </Show>
    </Frame>
  );
}
