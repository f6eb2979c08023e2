/** Which addresses may become links, and whether a label pretends to be another host. */

const SCHEMES = new Set(["http:", "https:", "mailto:"]);
const LONGEST = 2048;
// Control characters, white space, backslash, quotes, angle brackets, invisible and bidirectional marks.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0020\u007f-\u00a0\\"<>`\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/u;
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
const LOOKS_LIKE_HOST = /(?:^|[\s(/@])((?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})(?=$|[\s/:?#),.!])/iu;

export interface Target {
  href: string;
  /** Host of a page, or address of a mail. */
  host: string;
}

/** Checks an address and names where it leads, or answers null. */
export function targetOf(raw: string): Target | null {
  if (raw.length > LONGEST || FORBIDDEN.test(raw) || !/^(?:https?:\/\/|mailto:)/i.test(raw)) return null;
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return null;
  }
  if (!SCHEMES.has(url.protocol)) return null;
  if (url.protocol === "mailto:") {
    const address = url.pathname;
    return /^[^@\s?]{1,64}@[^@\s?]{1,255}$/.test(address) ? { href: url.href, host: address } : null;
  }
  return url.hostname ? { href: url.href, host: url.host } : null;
}

/** True when a label reads like an address of another host than the one it leads to. */
export function isDeceptive(label: string, target: Target): boolean {
  const shown = label.replace(INVISIBLE, "").normalize("NFKC").trim();
  const found = LOOKS_LIKE_HOST.exec(shown);
  if (!found?.[1]) return false;
  const bare = (host: string) => host.toLowerCase().replace(/^www\./, "").replace(/:\d+$/, "");
  let claimed = found[1];
  try {
    claimed = new URL(`https://${claimed}`).hostname;
  } catch {
    return true;
  }
  if (target.href.startsWith("mailto:")) return !bare(target.host).endsWith(bare(claimed));
  return bare(claimed) !== bare(target.host) || /^https?:\/\/[^/]*@/i.test(shown);
}
