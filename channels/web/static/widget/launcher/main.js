/*
 * Lobby's chat widget. This part is what a page loads; the rest comes when the visitor opens the chat.
 *
 *   <script src="https://HOST/widget.js" data-tenant="SLUG" defer></script>
 *
 * Optional attributes: data-locale="es", data-open, data-color="#0b7285", data-position="left". On the page, any element
 * with data-lobby-open opens the chat when clicked. A strict Content-Security-Policy of the page needs script-src,
 * img-src and connect-src (https and wss) of HOST, nothing inline.
 */
import { tellVisit } from "./attribution.js";
import { appear, bubble, putIntoWords } from "./bubble.js";
import { listen } from "./life.js";
import { replace } from "./loader.js";
import { openChat, prepareChat, toggleChat } from "./opening.js";
import { script, tenant } from "./settings.js";
import { storage } from "./storage.js";
import { watch } from "./watch.js";
import { learnLanguage } from "./wording.js";

function openFromPage(event) {
  const from = event.target.closest?.("[data-lobby-open]");
  if (!from) return;
  event.preventDefault();
  openChat(from);
}

function start(predecessor) {
  if (predecessor) replace(predecessor);
  appear();
  bubble.addEventListener("click", toggleChat);
  listen(document, "click", openFromPage);
  learnLanguage().then(putIntoWords, Boolean);
  tellVisit();
  watch();
  if (predecessor) openChat();
  else if ("open" in script.dataset) openChat(bubble, false);
  else if (storage.unsent().length) prepareChat(); // what an earlier page could not send goes out now
}

const present = document.querySelector("lobby-chat");
if (!tenant) console.error("Lobby: the script element of widget.js needs data-tenant.");
else if (!present || present.dataset.outdated) start(present); // else: embedded twice
