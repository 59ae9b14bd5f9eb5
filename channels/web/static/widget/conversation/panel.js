/* The panel: header, trip, conversation, composer. */
import { live } from "../launcher/bubble.js";
import { CHAT, button, el, icon } from "../launcher/dom.js";
import { connection } from "../launcher/connection.js";
import { session } from "./session.js";
import { language } from "../launcher/settings.js";
import { notice } from "./announcing.js";
import { composer, left } from "./composer.js";
import { CLOSE, HOP } from "./icons.js";
import { greeting, keepingEnd, log } from "./log.js";
import { paragraphs } from "./markup.js";
import { strip } from "./trip.js";
import { say } from "./words.js";

const title = el("h2", { id: "lobby-title" }, say("chat"));
const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, icon(CHAT));
const subtitle = el("p", null, say("here"));
export const hop = button({ class: "plain", hidden: true }, icon(HOP));
export const closeButton = button({ class: "plain", "aria-label": say("close") }, icon(CLOSE));
const header = el("header", null, avatar, el("div", null, title, subtitle), hop, closeButton);
const banner = el("p", { class: "banner", role: "status", hidden: true });

/** The conversation itself; a sheet takes its place. */
export const main = el("div", { class: "view" }, strip, log, notice, left, composer);
export const panel = el("section",
  { id: "lobby-panel", class: "panel", role: "dialog", "aria-labelledby": "lobby-title", tabindex: -1, hidden: true, "data-testid": "public-chat-interface" },
  header, banner, main, live);

/** In the tenant's name and words. */
export function dress({ name, brand = {} }) {
  if (name) {
    title.textContent = name;
    avatar.replaceChildren(name.trim()[0].toUpperCase());
  }
  const given = brand.greeting;
  const text = typeof given === "object" ? given?.[language] || given?.en : given;
  greeting.hidden = !text;
  if (!text) return;
  const by = el("span", { class: "by", "data-by": say("said", { who: say("assistant") }) });
  greeting.replaceChildren(by, el("div", { class: "bubble" }, paragraphs(text)));
}

export function showBanner(text) {
  keepingEnd(() => {
    banner.textContent = text;
    banner.hidden = !text;
  });
}

/** Who is there, as the line under the name says it. */
export function showPresence() {
  const { online } = connection;
  subtitle.textContent = say(!online ? "connecting" : session.speaker === "staff" ? "team" : "here");
  header.classList.toggle("online", online);
}
