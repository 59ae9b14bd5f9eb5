"""`bot intent`: conversations as JSON lines in, the accumulated intent as JSON lines out (ARCHITECTURE.md §6.3)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer

from bot.errors import InvalidInput
from bot.intent import to_json
from bot.types import JSON, HistoryItem, Role
from plugins.intent_rules.replay import replay

_ROLES: Mapping[str, Role] = {
    "user": "user",
    "guest": "user",
    "system": "assistant",
    "assistant": "assistant",
    "bot": "assistant",
    "staff": "staff",
}


def add_command(cli: typer.Typer) -> None:
    @cli.command("intent")
    def intent(
        model: Annotated[
            bool, typer.Option("--model", help="Let the configured model read as well (needs one in bot.toml).")
        ] = False,
        json_output: Annotated[
            bool, typer.Option("--json", help="Accepted as everywhere; the output is JSON lines anyway.")
        ] = False,
    ) -> None:
        """Read JSON lines {"text", "history", "today", "locale"} on stdin, write a {"travel_intent"} line for each."""
        if model:
            typer.echo("No model is configured: leave out --model to use the local rules alone.", err=True)
            raise typer.Exit(2)
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        failed = False
        for answer in answers(sys.stdin):
            failed = failed or "error" in answer
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        raise typer.Exit(1 if failed else 0)


def answers(lines: Iterable[str]) -> Iterator[JSON]:
    """One answer for each line; a line that cannot be read yields `{"error", "line"}` and the rest goes on."""
    for number, line in enumerate(lines, start=1):
        try:
            yield {"travel_intent": _travel_intent(line)}
        except InvalidInput as error:
            yield {"error": str(error), "line": number}


def _travel_intent(line: str) -> JSON:
    request = _object(line)
    text, locale = request.get("text"), request.get("locale")
    if not isinstance(text, str):
        raise InvalidInput('"text" must be a string.')
    if locale is not None and not isinstance(locale, str):
        raise InvalidInput('"locale" must be a string such as "en-GB".')
    history = request.get("history") or []
    if not isinstance(history, list):
        raise InvalidInput('"history" must be a list of messages, oldest first.')
    items = tuple(_history_item(item) for item in history)
    return to_json(replay(text, history=items, today=_today(request.get("today")), locale=locale).intent)


def _object(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidInput('Not JSON: write one {"text": "…"} object a line.') from error
    if not isinstance(request, dict):
        raise InvalidInput('Not an object: write one {"text": "…"} object a line.')
    return request


def _today(value: Any) -> date:
    if value is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InvalidInput('"today" must be a date such as "2026-05-20".') from error


def _history_item(item: Any) -> HistoryItem:
    """`{"speaker", "text"}`, `{"role", "content"}`, or a plain string, which is the guest's."""
    if isinstance(item, str):
        return HistoryItem("user", item, "")
    if isinstance(item, dict):
        role = _ROLES.get(str(item.get("speaker", item.get("role"))))
        content = item.get("text", item.get("content"))
        if role and isinstance(content, str):
            return HistoryItem(role, content, "")
    raise InvalidInput('A message of "history" must be {"speaker": "user" or "system", "text": "…"} or a string.')
