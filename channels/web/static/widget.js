/*
 * Lobby's chat widget: one file, no build step.
 *
 *   <script src="https://HOST/widget.js" data-tenant="SLUG" defer></script>
 *
 * Optional attributes: data-locale="es", data-open, data-color="#0b7285", data-position="left". On the page, any element
 * with data-lobby-open opens the chat when clicked. A strict Content-Security-Policy of the page needs
 * script-src, img-src and connect-src (https and wss) of HOST, nothing inline.
 *
 * The wire format is ARCHITECTURE.md §6.1. What keeps the transcript whole: every message of ours waits in the outbox
 * under one id until the server says `accepted`, and everything of the server's is placed by its sequence number.
 */
(() => {
  "use strict";

  const script = document.currentScript || document.querySelector("script[data-tenant][src*='widget.js']");
  const tenant = script?.dataset.tenant;
  if (!tenant) {
    console.error('Lobby: add data-tenant="your-slug" to the script element that loads widget.js.');
    return;
  }
  if (document.querySelector("lobby-chat")) return; // embedded twice
  const base = new URL(".", script.src);

  const MAX_TEXT = 2000; // characters, the server's limit
  const COUNTER_FROM = 1800;
  const PING_MS = 25_000;
  const PONG_MS = 10_000;
  const ANSWER_MS = 15_000; // a hello or a message without an answer for so long: the socket is dead
  const BACKOFF_MS = 500;
  const MAX_BACKOFF_MS = 30_000;
  const SETTLED_MS = 5_000; // a connection that lived this long was good: the next wait starts small again
  const GAP_MS = 3_000; // a missing sequence number is asked for after this
  const TYPING_MS = 3_000;
  const TYPING_SHOWN_MS = 30_000;
  const OFFLINE_SHOWN_MS = 2_000;
  const OUTBOX_MS = 24 * 3600 * 1000; // an unsent message older than this is no longer meant

  // --- words -----------------------------------------------------------------------------------------------------

  const WORDS = {
    en: {
      open: "Open chat", close: "Close chat", chat: "Chat", you: "You said:",
      assistant: "Assistant", said: (who) => `${who} said:`, team: "Team", unread: (n) => `${n} unread`, here: "Here to help",
      staff: (name) => `${name || "Someone"} from the team is here`, back: "The assistant is back", interrupted: "(interrupted)",
      write: "Write a message…", send: "Send", left: (n) => `${n} characters left`,
      sending: "Sending…", failed: "Not sent",
      trip: "Your trip", availability: "Check availability", connecting: "Connecting…",
      offline: "No connection. Your messages are sent as soon as it is back.",
      photos: (name) => `Photos of ${name}`, previous: "Previous photo", next: "Next photo",
      nights: (n) => `${n} night${n === 1 ? "" : "s"}`, guests: (n) => `${n} guest${n === 1 ? "" : "s"}`,
      upto: (x) => `up to ${x}`, from: (x) => `from ${x}`, per_night: (x) => `${x} / night`, stay: (x) => `${x} in total`,
      total: "Total", cleaning: "Cleaning fee", details: "Price details", min: (n) => `Minimum stay: ${n} nights`,
      book: "Book", leave: "Back to the chat", name: "Name", email: "Email", phone: "Phone (optional)", check_in: "Arrival",
      check_out: "Departure", party: "Guests", request: "Send booking request", need_name: "Please write your name.",
      need_email: "Please write an email address such as ana@example.com.", need_in: "Please choose an arrival day, today or later.",
      need_out: "Please choose a departure day after the arrival.", need_party: (n) => `Please write how many guests, from 1 to ${n}.`,
      price_later: "We will confirm the price for these dates.", booked: "Request received", reference: "Reference",
      thanks: "Thank you. We will write to you soon to confirm.",
      apartment: "Apartment", suite: "Suite", room: "Room", studio: "Studio", penthouse: "Penthouse", cabin: "Cabin", house: "House",
      rate_limited: "Please wait a moment.", unavailable: "We cannot answer right now. Trying again…",
      refused: "This chat is not available here.", other: "Something went wrong. Please try again.",
      removed: "A message was removed.", hop: (name) => `Continue on ${name}`, joined: (name) => `This chat goes on in ${name} too.`,
      moves: "Your messages here and what we know of your trip move along. You can disconnect at any time.", agree: "Agree and continue",
      visit: (name) => `Open ${name}`, code: "Or send this code there:", valid: (time) => `Valid for ${time}`, part: (name) => `Disconnect ${name}`,
    },
    es: {
      open: "Abrir el chat", close: "Cerrar el chat", chat: "Chat", you: "Tú:",
      assistant: "Asistente", said: (who) => `${who}:`, team: "Equipo", unread: (n) => `${n} sin leer`, here: "Aquí para ayudarte",
      staff: (name) => `${name || "Alguien"} del equipo está aquí`, back: "El asistente ha vuelto", interrupted: "(interrumpido)",
      write: "Escribe un mensaje…", send: "Enviar", left: (n) => `Quedan ${n} caracteres`,
      sending: "Enviando…", failed: "No enviado",
      trip: "Tu viaje", availability: "Ver disponibilidad", connecting: "Conectando…",
      offline: "Sin conexión. Tus mensajes se envían en cuanto vuelva.",
      photos: (name) => `Fotos de ${name}`, previous: "Foto anterior", next: "Foto siguiente",
      nights: (n) => `${n} noche${n === 1 ? "" : "s"}`, guests: (n) => `${n} huésped${n === 1 ? "" : "es"}`,
      upto: (x) => `hasta ${x}`, from: (x) => `desde ${x}`, per_night: (x) => `${x} / noche`, stay: (x) => `${x} en total`,
      total: "Total", cleaning: "Limpieza", details: "Detalle del precio", min: (n) => `Estancia mínima: ${n} noches`,
      book: "Reservar", leave: "Volver al chat", name: "Nombre", email: "Correo electrónico", phone: "Teléfono (opcional)", check_in: "Llegada",
      check_out: "Salida", party: "Huéspedes", request: "Enviar solicitud", need_name: "Escribe tu nombre.",
      need_email: "Escribe un correo electrónico como ana@example.com.", need_in: "Elige un día de llegada, hoy o más tarde.",
      need_out: "Elige un día de salida posterior a la llegada.", need_party: (n) => `Escribe cuántos huéspedes, de 1 a ${n}.`,
      price_later: "Confirmaremos el precio para estas fechas.", booked: "Solicitud recibida", reference: "Referencia",
      thanks: "Gracias. Te escribiremos pronto para confirmarla.",
      apartment: "Apartamento", suite: "Suite", room: "Habitación", studio: "Estudio", penthouse: "Ático", cabin: "Cabaña", house: "Casa",
      rate_limited: "Espera un momento, por favor.", unavailable: "Ahora no podemos responder. Lo intentamos de nuevo…",
      refused: "Este chat no está disponible aquí.", other: "Algo ha fallado. Inténtalo de nuevo.",
      removed: "Se ha eliminado un mensaje.", hop: (name) => `Continuar en ${name}`, joined: (name) => `Este chat sigue también en ${name}.`,
      moves: "Tus mensajes y lo que sabemos de tu viaje pasan también allí. Puedes desconectarlo cuando quieras.", agree: "Aceptar y continuar",
      visit: (name) => `Abrir ${name}`, code: "O envía allí este código:", valid: (time) => `Válido durante ${time}`, part: (name) => `Desconectar ${name}`,
    },
  };

  const tags = [script.dataset.locale, document.documentElement.lang, navigator.language].filter(Boolean);
  const language = tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in WORDS) || "en";
  const spoken = tags.find((tag) => tag.startsWith(`${language}-`)) || language; // dates as in the visitor's country
  const words = WORDS[language];
  const type = (unitType) => words[unitType] || unitType;

  const attempt = (make, otherwise) => {
    try {
      return make();
    } catch {
      return otherwise; // a malformed language tag, currency or date must not cost the message
    }
  };

  const money = (amount, currency) =>
    attempt(() => {
      const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
      return new Intl.NumberFormat(spoken, { style: "currency", currency, ...digits }).format(amount);
    }, `${amount} ${currency || ""}`.trim());

  function days(start, end) {
    const first = new Date(`${start}T00:00Z`);
    const year = first.getUTCFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    return attempt(() => {
      const format = new Intl.DateTimeFormat(spoken, { day: "numeric", month: "short", timeZone: "UTC", ...year });
      return end ? format.formatRange(first, new Date(`${end}T00:00Z`)) : words.from(format.format(first));
    }, [start, end].filter(Boolean).join(" – "));
  }

  // --- what the browser remembers --------------------------------------------------------------------------------

  const KEY = `lobby:${tenant}`;
  const UNSENT = `${KEY}:unsent:`; // one key a message, so that two tabs never overwrite each other's

  /** localStorage, or a memory of this page where it is forbidden or full. */
  const storage = (() => {
    const memory = new Map();
    return {
      get: (key) => memory.get(key) ?? attempt(() => localStorage.getItem(key), null),
      set(key, value) {
        memory.set(key, value);
        attempt(() => {
          localStorage.setItem(key, value);
          memory.delete(key); // kept there, the value may change in another tab
        });
      },
      delete(key) {
        memory.delete(key);
        attempt(() => localStorage.removeItem(key));
      },
      keys: () => attempt(() => Object.keys(localStorage), []),
    };
  })();
  const recall = (key = KEY) => attempt(() => Object(JSON.parse(storage.get(key))), {});
  const remember = (change) => storage.set(KEY, JSON.stringify({ ...recall(), ...change }));

  /** Where the visitor came from first, which later visits do not overwrite, and `last_utm`: the latest campaign. */
  function touches() {
    const utm = {};
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (/^utm_(source|medium|campaign|content|term)$/.test(name)) utm[name.slice(4)] = value.replace(/\p{Cc}/gu, " ").slice(0, 200);
    }
    const { referrer } = document;
    const known = recall();
    const touch = known.touch || {
      utm,
      landing_page: location.href.split("#")[0].slice(0, 1000),
      referrer: referrer.startsWith(location.origin) ? "" : referrer.slice(0, 1000),
    };
    const last_utm = Object.keys(utm).length ? utm : known.last_utm || touch.utm;
    remember({ touch, last_utm });
    return { ...touch, last_utm };
  }
  const { last_utm, ...touch } = touches();

  /** Counts the visit, once in a browser session. */
  function tellVisit() {
    if (attempt(() => sessionStorage[KEY], true)) return;
    sessionStorage[KEY] = 1;
    fetch(new URL("api/public-chat/visit", base), {
      method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ tenant_id: tenant, ...touch, utm: last_utm }),
    }).catch(Boolean); // nothing that the visitor would notice
  }

  /** A version 4 UUID; crypto.randomUUID is missing on pages without https. */
  const newId = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  // --- the connection --------------------------------------------------------------------------------------------

  /**
   * Keeps one socket alive: backs off with jitter, notices dead sockets, comes back at once when the network does.
   * `hello()` gives the first frame, `receive(frame)` takes every frame, `changed()` hears that `online` changed.
   */
  function createConnection({ hello, receive, changed }) {
    const url = new URL("ws", base).href.replace("http", "ws");
    let socket = null;
    let welcomedAt = 0;
    let attempts = 0;
    let notBefore = 0;
    let wanted = false; // nobody has asked for a connection yet, or it was refused for good
    let retry, deadline, ping;

    function open() {
      if (socket || !wanted) return;
      clearTimeout(retry);
      socket = attempt(() => new WebSocket(url), null);
      if (!socket) return again();
      const mine = socket;
      mine.onopen = () => mine.send(JSON.stringify(hello()));
      mine.onmessage = (event) => {
        heard();
        const frame = attempt(() => JSON.parse(event.data), null);
        if (frame) receive(frame);
      };
      mine.onclose = () => lost();
      deadline = setTimeout(lost, ANSWER_MS);
    }

    function heard() {
      clearTimeout(deadline);
      clearTimeout(ping);
      ping = setTimeout(check, PING_MS);
    }

    /** Asks for a sign of life; a socket can be dead for minutes before the browser says so. */
    function check() {
      if (!welcomedAt) return;
      clearTimeout(deadline);
      send({ type: "ping" });
      deadline = setTimeout(lost, PONG_MS);
    }

    function drop() {
      clearTimeout(deadline);
      clearTimeout(ping);
      if (welcomedAt && Date.now() - welcomedAt > SETTLED_MS) attempts = 0;
      if (socket) {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      }
      socket = null;
      welcomedAt = 0;
      changed();
    }

    function again() {
      const wait = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempts++) * (0.5 + Math.random() / 2);
      clearTimeout(retry);
      retry = setTimeout(open, Math.max(wait, notBefore - Date.now()));
    }

    function lost() {
      drop();
      again();
    }

    function send(frame) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    }

    function wake() {
      if (welcomedAt) return check();
      if (socket || notBefore > Date.now()) return;
      attempts = 0;
      open();
    }

    addEventListener("online", wake);
    addEventListener("offline", () => (check(), changed())); // the check decides: a browser's "offline" can be wrong
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
    addEventListener("pagehide", drop); // an open socket keeps the page out of the back-forward cache
    addEventListener("pageshow", (event) => event.persisted && open());

    return {
      open() {
        wanted = true;
        if (notBefore <= Date.now()) open();
      },
      send,
      restart: () => (drop(), open()),
      lost,
      welcomed() {
        welcomedAt = Date.now();
        changed();
      },
      /** No reconnect before so many seconds have passed. */
      hold: (seconds) => (notBefore = Date.now() + seconds * 1000),
      stop: () => ((wanted = false), drop()),
      get online() {
        return welcomedAt > 0;
      },
      get wanted() {
        return wanted;
      },
    };
  }

  // --- building blocks of the page ---------------------------------------------------------------------------------

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (/^on/.test(name)) node.addEventListener(name.slice(2), value);
      else if (value != null && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  const ICONS = {
    chat: "M3 4h18v13H11l-5 4v-4H3z",
    close: "m6 6 12 12M18 6 6 18",
    send: "M12 20V5m-6 6 6-6 6 6",
    previous: "m15 5-7 7 7 7",
    next: "m9 5 7 7-7 7",
    done: "m5 13 5 5 9-11",
    hop: "M21 4 3 11l6 2m12-9-3 16-9-7m12-9L9 13v7l3-4",
  };

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    path.setAttribute("d", ICONS[name]);
    return svg;
  }

  const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

  const safeUrl = (text, protocols = /^https?:$/) =>
    attempt(() => {
      const url = text && new URL(text, base);
      return url && protocols.test(url.protocol) ? url.href : null;
    }, null);

  const outLink = (label, url, attributes) =>
    el("a", { ...attributes, href: url, target: "_blank", rel: "noopener noreferrer" }, label);

  // --- formatted text ----------------------------------------------------------------------------------------------

  const ALLOWED = new Set(["P", "BR", "STRONG", "EM", "UL", "OL", "LI", "CODE"]);
  const parser = new DOMParser();
  // A page that enforces Trusted Types refuses plain strings; where it refuses the policy too, the text is shown instead.
  const policy = attempt(() => window.trustedTypes?.createPolicy("lobby", { createHTML: (html) => html }), null);

  /** Rebuilds the server's HTML from the tags a reply may have; everything else falls back to its text. */
  function formatted(html, text) {
    const parsed = html && attempt(() => parser.parseFromString(policy ? policy.createHTML(html) : html, "text/html"), null);
    return parsed ? copyChildren(parsed.body, document.createDocumentFragment()) : paragraphs(text);
  }

  function copyChildren(from, to) {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.append(child.data);
      else if (!/^(SCRIPT|STYLE)$/.test(child.tagName)) {
        const href = child.tagName === "A" && safeUrl(child.getAttribute("href"), /^(https?|mailto|tel):$/);
        if (href) to.append(outLink(child.textContent, href));
        else if (ALLOWED.has(child.tagName)) to.append(copyChildren(child, el(child.tagName)));
        else copyChildren(child, to);
      }
    }
    return to;
  }

  function paragraphs(text) {
    const fragment = document.createDocumentFragment();
    for (const part of String(text || "").split(/\n{2,}/)) fragment.append(el("p", null, part));
    return fragment;
  }

  // --- cards -------------------------------------------------------------------------------------------------------

  function carousel(card) {
    const photos = (card.photos || []).map((photo) => ({ ...photo, src: safeUrl(photo.url) })).filter((photo) => photo.src);
    if (!photos.length) return null;
    const label = words.photos(card.name);
    const many = photos.length > 1;
    const track = el("div", { class: "track", tabindex: many && 0, role: "group", "aria-label": label });
    for (const photo of photos) {
      const image = el("img", { src: photo.src, alt: photo.alt || card.name, loading: "lazy", "data-testid": "carousel-photo" });
      image.addEventListener("error", () => image.classList.add("broken"));
      track.append(image);
    }
    const frame = el("div", { class: "carousel", "data-testid": "photo-carousel" }, track);
    if (!many) return frame;
    const count = el("span", { class: "count", "aria-hidden": "true" }, `1 / ${photos.length}`);
    const current = () => Math.round(track.scrollLeft / (track.clientWidth || 1));
    const step = (by) => () =>
      track.scrollTo({ left: ((current() + by + photos.length) % photos.length) * track.clientWidth });
    track.addEventListener("scroll", () => (count.textContent = `${current() + 1} / ${photos.length}`), { passive: true });
    frame.append(
      button({ class: "step previous", "aria-label": `${words.previous}: ${card.name}`, onclick: step(-1) }, icon("previous")),
      button({ class: "step next", "aria-label": `${words.next}: ${card.name}`, onclick: step(1) }, icon("next")),
      count,
    );
    return frame;
  }

  function price(card) {
    const { quote, currency } = card;
    if (!quote) {
      return card.price_night != null && el("p", { class: "price" }, words.from(words.per_night(money(card.price_night, currency))));
    }
    const coin = quote.currency || currency;
    const line = (label, amount) => [el("dt", null, label), el("dd", null, money(amount, coin))];
    const rates = (quote.rates || []).flatMap((rate) =>
      line(`${words.nights(rate.nights)} × ${money(rate.price, coin)}${rate.season ? ` (${rate.season})` : ""}`, rate.price * rate.nights),
    );
    return el(
      "div",
      { class: "quote" },
      el("p", { class: "price" }, el("strong", null, money(quote.total, coin)), ` · ${words.nights(quote.nights)}`),
      el("p", { class: "mute" }, days(quote.check_in, quote.check_out)),
      quote.below_min_nights && el("p", { class: "warn" }, words.min(quote.below_min_nights)),
      el("details", null, el("summary", null, words.details),
        el("dl", null, ...rates, ...(quote.cleaning_fee ? line(words.cleaning, quote.cleaning_fee) : []), ...line(words.total, quote.total)),
      ),
    );
  }

  function unitCard(card, { book, act }) {
    const facts = [card.unit_type && type(card.unit_type), card.max_guests && words.upto(words.guests(card.max_guests))];
    return el(
      "section",
      { class: "card", "aria-label": card.name },
      carousel(card),
      el(
        "div",
        { class: "facts" },
        el("h3", null, card.name),
        el("p", { class: "mute" }, facts.filter(Boolean).join(" · ")),
        card.highlights?.length && el("ul", { class: "highlights" }, ...card.highlights.map((text) => el("li", null, text))),
        price(card),
        card.actions?.length &&
          el("div", { class: "actions" }, ...card.actions.map((action) =>
            action.action === "book"
              ? button({ class: "main", "aria-label": `${action.label || words.book}: ${card.name}`, onclick: () => book(card) }, action.label || words.book)
              : button({ class: "pill", onclick: () => act(card, action) }, action.label),
          )),
      ),
    );
  }

  // --- the trip so far ---------------------------------------------------------------------------------------------

  function tripChips(intent) {
    if (!intent) return [];
    const { check_in, check_out, nights, guests, accommodation_type, budget_range: budget } = intent;
    const amount = (value) => money(value, budget.currency);
    const limit = budget && (!budget.max ? budget.min && words.from(amount(budget.min))
      : budget.min ? `${amount(budget.min)} – ${amount(budget.max)}` : words.upto(amount(budget.max)));
    return [
      check_in && days(check_in, check_out),
      nights && words.nights(nights),
      guests && words.guests(guests),
      accommodation_type && type(accommodation_type),
      limit && (budget.per === "stay" ? words.stay : words.per_night)(limit),
    ].filter(Boolean);
  }

  // --- the booking form --------------------------------------------------------------------------------------------

  const isoDay = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  const dayAfter = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return isoDay(new Date(year, month - 1, date + 1));
  };

  /**
   * Asks for what a booking needs. `submit(request)` sends it; the answer comes back through `fail(text)` or `done(booked)`.
   * `contact` is kept by the caller, so that a second booking need not be typed again.
   */
  function bookingForm({ card, intent, contact, submit, leave }) {
    const today = isoDay(new Date());
    const { quote } = card;
    const known = quote || intent || {};
    const inputs = {};
    const checks = {};
    const value = (name) => inputs[name].value.trim();

    function field(name, label, attributes, isRight, sentence) {
      const error = el("p", { class: "wrong", id: `lobby-${name}-error` });
      const input = el("input", { id: `lobby-${name}`, name, required: !!isRight, "aria-describedby": error.id, ...attributes });
      inputs[name] = input;
      checks[name] = () => {
        const right = !isRight || isRight(value(name));
        error.textContent = right ? "" : sentence;
        input.setAttribute("aria-invalid", !right);
        return right;
      };
      return el("div", { class: name }, el("label", { for: input.id }, label), input, error);
    }

    const party = card.max_guests || 99;
    const estimate = el("p", { class: "estimate" });
    const problem = el("p", { class: "wrong", role: "alert" });
    const send = el("button", { class: "main" }, words.request);
    // novalidate: the browser's own bubbles are not in the visitor's language
    const body = el("form", { novalidate: true, "data-testid": "booking-form", "aria-labelledby": "lobby-booking", oninput: refresh, onsubmit: request },
      field("check_in", words.check_in, { type: "date", min: today, value: known.check_in }, (day) => day >= today, words.need_in),
      field("check_out", words.check_out, { type: "date", value: known.check_out }, (day) => day > value("check_in"), words.need_out),
      field("guests", words.party, { type: "number", min: 1, max: party, value: intent?.guests },
        (n) => /^\d+$/.test(n) && n >= 1 && n <= party, words.need_party(party)),
      field("name", words.name, { autocomplete: "name", maxlength: 200, value: contact.name }, Boolean, words.need_name),
      field("email", words.email, { type: "email", autocomplete: "email", maxlength: 254, value: contact.email },
        (text) => /^\S+@\S+\.\S+$/.test(text), words.need_email),
      field("phone", words.phone, { type: "tel", autocomplete: "tel", maxlength: 40, value: contact.phone }),
      estimate, problem, send);
    const heading = el("h2", { id: "lobby-booking", tabindex: -1 }, `${words.book}: ${card.name}`);

    function refresh(event) {
      if (event?.target.getAttribute("aria-invalid") === "true") checks[event.target.name]();
      if (value("check_in")) inputs.check_out.min = dayAfter(value("check_in"));
      const quoted = quote && quote.check_in === value("check_in") && quote.check_out === value("check_out");
      estimate.textContent = quoted ? `${words.total}: ${money(quote.total, quote.currency)} · ${words.nights(quote.nights)}` : words.price_later;
    }

    function request(event) {
      event.preventDefault();
      const wrong = Object.keys(checks).filter((name) => !checks[name]());
      if (wrong.length) return inputs[wrong[0]].focus();
      if (send.ariaDisabled === "true") return;
      busy(true);
      for (const name of ["name", "email", "phone"]) contact[name] = value(name);
      submit({
        unit_id: card.unit_id, check_in: value("check_in"), check_out: value("check_out"), guests: +value("guests"),
        guest: { ...contact, phone: contact.phone || null },
      });
    }

    function busy(on) {
      problem.textContent = "";
      send.textContent = on ? words.sending : words.request;
      send.ariaDisabled = `${on}`; // `disabled` would throw the focus away
    }

    refresh();
    return {
      sheet: el("div", { class: "sheet" }, button({ class: "leave", onclick: leave }, icon("previous"), words.leave), heading, body),
      focus: () => heading.focus(),
      fail(text) {
        busy(false);
        problem.textContent = text;
      },
      done(booked) {
        const facts = [
          words.reference, booked.external_reference || booked.reservation_id,
          words.trip, `${days(booked.check_in, booked.check_out)} · ${words.guests(booked.guests)}`,
          words.total, money(booked.total_amount, booked.currency),
        ];
        heading.textContent = words.booked;
        body.replaceWith(el("div", { class: "done", "data-testid": "booking-done" }, icon("done"), el("p", null, words.thanks),
          el("dl", null, ...facts.map((fact, i) => el(i % 2 ? "dd" : "dt", null, fact))),
          button({ class: "main", onclick: leave }, words.leave)));
        heading.focus();
      },
    };
  }

  // --- going on in another channel -----------------------------------------------------------------------------------

  /** Asks for consent, shows the link and the code, and the way back. `ask` and `part` send, `show` and `fail` take the answer. */
  function hopSheet({ channel, joined, ask, part, leave }) {
    const name = channel[0].toUpperCase() + channel.slice(1);
    const heading = el("h2", { tabindex: -1 }, words.hop(name));
    const problem = el("p", { class: "wrong", role: "alert" });
    const body = el("div", { class: "done" });
    let clock;
    const action = (kind, label, onclick) => button({ class: kind, onclick: () => ((problem.textContent = ""), onclick()) }, label);
    const offer = () => fill(el("p", null, words.moves), action("main", words.agree, ask));

    function fill(...nodes) {
      clearInterval(clock);
      body.replaceChildren(...nodes);
      heading.focus();
    }

    const sheet = el("div", { class: "sheet", "data-testid": "hop" },
      button({ class: "leave", onclick: leave }, icon("previous"), words.leave), heading, body, problem);
    function focus() {
      joined ? fill(el("p", null, words.joined(name)), action("pill", words.part(name), part)) : offer();
    }
    return {
      sheet, focus,
      stop: () => clearInterval(clock),
      fail: (text) => (problem.textContent = text),
      linked(channels) {
        if (joined === channels.includes(channel)) return;
        joined = !joined;
        focus();
      },
      show({ url, code, expires_at }) {
        const left = el("p", { class: "mute" });
        const link = outLink(words.visit(name), safeUrl(url), { class: "main" });
        fill(link, el("p", null, words.code, " ", el("strong", null, code.replace(/^(.{4})(?=.)/, "$1 "))), left);
        const tick = () => {
          const seconds = Math.round((Date.parse(expires_at) - Date.now()) / 1000);
          left.textContent = words.valid(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
          if (seconds <= 0) offer();
        };
        tick();
        clock = setInterval(tick, 1000);
        link.focus();
      },
    };
  }

  // --- the page's side: bubble and panel ---------------------------------------------------------------------------

  const host = el("lobby-chat");
  const root = host.attachShadow({ mode: "open" });

  const badge = el("span", { class: "badge", hidden: true });
  const bubble = button(
    { class: "round launch", "data-testid": "public-chat-bubble", "aria-expanded": "false", "aria-controls": "lobby-panel", onclick: () => (panel.hidden ? openPanel() : closePanel()) },
  );
  const title = el("h2", { id: "lobby-title" }, words.chat);
  const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, icon("chat"));
  const subtitle = el("p");
  const hop = button({ class: "plain", hidden: true, onclick: openHop }, icon("hop"));
  const header = el("header", null, avatar, el("div", null, title, subtitle), hop,
    button({ class: "plain", "aria-label": words.close, onclick: closePanel }, icon("close")));

  const trip = el("div", { class: "trip", hidden: true });
  const banner = el("p", { class: "banner", role: "status", hidden: true });
  const greeting = el("div", { class: "row", hidden: true });
  const list = el("ol");
  const draft = el("div", { class: "row draft", hidden: true });
  const dots = el("div", { class: "typing", hidden: true }, el("i"), el("i"), el("i"));
  const quick = el("div", { class: "quick", hidden: true });
  // Deltas change this region word by word; a screen reader hears the finished sentence from `live` instead.
  const log = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0, "aria-label": words.chat },
    greeting, list, draft, dots, quick);

  const notice = el("p", { class: "notice", role: "alert" });
  const input = el("textarea", {
    rows: 1, maxlength: MAX_TEXT, enterkeyhint: "send", "aria-label": words.write, placeholder: words.write,
    "aria-describedby": "lobby-left", "data-testid": "chat-input", oninput: typed, onkeydown: enter,
  });
  const left = el("p", { class: "left", id: "lobby-left" });
  const composer = el("form", { class: "composer", onsubmit: (event) => (event.preventDefault(), sendInput()) },
    input, el("button", { type: "submit", class: "round", "aria-label": words.send, "data-testid": "send-button" }, icon("send")));
  const live = el("div", { class: "sr", "aria-live": "polite" });

  const main = el("div", { class: "view" }, trip, log, notice, left, composer);
  const panel = el("section",
    { id: "lobby-panel", class: "panel", role: "dialog", "aria-labelledby": "lobby-title", tabindex: -1, hidden: true, "data-testid": "public-chat-interface" },
    header, banner, main, live);
  const shell = el("section", { class: "lobby", "aria-label": words.chat, lang: language, onkeydown: keys }, panel, bubble);
  root.append(shell);
  if (script.dataset.position === "left") shell.classList.add("on-left");

  const fullScreen = matchMedia("(max-width: 480px), (max-height: 480px)");
  let opener = null;

  function openPanel(from, focus = true) {
    opener = from || bubble;
    panel.hidden = false;
    bubble.setAttribute("aria-expanded", "true");
    shell.classList.add("open");
    connection.open();
    fitScreen();
    changed();
    toEnd();
    markRead();
    // On a touch screen the keyboard would cover the greeting and the suggestions.
    if (focus) (matchMedia("(pointer: coarse)").matches ? panel : input).focus();
  }

  function closePanel() {
    panel.hidden = true;
    bubble.setAttribute("aria-expanded", "false");
    shell.classList.remove("open");
    showUnread();
    (opener?.isConnected ? opener : bubble).focus();
  }

  function keys(event) {
    if (panel.hidden || event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      if (form) closeForm();
      else closePanel();
    } else if (event.key === "Tab" && fullScreen.matches) {
      keepFocus(event);
    }
  }

  /** The panel covers a small screen: Tab must not wander off to what lies behind it. */
  function keepFocus(event) {
    const stops = [...panel.querySelectorAll("a[href], button, input, textarea, summary, [tabindex='0']")].filter((node) => node.getClientRects().length);
    const [first, final] = [stops[0], stops.at(-1)];
    const edge = event.shiftKey ? [first, panel] : [final];
    if (!edge.includes(root.activeElement)) return;
    event.preventDefault();
    (event.shiftKey ? final : first).focus();
  }

  /** Keeps the panel above the on-screen keyboard, which shrinks only the visual viewport. */
  function fitScreen() {
    const { height, offsetTop } = visualViewport;
    const atEnd = isAtEnd();
    host.style.setProperty("--height", `${height}px`);
    host.style.setProperty("--top", `${offsetTop}px`);
    panel.setAttribute("aria-modal", String(fullScreen.matches));
    if (atEnd) toEnd();
  }
  visualViewport.addEventListener("resize", fitScreen);
  visualViewport.addEventListener("scroll", fitScreen);
  fullScreen.addEventListener("change", fitScreen);

  document.addEventListener("click", (event) => {
    const from = event.target.closest?.("[data-lobby-open]");
    if (!from) return;
    event.preventDefault();
    openPanel(from);
  });

  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const toEnd = () => (log.scrollTop = log.scrollHeight);

  /** Scrolls to a new message, but never past its beginning. */
  function reveal(node) {
    log.scrollTop = Math.min(log.scrollHeight - log.clientHeight, node.offsetTop - 12);
  }

  function announce(text) {
    const line = live.appendChild(el("p", null, text));
    setTimeout(() => line.remove(), 20_000);
  }

  let noticeTimer;
  function notify(text, seconds = 8) {
    notice.textContent = text;
    clearTimeout(noticeTimer);
    noticeTimer = setTimeout(() => (notice.textContent = ""), seconds * 1000);
  }

  function paint(color) {
    if (!/^#[\da-f]{6}$/i.test(color)) return;
    // The relative luminance of WCAG; up to 0.183 white has a contrast of 4.5 on it, from there black has.
    const [red, green, blue] = color.match(/\w\w/g).map((hex) => {
      const part = parseInt(hex, 16) / 255;
      return part < 0.04 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    host.style.setProperty("--brand", color);
    host.style.setProperty("--on-brand", 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.183 ? "#fff" : "#000");
  }

  function dress({ name, brand = {} }) {
    if (name) {
      title.textContent = name;
      avatar.replaceChildren(name.trim()[0].toUpperCase());
    }
    paint(script.dataset.color || brand.color);
    const text = typeof brand.greeting === "object" ? brand.greeting?.[language] || brand.greeting?.en : brand.greeting;
    greeting.hidden = !text;
    if (text) greeting.replaceChildren(el("span", { class: "by", "data-by": words.said(words.assistant) }), el("div", { class: "bubble" }, paragraphs(text)));
  }

  // --- the transcript ----------------------------------------------------------------------------------------------

  const entries = new Map(); // id → {id, seq, role, order, node}; a message of ours has seq 0 until it is accepted
  let rows = []; // in the order shown
  let seen = new Set(); // sequence numbers that arrived
  let last = 0; // up to here nothing is missing
  let read = recall().read || 0;
  let pendingOrder = 1e12; // behind everything that has a sequence number
  let gapTimer;

  function place(row) {
    rows = rows.filter((other) => other !== row);
    const at = rows.findIndex((other) => other.order > row.order);
    rows.splice(at < 0 ? rows.length : at, 0, row);
    const after = at < 0 ? null : rows[at + 1].node;
    // Moving a node would reset its scroll and focus: only when it must.
    if (!row.node.isConnected || row.node.nextSibling !== after) list.insertBefore(row.node, after);
  }

  function arrived(seq) {
    if (!seq) return;
    seen.add(seq);
    while (seen.delete(last + 1)) last += 1;
    for (const number of seen) if (number <= last) seen.delete(number);
    clearTimeout(gapTimer);
    if (seen.size) gapTimer = setTimeout(connection.restart, GAP_MS); // the resume brings what was missed
  }

  function show(message) {
    const { id, role, seq = 0 } = message;
    const known = entries.get(id);
    if (known) return settle(known, seq);
    const node = rendered(message);
    const entry = { id, role, seq, order: seq || ++pendingOrder, node };
    entries.set(id, entry);
    place(entry);
    return entry;
  }

  function settle(entry, seq) {
    if (seq && !entry.seq) {
      entry.seq = entry.order = seq;
      place(entry);
    }
    status(entry, "");
  }

  function status(entry, text) {
    if (text) entry.node.dataset.status = text;
    else delete entry.node.dataset.status;
  }

  function rendered({ role, text, html, cards, link, author, availability_url }) {
    const who = role === "staff" ? author?.name || author || words.team : words.assistant;
    const url = link && link.url !== availability_url && safeUrl(link.url);
    return el(
      "li",
      { class: `row ${role}`, "data-testid": `${role}-message` },
      // Said by a style rule, so that the text of a message is the message.
      el("span", { class: "by", "data-by": role === "user" ? words.you : words.said(who) }),
      role === "staff" && el("p", { class: "author", "aria-hidden": "true" }, who),
      text && el("div", { class: "bubble" }, role === "user" ? text : formatted(html, text)),
      ...(cards || []).map((card) => attempt(() => unitCard(card, { book: openForm, act }))),
      url && outLink(link.label || url, url, { class: "pill" }),
    );
  }

  /** Staff have corrected a message, or taken it back. */
  function revise({ edits, deleted, html, text }) {
    const row = rows.find((other) => other.seq === edits);
    if (!row) return;
    if (deleted) {
      rows = rows.filter((other) => other !== row);
      entries.delete(row.id);
      row.node.remove();
      return announce(words.removed);
    }
    row.node.querySelector(".bubble").replaceChildren(formatted(html, text));
    return speak(row.node);
  }

  const speak = (node) =>
    announce([node.querySelector(".by").dataset.by, ...[...node.querySelectorAll(".bubble, h3, .price")].map((part) => part.innerText)].join(" "));

  /** A line that is not part of the ledger (who speaks, a broken-off answer); it stays where it happened. */
  function aside(node) {
    place({ order: last + 0.5, node });
    if (isAtEnd()) toEnd();
  }

  function clearTranscript() {
    for (const { node } of rows) node.remove();
    rows = [];
    entries.clear();
    seen = new Set();
    last = read = 0;
    endDraft();
    showTrip(null);
    suggest([]);
    for (const unsent of outbox.values()) showUnsent(unsent.frame);
  }

  function suggest(texts) {
    quick.replaceChildren(...(texts || []).map((text) => button({ class: "pill", onclick: () => pick(text) }, text)));
    quick.hidden = !texts?.length;
  }

  function pick(text) {
    (matchMedia("(pointer: coarse)").matches ? log : input).focus(); // the pressed button is about to go
    post({ type: "message", text });
  }

  let intent = null;

  function showTrip(newIntent, availabilityUrl) {
    intent = newIntent;
    const chips = tripChips(intent);
    const url = safeUrl(availabilityUrl);
    trip.hidden = !chips.length && !url;
    trip.replaceChildren(
      ...(chips.length
        ? [el("ul", { "data-testid": "intent-summary", "aria-label": words.trip }, ...chips.map((text) => el("li", null, text)))] : []),
      ...(url ? [outLink(words.availability, url, { class: "cta", "data-testid": "availability-cta" })] : []),
    );
  }

  function markRead() {
    if (!panel.hidden && document.visibilityState === "visible" && connection.online && last > read) {
      read = last;
      remember({ read });
      connection.send({ type: "read", seq: last });
    }
    showUnread();
  }

  function showUnread() {
    const count = panel.hidden ? [...entries.values()].filter((entry) => entry.role !== "user" && entry.seq > read).length : 0;
    badge.textContent = count > 9 ? "9+" : count;
    badge.hidden = !count;
    const label = panel.hidden ? words.open : words.close;
    bubble.replaceChildren(icon(panel.hidden ? "chat" : "close"), badge);
    bubble.setAttribute("aria-label", count ? `${label} (${words.unread(count)})` : label);
  }
  document.addEventListener("visibilitychange", markRead);

  // --- what is being written right now -----------------------------------------------------------------------------

  let draftText = "";
  let dotsTimer;

  function addDelta({ reply_to: ids = [], text }) {
    const missedStart = !draftText && [].concat(ids).some((id) => entries.get(id)?.seq <= resumedAt);
    if (missedStart) return showDots(); // a stream joined in its middle reads as nonsense; the whole message follows
    const atEnd = isAtEnd();
    draftText += text;
    draft.replaceChildren(el("div", { class: "bubble" }, paragraphs(draftText.replace(/\*\*|__|`/g, ""))));
    draft.hidden = false;
    showDots(false);
    if (atEnd) toEnd();
  }

  function endDraft() {
    draftText = "";
    draft.hidden = true;
    draft.replaceChildren();
    showDots(false);
  }

  function showDots(on = true) {
    const atEnd = isAtEnd();
    clearTimeout(dotsTimer);
    dots.hidden = !on || !draft.hidden;
    if (on) dotsTimer = setTimeout(() => (dots.hidden = true), TYPING_SHOWN_MS);
    if (atEnd) toEnd();
  }

  // --- the outbox --------------------------------------------------------------------------------------------------

  const outbox = new Map(); // id → {at, frame}, oldest first
  let inFlight = null;
  let acceptTimer, holdTimer;

  function loadOutbox() {
    const kept = storage.keys().filter((key) => key.startsWith(UNSENT)).map((key) => [key, recall(key)]);
    for (const [key, unsent] of kept.sort((a, b) => a[1].at - b[1].at)) {
      if (!unsent.frame?.id || Date.now() - unsent.at > OUTBOX_MS) storage.delete(key);
      else {
        outbox.set(unsent.frame.id, unsent);
        showUnsent(unsent.frame);
      }
    }
  }

  function showUnsent({ id, text }) {
    show({ id, role: "user", text });
    status(entries.get(id), connection.online ? words.sending : words.connecting);
  }

  /** Shows and sends a frame of ours, and keeps it until the server has it. */
  function post(content) {
    const unsent = { at: Date.now(), frame: { id: newId(), ...content } };
    outbox.set(unsent.frame.id, unsent);
    storage.set(UNSENT + unsent.frame.id, JSON.stringify(unsent));
    showUnsent(unsent.frame);
    suggest([]);
    toEnd();
    connection.open();
    pump();
  }

  const act = (card, action) => post({ type: "action", action: action.action, unit_id: card.unit_id, text: action.label });

  /** One at a time: a message held back by a rate limit must not be overtaken by the next. */
  function pump() {
    const [unsent] = outbox.values();
    if (!unsent || inFlight || holdTimer || !connection.online) return;
    inFlight = unsent.frame.id;
    acceptTimer = setTimeout(connection.lost, ANSWER_MS);
    connection.send(unsent.frame);
  }

  function unpost(id) {
    outbox.delete(id);
    storage.delete(UNSENT + id);
    if (inFlight !== id) return;
    clearTimeout(acceptTimer);
    inFlight = null;
    pump();
  }

  function holdBack(seconds) {
    clearTimeout(acceptTimer);
    clearTimeout(holdTimer);
    inFlight = null;
    holdTimer = setTimeout(() => {
      holdTimer = null;
      pump();
    }, seconds * 1000);
  }

  // --- frames ------------------------------------------------------------------------------------------------------

  let sessionId = null;
  let resumedAt = 0; // what the ledger held when this socket opened
  let sentToken = null;
  let resumed = false;
  let speaker = "bot";
  let form = null; // the open booking form, or the sheet of the other channel
  let channel; // in which the visitor may go on
  let joined = false;
  let booking = null; // the booking frame without an answer yet

  const connection = createConnection({
    hello() {
      sentToken = recall().token || null;
      resumed = last > 0;
      return { type: "hello", v: 1, tenant, token: sentToken, last_seq: last, locale: tags[0].startsWith(language) ? spoken : tags[0], ...touch, last_utm };
    },
    receive: (incoming) => Object.hasOwn(receivers, incoming.type) && receivers[incoming.type](incoming),
    changed,
  });

  const receivers = {
    welcome(welcome) {
      if (sessionId && sessionId !== welcome.session_id) {
        clearTranscript();
        if (resumed) return startAnew(welcome); // these messages are only the end of the other conversation
      }
      sessionId = welcome.session_id;
      remember({ token: welcome.token });
      dress(welcome.tenant || {});
      endDraft();
      for (const message of welcome.messages) take(message, resumed);
      last = resumedAt = Math.max(last, welcome.seq);
      arrived(last);
      speaker = welcome.speaker;
      channel = welcome.hops?.[0];
      hop.hidden = !channel;
      receivers.linked({ channels: welcome.linked || [] });
      if (!last) suggest(welcome.suggestions);
      connection.welcomed();
      if (booking) connection.send(booking);
      pump();
      if (!resumed) toEnd();
      markRead();
    },
    accepted({ id, seq }) {
      const entry = entries.get(id);
      if (entry) {
        settle(entry, seq);
        arrived(seq);
      }
      unpost(id);
      markRead();
    },
    message(message) {
      take(message, true);
      markRead();
    },
    typing: ({ role }) => role !== "user" && showDots(),
    delta: addDelta,
    speaker(change) {
      speaker = change.speaker;
      if (draftText) {
        draft.append(el("p", { class: "note" }, words.interrupted));
        const node = el("li", { class: "row cut" }, ...draft.childNodes);
        endDraft();
        aside(node);
      }
      showDots(false);
      const text = speaker === "staff" ? words.staff(change.name) : words.back;
      aside(el("li", { class: "row note" }, text));
      announce(text);
      changed();
    },
    booked(booked) {
      if (booking?.id !== booked.id) return;
      booking = null;
      if (form?.done) form.done(booked);
      else notify(`${words.booked}. ${words.thanks}`);
    },
    link: (link) => form?.id === link.id && form.show(link),
    linked({ channels }) {
      joined = channels.includes(channel);
      form?.linked?.(channels);
      if (channel) hop.setAttribute("aria-label", (hop.title = words.hop(channel[0].toUpperCase() + channel.slice(1))));
    },
    error: failed,
  };

  function startAnew({ token }) {
    remember({ token, read: 0 });
    sessionId = null;
    connection.restart();
  }

  /** Takes a message of the ledger in, once. */
  function take(message, isNew) {
    if (message.seq <= last || seen.has(message.seq)) return;
    if (message.edits) {
      arrived(message.seq);
      return revise(message);
    }
    if (message.role === "user") unpost(message.id);
    else endDraft();
    const stick = isAtEnd();
    const entry = show(message);
    arrived(message.seq);
    if (message.role === "user") {
      if (message.seq >= last) suggest([]);
      if (entry && stick) toEnd();
      return;
    }
    suggest(message.suggestions);
    if (message.travel_intent || message.availability_url) showTrip(message.travel_intent, message.availability_url);
    if (isNew && stick) reveal(entry.node);
    if (isNew) speak(entry.node);
  }

  function failed({ code, detail, retry_after_s: seconds = 5, id }) {
    if (code === "bad_token") return forgetToken();
    const later = code === "rate_limited" || code === "unavailable";
    const text = later ? words[code] : detail || words.other;
    if (code === "unknown_tenant" || code === "origin_not_allowed") {
      console.error(`Lobby: ${detail || code}`); // the page's owner must act, not the visitor
      connection.stop();
      showBanner(words.refused);
    } else if (booking && id === booking.id) {
      booking = null;
      if (form?.done) form.fail(text);
      else notify(text);
    } else if (id && form?.id === id) {
      form.fail(text);
    } else if (!connection.online) {
      if (later) connection.hold(seconds);
      connection.lost(); // the hello was refused
    } else if (later && (outbox.has(id) || (!id && inFlight))) {
      holdBack(seconds);
      notify(text, seconds);
    } else if (id) {
      if (outbox.has(id)) status(entries.get(id), words.failed);
      unpost(id);
      notify(text);
    }
  }

  function forgetToken() {
    if (recall().token === sentToken) remember({ token: null, read: 0 }); // else another tab already has a new one
    sessionId = null;
    clearTranscript();
    if (sentToken) connection.restart();
    else connection.lost();
  }

  // Two tabs that met the server at the same moment got a session each: the one without a conversation joins the other.
  addEventListener("storage", ({ key }) => {
    if (key !== KEY || !sessionId || entries.size) return;
    const { token } = recall();
    if (!token || token === sentToken) return;
    sessionId = null;
    clearTranscript();
    connection.restart();
  });

  // --- state of the connection, as the visitor sees it --------------------------------------------------------------

  let offlineTimer;

  function showBanner(text) {
    const atEnd = isAtEnd();
    banner.textContent = text;
    banner.hidden = !text;
    if (atEnd) toEnd();
  }

  function changed() {
    const { online, wanted: needed } = connection;
    clearTimeout(offlineTimer);
    if (online) showBanner("");
    else if (needed) {
      clearTimeout(acceptTimer);
      inFlight = null;
      offlineTimer = setTimeout(() => showBanner(words.offline), navigator.onLine ? OFFLINE_SHOWN_MS : 0);
    }
    subtitle.textContent = !online ? words.connecting : speaker === "staff" ? words.team : words.here;
    header.classList.toggle("online", online);
    for (const id of outbox.keys()) status(entries.get(id), online ? words.sending : words.connecting);
  }

  // --- writing -----------------------------------------------------------------------------------------------------

  let typingSent = 0;

  function typed() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
    const room = MAX_TEXT - input.value.length;
    left.textContent = room <= MAX_TEXT - COUNTER_FROM ? words.left(room) : "";
    if (input.value.trim() && Date.now() - typingSent > TYPING_MS && connection.online) {
      typingSent = Date.now();
      connection.send({ type: "typing" });
    }
  }

  function enter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendInput();
  }

  function sendInput() {
    const text = input.value.trim();
    if (!text) return input.focus();
    input.value = "";
    typed();
    typingSent = 0;
    input.focus();
    post({ type: "message", text });
  }

  const contact = {};
  let formOpener = null;

  function openForm(card) {
    openSheet(bookingForm({
      card, intent, contact, leave: closeForm,
      submit(request) {
        booking = { type: "booking", id: newId(), ...request };
        connection.send(booking); // without a connection it goes with the next welcome
      },
    }));
  }

  function openHop() {
    const send = (frame) => () => {
      if (!connection.online) return form.fail(words.offline);
      connection.send({ ...frame, id: (form.id = newId()) });
    };
    if (form) closeForm();
    openSheet(hopSheet({ channel, joined, leave: closeForm, ask: send({ type: "link", channel }), part: send({ type: "unlink" }) }));
  }

  function openSheet(opened) {
    formOpener = root.activeElement;
    form = opened;
    main.hidden = true;
    panel.insertBefore(form.sheet, live);
    form.focus();
  }

  function closeForm() {
    form.stop?.();
    form.sheet.remove();
    form = null;
    main.hidden = false;
    (formOpener?.isConnected ? formOpener : input).focus();
    toEnd();
  }

  // --- start -------------------------------------------------------------------------------------------------------

  const CSS = `
:host { all: initial; direction: ltr; color-scheme: light dark; --brand: #0f6e84; --on-brand: #fff; --bg: #fff; --fg: #1b1f24; --mute: #59626d; --line: #dfe3e8;
  --soft: #f4f6f8; --edge: #767f89; --bad: #b3261e }
@media (prefers-color-scheme: dark) {
  :host { --bg: #1c1f24; --fg: #f1f3f5; --mute: #adb5bf; --line: #353b43; --soft: #131519; --edge: #838c97; --bad: #ff9c94 } }
*, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0 }
[hidden] { display: none !important }
.lobby { font: 15px/1.45 system-ui, sans-serif; color: var(--fg) }
button, input, textarea { font: inherit; color: inherit }
button, summary { cursor: pointer }
ul, ol { list-style: none }
a { color: inherit }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; display: block }
:focus-visible { outline: 2px solid var(--fg); outline-offset: 2px }
.sr, .by { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.by::before { content: attr(data-by) }
.mute, .note, .left, .author, [data-status]::after { color: var(--mute); font-size: 13px }
.round, .avatar, .plain, .step { display: grid; place-items: center; flex: none; width: 44px; height: 44px; border-radius: 50% }
.round, .main, .user .bubble, .done > svg { border: 1px solid transparent; background: var(--brand); color: var(--on-brand) }
.launch { position: fixed; z-index: 2147483000; right: calc(20px + env(safe-area-inset-right)); bottom: calc(20px + env(safe-area-inset-bottom));
  width: 60px; height: 60px; box-shadow: 0 4px 16px #0004 }
.badge { position: absolute; top: -4px; right: -4px; min-width: 22px; padding: 0 6px; border-radius: 11px; background: #b3261e; color: #fff; font: 600 13px/22px system-ui }
.panel { position: fixed; z-index: 2147483001; right: calc(20px + env(safe-area-inset-right)); bottom: calc(96px + env(safe-area-inset-bottom));
  width: 400px; height: min(700px, 100vh - 116px); height: min(700px, 100dvh - 116px); display: flex; flex-direction: column; overflow: hidden;
  background: var(--bg); border: 1px solid var(--line); border-radius: 18px; box-shadow: 0 12px 48px #0003 }
.panel:focus, h2:focus { outline: none }
.on-left > * { right: auto; left: calc(20px + env(safe-area-inset-left)) }
header { display: flex; align-items: center; gap: 12px; padding: 14px 12px 14px 16px; background: var(--brand); color: var(--on-brand) }
header > div { flex: 1; min-width: 0 }
header h2 { font-size: 16px; line-height: 1.3; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
header p { font-size: 13px }
.online p::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border: 1px solid; border-radius: 50%; background: #51cf66 }
header :focus-visible { outline-color: currentColor }
.avatar { border: 2px solid; font-size: 17px; font-weight: 600 }
.plain { border: 0; background: none; color: inherit }
.banner { padding: 8px 16px; background: #fff3bf; color: #3d3000; font-size: 13px }
.view { flex: 1; min-height: 0; display: flex; flex-direction: column }
.trip { padding: 8px 16px; border-bottom: 1px solid var(--line); font-size: 13px }
.trip, .highlights, .quick, .actions { display: flex; flex-wrap: wrap; align-items: center; gap: 6px }
.trip ul { flex: 1 1 200px }
.trip li { display: inline-block }
.trip li:not(:last-child)::after { content: "·"; margin: 0 5px }
.highlights li { padding: 2px 9px; border-radius: 10px; background: var(--soft); border: 1px solid var(--line) }
.cta { font-weight: 600 }
.log, .sheet { position: relative; flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 16px }
.log, .notice, .left { background: var(--soft) }
.log:focus-visible, .track:focus-visible { outline-offset: -3px }
.row { display: flex; flex-direction: column; gap: 8px; align-items: flex-start; margin-bottom: 12px }
.bubble, .typing { padding: 10px 14px; border: 1px solid var(--line); border-radius: 16px 16px 16px 4px; background: var(--bg) }
.bubble { max-width: 88%; overflow-wrap: anywhere }
.bubble > * + * { margin-top: 8px }
.bubble ul, .bubble ol { padding-left: 20px; list-style: disc }
.bubble ol { list-style: decimal }
.bubble p, .user .bubble { white-space: pre-wrap }
.user { align-items: flex-end }
.user .bubble { border-radius: 16px 16px 4px }
.staff .bubble { border-left: 3px solid var(--brand) }
.author { font-weight: 600 }
[data-status]::after { content: attr(data-status) }
.note { align-items: center; text-align: center }
.typing { display: inline-flex; gap: 5px; padding: 14px; margin-bottom: 12px }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--mute) }
.quick { justify-content: flex-end }
.pill { min-height: 36px; padding: 6px 14px; border: 1px solid var(--edge); border-radius: 18px; background: var(--bg); text-decoration: none; overflow-wrap: anywhere }
.main { min-height: 44px; padding: 8px 20px; border-radius: 12px; font-weight: 600 }
a.main { padding: 10px 20px; text-decoration: none }
.card { width: 100%; max-width: 420px; background: var(--bg); border: 1px solid var(--line); border-radius: 16px; overflow: hidden }
.facts { display: grid; gap: 8px; padding: 12px 14px 14px }
h3 { font-size: 16px; line-height: 1.3; overflow-wrap: anywhere }
.highlights { font-size: 13px }
.price strong { font-size: 18px }
.warn, .estimate, label, dl > :nth-last-child(-n + 2) { font-weight: 600 }
summary { padding: 6px 0; font-size: 13px; text-decoration: underline }
dl { display: grid; grid-template-columns: 1fr auto; gap: 4px 12px; font-size: 13px }
dd { text-align: right; overflow-wrap: anywhere }
.actions > * { flex: auto }
.carousel { position: relative }
.track { display: flex; overflow: auto hidden; scroll-snap-type: x mandatory; scrollbar-width: none; aspect-ratio: 16 / 10; background: var(--soft) }
.track img { flex: none; width: 100%; height: 100%; object-fit: cover; scroll-snap-align: center; font-size: 13px }
.step { position: absolute; top: calc(50% - 18px); left: 8px; width: 36px; height: 36px; border: 1px solid var(--line); background: var(--bg) }
.next { left: auto; right: 8px }
.step svg, .avatar svg, .leave svg { width: 20px; height: 20px }
.count { position: absolute; right: 8px; bottom: 8px; padding: 1px 8px; border-radius: 10px; background: #000b; color: #fff; font-size: 12px }
.notice, .wrong { color: var(--bad); font-size: 13px }
.notice:not(:empty), .left:not(:empty) { padding: 6px 16px }
.composer { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px calc(10px + env(safe-area-inset-bottom)); border-top: 1px solid var(--line) }
textarea, input { width: 100%; min-width: 0; min-height: 44px; padding: 10px 14px; border: 1px solid var(--edge); border-radius: 12px; background: var(--bg); font-size: 16px; line-height: 1.35; appearance: none }
textarea { max-height: 120px; border-radius: 22px; resize: none }
textarea:focus-visible, input:focus-visible { outline-offset: 0 }
::placeholder { color: var(--mute); opacity: 1 }
.sheet h2 { font-size: 20px; line-height: 1.3; margin: 4px 0 14px; overflow-wrap: anywhere }
.leave { display: flex; align-items: center; gap: 4px; min-height: 44px; border: 0; background: none; color: var(--mute) }
form { flex: none }
.sheet form { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px }
.sheet form > :nth-child(n + 3) { grid-column: 1 / -1 }
[aria-invalid=true] { border-color: var(--bad) }
.done { display: grid; gap: 16px; justify-items: start }
.done > svg { width: 48px; height: 48px; padding: 10px; border-radius: 50% }
.done strong { white-space: nowrap }
.done dl { font-size: 15px }
@media (max-width: 480px), (max-height: 480px) {
  .panel { inset: var(--top, 0) 0 auto; width: 100%; height: 100vh; height: var(--height, 100dvh); border: 0; border-radius: 0 }
  header { padding-top: calc(10px + env(safe-area-inset-top)) }
  .open .launch { display: none } }
@media (prefers-reduced-motion: no-preference) {
  .track { scroll-behavior: smooth }
  .panel { animation: rise .18s }
  .typing i { animation: pulse 1s infinite alternate }
  .typing i + i { animation-delay: .3s }
  @keyframes rise { from { opacity: 0; transform: translateY(12px) } }
  @keyframes pulse { to { opacity: .3 } } }
@media print { .lobby { display: none } }`;

  try {
    const sheet = new CSSStyleSheet(); // a strict style-src allows these, not <style>
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.prepend(el("style", null, CSS)); // browsers without constructable style sheets
  }

  showUnread();
  paint(script.dataset.color);
  subtitle.textContent = words.here;
  document.documentElement.append(host); // beside the body: a transform there would move what is fixed in it
  loadOutbox();
  tellVisit();
  if (outbox.size || recall().token) connection.open(); // for everybody else the first opening connects
  if ("open" in script.dataset) openPanel(null, false);
})();
