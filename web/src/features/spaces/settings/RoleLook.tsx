/** Name and colour of a role, and how it stands in lists and mentions. */

import { Swatches } from "~/features/identity/settings";
import type { Role } from "~/lib/api/wire";
import type { Draft } from "~/lib/draft";
import { Show } from "~/lib/flow";
import { Avatar, FieldError, PageSection, Switch, TextField } from "~/ui";
import { useSpaceWords } from "../words";
import type { RoleFields } from "./RoleEditor";
import { useScope } from "./scope";

export function RoleLook(props: {
  role: Role;
  draft: Draft<RoleFields>;
  fixed: boolean;
  wrong: { field: "name" | "color"; text: string } | null;
  onTouch: () => void;
}) {
  const scope = useScope();
  const { t } = useSpaceWords();
  const color = () => props.draft.get("color");
  const self = () => scope.live.world.me;
  return (
    <Show when={!props.role.everyone} fallback={<p class="set-lead">{t("roles.everyoneLook")}</p>}>
      <PageSection>
        <div class="set-form">
          <TextField
            label={t("roles.name")}
            hint={t("roles.nameHint")}
            value={props.draft.get("name")}
            readonly={props.fixed}
            error={props.wrong?.field === "name" ? props.wrong.text : null}
            dir="auto"
            onInput={(value) => {
              props.draft.set("name", value);
              props.onTouch();
            }}
          />
          <div class="field">
            <span class="field__label">{t("roles.color")}</span>
            <Swatches
              label={t("roles.color")}
              none={t("roles.noColor")}
              own={t("roles.ownColor")}
              nameOf={(hex) => t("roles.colorOf", { hex })}
              value={color()}
              disabled={props.fixed}
              onChange={(value) => {
                props.draft.set("color", value);
                props.onTouch();
              }}
            />
            <Show when={props.wrong?.field === "color"} fallback={<div class="field__hint">{t("roles.colorHint")}</div>}>
              <FieldError text={props.wrong?.text ?? ""} />
            </Show>
          </div>
          <div class="field">
            <span class="field__label">{t("roles.preview")}</span>
            <div class="set-card role-preview">
              <Avatar id={self()?.id ?? ""} name={self()?.display_name ?? ""} picture={self()?.avatar} size={40} />
              <bdi class={color() ? "role-name" : undefined} style={{ "--role": color() ?? undefined }}>
                {self()?.display_name}
              </bdi>
              <span class="role-chip">
                <span class="role-dot" style={{ "--role": color() ?? undefined }} />
                <bdi>{props.draft.get("name")}</bdi>
              </span>
            </div>
          </div>
          <div class="set-card">
            <div class="right">
              <Switch
                label={t("roles.mentionable")}
                hint={t("roles.mentionableHint")}
                checked={props.draft.get("mentionable")}
                disabled={props.fixed}
                onChange={(on) => props.draft.set("mentionable", on)}
              />
            </div>
            <div class="right">
              <Switch
                label={t("roles.hoist")}
                hint={t("roles.hoistHint")}
                checked={props.draft.get("hoist")}
                disabled={props.fixed}
                onChange={(on) => props.draft.set("hoist", on)}
              />
            </div>
          </div>
        </div>
      </PageSection>
    </Show>
  );
}
