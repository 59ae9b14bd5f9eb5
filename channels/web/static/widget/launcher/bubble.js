/* What is on the page from the start: the shadow root, the round button with its badge, a note beside it. */
import { CHAT, addStyle, button, el, icon } from "./dom.js";
import { language, script } from "./settings.js";
import { phrase } from "./wording.js";
import { style } from "lobby:served";

export const host = el("lobby-chat");
export const root = host.attachShadow({ mode: "open" });

const badge = el("span", { class: "badge", hidden: true });
export const bubble = button({
  class: "launch", "data-testid": "public-chat-bubble", "aria-expanded": "false", "aria-controls": "lobby-panel",
});
/** Screen readers hear what is put in here; they know the region before anything is said. */
export const live = el("div", { class: "sr", "aria-live": "polite" });
const sentence = el("p", { role: "status" });
const retryButton = button({ class: "again", hidden: true });
const aside = el("div", { class: "aside", hidden: true, "data-testid": "chat-loading" }, sentence, retryButton);
export const shell = el("section", { class: "lobby", lang: language }, live, aside, bubble);

export const isOpen = () => bubble.getAttribute("aria-expanded") === "true";

/** Draws the button, says what pressing it does, and how many messages are unread. */
export function drawButton(line, label, unread) {
  badge.textContent = unread > 9 ? "9+" : unread;
  badge.hidden = !unread;
  bubble.replaceChildren(icon(line), badge);
  bubble.setAttribute("aria-label", unread ? `${label} (${phrase("unread", { n: unread })})` : label);
}

let unreadWhenClosed = 0;
export function drawClosed(unread) {
  unreadWhenClosed = unread;
  drawButton(CHAT, phrase("open"), unread);
}

/** Says everything as `phrase` says it now. */
export function putIntoWords() {
  shell.setAttribute("aria-label", phrase("chat"));
  retryButton.textContent = phrase("again");
  if (!isOpen()) drawClosed(unreadWhenClosed);
}

/** Somebody has pressed the button, and the chat is not here yet. */
export const isWaiting = () => bubble.getAttribute("aria-busy") === "true";
export const setWaiting = (waiting) => bubble.setAttribute("aria-busy", waiting);

/** Says to who waits how the loading goes; `retry` offers to try again. Without a sentence the note goes away. */
export function sayBeside(text, retry) {
  aside.hidden = !text || !isWaiting(); // first: screen readers hear what changes in a region that is there
  sentence.textContent = text || "";
  retryButton.hidden = !retry;
  retryButton.onclick = retry;
}

/** `color`: #rrggbb; anything else changes nothing. */
export function paint(color) {
  if (!/^#[\da-f]{6}$/i.test(color)) return;
  // The relative luminance of WCAG; up to 0.183 white has a contrast of 4.5 on it, from there black has.
  const [red, green, blue] = color.match(/\w\w/g).map((hex) => {
    const part = parseInt(hex, 16) / 255;
    return part < 0.04 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  host.style.setProperty("--brand", color);
  host.style.setProperty("--on-brand", 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.183 ? "#fff" : "#000");
}

/** Puts the button on the page. */
export function appear() {
  addStyle(root, style);
  root.append(shell);
  if (script.dataset.position === "left") shell.classList.add("on-left");
  putIntoWords();
  paint(script.dataset.color);
  host.script = script; // for the launcher that may take our place
  document.documentElement.append(host); // beside the body: a transform there would move what is fixed in it
}
