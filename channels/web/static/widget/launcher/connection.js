/* Keeps one socket alive: backs off with jitter, notices dead sockets, comes back at once when the network does. */
import { listen } from "./life.js";
import { attempt } from "./safely.js";
import { base } from "./settings.js";

export const ANSWER_MS = 15_000; // a hello or a message without an answer for so long: the socket is dead
const PING_MS = 25_000;
const PONG_MS = 10_000;
const BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
const SETTLED_MS = 5_000; // a connection that lived this long was good: the next wait starts small again

let owner; // {hello() → the first frame, receive(frame), changed(): `online` may have changed}
let socket = null;
let welcomedAt = 0;
let failures = 0;
let notBefore = 0;
let wanted = false; // nobody has asked for a connection yet, or it was refused for good
let retry, deadline, ping;

function connect() {
  if (socket || !wanted) return;
  clearTimeout(retry);
  socket = attempt(() => new WebSocket(new URL("ws", base).href.replace("http", "ws")), null);
  if (!socket) return reconnect();
  const mine = socket;
  mine.onopen = () => mine.send(JSON.stringify(owner.hello()));
  mine.onmessage = (event) => {
    heard();
    const frame = attempt(() => JSON.parse(event.data), null);
    if (frame) owner.receive(frame);
  };
  mine.onclose = lose;
  deadline = setTimeout(lose, ANSWER_MS);
}

function heard() {
  clearTimeout(deadline);
  clearTimeout(ping);
  ping = setTimeout(probe, PING_MS);
}

/** Asks for a sign of life; a socket can be dead for minutes before the browser says so. */
function probe() {
  if (!welcomedAt) return;
  clearTimeout(deadline);
  sendFrame({ type: "ping" });
  deadline = setTimeout(lose, PONG_MS);
}

function drop() {
  clearTimeout(deadline);
  clearTimeout(ping);
  if (welcomedAt && Date.now() - welcomedAt > SETTLED_MS) failures = 0;
  if (socket) {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
  socket = null;
  welcomedAt = 0;
  owner.changed();
}

function reconnect() {
  const wait = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** failures++) * (0.5 + Math.random() / 2);
  clearTimeout(retry);
  retry = setTimeout(connect, Math.max(wait, notBefore - Date.now()));
}

function lose() {
  drop();
  reconnect();
}

function sendFrame(frame) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function wake() {
  if (welcomedAt) return probe();
  if (socket || notBefore > Date.now()) return;
  failures = 0;
  connect();
}

export const connection = {
  ownedBy(given) {
    owner = given;
  },
  /** Listens to what the browser knows of the network. */
  watchNetwork() {
    listen(window, "online", wake);
    listen(window, "offline", () => (probe(), owner.changed())); // the probe decides: a browser's "offline" can be wrong
    listen(document, "visibilitychange", () => document.visibilityState === "visible" && wake());
    listen(window, "pagehide", drop); // an open socket keeps the page out of the back-forward cache
    listen(window, "pageshow", (event) => event.persisted && connect());
  },
  open() {
    wanted = true;
    if (notBefore <= Date.now()) connect();
  },
  send: sendFrame,
  lost: lose,
  restart() {
    drop();
    connect();
  },
  welcomed() {
    welcomedAt = Date.now();
    owner.changed();
  },
  /** No reconnect before so many seconds have passed. */
  hold(seconds) {
    notBefore = Date.now() + seconds * 1000;
  },
  stop() {
    wanted = false;
    drop();
  },
  get online() {
    return welcomedAt > 0;
  },
  get wanted() {
    return wanted;
  },
};
