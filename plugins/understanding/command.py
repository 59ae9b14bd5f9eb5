"""`bot intent`: conversations as JSON lines in, the accumulated intent and the last message's acts as JSON lines out
(ARCHITECTURE.md §6.3, UNDERSTANDING.md §6)."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Self

import typer

from bot.cli.console import note, run_async, settings
from bot.errors import ConfigError, InvalidInput
from bot.offers.wire import intent_json
from bot.types import JSON, HistoryItem, Role
from plugins.understanding.read import Setting
from plugins.understanding.replay import Replayed, replay

_ROLES: Mapping[str, Role] = {
    "user": "user",
    "guest": "user",
    "system": "assistant",
    "assistant": "assistant",
    "bot": "assistant",
    "staff": "staff",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A line of the input."""

    messages: tuple[HistoryItem, ...]  # oldest first; the last is the guest's
    today: date
    locale: str | None


Read = Callable[[Request], Awaitable[JSON]]


def add_command(cli: typer.Typer) -> None:
    @cli.command("intent")
    def intent(
        model: Annotated[
            bool, typer.Option("--model", help="Let all configured plugins read, the language model's too.")
        ] = False,
        json_output: Annotated[
            bool, typer.Option("--json", help="Accepted as everywhere; the output is JSON lines anyway.")
        ] = False,
    ) -> None:
        """Read JSON lines {"text", "history", "today", "locale"} on stdin, write a {"travel_intent"} line for each."""
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        try:
            failed = run_async(_all_read() if model else _answered(_locally))
        except ConfigError as error:
            typer.echo(f"{error} Leave out --model to use the local reading alone.", err=True)
            raise typer.Exit(2) from error
        raise typer.Exit(1 if failed else 0)


async def _locally(request: Request) -> JSON:
    *history, last = request.messages
    return _answered_with(replay(last.content, Setting(request.today, request.locale), history=history))


def _answered_with(replayed: Replayed) -> JSON:
    reading = replayed.extraction.reading
    acts = [
        {"act": act.act, "topic": act.topic, "text": clause.text, "confidence": round(act.confidence, 3)}
        for clause in (reading.clauses if reading else ())
        if (act := clause.act)
    ]
    return {"travel_intent": intent_json(replayed.intent), "acts": acts}


async def _all_read() -> bool:
    """Whether a line could not be read, or the model did not answer."""
    from bot.cli.replay import reading  # the whole application: only where it is wanted
    from bot.settings import Secrets

    async with reading(settings(), Secrets.from_environment()) as reader:
        with _Told() as told:

            async def read_by_all(request: Request) -> JSON:
                known = await reader.read(request.messages, request.today, request.locale)
                return {"travel_intent": intent_json(known)}

            failed = await _answered(read_by_all)
    return failed or told.anything


class _Told(logging.Handler):
    """Says on stderr why the local reading was left alone with a message: what the log would have."""

    anything = False

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self)
        logging.getLogger("plugins").setLevel(logging.INFO)  # each reading that came too late
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("plugins").setLevel(logging.NOTSET)
        logging.getLogger().removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.anything = True
        note(record.getMessage())


async def _answered(read: Read) -> bool:
    """Answer stdin line by line. Whether one could not be read."""
    failed = False
    for number, line in enumerate(sys.stdin, start=1):
        answer = await _answer(line, number, read)
        failed = failed or "error" in answer
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return failed


async def _answer(line: str, number: int, read: Read) -> JSON:
    """A line that cannot be read is said to be one, and the rest goes on."""
    try:
        return await read(_request(line))
    except InvalidInput as error:
        return {"error": str(error), "line": number}


def _request(line: str) -> Request:
    values = _object(line)
    text, locale = values.get("text"), values.get("locale")
    if not isinstance(text, str):
        raise InvalidInput('"text" must be a string.')
    if locale is not None and not isinstance(locale, str):
        raise InvalidInput('"locale" must be a string such as "en-GB".')
    history = values.get("history") or []
    if not isinstance(history, list):
        raise InvalidInput('"history" must be a list of messages, oldest first.')
    items = (*map(_history_item, history), HistoryItem("user", text, ""))
    return Request(items, _today(values.get("today")), locale)


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
