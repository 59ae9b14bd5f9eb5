"""Block Kit's limits, each at its edge."""

from __future__ import annotations

from typing import Any

import pytest

from channels.standins.slack import modals
from channels.standins.slack.blocks import MODAL, message_blocks, problems
from channels.standins.slack.refusal import Refused

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> JSON:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> JSON:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Go", **more: Any) -> JSON:
    return {"type": "button", "text": plain(text), "action_id": "go", **more}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> JSON:
    options = [{"text": plain(f"{number}"), "value": f"{number}"} for number in range(count)]
    return {"type": "static_select", "action_id": "choose", "options": options, **more}


def field(**element: Any) -> JSON:
    given = {"type": "plain_text_input", "action_id": "value", **element}
    return {"type": "input", "label": plain("Text"), "element": given}


IMAGE = {"type": "image", "image_url": "https://example.com/a.jpg", "alt_text": "A pool"}
GOOD = {
    "section at its limit": section("x" * 3000),
    "section with fields": {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    "section with a picture": section(accessory=IMAGE),
    "header at its limit": {"type": "header", "text": plain("x" * 150)},
    "context": {"type": "context", "elements": [mrkdwn("x"), IMAGE]},
    "buttons": actions(*(button(action_id=f"{number}") for number in range(25))),
    "button at its limits": actions(button("x" * 75, value="x" * 2000, action_id="x" * 255, style="danger")),
    "menu": actions(select(100)),
    "image": {**IMAGE, "title": plain("Pool")},
    "divider": {"type": "divider"},
    "markdown": {"type": "markdown", "text": "x" * 12_000},
    "rich text": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    },
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]},
    "input": field(max_length=3000),
}
BAD = {
    "section too long": (section("x" * 3001), "must be less than 3001 characters"),
    "section empty": ({"type": "section"}, "missing required field: text or fields"),
    "section without words": (section(""), "must be more than 0 characters"),
    "section with an unknown key": (section(colour="red"), "invalid additional property: colour"),
    "too many fields": ({"type": "section", "fields": [mrkdwn("x")] * 11}, "no more than 10 items allowed"),
    "header too long": ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    "header with mrkdwn": ({"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
    "too many context elements": ({"type": "context", "elements": [mrkdwn("x")] * 11}, "no more than 10"),
    "button text too long": (actions(button("x" * 76)), "must be less than 76 characters"),
    "button with mrkdwn": (actions({"type": "button", "text": mrkdwn("x")}), "unsupported type: mrkdwn"),
    "button value too long": (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    "action id too long": (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
    "action id twice": (actions(button(), button()), "`action_id` go already exists"),
    "button style": (actions(button(style="green")), "must be one of: primary, danger"),
    "button link": (actions(button(url="javascript:x")), "must be a valid URL"),
    "too many buttons": (actions(*(button(action_id=f"{n}") for n in range(26))), "no more than 25"),
    "no buttons": (actions(), "no fewer than 1"),
    "too many options": (actions(select(101)), "no more than 100"),
    "image without words": ({"type": "image", "image_url": "https://a.example/b"}, "missing required field: alt_text"),
    "image from nowhere": ({"type": "image", "image_url": "/media/a.jpg", "alt_text": "x"}, "must be a valid URL"),
    "markdown too long": ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
    "unknown block": ({"type": "carousel_of_dreams"}, "unsupported type: carousel_of_dreams"),
    "table too long": ({"type": "table", "rows": [[{}]] * 101}, "no more than 100"),
    "confirm without words": (actions(button(confirm={"title": plain("Sure?")})), "missing required field: text"),
}


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD.keys())
def test_block_within_the_limits_is_taken(block: JSON) -> None:
    assert problems([block]) == []


@pytest.mark.parametrize(("block", "problem"), BAD.values(), ids=BAD.keys())
def test_block_beyond_a_limit_is_refused_with_its_pointer(block: JSON, problem: str) -> None:
    found = problems([block])
    assert any(problem in text and "[json-pointer:/blocks" in text for text in found), found


def test_message_takes_fifty_blocks() -> None:
    assert len(message_blocks([section()] * 50)) == 50
    with pytest.raises(Refused, match="invalid_blocks"):
        message_blocks([section()] * 51)


def test_block_ids_are_unique_and_missing_ones_are_filled_in() -> None:
    assert "already exists" in problems([section(block_id="a"), section(block_id="a")])[0]
    filled = message_blocks([section(), {"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}])
    assert all(block["block_id"] for block in filled)
    assert filled[1]["elements"][0]["action_id"]


def test_action_ids_are_unique_within_their_block_only() -> None:
    assert problems([actions(button()), actions(button())]) == []


def test_markdown_blocks_share_one_limit() -> None:
    half = {"type": "markdown", "text": "x" * 6001}
    assert any("together" in problem for problem in problems([half, half]))
    assert problems([{"type": "markdown", "text": "x"}], MODAL)[0].startswith("unsupported type")


def modal(*blocks: JSON, **more: Any) -> JSON:
    return {"type": "modal", "title": plain("Reply"), "submit": plain("Send"), "blocks": list(blocks), **more}


def test_modal_within_the_limits_is_taken() -> None:
    view = modal(*([section()] * 99), field(), private_metadata="x" * 3000)
    assert len(modals.checked(view)["blocks"]) == 100


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(*[section()] * 101), "no more than 100"),
        (modal(private_metadata="x" * 3001), "must be less than 3001"),
        (modal(title=plain("x" * 25)), "must be less than 25"),
        (modal(field(), submit=None), "submit is required"),
        (modal(colour="red"), "invalid additional property"),
        (modal(field(initial_value="x" * 11, max_length=10)), "must be less than 11"),
        ({"type": "home", "blocks": []}, "unsupported type: home"),
    ],
)
def test_modal_beyond_a_limit_is_refused(view: JSON, problem: str) -> None:
    with pytest.raises(Refused) as raised:
        modals.checked({key: value for key, value in view.items() if value is not None})
    assert raised.value.error == "invalid_arguments"
    assert any(problem in message for message in raised.value.messages), raised.value.messages
