/* What the visitor says: written, picked from the suggestions, or the button of a card. */
import { button } from "../launcher/dom.js";
import { outbox } from "./outbox.js";
import { composer, focusInputOr, takeText } from "./composer.js";
import { log, quick, toEnd } from "./log.js";

function send(content) {
  outbox.post(content);
  suggest([]);
  toEnd();
}

export const act = (card, action) =>
  send({ type: "action", action: action.action, unit_id: card.unit_id, text: action.label });

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = takeText();
  if (text) send({ type: "message", text });
});

/** Shows these suggestions in place of the ones before. */
export function suggest(texts) {
  quick.replaceChildren(...(texts || []).map((text) => button({ class: "pill", onclick: () => pick(text) }, text)));
  quick.hidden = !texts?.length;
}

function pick(text) {
  focusInputOr(log); // the pressed button is about to go
  send({ type: "message", text });
}
