/** What the doors need of the world. */
import type { Accessor } from "solid-js";
import type { Ask } from "~/lib/api";
import type { SignedIn } from "~/lib/api/wire";
import type { Locale } from "~/lib/i18n";

export interface Doorway {
  /** Asks as nobody. */
  ask: Ask;
  accept: (answer: SignedIn) => void;
  locale: Accessor<Locale>;
}
