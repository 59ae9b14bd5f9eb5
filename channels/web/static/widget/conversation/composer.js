/* Where the visitor writes. */
import { connection } from "../launcher/connection.js";
import { button, el, icon } from "../launcher/dom.js";
import { SEND } from "./icons.js";
import { say } from "./words.js";

const MAX_TEXT = 2000; // characters, the server's limit
const COUNTER_FROM = 1800;
const MAX_HEIGHT_PX = 120;
const TYPING_MS = 3_000; // the server is told once in so long

export const input = el("textarea", {
  rows: 1, maxlength: MAX_TEXT, enterkeyhint: "send", "aria-label": say("write"), placeholder: say("write"),
  "aria-describedby": "lobby-left", "data-testid": "chat-input", oninput: typed, onkeydown: enter,
});
export const left = el("p", { class: "left", id: "lobby-left" });
export const composer = el("form", { class: "composer" },
  input, button({ type: "submit", class: "round", "aria-label": say("send"), "data-testid": "send-button" }, icon(SEND)));

let typingSent = 0;

function typed() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT_PX)}px`;
  const room = MAX_TEXT - input.value.length;
  left.textContent = room <= MAX_TEXT - COUNTER_FROM ? say("left", { n: room }) : "";
  if (input.value.trim() && Date.now() - typingSent > TYPING_MS && connection.online) {
    typingSent = Date.now();
    connection.send({ type: "typing" });
  }
}

function enter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.dispatchEvent(new Event("submit", { cancelable: true }));
}

/** Gives what was written and empties the field. */
export function takeText() {
  const text = input.value.trim();
  if (text) {
    input.value = "";
    typed();
    typingSent = 0;
  }
  input.focus();
  return text;
}

/** On a touch screen the keyboard would cover what is to be read: there `other` gets the focus. */
export const focusInputOr = (other) => (matchMedia("(pointer: coarse)").matches ? other : input).focus();
