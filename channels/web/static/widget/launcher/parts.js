/* Where the parts are: their addresses carry the release that the launcher belongs to. */
import { base } from "./settings.js";
import { release } from "lobby:served";

export const addressOf = (part) => new URL(`widget/${part}.${release}.js`, base).href;
