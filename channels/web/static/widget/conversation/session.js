/*
 * The visitor's session on the socket (ARCHITECTURE.md §6.1): keeps the token, takes every frame in, and tells the view
 * (view.js) of everything that is to be seen.
 */
import { connection } from "../launcher/connection.js";
import { listen } from "../launcher/life.js";
import { KEY, recall, remember } from "../launcher/storage.js";
import { dressFor, forgetToken, mayPass, sayHello, watched } from "../launcher/watch.js";
import { ledger, markRead } from "./ledger.js";
import { outbox } from "./outbox.js";

const RETRY_S = 5; // where an error does not say how long to wait

/** What the view needs to know of it. */
export const session = { id: null, welcome: null, speaker: "bot", linked: [] };

let stage; // the view
let resumed = false;

const receivers = {
  welcome(welcome) {
    if (session.id && session.id !== welcome.session_id) {
      forgetConversation();
      if (resumed) return startAnew(welcome); // these messages are only the end of the other conversation
    }
    remember({ token: welcome.token });
    dressFor(welcome.tenant);
    stage.greet(welcome.tenant || {});
    for (const message of welcome.messages) takeIn(message, resumed);
    ledger.reached(welcome.seq);
    const { session_id: id, speaker, linked = [] } = welcome;
    Object.assign(session, { id, welcome, speaker, linked });
    stage.caughtUp(resumed);
    connection.welcomed();
    outbox.pump();
    markRead();
  },
  accepted({ id, seq }) {
    if (stage.accepted(id, seq)) ledger.arrived(seq);
    outbox.done(id);
    markRead();
  },
  message(message) {
    takeIn(message, true);
    markRead();
  },
  typing: ({ role }) => role !== "user" && stage.typing(),
  delta: (delta) => stage.delta(delta),
  speaker(change) {
    session.speaker = change.speaker;
    stage.speaker(change);
  },
  booked: (booked) => stage.booked(booked),
  link: (link) => stage.link(link),
  linked({ channels }) {
    session.linked = channels;
    stage.linked();
  },
  error: failed,
};

const receive = (frame) => Object.hasOwn(receivers, frame.type) && receivers[frame.type](frame);

/** Takes a message of the ledger in, once. */
function takeIn(message, isNew) {
  if (ledger.has(message.seq)) return;
  if (message.role === "user" && !message.edits) outbox.done(message.id);
  ledger.add(message);
  stage.message(message, isNew);
}

function failed(error) {
  const { code, detail, retry_after_s: seconds = RETRY_S, id } = error;
  if (code === "bad_token") {
    startOver();
  } else if (code === "unknown_tenant" || code === "origin_not_allowed") {
    console.error(`Lobby: ${detail || code}`); // the page's owner must act, not the visitor
    connection.stop();
    stage.refused();
  } else if (stage.failed(error)) {
    return; // the form that it answers has said so
  } else if (!connection.online) {
    if (mayPass(code)) connection.hold(seconds);
    connection.lost(); // the hello was refused
  } else if (mayPass(code) && (outbox.has(id) || (!id && outbox.isBusy()))) {
    outbox.holdBack(seconds);
    stage.notify(error, seconds);
  } else if (id) {
    if (outbox.has(id)) stage.unsent(id);
    outbox.done(id);
    stage.notify(error);
  }
}

function forgetConversation() {
  session.id = null;
  ledger.clear();
  stage.cleared();
}

function startAnew({ token }) {
  remember({ token, read: 0 });
  connection.restart();
}

/** The server does not know our token. */
function startOver() {
  if (recall().token === watched.token) forgetToken(); // else another tab already has a new one
  forgetConversation();
  if (watched.token) connection.restart();
  else connection.lost();
}

/** Two tabs that met the server at the same moment got a session each: the one without a conversation joins the other. */
function joinOtherTab({ key }) {
  if (key !== KEY || !session.id || ledger.last || !outbox.isEmpty() || !isTokenOfOtherTab()) return;
  forgetConversation();
  connection.restart();
}

function isTokenOfOtherTab() {
  const { token } = recall();
  return token && token !== watched.token && token !== session.welcome?.token;
}

/** Takes over from the launcher, which may have said hello and heard the answer. */
export function begin(given) {
  stage = given;
  connection.ownedBy({
    hello() {
      resumed = ledger.last > 0;
      return sayHello(ledger.last);
    },
    receive,
    changed() {
      if (!connection.online && connection.wanted) outbox.interrupted();
      stage.changed();
    },
  });
  listen(window, "storage", joinOtherTab);
  listen(document, "visibilitychange", markRead);
  outbox.load(stage.posted);
  if (connection.online) catchUp(watched.frames);
  connection.open();
  stage.changed();
}

/** The launcher has been welcomed: these frames have come since. */
function catchUp(frames) {
  if (isTokenOfOtherTab()) connection.restart();
  else frames.forEach(receive);
}
