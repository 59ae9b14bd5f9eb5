/* Addresses come from the server, and through it from others: only harmless ones become links. */
import { el } from "../launcher/dom.js";
import { attempt } from "../launcher/safely.js";
import { base } from "../launcher/settings.js";

export const safeUrl = (text, protocols = /^https?:$/) =>
  attempt(() => {
    const url = text && new URL(text, base);
    return url && protocols.test(url.protocol) ? url.href : null;
  }, null);

export const outLink = (label, url, attributes) =>
  el("a", { ...attributes, href: url, target: "_blank", rel: "noopener noreferrer" }, label);
