/* Building blocks of the page. Style sheets come as text: a strict style-src allows constructed ones, not <style>. */

/** An element; attributes named `on…` are listeners, those that are null or false are left out, as are such children. */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (/^on/.test(name)) node.addEventListener(name.slice(2), value);
    else if (value != null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

export const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

/** A drawing of one line, 24 by 24. */
export function icon(line) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
  path.setAttribute("d", line);
  return svg;
}

export const CHAT = "M3 4h18v13H11l-5 4v-4H3z";

export function addStyle(root, css) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    root.prepend(el("style", null, css)); // browsers without constructable style sheets
  }
}
