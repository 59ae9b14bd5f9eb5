/* What the session (session.js) tells, as it is shown. */
import { connection } from "../launcher/connection.js";
import { el } from "../launcher/dom.js";
import { ledger } from "./ledger.js";
import { outbox } from "./outbox.js";
import { session } from "./session.js";
import { announce, notify, speak } from "./announcing.js";
import { addDelta, cutDraft, endDraft, listenFrom, showDots } from "./draft.js";
import { isAtEnd, keepingEnd, reveal, toEnd } from "./log.js";
import { formatted } from "./markup.js";
import { messageRow } from "./message.js";
import { dress, showBanner, showPresence } from "./panel.js";
import { addRemark, addRow, clearRows, removeRow, rowAt, rowOf, setStatus, settle } from "./rows.js";
import { suggest } from "./sending.js";
import { failSheet, offerHop, resendBooking, showBooked, showLink } from "./sheets.js";
import { showTrip } from "./trip.js";
import { say } from "./words.js";

const OFFLINE_SHOWN_MS = 2_000; // a connection that is back by then need not be spoken of
let offlineTimer;

const sentence = ({ code, detail }) =>
  code === "rate_limited" || code === "unavailable" ? say(code) : detail || say("other");

/** The row of a message, made where there is none yet. */
function show(message) {
  const { id, seq = 0 } = message;
  const known = rowOf(id);
  if (known) settle(known, seq);
  return known || addRow(id, seq, messageRow(message));
}

/** Staff have corrected a message, or taken it back. */
function revise({ edits, deleted, html, text }) {
  const row = rowAt(edits);
  if (!row) return;
  if (deleted) {
    removeRow(row);
    announce(say("removed"));
  } else {
    row.node.querySelector(".bubble").replaceChildren(formatted(html, text));
    speak(row.node);
  }
}

function remark(node) {
  addRemark(ledger.last, node);
  if (isAtEnd()) toEnd();
}

export const view = {
  greet(tenant) {
    dress(tenant);
    endDraft();
  },
  /** A message of the ledger, once each. `isNew`: it has just been said. */
  message(message, isNew) {
    if (message.edits) return revise(message);
    if (message.role === "user") {
      keepingEnd(() => show(message));
      if (message.seq >= ledger.last) suggest([]);
      return;
    }
    endDraft();
    const atEnd = isAtEnd();
    const { node } = show(message);
    suggest(message.suggestions);
    if (message.travel_intent || message.availability_url) showTrip(message.travel_intent, message.availability_url);
    if (isNew && atEnd) reveal(node);
    if (isNew) speak(node);
  },
  /** All that the ledger held has been shown; `resumed`: there was a conversation before. */
  caughtUp(resumed) {
    listenFrom(ledger.last);
    offerHop();
    if (!ledger.last) suggest(session.welcome.suggestions);
    resendBooking();
    if (!resumed) toEnd();
  },
  posted(frame) {
    show({ ...frame, role: "user" });
    setStatus(rowOf(frame.id), say(connection.online ? "sending" : "connecting"));
  },
  /** Gives whether the message is shown. */
  accepted(id, seq) {
    const row = rowOf(id);
    if (row) settle(row, seq);
    return !!row;
  },
  unsent: (id) => setStatus(rowOf(id), say("failed")),
  cleared() {
    clearRows();
    endDraft();
    showTrip(null);
    suggest([]);
    for (const frame of outbox.frames()) view.posted(frame);
  },
  typing: () => showDots(),
  delta: addDelta,
  speaker({ name }) {
    const cut = cutDraft();
    if (cut) remark(cut);
    showDots(false);
    const text = session.speaker !== "staff" ? say("back") : say("staff", { name: name || say("someone") });
    remark(el("li", { class: "row note" }, text));
    announce(text);
    showPresence();
  },
  booked: showBooked,
  link: showLink,
  linked: offerHop,
  /** Gives whether the error was an answer to what a sheet asked. */
  failed: (error) => failSheet(error.id, sentence(error)),
  notify: (error, seconds) => notify(sentence(error), seconds),
  refused: () => showBanner(say("refused")),
  /** The connection has come or gone, or another try has failed. */
  changed() {
    const { online, wanted } = connection;
    const missing = !online && wanted;
    if (!missing || !navigator.onLine) offlineTimer = clearTimeout(offlineTimer);
    if (online) showBanner("");
    else if (missing && !navigator.onLine) showBanner(say("offline"));
    else if (missing) offlineTimer ??= setTimeout(() => showBanner(say("offline")), OFFLINE_SHOWN_MS);
    showPresence();
    for (const { id } of outbox.frames()) setStatus(rowOf(id), say(online ? "sending" : "connecting"));
  },
};
