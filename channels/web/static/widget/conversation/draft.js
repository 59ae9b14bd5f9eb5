/* What is being written right now: a stream that grows, or three dots. */
import { el } from "../launcher/dom.js";
import { dots, draft, keepingEnd } from "./log.js";
import { paragraphs } from "./markup.js";
import { rowOf } from "./rows.js";
import { say } from "./words.js";

const DOTS_MS = 30_000;

let draftText = "";
let joinedAt = 0; // what the ledger held when we began to listen
let dotsTimer;

/** From here on streams are heard from their beginning. */
export function listenFrom(seq) {
  joinedAt = seq;
}

export function addDelta({ reply_to: ids = [], text: more }) {
  const missedStart = !draftText && [].concat(ids).some((id) => rowOf(id)?.seq <= joinedAt);
  if (missedStart) return showDots(); // a stream joined in its middle reads as nonsense; the whole message follows
  keepingEnd(() => {
    draftText += more;
    draft.replaceChildren(el("div", { class: "bubble" }, paragraphs(draftText.replace(/\*\*|__|`/g, ""))));
    draft.hidden = false;
    showDots(false);
  });
}

export function endDraft() {
  draftText = "";
  draft.hidden = true;
  draft.replaceChildren();
  showDots(false);
}

/** Ends the draft; what there is of it becomes a row, null when there is nothing. */
export function cutDraft() {
  if (!draftText) return null;
  draft.append(el("p", { class: "note" }, say("interrupted")));
  const node = el("li", { class: "row cut" }, ...draft.childNodes);
  endDraft();
  return node;
}

export function showDots(on = true) {
  keepingEnd(() => {
    clearTimeout(dotsTimer);
    dots.hidden = !on || !draft.hidden;
    if (on) dotsTimer = setTimeout(() => (dots.hidden = true), DOTS_MS);
  });
}
