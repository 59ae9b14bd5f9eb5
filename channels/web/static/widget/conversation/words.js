/* The conversation's sentences in the visitor's language: bot/words/texts/LANGUAGE/guest/widget.toml, [conversation]. */
import { attempt } from "../launcher/safely.js";
import { language } from "../launcher/settings.js";
import { fill } from "../launcher/wording.js";
import { texts } from "lobby:served";

const plurals = attempt(() => new Intl.PluralRules(language), null);

/** A sentence with its {placeholders} filled in; where it has forms, that of the number `n`. */
export function say(key, values = {}) {
  const text = texts[key];
  return fill(typeof text === "string" ? text : text[plurals?.select(values.n)] || text.other, values);
}

/** The word for a type of accommodation; one that we have no word for is said as it is. */
export const sayType = (type) => (Object.hasOwn(texts.types, type) ? texts.types[type] : type);
