/* Formatted text: the server's HTML is rebuilt from the tags that a reply may have. */
import { el } from "../launcher/dom.js";
import { attempt } from "../launcher/safely.js";
import { outLink, safeUrl } from "./links.js";

const ALLOWED = new Set(["P", "BR", "STRONG", "EM", "UL", "OL", "LI", "CODE"]);
const parser = new DOMParser();
// A page that enforces Trusted Types refuses plain strings; where it refuses the policy too, the text is shown instead.
const policy = attempt(() => window.trustedTypes?.createPolicy("lobby", { createHTML: (html) => html }), null);

/** The nodes of a message; `text` where there is no HTML or it cannot be read. */
export function formatted(html, text) {
  const trusted = () => (policy ? policy.createHTML(html) : html);
  const parsed = html && attempt(() => parser.parseFromString(trusted(), "text/html"), null);
  return parsed ? copyChildren(parsed.body, document.createDocumentFragment()) : paragraphs(text);
}

/** Everything that is not allowed falls back to its text. */
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

export function paragraphs(text) {
  const fragment = document.createDocumentFragment();
  for (const part of String(text || "").split(/\n{2,}/)) fragment.append(el("p", null, part));
  return fragment;
}
