/** A titled part of a settings page. */
import type { JSX } from "solid-js";
import { Part, Show } from "../lib/flow";
import "./PageSection.css";

export function PageSection(props: { title?: string; lead?: JSX.Element; act?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="page-section">
      <div class="page-section__head">
        <div>
          <Show when={props.title}>
            <h2>{props.title}</h2>
          </Show>
          <Part of={props.lead}>{(lead) => <p class="page-section__lead">{lead()}</p>}</Part>
        </div>
        {props.act}
      </div>
      <div class="page-section__body">{props.children}</div>
    </section>
  );
}
