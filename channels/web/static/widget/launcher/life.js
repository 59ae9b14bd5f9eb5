/* Every listener on the page ends with the widget: a newer launcher may take its place (loader.js). */
const life = new AbortController();

export const listen = (target, type, handler) => target.addEventListener(type, handler, { signal: life.signal });
export const endListening = () => life.abort();
