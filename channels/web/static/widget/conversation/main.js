/* The conversation, loaded when the visitor opens the chat. */
import { root } from "../launcher/bubble.js";
import { addStyle } from "../launcher/dom.js";
import { closePanel, mount, openPanel } from "./dialog.js";
import { begin } from "./session.js";
import { view } from "./view.js";
import { style } from "lobby:served";

addStyle(root, style);
mount();
begin(view);

/** What the launcher gets. */
export const conversation = { open: openPanel, close: closePanel };
