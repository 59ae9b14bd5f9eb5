/*
 * What a visitor who has a conversation wants to know before opening it: how much is unread.
 *
 * Owns the connection until the conversation is loaded (conversation/session.js takes over), and keeps for it what has
 * arrived meanwhile. For everybody else the connection is opened with the chat, while the conversation loads.
 */
import { touches } from "./attribution.js";
import { drawClosed, paint } from "./bubble.js";
import { connection } from "./connection.js";
import { script, locale, tenant } from "./settings.js";
import { recall, remember } from "./storage.js";

const KEPT = ["welcome", "message", "speaker", "linked"];

/** `frames`: what has arrived; `token`: with which the last hello was said. */
export const watched = { frames: [], token: null };

/** The first frame. `seq`: up to here nothing is missing. */
export function sayHello(seq) {
  watched.token = recall().token || null;
  return { type: "hello", v: 1, tenant, token: watched.token, last_seq: seq, locale, ...touches() };
}

export const dressFor = (business) => paint(script.dataset.color || business?.brand?.color);

export const forgetToken = () => remember({ token: null, read: 0 });

export const mayPass = (code) => code === "rate_limited" || code === "unavailable";

function receive(frame) {
  if (frame.type === "error") return fail(frame);
  if (!KEPT.includes(frame.type)) return;
  watched.frames.push(frame);
  if (frame.type === "welcome") {
    connection.welcomed();
    dressFor(frame.tenant);
  }
  drawClosed(countUnread());
}

function fail({ code, retry_after_s: seconds = 5 }) {
  if (mayPass(code)) {
    connection.hold(seconds);
    connection.lost();
  } else {
    if (code === "bad_token") forgetToken();
    connection.stop(); // the conversation will find out, if it is opened
  }
}

function countUnread() {
  const { read = 0 } = recall();
  const messages = watched.frames.flatMap((frame) => frame.messages || frame);
  const gone = messages.filter((message) => message.deleted).map((message) => message.edits);
  const isUnread = ({ seq, role, edits }) => seq > read && role !== "user" && !edits && !gone.includes(seq);
  return messages.filter(isUnread).length;
}

export function watch() {
  connection.watchNetwork();
  connection.ownedBy({
    hello() {
      watched.frames = [];
      return sayHello(0);
    },
    receive,
    changed() {},
  });
  if (recall().token) connection.open();
}
