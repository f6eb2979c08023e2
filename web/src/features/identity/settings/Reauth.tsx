/** Asks for the password once more when an act needs a fresh proof, and then lets the act go on. */

import { type ParentProps, createSignal } from "solid-js";
import { ReauthContext, createReauth } from "~/lib/reauth";
import { troubleOf } from "~/lib/api";
import { Button, Dialog, PasswordField } from "~/ui";
import { explain, waitOf } from "./explain";
import { useSettingsWire } from "./wire";
import { useSettingsWords } from "./words";

export function ReauthProvider(props: ParentProps) {
  const words = useSettingsWords();
  const wire = useSettingsWire();
  const reauth = createReauth(
    (password) => wire.ask<void>("POST", "/auth/reauth", { password }),
    (error) => troubleOf(error).code === "reauth_required",
  );
  const [password, setPassword] = createSignal("");
  const [error, setError] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;

  const send = async (event: Event) => {
    event.preventDefault();
    if (busy()) return;
    if (password() === "") return void setError(words.t("reauth.empty"));
    setBusy(true);
    try {
      await reauth.answer(password());
      close();
    } catch (cause) {
      const trouble = troubleOf(cause);
      if (trouble.code === "invalid_credentials") setError(words.t("reauth.wrong"));
      else if (trouble.code === "rate_limited") setError(words.t("reauth.wait", { time: waitOf(words, trouble.retryAfterMs) }));
      else setError(explain(words, cause));
      form?.querySelector("input")?.focus();
    } finally {
      setBusy(false);
    }
  };
  const close = () => {
    setPassword("");
    setError(null);
  };
  const decline = () => {
    close();
    reauth.decline();
  };

  return (
    <ReauthContext.Provider value={reauth}>
      {props.children}
      <Dialog
        open={reauth.asking()}
        onOpenChange={(open) => !open && decline()}
        title={words.t("reauth.title")}
        lead={words.t("reauth.body")}
        acts={
          <>
            <Button kind="quiet" onClick={decline}>
              {words.t("common.cancel")}
            </Button>
            <Button kind="primary" type="submit" form="reauth" busy={busy()} busyLabel={words.t("reauth.going")}>
              {words.t("reauth.go")}
            </Button>
          </>
        }
      >
        <form id="reauth" ref={form} onSubmit={(event) => void send(event)} novalidate>
          <PasswordField
            label={words.t("reauth.password")}
            autocomplete="current-password"
            value={password()}
            error={error()}
            onInput={(value) => {
              setPassword(value);
              if (value !== "") setError(null);
            }}
          />
        </form>
      </Dialog>
    </ReauthContext.Provider>
  );
}
