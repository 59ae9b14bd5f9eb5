/* Lines for dom.js's icon(). */
export const SEND = "M12 20V5m-6 6 6-6 6 6";
export const PREVIOUS = "m15 5-7 7 7 7";
export const NEXT = "m9 5 7 7-7 7";
export const DONE = "m5 13 5 5 9-11";
export const HOP = "M21 4 3 11l6 2m12-9-3 16-9-7m12-9L9 13v7l3-4";
export const CLOSE = "m6 6 12 12M18 6 6 18";
