/*
 * Fetches the parts that are needed once the visitor opens the chat: the conversation and its texts in one language.
 *
 * Their addresses carry a hash of all parts, so the launcher only ever meets the parts that it was made with. When
 * the server has others (404: the page was open during a deployment, or another node answered), today's launcher is
 * fetched and takes this one's place. Imported as modules: that needs nothing of a page's policy but script-src of HOST,
 * leaves no global behind, and Trusted Types let it pass.
 */
import { host, sayBeside } from "./bubble.js";
import { connection } from "./connection.js";
import { endListening } from "./life.js";
import { base, wording } from "./settings.js";
import { addressOf } from "./parts.js";
import { phrase } from "./wording.js";
import { shared } from "lobby:served";

const NEEDED = ["conversation", wording];
const SLOW_MS = 700; // from here on the visitor is told that something happens
const STALLED_MS = 20_000; // an import without an answer for so long is tried again
const WAIT_MS = 1_000; // before the second try; twice as long before each further one
const TRIES = 4;

let renewals = 0;

/** After some time, or as soon as the network is back. */
const pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
    addEventListener("online", resolve, { once: true });
  });

/** Browsers remember an import that failed: each further try has an address of its own. */
function fetchParts(tried) {
  const imports = NEEDED.map((part) => import(addressOf(part) + (tried ? `?${tried}` : "")));
  const stalled = new Promise((_, reject) => setTimeout(reject, STALLED_MS, "no answer"));
  return Promise.race([Promise.all(imports), stalled]);
}

/** Whether the server knows our release no longer, or not yet. */
async function isOutdated() {
  const answer = await fetch(addressOf(wording), { method: "HEAD", cache: "no-store" }).catch(Object);
  return answer.status === 404;
}

/** Lets today's launcher take our place; gives whether it did. */
async function renew() {
  if (renewals) await pause(WAIT_MS * 2 ** renewals); // nodes of two versions: not in a circle at full speed
  host.dataset.outdated = renewals + 1;
  await import(new URL(`widget.js?${Date.now()}`, base).href).catch(Boolean);
  if (host.isConnected) {
    delete host.dataset.outdated;
    return false;
  }
  endListening();
  connection.stop();
  return true;
}

/** Takes the place of a launcher that found itself outdated. */
export function replace(predecessor) {
  renewals = Number(predecessor.dataset.outdated);
  predecessor.remove();
}

/**
 * Loads the conversation and starts it; gives null when another launcher has taken our place.
 *
 * Throws when all tries have failed.
 */
export async function load() {
  const slow = setTimeout(sayBeside, SLOW_MS, phrase("opening"));
  let failure;
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried) await pause(WAIT_MS * 2 ** (tried - 1));
    try {
      const [conversation, texts] = await fetchParts(tried);
      clearTimeout(slow);
      sayBeside();
      return conversation.default(shared(), texts.default);
    } catch (error) {
      failure = error;
    }
    clearTimeout(slow);
    sayBeside(phrase("retrying"));
    if (renewals < TRIES && (await isOutdated()) && (await renew())) return null;
  }
  renewals = 0; // the visitor may ask for as many again
  throw failure;
}
