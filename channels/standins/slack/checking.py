"""Collects what is wrong with a Block Kit structure, each with its JSON pointer, as Slack's answers do."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from channels.standins.slack.refusal import JSON

ACTION_ID_CHARS = 255  # https://docs.slack.dev/reference/block-kit/block-elements/button-element
BLOCK_ID_CHARS = 255  # https://docs.slack.dev/reference/block-kit/blocks/section-block
TEXT_OBJECT_CHARS = 3000  # https://docs.slack.dev/reference/block-kit/composition-objects/text-object
URL_CHARS = 3000
CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}  # …/composition-objects/confirmation-dialog-object
HTTP_URL = re.compile(r"https?://[^\s/]+")


class Checker:
    """`problems` is empty when everything given to the methods was right."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._block_ids: set[str] = set()
        self._action_ids: set[str] = set()

    def wrong(self, at: str, problem: str) -> None:
        self.problems.append(f"{problem} [json-pointer:{at}]")

    def known(self, node: JSON, at: str, keys: Collection[str]) -> None:
        """No other keys than these (and `type`)."""
        for key in node:
            if key not in keys and key != "type":
                self.wrong(at, f"invalid additional property: {key}")

    def object(self, value: Any, at: str) -> bool:
        if isinstance(value, dict):
            return True
        self.wrong(at, "must be an object")
        return False

    def items(self, node: JSON, key: str, at: str, most: int, least: int = 1) -> list[Any]:
        """The list under a required key; empty when it is wrong."""
        value = node.get(key)
        if not isinstance(value, list):
            self.wrong(at, f"missing required field: {key}" if value is None else f"{key} must be an array")
            return []
        if not least <= len(value) <= most:
            bound = (
                f"no more than {most} items allowed" if len(value) > most else f"no fewer than {least} items allowed"
            )
            self.wrong(f"{at}/{key}", bound)
            return []
        return value

    def string(self, node: JSON, key: str, at: str, most: int, *, required: bool = False, least: int = 1) -> str | None:
        value = node.get(key)
        if value is None:
            if required:
                self.wrong(at, f"missing required field: {key}")
            return None
        if not isinstance(value, str):
            self.wrong(f"{at}/{key}", "must be a string")
            return None
        if len(value) > most:
            self.wrong(f"{at}/{key}", f"must be less than {most + 1} characters")
        elif len(value) < least:
            self.wrong(f"{at}/{key}", f"must be more than {least - 1} characters")
        return value

    def url(self, node: JSON, key: str, at: str, *, required: bool = False) -> None:
        value = self.string(node, key, at, URL_CHARS, required=required)
        if value is not None and not HTTP_URL.match(value):
            self.wrong(f"{at}/{key}", "must be a valid URL")

    def text(
        self, node: JSON, key: str, at: str, most: int = TEXT_OBJECT_CHARS, *, plain: bool, required: bool = False
    ) -> None:
        """A text object; `plain`: of type plain_text only."""
        value = node.get(key)
        if value is None:
            if required:
                self.wrong(at, f"missing required field: {key}")
            return
        at = f"{at}/{key}"
        if not self.object(value, at):
            return
        kind = value.get("type")
        if kind not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
            self.wrong(f"{at}/type", f"unsupported type: {kind}")
            return
        self.known(value, at, ("text", "emoji") if kind == "plain_text" else ("text", "verbatim"))
        self.string(value, "text", at, most, required=True)

    def block(self, block: JSON, at: str) -> None:
        """A block begins."""
        self._action_ids = set()
        block_id = self.string(block, "block_id", at, BLOCK_ID_CHARS)
        if block_id is not None:
            if block_id in self._block_ids:
                self.wrong(at, f"`block_id` {block_id} already exists")
            self._block_ids.add(block_id)

    def action_id(self, element: JSON, at: str) -> None:
        """Unique in its block: https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
        action_id = self.string(element, "action_id", at, ACTION_ID_CHARS)
        if action_id is not None:
            if action_id in self._action_ids:
                self.wrong(at, f"`action_id` {action_id} already exists")
            self._action_ids.add(action_id)

    def confirm(self, element: JSON, at: str) -> None:
        dialog = element.get("confirm")
        if dialog is None or not self.object(dialog, f"{at}/confirm"):
            return
        self.known(dialog, f"{at}/confirm", (*CONFIRM, "style"))
        for key, most in CONFIRM.items():
            self.text(dialog, key, f"{at}/confirm", most, plain=key != "text", required=True)
