/** Times, numbers, sizes and lists as the reader's language writes them. */

export interface Times {
  /** "10:31". */
  clock: (at: string | number) => string;
  /** "Friday, 20 November", with the year when it is another. */
  day: (at: string | number) => string;
  /** Everything, for labels. */
  full: (at: string | number) => string;
  /** Short for lists: the clock today, the day this week, else the date. */
  short: (at: string | number) => string;
  number: (value: number) => string;
  percent: (value: number) => string;
  /** "2.4 MB". */
  size: (bytes: number) => string;
  names: (names: string[]) => string;
}

export function create_times(locale: string): Times {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const clock = format({ hour: "2-digit", minute: "2-digit" });
  const day = format({ weekday: "long", day: "numeric", month: "long" });
  const dated = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const full = format({ dateStyle: "full", timeStyle: "short" });
  const week = format({ weekday: "long", hour: "2-digit", minute: "2-digit" });
  const date = format({ day: "numeric", month: "short", year: "numeric" });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const unit = (name: string) => new Intl.NumberFormat(locale, { style: "unit", unit: name, maximumFractionDigits: 1 });
  const units = [unit("byte"), unit("kilobyte"), unit("megabyte"), unit("gigabyte")];
  return {
    clock: (at) => clock.format(new Date(at)),
    day: (at) => (new Date(at).getFullYear() === new Date().getFullYear() ? day : dated).format(new Date(at)),
    full: (at) => full.format(new Date(at)),
    short: (at) => {
      const when = new Date(at);
      const days = (Date.now() - when.getTime()) / 86_400_000;
      if (days < 1 && when.getDate() === new Date().getDate()) return clock.format(when);
      return (days < 6 ? week : date).format(when);
    },
    number: (value) => number.format(value),
    percent: (value) => percent.format(value),
    size: (bytes) => {
      const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
      return units[step]?.format(bytes / 1000 ** step) ?? "";
    },
    names: (names) => list.format(names),
  };
}
