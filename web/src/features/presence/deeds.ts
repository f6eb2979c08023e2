/** Changing how one is seen; a refusal is told. */
import { explain } from "~/features/messages/trouble";
import type { NewStatus, PresenceChoice, PresencePut } from "~/lib/api/wire";
import type { I18n } from "~/lib/i18n";
import type { Live } from "~/lib/store";

export interface Voice {
  live: Pick<Live, "ask" | "change" | "world">;
  t: I18n["t"];
  notify: (text: string, kind?: "plain" | "bad") => void;
}

export function createSelf({ live, t, notify }: Voice) {
  const put = (body: PresencePut) => live.ask("PUT", "/me/presence", body);
  return {
    /** Shown at once; the server tells the same soon after, or it is taken back. */
    choose: async (choice: PresenceChoice): Promise<void> => {
      const before = live.world.me?.presence;
      if (!before || before === choice) return;
      const show = (one: PresenceChoice) => live.change((world) => void (world.me && (world.me.presence = one)));
      show(choice);
      try {
        await put({ status: choice });
      } catch (thrown) {
        show(before);
        notify(explain(t, thrown), "bad");
      }
    },
    /** Null says nothing any more. The caller tells what went wrong. */
    say: async (custom: NewStatus | null): Promise<void> => {
      await put({ custom });
    },
    /** Takes away what is said. */
    hush: async (): Promise<void> => {
      try {
        await put({ custom: null });
      } catch (thrown) {
        notify(explain(t, thrown), "bad");
      }
    },
  };
}
