/*
 * Going on in another channel: asks for consent, shows the link and the code, and the way back. `ask` and `part` send,
 * `show`, `linked` and `fail` take the answer.
 */
import { button, el, icon } from "../launcher/dom.js";
import { PREVIOUS } from "./icons.js";
import { outLink, safeUrl } from "./links.js";
import { say } from "./words.js";

export const channelName = (channel) => channel[0].toUpperCase() + channel.slice(1);

export function hopSheet({ channel, joined, ask, part, leave }) {
  const name = channelName(channel);
  const heading = el("h2", { tabindex: -1 }, say("hop", { name }));
  const problem = el("p", { class: "wrong", role: "alert" });
  const body = el("div", { class: "done" });
  let clock;

  function action(kind, label, act) {
    const onclick = () => {
      problem.textContent = "";
      act();
    };
    return button({ class: kind, onclick }, label);
  }

  function fill(...nodes) {
    clearInterval(clock);
    body.replaceChildren(...nodes);
    heading.focus();
  }

  const offer = () => fill(el("p", null, say("moves")), action("main", say("agree"), ask));
  const undo = () => fill(el("p", null, say("joined", { name })), action("pill", say("part", { name }), part));
  const focus = () => (joined ? undo() : offer());

  return {
    sheet: el("div", { class: "sheet", "data-testid": "hop" },
      button({ class: "leave", onclick: leave }, icon(PREVIOUS), say("leave")), heading, body, problem),
    focus,
    stop: () => clearInterval(clock),
    fail: (text) => (problem.textContent = text),
    linked(channels) {
      if (joined === channels.includes(channel)) return;
      joined = !joined;
      focus();
    },
    show({ url, code, expires_at }) {
      const left = el("p", { class: "mute" });
      const link = outLink(say("visit", { name }), safeUrl(url), { class: "main" });
      fill(link, el("p", null, say("code"), " ", el("strong", null, code.replace(/^(.{4})(?=.)/, "$1 "))), left);
      const tick = () => {
        const seconds = Math.round((Date.parse(expires_at) - Date.now()) / 1000);
        const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        left.textContent = say("valid", { time });
        if (seconds <= 0) offer();
      };
      tick();
      clock = setInterval(tick, 1000);
      link.focus();
    },
  };
}
