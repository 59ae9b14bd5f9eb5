/* A unit shown in a reply. */
import { button, el } from "../launcher/dom.js";
import { carousel } from "./carousel.js";
import { price } from "./price.js";
import { say, sayType } from "./words.js";

/** `book(card)` opens the form; `act(card, action)` sends what any other button says. */
export function unitCard(card, { book, act }) {
  const { name, unit_type: type, max_guests: party, highlights, actions } = card;
  const facts = [type && sayType(type), party && say("upto", { x: say("guests", { n: party }) })].filter(Boolean);
  return el("section", { class: "card", "aria-label": name },
    carousel(card),
    el("div", { class: "facts" },
      el("h3", null, name),
      el("p", { class: "mute" }, facts.join(" · ")),
      highlights?.length && el("ul", { class: "highlights" }, ...highlights.map((text) => el("li", null, text))),
      price(card),
      actions?.length && el("div", { class: "actions" }, ...actions.map(actionButton))));

  function actionButton(action) {
    if (action.action !== "book") return button({ class: "pill", onclick: () => act(card, action) }, action.label);
    const label = action.label || say("book");
    return button({ class: "main", "aria-label": `${label}: ${name}`, onclick: () => book(card) }, label);
  }
}
