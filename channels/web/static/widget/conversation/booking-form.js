/*
 * Asks for what a booking needs. `submit(request)` sends it; the answer comes back through `fail(text)` or
 * `done(booked)`. `contact` is kept by the caller, so that a second booking need not be typed again.
 */
import { button, el, icon } from "../launcher/dom.js";
import { createField } from "./field.js";
import { dayAfter, days, isoDay, money } from "./formats.js";
import { DONE, PREVIOUS } from "./icons.js";
import { say } from "./words.js";

const MANY = 99; // guests, where the unit does not say how many

export function bookingForm({ card, intent, contact, submit, leave }) {
  const { quote } = card;
  const fields = createFields(card, intent, contact);
  const estimate = el("p", { class: "estimate" });
  const problem = el("p", { class: "wrong", role: "alert" });
  const send = el("button", { class: "main" }, say("request"));
  const heading = el("h2", { id: "lobby-booking", tabindex: -1 }, `${say("book")}: ${card.name}`);
  // novalidate: the browser's own bubbles are not in the visitor's language
  const body = el("form",
    { novalidate: true, "data-testid": "booking-form", "aria-labelledby": heading.id, oninput: refresh, onsubmit: request },
    ...Object.values(fields).map((field) => field.node), estimate, problem, send);

  function refresh(event) {
    if (event?.target.getAttribute("aria-invalid") === "true") fields[event.target.name].check();
    const { check_in: from, check_out: until } = fields;
    if (from.value) until.input.min = dayAfter(from.value);
    const quoted = quote && quote.check_in === from.value && quote.check_out === until.value;
    estimate.textContent = quoted
      ? `${say("total")}: ${money(quote.total, quote.currency)} · ${say("nights", { n: quote.nights })}` : say("price_later");
  }

  function request(event) {
    event.preventDefault();
    const wrong = Object.values(fields).filter((field) => !field.check());
    if (wrong.length) return wrong[0].input.focus();
    if (send.ariaDisabled === "true") return;
    busy(true);
    for (const name of ["name", "email", "phone"]) contact[name] = fields[name].value;
    submit({
      unit_id: card.unit_id, check_in: fields.check_in.value, check_out: fields.check_out.value,
      guests: Number(fields.guests.value), guest: { ...contact, phone: contact.phone || null },
    });
  }

  function busy(on) {
    problem.textContent = "";
    send.textContent = say(on ? "sending" : "request");
    send.ariaDisabled = `${on}`; // `disabled` would throw the focus away
  }

  refresh();
  return {
    sheet: el("div", { class: "sheet" }, button({ class: "leave", onclick: leave }, icon(PREVIOUS), say("leave")), heading, body),
    focus: () => heading.focus(),
    fail(text) {
      busy(false);
      problem.textContent = text;
    },
    done(booked) {
      heading.textContent = say("booked");
      body.replaceWith(confirmation(booked, leave));
      heading.focus();
    },
  };
}

/** {name: field} in the order in which they are asked. */
function createFields(card, intent, contact) {
  const today = isoDay(new Date());
  const known = card.quote || intent || {};
  const party = card.max_guests || MANY;
  const fields = {};
  const add = (name, label, attributes) => (fields[name] = createField({ name, label: say(label), ...attributes }));
  add("check_in", "check_in", {
    type: "date", min: today, value: known.check_in, isRight: (day) => day >= today, sentence: say("need_in"),
  });
  add("check_out", "check_out", {
    type: "date", value: known.check_out, isRight: (day) => day > fields.check_in.value, sentence: say("need_out"),
  });
  add("guests", "party", {
    type: "number", min: 1, max: party, value: intent?.guests,
    isRight: (n) => /^\d+$/.test(n) && n >= 1 && n <= party, sentence: say("need_party", { n: party }),
  });
  add("name", "name", {
    autocomplete: "name", maxlength: 200, value: contact.name, isRight: Boolean, sentence: say("need_name"),
  });
  add("email", "email", {
    type: "email", autocomplete: "email", maxlength: 254, value: contact.email,
    isRight: (text) => /^\S+@\S+\.\S+$/.test(text), sentence: say("need_email"),
  });
  add("phone", "phone", { type: "tel", autocomplete: "tel", maxlength: 40, value: contact.phone });
  return fields;
}

function confirmation(booked, leave) {
  const facts = {
    reference: booked.external_reference || booked.reservation_id,
    trip: `${days(booked.check_in, booked.check_out)} · ${say("guests", { n: booked.guests })}`,
    total: money(booked.total_amount, booked.currency),
  };
  const list = Object.entries(facts).flatMap(([key, fact]) => [el("dt", null, say(key)), el("dd", null, fact)]);
  return el("div", { class: "done", "data-testid": "booking-done" },
    icon(DONE), el("p", null, say("thanks")), el("dl", null, ...list), button({ class: "main", onclick: leave }, say("leave")));
}
