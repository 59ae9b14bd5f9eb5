/* The panel as a dialog: opening, closing, the keyboard, small screens. */
import { bubble, host, isOpen, root, shell } from "../launcher/bubble.js";
import { markRead, showUnread } from "./ledger.js";
import { listen } from "../launcher/life.js";
import { focusInputOr } from "./composer.js";
import { keepingEnd, toEnd } from "./log.js";
import { closeButton, panel, showPresence } from "./panel.js";
import { closeSheet, isSheetOpen } from "./sheets.js";

const fullScreen = matchMedia("(max-width: 480px), (max-height: 480px)");
const STOPS = "a[href], button, input, textarea, summary, [tabindex='0']";
let cameFrom = null;

/** `from` gets the focus back when it is closed. */
export function openPanel(from, focus) {
  cameFrom = from;
  setOpen(true);
  fitScreen();
  showPresence();
  toEnd();
  markRead();
  if (focus) focusInputOr(panel);
}

function setOpen(on) {
  panel.hidden = !on;
  bubble.setAttribute("aria-expanded", on);
  shell.classList.toggle("open", on);
}

export function closePanel() {
  setOpen(false);
  showUnread();
  (cameFrom?.isConnected ? cameFrom : bubble).focus();
}

function keys(event) {
  if (!isOpen() || event.isComposing) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    if (isSheetOpen()) closeSheet();
    else closePanel();
  } else if (event.key === "Tab" && fullScreen.matches) {
    keepFocus(event);
  }
}

/** The panel covers a small screen: Tab must not wander off to what lies behind it. */
function keepFocus(event) {
  const stops = [...panel.querySelectorAll(STOPS)].filter((node) => node.getClientRects().length);
  const [first, final] = [stops[0], stops.at(-1)];
  const edge = event.shiftKey ? [first, panel] : [final];
  if (!edge.includes(root.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? final : first).focus();
}

/** Keeps the panel above the on-screen keyboard, which shrinks only the visual viewport. */
function fitScreen() {
  const { height, offsetTop } = visualViewport;
  keepingEnd(() => {
    host.style.setProperty("--height", `${height}px`);
    host.style.setProperty("--top", `${offsetTop}px`);
    panel.setAttribute("aria-modal", String(fullScreen.matches));
  });
}

/** Puts the panel on the page, closed. */
export function mount() {
  shell.insertBefore(panel, bubble);
  shell.addEventListener("keydown", keys);
  closeButton.addEventListener("click", closePanel);
  listen(visualViewport, "resize", fitScreen);
  listen(visualViewport, "scroll", fitScreen);
  fullScreen.addEventListener("change", fitScreen);
}
