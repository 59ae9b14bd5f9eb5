/* Where the visitor came from, and that the visit is counted. */
import { attempt } from "./safely.js";
import { base, tenant } from "./settings.js";
import { KEY, recall, remember } from "./storage.js";

const MAX_TAG = 200; // characters
const MAX_URL = 1000;

/** The campaign of this page's address. */
function campaign() {
  const utm = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (/^utm_(source|medium|campaign|content|term)$/.test(name)) {
      utm[name.slice(4)] = value.replace(/\p{Cc}/gu, " ").slice(0, MAX_TAG);
    }
  }
  return utm;
}

/** `{utm, landing_page, referrer}` of the first visit, which later ones do not overwrite, and `last_utm`: the latest campaign. */
function findTouches() {
  const utm = campaign();
  const { referrer } = document;
  const known = recall();
  const touch = known.touch || {
    utm,
    landing_page: location.href.split("#")[0].slice(0, MAX_URL),
    referrer: referrer.startsWith(location.origin) ? "" : referrer.slice(0, MAX_URL),
  };
  const last_utm = Object.keys(utm).length ? utm : known.last_utm || touch.utm;
  remember({ touch, last_utm });
  return { ...touch, last_utm };
}

let found;
export const touches = () => (found ||= findTouches());

/** Counts the visit, once in a browser session. */
export function tellVisit() {
  const { last_utm, ...touch } = touches();
  if (attempt(() => sessionStorage[KEY], true)) return;
  sessionStorage[KEY] = 1;
  fetch(new URL("api/public-chat/visit", base), {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ tenant_id: tenant, ...touch, utm: last_utm }),
  }).catch(Boolean); // nothing that the visitor would notice
}
