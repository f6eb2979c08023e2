/** Writes dates, numbers, sizes and lists the way the person's language does. */

const DAY_MS = 86_400_000;

export interface Formats {
  number: (value: number) => string;
  percent: (share: number) => string;
  /** "4.2 MB", from bytes, in steps of 1000. */
  size: (bytes: number) => string;
  /** "10:31" */
  time: (at: Date | string | number) => string;
  /** "Thursday, 26 November 2026" */
  day: (at: Date | string | number) => string;
  /** "26 Nov 2026" */
  date: (at: Date | string | number) => string;
  /** Full date and time, for labels and titles. */
  full: (at: Date | string | number) => string;
  /** Today the time, within a week the weekday with the time, else the date. */
  when: (at: Date | string | number, nowMs: number) => string;
  /** As short as a row of a list wants it: today the time, this week "Thu", else "2 Nov". */
  brief: (at: Date | string | number, nowMs: number) => string;
  /** "5 minutes ago", in the largest unit that fits; works for the future too. */
  ago: (at: Date | string | number, nowMs: number) => string;
  /** "Ada, Ben and Mei" */
  list: (items: readonly string[]) => string;
  /** Order of names in this language. */
  compare: (a: string, b: string) => number;
}

/**
 * The tag that numbers and dates are written by: the person's own region where the browser names one.
 * Arabic writes Arabic-Indic digits unless the person wants Latin ones.
 */
export function tagOf(locale: string, latinDigits = false, languages: readonly string[] = navigator.languages): string {
  if (locale === "ar") return `ar-u-nu-${latinDigits ? "latn" : "arab"}`;
  return languages.find((tag) => tag.toLowerCase().startsWith(`${locale}-`)) ?? locale;
}

export function createFormats(tag: string): Formats {
  const numbers = new Intl.NumberFormat(tag);
  const percents = new Intl.NumberFormat(tag, { style: "percent" });
  const times = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
  const days = new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const dates = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" });
  const fulls = new Intl.DateTimeFormat(tag, { dateStyle: "full", timeStyle: "short" });
  const weekdays = new Intl.DateTimeFormat(tag, { weekday: "long", hour: "2-digit", minute: "2-digit" });
  const shortWeekdays = new Intl.DateTimeFormat(tag, { weekday: "short" });
  const shortDates = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" });
  const agos = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const lists = new Intl.ListFormat(tag, { type: "conjunction" });
  const collator = new Intl.Collator(tag, { numeric: true, sensitivity: "base" });
  const sizes = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
  const startOfDay = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    size: (bytes) => {
      const step = Math.min(sizes.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
      return new Intl.NumberFormat(tag, {
        style: "unit",
        unit: sizes[step] ?? "byte",
        unitDisplay: step === 0 ? "long" : "short",
        maximumFractionDigits: step > 1 ? 1 : 0,
      }).format(bytes / 1000 ** step);
    },
    time: (at) => times.format(new Date(at)),
    day: (at) => days.format(new Date(at)),
    date: (at) => dates.format(new Date(at)),
    full: (at) => fulls.format(new Date(at)),
    when: (at, nowMs) => {
      const then = new Date(at);
      const today = startOfDay(nowMs);
      if (then.getTime() >= today && then.getTime() < today + DAY_MS) return times.format(then);
      if (then.getTime() >= today - 6 * DAY_MS && then.getTime() < today + 7 * DAY_MS) return weekdays.format(then);
      return dates.format(then);
    },
    brief: (at, nowMs) => {
      const then = new Date(at);
      const today = startOfDay(nowMs);
      if (then.getTime() >= today) return times.format(then);
      return (then.getTime() >= today - 6 * DAY_MS ? shortWeekdays : shortDates).format(then);
    },
    ago: (at, nowMs) => {
      const seconds = (new Date(at).getTime() - nowMs) / 1000;
      const units = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]] as const;
      const unit = units.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const);
      return agos.format(Math.trunc(seconds / unit[1]), unit[0]);
    },
    list: (items) => lists.format(items),
    compare: (a, b) => collator.compare(a, b),
  };
}
