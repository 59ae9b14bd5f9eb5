"""reply_markup: inline keyboards, reply keyboards, their removal, forced replies.

Source: https://core.telegram.org/bots/api#inlinekeyboardmarkup, #inlinekeyboardbutton, #replykeyboardmarkup; the limits
are PTB's constants InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit and ReplyLimit.
"""

from __future__ import annotations

from typing import Any

from channels.standins.telegram.errors import ApiError, bad_request
from channels.standins.telegram.links import USER_LINK, checked_link
from channels.standins.telegram.text import units

MAX_CALLBACK_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_COPY_CHARS = 256
MAX_PLACEHOLDER_CHARS = 64
INLINE_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
REQUESTS = frozenset(
    {"request_users", "request_chat", "request_contact", "request_location", "request_poll", "request_managed_bot"}
)
STYLES = frozenset({"", "primary", "success", "danger"})
Markup = dict[str, Any]


def checked_markup(markup: Any, *, private: bool) -> Markup | None:
    """The markup as the message keeps it; None: no markup, or an empty inline keyboard."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    kinds = [name for name in ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply") if markup.get(name)]
    if len(kinds) > 1:
        raise bad_request("Can't parse reply keyboard markup: exactly one kind of markup is allowed")
    match kinds:
        case ["inline_keyboard"]:
            return _inline(markup["inline_keyboard"])
        case ["keyboard"]:
            return _reply(markup, private=private)
        case ["force_reply"]:
            _check_placeholder(markup)
            return markup
        case ["remove_keyboard"]:
            return markup
    return None


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{what}" must be an Array of Arrays')
    filled = [row for row in rows if row]
    if sum(len(row) for row in filled) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return filled


def _inline(rows: Any) -> Markup | None:
    filled = _rows(rows, "inline_keyboard")
    keyboard = [[_inline_button(button) for button in row] for row in filled]
    return {"inline_keyboard": keyboard} if keyboard else None


def _inline_button(button: Any) -> Markup:
    if not isinstance(button, dict):
        raise _wrong_button("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _wrong_button('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if button.get("style", "") not in STYLES:
        raise _wrong_button("Invalid button style specified")
    actions = [name for name in INLINE_ACTIONS if button.get(name) not in (None, False)]
    if not [name for name in actions if button[name] != "" or name.startswith("switch_inline")]:
        raise _wrong_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # the server takes the first it knows; the documentation demands exactly one
        raise _wrong_button("exactly one of the optional fields must be used: " + ", ".join(sorted(actions)))
    return _with_checked_action(button, actions[0])


def _with_checked_action(button: Markup, action: str) -> Markup:
    value = button[action]
    match action:
        case "callback_data":
            if not isinstance(value, str) or len(value.encode()) > MAX_CALLBACK_DATA_BYTES:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
        case "url":
            if USER_LINK.match(str(value)):
                return button
            return button | {"url": _checked_url(value, "")}
        case "web_app" | "login_url":
            url = value.get("url") if isinstance(value, dict) else None
            _checked_url(url, "Web App " if action == "web_app" else "login ", https=True)
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 1 <= units(text) <= MAX_COPY_CHARS:
                raise ApiError(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    return button


def _checked_url(link: Any, what: str, *, https: bool = False) -> str:
    if not isinstance(link, str):
        raise _wrong_button('Can\'t find field "url"')
    url, reason = checked_link(link)
    if url and https and not url.startswith("https://"):
        reason = "Only HTTPS links are allowed"
    if reason:
        raise bad_request(f"Inline keyboard button {what}URL '{link}' is invalid: {reason}")
    return url


def _reply(markup: Markup, *, private: bool) -> Markup:
    _check_placeholder(markup)
    rows = _rows(markup["keyboard"], "keyboard")
    if not rows:
        raise bad_request("Can't parse reply keyboard markup: the keyboard has no buttons")
    return markup | {"keyboard": [[_reply_button(button, private=private) for button in row] for row in rows]}


def _reply_button(button: Any, *, private: bool) -> Markup:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not button["text"].strip():
        raise bad_request("Keyboard button text must be non-empty")
    asked = [name for name in (*REQUESTS, "web_app") if button.get(name)]
    if len(asked) > 1:
        raise bad_request("Can't parse keyboard button: at most one of the optional fields must be used")
    if asked and not private:
        what = {"request_contact": "Phone number", "request_location": "Location"}.get(asked[0], asked[0])
        raise bad_request(f"{what} can be requested in private chats only")
    return button


def _check_placeholder(markup: Markup) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and len(str(placeholder)) > MAX_PLACEHOLDER_CHARS:
        raise bad_request("Input field placeholder is too long")


def _wrong_button(reason: str) -> ApiError:
    return bad_request(f"Can't parse inline keyboard button: {reason}")
