/* The list that scrolls: greeting, messages, what is being written, suggestions. */
import { el } from "../launcher/dom.js";
import { say } from "./words.js";

const NEAR_END_PX = 80;
const ABOVE_PX = 12; // left free above a message that is scrolled to

export const greeting = el("div", { class: "row", hidden: true });
export const list = el("ol");
export const draft = el("div", { class: "row draft", hidden: true });
export const dots = el("div", { class: "typing", hidden: true }, el("i"), el("i"), el("i"));
export const quick = el("div", { class: "quick", hidden: true });
// Deltas change this region word by word; a screen reader hears the finished sentence from announcing.js instead.
export const log = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0, "aria-label": say("chat") },
  greeting, list, draft, dots, quick);

export const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;

export function toEnd() {
  log.scrollTop = log.scrollHeight;
}

/** Scrolls to a new message, but never past its beginning. */
export function reveal(node) {
  log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, node.offsetTop - ABOVE_PX);
}

/** Makes a change; who was at the end of the list stays there. */
export function keepingEnd(change) {
  const atEnd = isAtEnd();
  change();
  if (atEnd) toEnd();
}
