/** Keeps what people wrote from turning round the words beside it (Unicode Bidirectional Algorithm, UAX #9). */

/** Letters, digits and signs that are written from right to left. */
const RTL = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}";
/** Marks, embeddings, overrides and isolates: they have no look, only a direction. */
const CONTROLS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
/** What is no plain text of a page of that direction. */
const AGAINST = {
  ltr: new RegExp(`[${RTL}${CONTROLS}]`, "u"),
  rtl: new RegExp(`[${CONTROLS}]|[^${RTL}\\p{M}\\s]`, "u"),
};

const FIRST_STRONG = "\u2068";
const END = "\u2069";

/** Wraps a text in isolates where it would pull the words around it into its own direction. */
export function isolated(text: string, dir: "ltr" | "rtl"): string {
  return AGAINST[dir].test(text) ? `${FIRST_STRONG}${closed(text)}${END}` : text;
}

/** The text with an end for each isolate that it begins, and without ends of isolates that it did not begin. */
function closed(text: string): string {
  let open = 0;
  const kept = text.replace(/[\u2066-\u2069]/gu, (control) => {
    if (control !== END) open += 1;
    else if (open === 0) return "";
    else open -= 1;
    return control;
  });
  return kept + END.repeat(open);
}
