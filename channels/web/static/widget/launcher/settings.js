/*
 * What the page's owner wrote into the script element, and the visitor's language.
 *
 * Whether there is a tenant at all is for main.js to ask: until then nothing here may fail.
 */
import { languages } from "lobby:served";

/** A launcher that takes the place of an outdated one (loader.js) is a module and has no `currentScript`. */
export const script =
  document.currentScript ||
  document.querySelector("lobby-chat[data-outdated]")?.script ||
  document.querySelector("script[data-tenant][src*='widget.js']");

export const tenant = script?.dataset.tenant;
export const base = script && new URL(".", script.src);

const tags = [script?.dataset.locale, document.documentElement.lang, navigator.language].filter(Boolean);

/** The one of our languages that fits best. */
export const language = tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => languages.includes(tag)) || "en";

/** The language as in the visitor's country, for dates and money. */
export const spoken = tags.find((tag) => tag.startsWith(`${language}-`)) || language;

/** Whose sentences the visitor reads: the language's, or those of a region that has its own. */
export const wording = languages.find((each) => each === spoken.toLowerCase()) || language;

/** What the server is told. */
export const locale = tags[0].startsWith(language) ? spoken : tags[0];
