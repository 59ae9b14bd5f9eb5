/* The strip above the conversation: what is known of the trip, and where availability is shown. */
import { el } from "../launcher/dom.js";
import { days, money } from "./formats.js";
import { outLink, safeUrl } from "./links.js";
import { say, sayType } from "./words.js";

export const strip = el("div", { class: "trip", hidden: true });

/** What the visitor is looking for, as far as it is known. */
export const trip = { intent: null };

export function showTrip(intent, availabilityUrl) {
  trip.intent = intent;
  const chips = tripChips(intent || {});
  const url = safeUrl(availabilityUrl);
  strip.hidden = !chips.length && !url;
  const items = chips.map((text) => el("li", null, text));
  strip.replaceChildren(...[
    chips.length && el("ul", { "data-testid": "intent-summary", "aria-label": say("trip") }, ...items),
    url && outLink(say("availability"), url, { class: "cta", "data-testid": "availability-cta" }),
  ].filter(Boolean));
}

function tripChips({ check_in, check_out, nights, guests, accommodation_type: type, budget_range: budget }) {
  const limit = budget && budgetLimit(budget);
  return [
    check_in && days(check_in, check_out),
    nights && say("nights", { n: nights }),
    guests && say("guests", { n: guests }),
    type && sayType(type),
    limit && say(budget.per === "stay" ? "stay" : "per_night", { x: limit }),
  ].filter(Boolean);
}

function budgetLimit({ min, max, currency }) {
  if (min && max) return `${money(min, currency)} – ${money(max, currency)}`;
  if (max) return say("upto", { x: money(max, currency) });
  return min && say("from", { x: money(min, currency) });
}
