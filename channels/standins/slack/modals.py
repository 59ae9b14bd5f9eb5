"""Modals. Source: https://docs.slack.dev/reference/views/modal-views (October 2026)."""

from __future__ import annotations

import json
from typing import Any

from channels.standins.slack.blocks import MODAL, VIEW_BLOCKS, filled, problems
from channels.standins.slack.checking import Checker
from channels.standins.slack.refusal import JSON, Refused

TITLE_CHARS = 24  # title, submit and close alike
PRIVATE_METADATA_CHARS = 3000
CALLBACK_ID_CHARS = 255
EXTERNAL_ID_CHARS = 255
VIEW_BYTES = 250_000  # https://docs.slack.dev/reference/methods/views.open: view_too_large
KEYS = (
    "title",
    "blocks",
    "close",
    "submit",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
    "submit_disabled",
)


def checked(view: Any) -> JSON:
    """The view with the ids that Slack fills in.

    Raises:
        Refused: `invalid_arguments` with what is wrong; `view_too_large`.
    """
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", "must provide an object [json-pointer:/view]")
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise Refused("view_too_large")
    check = Checker()
    at = "/view"
    if view.get("type") != "modal":
        check.wrong(f"{at}/type", f"unsupported type: {view.get('type')}")
    check.known(view, at, KEYS)
    check.text(view, "title", at, TITLE_CHARS, plain=True, required=True)
    check.text(view, "submit", at, TITLE_CHARS, plain=True)
    check.text(view, "close", at, TITLE_CHARS, plain=True)
    check.string(view, "private_metadata", at, PRIVATE_METADATA_CHARS, least=0)
    check.string(view, "callback_id", at, CALLBACK_ID_CHARS, least=0)
    check.string(view, "external_id", at, EXTERNAL_ID_CHARS, least=0)
    blocks = check.items(view, "blocks", at, VIEW_BLOCKS, least=0)
    wrong = check.problems + problems(blocks, MODAL, "/view/blocks")
    if any(isinstance(b, dict) and b.get("type") == "input" for b in blocks) and not view.get("submit"):
        wrong.append("submit is required when an input block is within the blocks array [json-pointer:/view]")
    if wrong:
        raise Refused("invalid_arguments", *wrong)
    return {**view, "blocks": filled(blocks)}
