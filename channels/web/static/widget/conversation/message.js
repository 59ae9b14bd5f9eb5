/* A message as a row of the transcript. */
import { el } from "../launcher/dom.js";
import { attempt } from "../launcher/safely.js";
import { unitCard } from "./card.js";
import { outLink, safeUrl } from "./links.js";
import { formatted } from "./markup.js";
import { act } from "./sending.js";
import { openBooking } from "./sheets.js";
import { say } from "./words.js";

export function messageRow({ role, text, html, cards, link, author, availability_url }) {
  const who = role === "staff" ? author?.name || author || say("team") : say("assistant");
  const url = link && link.url !== availability_url && safeUrl(link.url);
  return el("li", { class: `row ${role}`, "data-testid": `${role}-message` },
    // Said by a style rule, so that the text of a message is the message.
    el("span", { class: "by", "data-by": role === "user" ? say("you") : say("said", { who }) }),
    role === "staff" && el("p", { class: "author", "aria-hidden": "true" }, who),
    text && el("div", { class: "bubble" }, role === "user" ? text : formatted(html, text)),
    ...(cards || []).map((card) => attempt(() => unitCard(card, { book: openBooking, act }))),
    url && outLink(link.label || url, url, { class: "pill" }));
}
