"""Filling in a modal as its reader does: by label, and not past what Slack's own client allows.

Source: https://docs.slack.dev/reference/views/view-interactions-payloads (October 2026): `state.values`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from channels.standins.slack.model import View
from channels.standins.slack.refusal import JSON

VALUE_KEYS = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "rich_text_input": "rich_text_value",
}
TEXT_CHARS = 3000


class NotSubmitted(ValueError):
    """Slack's client would not let the person submit this."""


def fill(view: View, values: Mapping[str, Any]) -> None:
    """Put `values` (by label, block id or action id) beside what is filled in already. Raises NotSubmitted."""
    left = dict(values)
    for block, element in _inputs(view):
        names = (block["label"]["text"], block["block_id"], element["action_id"])
        name = next((name for name in names if name in left), None)
        if name is not None:
            value = _chosen(element, left.pop(name))
        else:
            held = view.values.get(block["block_id"], {}).get(element["action_id"])
            value = held[_key(element)] if held else _initial(element)
        view.values[block["block_id"]] = {element["action_id"]: {"type": element["type"], _key(element): value}}
    if left:
        raise NotSubmitted(
            f"the modal has no field {sorted(left)}; it has {[b['label']['text'] for b, _ in _inputs(view)]}"
        )


def check(view: View) -> None:
    """Raises NotSubmitted where something required is empty, or a text is too long or too short."""
    for block, element in _inputs(view):
        value = view.values[block["block_id"]][element["action_id"]][_key(element)]
        label = block["label"]["text"]
        if value in (None, "", []):
            if not block.get("optional"):
                raise NotSubmitted(f"{label!r} is required")
        elif isinstance(value, str) and element["type"] == "plain_text_input":
            if not element.get("min_length", 0) <= len(value) <= element.get("max_length", TEXT_CHARS):
                raise NotSubmitted(f"{label!r} has {len(value)} characters")


def options(element: JSON) -> list[JSON]:
    """What a menu offers."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options", ())]


def option(element: JSON, wanted: str) -> JSON:
    """By its label or its value. Raises LookupError."""
    for offered in options(element):
        if wanted in (offered["text"]["text"], offered["value"]):
            return offered
    raise LookupError(f"no option {wanted!r} among {[offered['text']['text'] for offered in options(element)]}")


def _inputs(view: View) -> Iterator[tuple[JSON, JSON]]:
    for block in view.content["blocks"]:
        if block["type"] == "input":
            yield block, block["element"]


def _key(element: JSON) -> str:
    return VALUE_KEYS.get(element["type"], "value")


def _chosen(element: JSON, value: Any) -> Any:
    match _key(element):
        case "selected_option":
            return None if value is None else option(element, value)
        case "selected_options":
            return [option(element, item) for item in value or ()]
        case _:
            return value


def _initial(element: JSON) -> Any:
    key = _key(element)
    if key == "selected_options":
        return element.get("initial_options", [])
    for name in ("initial_value", "initial_option", "initial_date", "initial_time", "initial_user"):
        if name in element:
            return element[name]
    return None
