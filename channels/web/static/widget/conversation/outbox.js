/* Every message of the visitor's waits here under one id until the server says `accepted`, over reloads too. */
import { ANSWER_MS, connection } from "../launcher/connection.js";
import { UNSENT, recall, storage } from "../launcher/storage.js";

const KEPT_MS = 24 * 3600 * 1000; // an unsent message older than this is no longer meant

const unsent = new Map(); // id → {at, frame}, oldest first
let display; // shows a frame that waits
let inFlight = null;
let acceptTimer, holdTimer;

/** A version 4 UUID; crypto.randomUUID is missing on pages without https. */
export const newId = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

export const outbox = {
  has: (id) => unsent.has(id),
  frames: () => [...unsent.values()].map(({ frame }) => frame),
  isEmpty: () => !unsent.size,
  isBusy: () => inFlight !== null,
  /** Takes up what an earlier page could not send; `shown(frame)` shows that, and what is posted from now on. */
  load(shown) {
    display = shown;
    const found = storage.unsent().map((key) => [key, recall(key)]);
    for (const [key, one] of found.sort((a, b) => a[1].at - b[1].at)) {
      if (!one.frame?.id || Date.now() - one.at > KEPT_MS) storage.delete(key);
      else unsent.set(one.frame.id, one);
    }
    outbox.frames().forEach(display);
  },
  /** Shows and sends a frame of ours, and keeps it until the server has it. */
  post(content) {
    const frame = { id: newId(), ...content };
    const one = { at: Date.now(), frame };
    unsent.set(frame.id, one);
    storage.set(UNSENT + frame.id, JSON.stringify(one));
    display(frame);
    connection.open();
    outbox.pump();
  },
  /** One at a time: a message held back by a rate limit must not be overtaken by the next. */
  pump() {
    const [one] = unsent.values();
    if (!one || inFlight || holdTimer || !connection.online) return;
    inFlight = one.frame.id;
    acceptTimer = setTimeout(connection.lost, ANSWER_MS);
    connection.send(one.frame);
  },
  /** The server has it, or will never take it. */
  done(id) {
    unsent.delete(id);
    storage.delete(UNSENT + id);
    if (inFlight !== id) return;
    outbox.interrupted();
    outbox.pump();
  },
  /** Nothing goes out for so many seconds. */
  holdBack(seconds) {
    clearTimeout(holdTimer);
    outbox.interrupted();
    holdTimer = setTimeout(() => {
      holdTimer = null;
      outbox.pump();
    }, seconds * 1000);
  },
  interrupted() {
    clearTimeout(acceptTimer);
    inFlight = null;
  },
};
