/*
 * The few sentences that the launcher says: bot/words/texts/LANGUAGE/guest/widget.toml, [launcher].
 *
 * It has them in English and fetches those of another language, so that it does not grow with each.
 */
import { addressOf } from "./parts.js";
import { wording } from "./settings.js";
import { phrases } from "lobby:served";

let known = phrases;

/** A sentence with its {placeholders} filled in. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);

export const phrase = (key, values) => fill(known[key], values);

/** From then on `phrase` speaks the visitor's language; where that cannot be had, English. */
export async function learnLanguage() {
  if (wording === "en") return;
  const learnt = await import(addressOf(`launcher-${wording}`));
  known = learnt.default;
}
