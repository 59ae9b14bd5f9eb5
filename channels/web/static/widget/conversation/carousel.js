/* A unit's photos, one beside the other. */
import { button, el, icon } from "../launcher/dom.js";
import { NEXT, PREVIOUS } from "./icons.js";
import { safeUrl } from "./links.js";
import { say } from "./words.js";

/** Null without photos. */
export function carousel(card) {
  const photos = (card.photos || []).map((photo) => ({ ...photo, src: safeUrl(photo.url) })).filter((photo) => photo.src);
  if (!photos.length) return null;
  const many = photos.length > 1;
  const label = say("photos", { name: card.name });
  const track = el("div", { class: "track", tabindex: many && 0, role: "group", "aria-label": label });
  track.append(...photos.map((photo) => picture(photo, card.name)));
  const frame = el("div", { class: "carousel", "data-testid": "photo-carousel" }, track);
  if (many) frame.append(...controls(track, photos.length, card.name));
  return frame;
}

function picture({ src, alt }, name) {
  const image = el("img", { src, alt: alt || name, loading: "lazy", "data-testid": "carousel-photo" });
  image.addEventListener("error", () => image.classList.add("broken"));
  return image;
}

function controls(track, total, name) {
  const count = el("span", { class: "count", "aria-hidden": "true" }, `1 / ${total}`);
  const current = () => Math.round(track.scrollLeft / (track.clientWidth || 1));
  const step = (by) => () => track.scrollTo({ left: ((current() + by + total) % total) * track.clientWidth });
  track.addEventListener("scroll", () => (count.textContent = `${current() + 1} / ${total}`), { passive: true });
  return [
    button({ class: "step previous", "aria-label": `${say("previous")}: ${name}`, onclick: step(-1) }, icon(PREVIOUS)),
    button({ class: "step next", "aria-label": `${say("next")}: ${name}`, onclick: step(1) }, icon(NEXT)),
    count,
  ];
}
