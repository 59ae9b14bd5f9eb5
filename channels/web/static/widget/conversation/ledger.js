/* What has arrived of the conversation, by sequence number, and what of it is unread. */
import { drawButton, drawClosed, isOpen } from "../launcher/bubble.js";
import { connection } from "../launcher/connection.js";
import { recall, remember } from "../launcher/storage.js";
import { CLOSE } from "./icons.js";
import { say } from "./words.js";

const GAP_MS = 3_000; // a missing sequence number is asked for after this

let last = 0; // up to here nothing is missing
let early = new Set(); // numbers that arrived before one that is missing
let theirs = new Set(); // numbers of messages that are not the visitor's own
let read = recall().read || 0;
let gapTimer;

export const ledger = {
  get last() {
    return last;
  },
  has: (seq) => seq <= last || early.has(seq),
  /** Takes a message in. */
  add(message) {
    if (message.deleted) theirs.delete(message.edits);
    else if (message.role !== "user" && !message.edits) theirs.add(message.seq);
    ledger.arrived(message.seq);
  },
  arrived(seq) {
    if (!seq) return;
    early.add(seq);
    while (early.delete(last + 1)) last += 1;
    for (const number of early) if (number <= last) early.delete(number);
    clearTimeout(gapTimer);
    if (early.size) gapTimer = setTimeout(connection.restart, GAP_MS); // the resume brings what was missed
  },
  /** Everything up to here has been sent to us. */
  reached(seq) {
    last = Math.max(last, seq);
    ledger.arrived(last);
  },
  clear() {
    last = read = 0;
    early = new Set();
    theirs = new Set();
  },
};

/** Draws the button as it is now. */
export function showUnread() {
  if (isOpen()) return drawButton(CLOSE, say("close"));
  drawClosed([...theirs].filter((seq) => seq > read).length);
}

/** Tells the server what the visitor has before their eyes. */
export function markRead() {
  if (isOpen() && document.visibilityState === "visible" && connection.online && last > read) {
    read = last;
    remember({ read });
    connection.send({ type: "read", seq: last });
  }
  showUnread();
}
