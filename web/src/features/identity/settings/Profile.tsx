/** What others see of oneself: name, words, picture, colour, with a live preview of the card. */

import { type ChosenPicture, PictureField } from "~/features/pictures";
import type { Me } from "~/lib/api/wire";
import { Show } from "~/lib/flow";
import { LIMITS, isColour, lengthOf } from "~/lib/rules";
import { useSession } from "~/lib/session-provider";
import { useLive } from "~/lib/store";
import { FieldError, PageSection, TextArea, TextField, letterOf, tintOf } from "~/ui";
import { Column } from "./Frame";
import { SavingBar, createSaving } from "./saving";
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
  const page = createSaving<Fields>({
    source: () => {
      const { display_name: displayName, pronouns, bio, accent } = props.me;
      return { display_name: displayName, pronouns, bio, accent, avatar: undefined };
    },
    texts: { display_name: LIMITS.displayName, pronouns: LIMITS.pronouns, bio: LIMITS.bio },
    picture: "avatar",
    fault: (get) => {
      const accent = get("accent");
      return accent === null || isColour(accent) ? null : { field: "accent", text: t("errors.colour") };
    },
    send: async ({ avatar, ...rest }) => {
      const me = await wire.ask<Me>("PATCH", "/me", { ...rest, ...(avatar === undefined ? {} : { avatar: avatar?.id ?? null }) });
      session.update(me);
      live.apply({ t: "me_update", d: me });
    },
    done: () => t("profile.saved"),
  });
  const shownName = () => page.get("display_name").trim() || props.me.username;
  const picture = () => {
    const chosen = page.get("avatar");
    return chosen === undefined ? (props.me.avatar?.[128] ?? null) : (chosen?.preview ?? null);
  };
  const left = () => LIMITS.bio.max - lengthOf(page.get("bio") ?? "");

  return (
    <Column
      title={t("profile.title")}
      lead={t("profile.intro")}
      bar={<SavingBar of={page} />}
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
            chosen={page.get("avatar")}
            onChange={(chosen) => page.set("avatar", chosen === null && !props.me.avatar ? undefined : chosen)}
            blank={letterOf(shownName())}
            error={page.errorAt("avatar")}
          />
          <TextField
            label={t("profile.name")}
            hint={t("profile.nameHint", { username: props.me.username })}
            value={page.get("display_name")}
            error={page.errorAt("display_name")}
            autocomplete="nickname"
            dir="auto"
            onInput={(value) => page.set("display_name", value)}
          />
          <TextField
            label={t("profile.pronouns")}
            hint={t("profile.pronounsHint")}
            value={page.get("pronouns") ?? ""}
            error={page.errorAt("pronouns")}
            dir="auto"
            onInput={(value) => page.set("pronouns", value === "" ? null : value)}
          />
          <TextArea
            label={t("profile.bio")}
            hint={left() <= 50 && left() >= 0 ? t("common.left", { n: left() }) : t("profile.bioHint")}
            value={page.get("bio") ?? ""}
            error={page.errorAt("bio")}
            dir="auto"
            onInput={(value) => page.set("bio", value === "" ? null : value)}
          />
          <div class="field">
            <span class="field__label">{t("profile.accent")}</span>
            <Swatches
              label={t("profile.accent")}
              none={t("profile.noAccent")}
              own={t("profile.ownAccent")}
              nameOf={(hex) => t("profile.accentOf", { hex })}
              value={page.get("accent")}
              onChange={(value) => page.set("accent", value)}
            />
            <Show when={page.errorAt("accent")} fallback={<div class="field__hint">{t("profile.accentHint")}</div>}>
              {(text) => <FieldError text={text()} />}
            </Show>
          </div>
        </div>
        <PageSection title={t("profile.preview")}>
          <article class="profile-card" aria-label={t("profile.preview")}>
            <div class={`profile-band tint-${tintOf(props.me.id)}`} style={{ "--accent-own": page.get("accent") ?? undefined }} data-own={page.get("accent") ? "" : undefined} />
            <span class="profile-face" classList={{ [`tint-${tintOf(props.me.id)}`]: picture() === null }}>
              <Show when={picture()} fallback={letterOf(shownName())}>
                {(src) => <img src={src()} alt="" width="72" height="72" />}
              </Show>
            </span>
            <div class="profile-words">
              <b><bdi>{shownName()}</bdi></b>
              <p class="set-soft">
                <span dir="ltr">{props.me.username}</span>
                <Show when={page.get("pronouns")}>{(text) => <> · <bdi>{text()}</bdi></>}</Show>
              </p>
              <Show when={page.get("bio")}>{(text) => <p class="profile-bio" dir="auto">{text()}</p>}</Show>
              <p class="set-soft">{t("profile.since", { date: words.formats().date(props.me.created_at) })}</p>
            </div>
          </article>
        </PageSection>
      </div>
    </Column>
  );
}
