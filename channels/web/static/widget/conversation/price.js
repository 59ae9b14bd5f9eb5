/* What a unit costs: the quote for the visitor's days with its lines, or the lowest price of a night.
   Its lines come from the server, in the guest's language. */
import { el } from "../launcher/dom.js";
import { days } from "./formats.js";
import { say } from "./words.js";

export function price({ quote, price_lines: lines = [] }) {
  const total = lines.at(-1);
  if (!total) return null;
  return quote ? quoted(quote, lines, total) : el("p", { class: "price" }, `${total.label} ${total.amount}`);
}

function quoted({ nights, check_in, check_out, below_min_nights: minimum }, lines, total) {
  return el("div", { class: "quote" },
    el("p", { class: "price" }, el("strong", null, total.amount), ` · ${say("nights", { n: nights })}`),
    el("p", { class: "mute" }, days(check_in, check_out)),
    minimum && el("p", { class: "warn" }, say("min", { n: minimum })),
    el("details", null, el("summary", null, say("details")), el("dl", null,
      ...lines.flatMap(({ label, amount }) => [el("dt", null, label), el("dd", null, amount)]))));
}
