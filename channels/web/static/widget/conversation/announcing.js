/* What a screen reader hears, and the line of trouble above the composer. */
import { live } from "../launcher/bubble.js";
import { el } from "../launcher/dom.js";

const HEARD_MS = 20_000;
const SHOWN_S = 8;

export const notice = el("p", { class: "notice", role: "alert" });
let noticeTimer;

export function announce(text) {
  const line = live.appendChild(el("p", null, text));
  setTimeout(() => line.remove(), HEARD_MS);
}

/** Announces a message: who says it, its text, and of each card the name and the price. */
export function speak(row) {
  const parts = [...row.querySelectorAll(".bubble, h3, .price")].map((part) => part.innerText);
  announce([row.querySelector(".by").dataset.by, ...parts].join(" "));
}

export function notify(text, seconds = SHOWN_S) {
  notice.textContent = text;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => (notice.textContent = ""), seconds * 1000);
}
