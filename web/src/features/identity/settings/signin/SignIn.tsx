/** Sign-in and devices: what opens the account, and where it is open. */

import { useSettingsWords } from "../words";
import { Column } from "../Frame";
import { Sessions } from "./Sessions";
import { WaysIn } from "./WaysIn";

export function SignIn() {
  const { t } = useSettingsWords();
  return (
    <Column title={t("signIn.title")}>
      <WaysIn />
      <Sessions />
    </Column>
  );
}
