/* The sheet that covers the conversation while something is asked: a booking, or going on in another channel. */
import { live, root } from "../launcher/bubble.js";
import { connection } from "../launcher/connection.js";
import { newId } from "./outbox.js";
import { session } from "./session.js";
import { bookingForm } from "./booking-form.js";
import { input } from "./composer.js";
import { channelName, hopSheet } from "./hop-sheet.js";
import { toEnd } from "./log.js";
import { hop, main, panel } from "./panel.js";
import { trip } from "./trip.js";
import { notify } from "./announcing.js";
import { say } from "./words.js";

const contact = {}; // of the visitor, for a second booking
let form = null; // the open one
let focusedBefore = null;
let booking = null; // the request without an answer yet

export const isSheetOpen = () => form !== null;

export function openBooking(card) {
  openSheet(bookingForm({ card, intent: trip.intent, contact, leave: closeSheet, submit: requestBooking }));
}

function requestBooking(request) {
  booking = { type: "booking", id: newId(), ...request };
  connection.send(booking); // without a connection it goes with the next welcome
}

/** After a lost connection: the server knows the request by its id, or gets it now. */
export function resendBooking() {
  if (booking) connection.send(booking);
}

function openHop() {
  const send = (frame) => () => {
    if (!connection.online) return form.fail(say("offline"));
    connection.send({ ...frame, id: (form.id = newId()) });
  };
  if (form) closeSheet();
  const [channel] = session.welcome.hops;
  const joined = session.linked.includes(channel);
  openSheet(hopSheet({ channel, joined, leave: closeSheet, ask: send({ type: "link", channel }), part: send({ type: "unlink" }) }));
}
hop.addEventListener("click", openHop);

/** The way to the other channel, when there is one. */
export function offerHop() {
  const channel = session.welcome.hops?.[0];
  hop.hidden = !channel;
  form?.linked?.(session.linked);
  if (channel) hop.setAttribute("aria-label", (hop.title = say("hop", { name: channelName(channel) })));
}

function openSheet(opened) {
  focusedBefore = root.activeElement;
  form = opened;
  main.hidden = true;
  panel.insertBefore(form.sheet, live);
  form.focus();
}

export function closeSheet() {
  form.stop?.();
  form.sheet.remove();
  form = null;
  main.hidden = false;
  (focusedBefore?.isConnected ? focusedBefore : input).focus();
  toEnd();
}

export function showBooked(booked) {
  if (booking?.id !== booked.id) return;
  booking = null;
  if (form?.done) form.done(booked);
  else notify(`${say("booked")}. ${say("thanks")}`);
}

export function showLink(link) {
  if (form?.id === link.id) form.show(link);
}

/** Says what went wrong where it was asked; gives whether it was asked here. */
export function failSheet(id, text) {
  if (booking && id === booking.id) {
    booking = null;
    if (form?.done) form.fail(text);
    else notify(text);
    return true;
  }
  if (!id || form?.id !== id) return false;
  form.fail(text);
  return true;
}
