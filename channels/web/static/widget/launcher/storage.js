/* What the browser remembers of a visitor: the token, what was read, where the visitor came from. */
import { attempt } from "./safely.js";
import { tenant } from "./settings.js";

export const KEY = `lobby:${tenant}`;
export const UNSENT = `${KEY}:unsent:`; // one key a message, so that two tabs never overwrite each other's

const memory = new Map();

/** localStorage, or a memory of this page where it is forbidden or full. */
export const storage = {
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
  unsent: () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(UNSENT)), []),
};

export const recall = (key = KEY) => attempt(() => Object(JSON.parse(storage.get(key))), {});
export const remember = (change) => storage.set(KEY, JSON.stringify({ ...recall(), ...change }));
