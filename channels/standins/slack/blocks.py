"""Blocks of a message or a view. Sources: https://docs.slack.dev/reference/block-kit/blocks/ (October 2026)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from channels.standins.slack.checking import Checker
from channels.standins.slack.elements import INPUTS, MENUS, PICKERS, element, image
from channels.standins.slack.refusal import JSON, Refused

MESSAGE_BLOCKS = 50  # https://docs.slack.dev/reference/block-kit/blocks
VIEW_BLOCKS = 100
SECTION_FIELDS = 10  # …/section-block
SECTION_FIELD_CHARS = 2000
HEADER_CHARS = 150  # …/header-block
CONTEXT_ELEMENTS = 10  # …/context-block
ACTIONS_ELEMENTS = 25  # …/actions-block
MARKDOWN_CHARS = 12_000  # …/markdown-block: of all markdown blocks of a payload together
IMAGE_TITLE_CHARS = 2000  # …/image-block
LABEL_CHARS = 2000  # …/input-block
TABLE_ROWS = 100  # …/table-block
TABLE_COLUMNS = 20
PRESSABLE = ("button", *MENUS, *PICKERS)
RICH_TEXT = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
MESSAGE, MODAL = "message", "modal"

_ids = count(1)


def section(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("text", "fields", "accessory", "block_id", "expand"))
    if not block.get("text") and not block.get("fields"):
        check.wrong(at, "missing required field: text or fields")
    check.text(block, "text", at, plain=False)
    if "fields" in block:
        for i, field in enumerate(check.items(block, "fields", at, SECTION_FIELDS)):
            check.text({"field": field}, "field", f"{at}/fields/{i}", SECTION_FIELD_CHARS, plain=False, required=True)
    if "accessory" in block:
        element(check, block["accessory"], f"{at}/accessory", (*PRESSABLE, "image"))


def header(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("text", "block_id", "level"))
    check.text(block, "text", at, HEADER_CHARS, plain=True, required=True)


def context(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("elements", "block_id"))
    for i, item in enumerate(check.items(block, "elements", at, CONTEXT_ELEMENTS)):
        here = f"{at}/elements/{i}"
        if isinstance(item, dict) and item.get("type") == "image":
            image(check, item, here)
        else:
            check.text({str(i): item}, str(i), f"{at}/elements", plain=False, required=True)


def actions(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("elements", "block_id"))
    for i, item in enumerate(check.items(block, "elements", at, ACTIONS_ELEMENTS)):
        element(check, item, f"{at}/elements/{i}", PRESSABLE)


def divider(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("block_id",))


def picture(check: Checker, block: JSON, at: str) -> None:
    check.text(block, "title", at, IMAGE_TITLE_CHARS, plain=True)
    image(check, {key: value for key, value in block.items() if key not in ("title", "block_id")}, at)


def markdown(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("text", "block_id"))
    check.string(block, "text", at, MARKDOWN_CHARS, required=True)


def rich_text(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("elements", "block_id"))
    for i, item in enumerate(check.items(block, "elements", at, 1000)):
        if not isinstance(item, dict) or item.get("type") not in RICH_TEXT:
            check.wrong(f"{at}/elements/{i}", "unsupported rich text element")
        else:
            check.items(item, "elements", f"{at}/elements/{i}", 1000, least=0)


def table(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("rows", "column_settings", "block_id"))
    for i, row in enumerate(check.items(block, "rows", at, TABLE_ROWS)):
        if not isinstance(row, list) or not 1 <= len(row) <= TABLE_COLUMNS:
            check.wrong(f"{at}/rows/{i}", f"must be an array of 1 to {TABLE_COLUMNS} cells")


def input_(check: Checker, block: JSON, at: str) -> None:
    check.known(block, at, ("label", "element", "dispatch_action", "hint", "optional", "block_id"))
    check.text(block, "label", at, LABEL_CHARS, plain=True, required=True)
    check.text(block, "hint", at, LABEL_CHARS, plain=True)
    element(check, block.get("element"), f"{at}/element", (*INPUTS, *MENUS, *PICKERS))


Rule = Callable[[Checker, JSON, str], None]
COMMON: dict[str, Rule] = {
    "section": section,
    "header": header,
    "context": context,
    "actions": actions,
    "divider": divider,
    "image": picture,
    "rich_text": rich_text,
    "input": input_,
}
RULES: dict[str, dict[str, Rule]] = {MESSAGE: {**COMMON, "markdown": markdown, "table": table}, MODAL: COMMON}


def problems(blocks: list[Any], surface: str = MESSAGE, at: str = "/blocks") -> list[str]:
    """What is wrong with these blocks; empty: nothing."""
    check = Checker()
    for i, block in enumerate(blocks):
        here = f"{at}/{i}"
        if not isinstance(block, dict):
            check.wrong(here, "must be an object")
            continue
        rule = RULES[surface].get(block.get("type", ""))
        if rule is None:
            check.wrong(f"{here}/type", f"unsupported type: {block.get('type')}")
            continue
        check.block(block, here)
        rule(check, block, here)
    long = sum(len(text) for text in _texts(blocks, "markdown"))
    if long > MARKDOWN_CHARS:
        check.wrong(at, f"markdown blocks must have less than {MARKDOWN_CHARS + 1} characters together")
    return check.problems


def message_blocks(blocks: list[JSON] | None) -> list[JSON]:
    """Checked blocks with the ids that Slack fills in. Raises Refused(invalid_blocks)."""
    if not blocks:
        return []
    wrong = problems(blocks)
    if len(blocks) > MESSAGE_BLOCKS:
        wrong.insert(0, f"no more than {MESSAGE_BLOCKS} items allowed [json-pointer:/blocks]")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        raise Refused("invalid_attachments", "only_one_table_allowed")
    if wrong:
        raise Refused("invalid_blocks", *wrong, errors=wrong)
    return filled(blocks)


def filled(blocks: list[JSON]) -> list[JSON]:
    """A copy in which every block has a block_id, and everything that can be pressed an action_id."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", _id())
        for key in ("accessory", "element"):
            if isinstance(block.get(key), dict) and block[key]["type"] != "image":
                block[key].setdefault("action_id", _id())
        if block["type"] == "actions":
            for item in block["elements"]:
                item.setdefault("action_id", _id())
    return blocks


def fallback(blocks: Iterable[JSON]) -> str:
    """The text of a message that has blocks only."""
    return " ".join(str(block["text"]["text"]) for block in blocks if isinstance(block.get("text"), dict))


def _texts(blocks: list[Any], kind: str) -> list[str]:
    return [
        b["text"] for b in blocks if isinstance(b, dict) and b.get("type") == kind and isinstance(b.get("text"), str)
    ]


def _id() -> str:
    return f"b{next(_ids):04X}"
