/* Money and days as in the visitor's country. */
import { attempt } from "../launcher/safely.js";
import { spoken } from "../launcher/settings.js";
import { say } from "./words.js";

export const money = (amount, currency) =>
  attempt(() => {
    const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
    return new Intl.NumberFormat(spoken, { style: "currency", currency, ...digits }).format(amount);
  }, `${amount} ${currency || ""}`.trim());

/** `start` and `end` are ISO days; without an end: from that day on. */
export function days(start, end) {
  const first = new Date(`${start}T00:00Z`);
  const year = first.getUTCFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return attempt(() => {
    const format = new Intl.DateTimeFormat(spoken, { day: "numeric", month: "short", timeZone: "UTC", ...year });
    // Italian ranges come with zeros, "01–05 ago", which nobody writes.
    return end ? format.formatRange(first, new Date(`${end}T00:00Z`)).replace(/\b0(?=\d\b)/g, "") : say("from_day", { x: format.format(first) });
  }, [start, end].filter(Boolean).join(" – "));
}

export const isoDay = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");

export function dayAfter(day) {
  const [year, month, date] = day.split("-").map(Number);
  return isoDay(new Date(year, month - 1, date + 1));
}
