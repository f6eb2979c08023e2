/** What others see of oneself: name, words, picture, colour, with a live preview of the card. */

import { createSignal } from "solid-js";
import type { Me } from "~/lib/api/wire";
import { createDraft } from "~/lib/draft";
import { Show } from "~/lib/flow";
import { LIMITS, faultOf, isColour, lengthOf, tidy } from "~/lib/rules";
import { useSession } from "~/lib/session-provider";
import { troubleOf } from "~/lib/api";
import { useLive } from "~/lib/store";
import { FieldError, PageSection, TextArea, TextField, letterOf, tintOf } from "~/ui";
import { createAct } from "./act";
import { explainFault, fieldOf } from "./explain";
import { Column } from "./Frame";
import { type ChosenPicture, PictureField } from "./PictureField";
import { SaveBar } from "./SaveBar";
import { Swatches } from "./Swatches";
import { useSettingsWire } from "./wire";
import { useSettingsWords } from "./words";

type Fields = Pick<Me, "display_name" | "pronouns" | "bio" | "accent"> & { avatar: ChosenPicture | null | undefined };

export function Profile() {
  const session = useSession();
  return <Show when={session.me()}>{(me) => <ProfileForm me={me()} />}</Show>;
}

function ProfileForm(props: { me: Me }) {
  const words = useSettingsWords();
  const wire = useSettingsWire();
  const session = useSession();
  const live = useLive();
  const { t } = words;
  const act = createAct();
  const [wrong, setWrong] = createSignal<{ field: string; text: string } | null>(null);
  const draft = createDraft<Fields>(() => {
    const { display_name: displayName, pronouns, bio, accent } = props.me;
    return { display_name: displayName, pronouns, bio, accent, avatar: undefined };
  });
  const set = <K extends keyof Fields>(key: K, value: Fields[K]) => {
    draft.set(key, value);
    if (wrong()?.field === key) setWrong(null);
    act.clear();
  };
  const errorAt = (field: string) => (wrong()?.field === field ? wrong()?.text : null);
  const fault = () => {
    for (const [field, rule] of [["display_name", LIMITS.displayName], ["pronouns", LIMITS.pronouns], ["bio", LIMITS.bio]] as const) {
      const text = explainFault(words, faultOf(draft.get(field) ?? "", rule));
      if (text) return { field, text };
    }
    const accent = draft.get("accent");
    return accent !== null && !isColour(accent) ? { field: "accent", text: t("errors.colour") } : null;
  };
  const save = async () => {
    const first = fault();
    setWrong(first);
    if (first) return;
    const { avatar, display_name: displayName, pronouns, bio, accent } = draft.changes();
    const patch = {
      ...(displayName === undefined ? {} : { display_name: tidy(displayName, LIMITS.displayName) || null }),
      ...(pronouns === undefined ? {} : { pronouns: tidy(pronouns ?? "", LIMITS.pronouns) || null }),
      ...(bio === undefined ? {} : { bio: bio?.trim() || null }),
      ...(accent === undefined ? {} : { accent }),
      ...(avatar === undefined ? {} : { avatar: avatar?.id ?? null }),
    };
    await act.run(
      async () => {
        const me = await wire.ask<Me>("PATCH", "/me", patch);
        session.update(me);
        live.apply({ t: "me_update", d: me });
        draft.undo();
      },
      {
        done: () => t("profile.saved"),
        words: (cause) => {
          const field = fieldOf(cause);
          if (field && troubleOf(cause).code === "invalid") setWrong({ field, text: t(field === "avatar" ? "errors.bad_picture" : "errors.invalid") });
          return null;
        },
      },
    );
  };
  const shownName = () => draft.get("display_name").trim() || props.me.username;
  const picture = () => {
    const chosen = draft.get("avatar");
    return chosen === undefined ? (props.me.avatar?.[128] ?? null) : (chosen?.preview ?? null);
  };
  const left = () => LIMITS.bio.max - lengthOf(draft.get("bio") ?? "");

  return (
    <Column
      title={t("profile.title")}
      lead={t("profile.intro")}
      bar={<SaveBar count={draft.count()} busy={act.busy()} error={act.error()} onSave={() => void save()} onUndo={() => { draft.undo(); setWrong(null); act.clear(); }} />}
    >
      <div class="profile">
        <div class="set-form">
          <PictureField
            label={t("profile.picture")}
            hint={(limit) => t("profile.pictureHint", { limit })}
            chooseLabel={t("profile.choose")}
            removeLabel={t("profile.remove")}
            purpose="avatar"
            saved={props.me.avatar?.[128] ?? null}
            chosen={draft.get("avatar")}
            onChange={(chosen) => set("avatar", chosen === null && !props.me.avatar ? undefined : chosen)}
            blank={letterOf(shownName())}
            error={errorAt("avatar") ?? null}
          />
          <TextField
            label={t("profile.name")}
            hint={t("profile.nameHint", { username: props.me.username })}
            value={draft.get("display_name")}
            error={errorAt("display_name")}
            autocomplete="nickname"
            dir="auto"
            onInput={(value) => set("display_name", value)}
          />
          <TextField
            label={t("profile.pronouns")}
            hint={t("profile.pronounsHint")}
            value={draft.get("pronouns") ?? ""}
            error={errorAt("pronouns")}
            dir="auto"
            onInput={(value) => set("pronouns", value === "" ? null : value)}
          />
          <TextArea
            label={t("profile.bio")}
            hint={left() <= 50 && left() >= 0 ? t("common.left", { n: left() }) : t("profile.bioHint")}
            value={draft.get("bio") ?? ""}
            error={errorAt("bio")}
            dir="auto"
            onInput={(value) => set("bio", value === "" ? null : value)}
          />
          <div class="field">
            <span class="field__label">{t("profile.accent")}</span>
            <Swatches
              label={t("profile.accent")}
              none={t("profile.noAccent")}
              own={t("profile.ownAccent")}
              nameOf={(hex) => t("profile.accentOf", { hex })}
              value={draft.get("accent")}
              onChange={(value) => set("accent", value)}
            />
            <Show when={errorAt("accent")} fallback={<div class="field__hint">{t("profile.accentHint")}</div>}>
              {(text) => <FieldError text={text()} />}
            </Show>
          </div>
        </div>
        <PageSection title={t("profile.preview")}>
          <article class="profile-card" aria-label={t("profile.preview")}>
            <div class={`profile-band tint-${tintOf(props.me.id)}`} style={{ "--accent-own": draft.get("accent") ?? undefined }} data-own={draft.get("accent") ? "" : undefined} />
            <span class="profile-face" classList={{ [`tint-${tintOf(props.me.id)}`]: picture() === null }}>
              <Show when={picture()} fallback={letterOf(shownName())}>
                {(src) => <img src={src()} alt="" width="72" height="72" />}
              </Show>
            </span>
            <div class="profile-words">
              <b><bdi>{shownName()}</bdi></b>
              <p class="set-soft">
                <span dir="ltr">{props.me.username}</span>
                <Show when={draft.get("pronouns")}>{(text) => <> · <bdi>{text()}</bdi></>}</Show>
              </p>
              <Show when={draft.get("bio")}>{(text) => <p class="profile-bio" dir="auto">{text()}</p>}</Show>
              <p class="set-soft">{t("profile.since", { date: words.formats().date(props.me.created_at) })}</p>
            </div>
          </article>
        </PageSection>
      </div>
    </Column>
  );
}
