/* What a unit costs: the quote for the visitor's days with its lines, or the lowest price of a night. */
import { el } from "../launcher/dom.js";
import { days, money } from "./formats.js";
import { say } from "./words.js";

export function price({ quote, currency, price_night: night }) {
  if (quote) return quoted(quote, quote.currency || currency);
  const from = night != null && say("from", { x: say("per_night", { x: money(night, currency) }) });
  return from && el("p", { class: "price" }, from);
}

function quoted(quote, currency) {
  const { total, nights, check_in, check_out, below_min_nights: minimum } = quote;
  return el("div", { class: "quote" },
    el("p", { class: "price" }, el("strong", null, money(total, currency)), ` · ${say("nights", { n: nights })}`),
    el("p", { class: "mute" }, days(check_in, check_out)),
    minimum && el("p", { class: "warn" }, say("min", { n: minimum })),
    el("details", null, el("summary", null, say("details")), el("dl", null, ...lines(quote, currency))));
}

function lines({ rates, cleaning_fee: cleaning, total }, currency) {
  const line = (label, amount) => [el("dt", null, label), el("dd", null, money(amount, currency))];
  return [
    ...(rates || []).flatMap((rate) => line(rateLabel(rate, currency), rate.price * rate.nights)),
    ...(cleaning ? line(say("cleaning"), cleaning) : []),
    ...line(say("total"), total),
  ];
}

function rateLabel({ nights, price: night, season }, currency) {
  const label = `${say("nights", { n: nights })} × ${money(night, currency)}`;
  return season ? `${label} (${season})` : label;
}
