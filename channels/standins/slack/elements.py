"""Block elements: buttons, menus, inputs, pictures. Sources: https://docs.slack.dev/reference/block-kit/block-elements/"""

from __future__ import annotations

from collections.abc import Callable

from channels.standins.slack.checking import Checker
from channels.standins.slack.refusal import JSON

BUTTON_TEXT_CHARS = 75  # …/button-element
BUTTON_VALUE_CHARS = 2000
OPTION_TEXT_CHARS = 75  # https://docs.slack.dev/reference/block-kit/composition-objects/option-object
OPTION_VALUE_CHARS = 150
OPTIONS = 100  # …/select-menu-element
FEW_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}
PLACEHOLDER_CHARS = 150
ALT_TEXT_CHARS = 2000
INPUT_LENGTH = 3000  # …/plain-text-input-element
STYLES = ("primary", "danger")


def button(check: Checker, node: JSON, at: str) -> None:
    check.known(node, at, ("text", "action_id", "url", "value", "style", "confirm", "accessibility_label", "block_id"))
    check.text(node, "text", at, BUTTON_TEXT_CHARS, plain=True, required=True)
    check.string(node, "value", at, BUTTON_VALUE_CHARS, least=0)
    check.url(node, "url", at)
    check.string(node, "accessibility_label", at, BUTTON_TEXT_CHARS)
    if "style" in node and node["style"] not in STYLES:
        check.wrong(f"{at}/style", "must be one of: primary, danger")
    check.action_id(node, at)
    check.confirm(node, at)


def image(check: Checker, node: JSON, at: str) -> None:
    check.known(node, at, ("image_url", "slack_file", "alt_text"))
    check.string(node, "alt_text", at, ALT_TEXT_CHARS, required=True)
    _picture(check, node, at)


def menu(check: Checker, node: JSON, at: str) -> None:
    """static_select, multi_static_select, overflow, checkboxes, radio_buttons."""
    kind = node["type"]
    keys = ("action_id", "options", "confirm")
    chosen = ("initial_option", "initial_options", "focus_on_load", "max_selected_items")
    check.known(node, at, keys if kind == "overflow" else (*keys, *chosen, "placeholder", "option_groups"))
    check.text(node, "placeholder", at, PLACEHOLDER_CHARS, plain=True)
    check.action_id(node, at)
    check.confirm(node, at)
    if "option_groups" in node and "options" not in node:
        for i, group in enumerate(check.items(node, "option_groups", at, OPTIONS)):
            check.text(group, "label", f"{at}/option_groups/{i}", OPTION_TEXT_CHARS, plain=True, required=True)
            _options(check, group, f"{at}/option_groups/{i}", OPTIONS)
    else:
        _options(check, node, at, FEW_OPTIONS.get(kind, OPTIONS))
    _initial(check, node, at)


def picker(check: Checker, node: JSON, at: str) -> None:
    """datepicker, timepicker, users_select, conversations_select, channels_select and their many-valued forms."""
    check.text(node, "placeholder", at, PLACEHOLDER_CHARS, plain=True)
    check.action_id(node, at)
    check.confirm(node, at)


def text_input(check: Checker, node: JSON, at: str) -> None:
    """plain_text_input, number_input, email_text_input, url_text_input, rich_text_input."""
    check.text(node, "placeholder", at, PLACEHOLDER_CHARS, plain=True)
    check.action_id(node, at)
    for key in ("min_length", "max_length"):
        value = node.get(key)
        if value is not None and not (isinstance(value, int) and 0 <= value <= INPUT_LENGTH):
            check.wrong(f"{at}/{key}", f"must be between 0 and {INPUT_LENGTH}")
    initial = node.get("initial_value")
    if isinstance(initial, str) and len(initial) > node.get("max_length", INPUT_LENGTH):
        check.wrong(f"{at}/initial_value", f"must be less than {node.get('max_length', INPUT_LENGTH) + 1} characters")


def _options(check: Checker, node: JSON, at: str, most: int) -> None:
    for i, option in enumerate(check.items(node, "options", at, most)):
        here = f"{at}/options/{i}"
        if not check.object(option, here):
            continue
        check.known(option, here, ("text", "value", "description", "url"))
        check.text(option, "text", here, OPTION_TEXT_CHARS, plain=False, required=True)
        check.string(option, "value", here, OPTION_VALUE_CHARS, required=True)
        check.text(option, "description", here, OPTION_TEXT_CHARS, plain=False)


def _initial(check: Checker, node: JSON, at: str) -> None:
    groups = node.get("option_groups") or [node]
    offered = [option for group in groups if isinstance(group, dict) for option in group.get("options") or ()]
    chosen = node.get("initial_options") or ([node["initial_option"]] if node.get("initial_option") else [])
    if any(option not in offered for option in chosen):
        check.wrong(at, "initial option must be one of the options")


def _picture(check: Checker, node: JSON, at: str) -> None:
    if ("image_url" in node) == ("slack_file" in node):
        check.wrong(at, "exactly one of image_url and slack_file is required")
    check.url(node, "image_url", at)


Rule = Callable[[Checker, JSON, str], None]
MENUS = ("static_select", "multi_static_select", "overflow", "checkboxes", "radio_buttons")
PICKERS = (
    *(f"{many}{kind}_select" for kind in ("users", "conversations", "channels") for many in ("", "multi_")),
    "datepicker",
    "timepicker",
    "datetimepicker",
)
INPUTS = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")
RULES: dict[str, Rule] = {
    "button": button,
    "image": image,
    **dict.fromkeys(MENUS, menu),
    **dict.fromkeys(PICKERS, picker),
    **dict.fromkeys(INPUTS, text_input),
}


def element(check: Checker, node: object, at: str, allowed: tuple[str, ...]) -> None:
    """Check one element of one of the `allowed` types."""
    if not isinstance(node, dict):
        check.wrong(at, "must be an object")
    elif node.get("type") not in allowed:
        check.wrong(f"{at}/type", f"unsupported type: {node.get('type')}")
    else:
        RULES[node["type"]](check, node, at)
