// Times as people read them.

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const clockSeconds = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit", second: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
const dates = {
  date_num: (d) => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`,
  date_slash: (d) => d.toLocaleDateString(),
  date_long: (d) => d.toLocaleDateString(undefined, { dateStyle: "full" }),
  date_long_full: (d) => d.toLocaleDateString(undefined, { dateStyle: "long" }),
  date: (d) => d.toLocaleDateString(undefined, { month: "long", day: "numeric" }),
  date_short: (d) => d.toLocaleDateString(undefined, { dateStyle: "medium" }),
  time: (d) => clock.format(d),
  time_secs: (d) => clockSeconds.format(d),
  ago: (d) => ago(d),
  day_divider: (d) => dayName(d),
};

export const dateOfTs = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (ts) => clock.format(dateOfTs(ts));
export const fullTimeOf = (ts) => full.format(dateOfTs(ts));
export const withSeconds = (date) => clockSeconds.format(date);

function relativeDay(date) {
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return "Today";
  now.setDate(now.getDate() - 1);
  return date.toDateString() === now.toDateString() ? "Yesterday" : null;
}

/** Today, Yesterday, or the date. */
export function dayName(date) {
  return relativeDay(date) ?? day.format(date);
}

function ago(date) {
  const minutes = Math.round((Date.now() - date.getTime()) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 1440) return `${Math.round(minutes / 60)} h ago`;
  return `${Math.round(minutes / 1440)} days ago`;
}

/** Slack's {date_short} templates. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatDate(seconds, format, fallback) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return fallback ?? "";
  return format.replace(/\{(\w+?)(_pretty)?\}/g, (token, name, pretty) => {
    const near = pretty ? relativeDay(date) : null;
    return near?.toLowerCase() ?? dates[name]?.(date) ?? token;
  });
}

/** 1.2 kB, 3.4 MB. */
export function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
