/* Opens and closes the chat; the first opening loads it. */
import { bubble, isOpen, isWaiting, sayBeside, setWaiting } from "./bubble.js";
import { connection } from "./connection.js";
import { load } from "./loader.js";
import { phrase } from "./wording.js";

let conversation = null; // {open(from, focus), close()}
let loading = null;

/** Loads the conversation, if it is not here yet; null when another launcher has taken our place. */
async function ensure() {
  loading ||= load().finally(() => (loading = null));
  return (conversation ||= await loading);
}

/** `from` gets the focus back when the chat is closed. */
export function openChat(from = bubble, focus = true) {
  connection.open();
  if (conversation) conversation.open(from, focus);
  else if (!isWaiting()) openFirst(from, focus);
}

export const toggleChat = () => (isOpen() ? conversation.close() : openChat());

/** Loads the conversation without showing it; nobody waits, so nobody is told of a failure. */
export const prepareChat = () => ensure().catch(Boolean);

async function openFirst(from, focus) {
  const focused = document.activeElement;
  setWaiting(true);
  try {
    await ensure();
    // Who has gone on to write elsewhere meanwhile keeps the focus there.
    const stayed = [focused, document.body].includes(document.activeElement);
    conversation?.open(from, focus && stayed);
  } catch (error) {
    console.error("Lobby:", error);
    offerAnother(() => openChat(from, focus));
  } finally {
    setWaiting(false);
  }
}

function offerAnother(retry) {
  sayBeside(phrase("failed"), retry);
  addEventListener("online", () => conversation || retry(), { once: true });
}
