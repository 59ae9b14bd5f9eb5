"""Reads stays without the learned readers: every clause speaks of the trip."""

from __future__ import annotations

from datetime import date

from bot.types import Intent
from plugins.understanding.dates import read
from plugins.understanding.lexicon import Tagged
from plugins.understanding.message import Context, Message, Span, Stated
from plugins.understanding.numbers import Numbers
from plugins.understanding.tokens import composed, tokens

TODAY = date(2026, 11, 28)  # a Saturday
REGIONS = {"en": "GB", "es": "ES", "pt": "PT", "fr": "FR", "de": "DE", "it": "IT"}


def message(text: str, language: str) -> Message:
    tagged = Tagged(tokens(composed(text)), language)
    spans = (Span(0, len(tagged.tokens)),) if tagged.tokens else ()
    return Message(composed(text), tagged, Numbers(tagged), spans)


def stated(
    text: str,
    language: str = "en",
    *,
    known: Intent | None = None,
    region: str | None = "",
    asked: frozenset[str] = frozenset(),
    question: str | None = None,
    counted: bool = False,
    today: date = TODAY,
) -> Stated:
    """`region`: the language's home unless it is named."""
    context = Context(
        today,
        known or Intent(),
        REGIONS[language] if region == "" else region,
        asked=asked,
        question=message(question, language) if question else None,
        counted=counted,
    )
    return read(message(text, language), context, frozenset())


def stay(text: str, language: str = "en", *, known: Intent | None = None, counted: bool = False) -> str:
    """ "arrival departure nights" as they are known afterwards, days as ISO, "-" where something is open."""
    read = stated(text, language, known=known, counted=counted)
    asked = {clarification.about for clarification in read.clarifications}
    change = {name: value for name, value in read.change.items() if name not in asked}
    after = (known or Intent()).changed(change)  # type: ignore[arg-type]  # keys of its own
    return " ".join(str(value or "-") for value in (after.check_in, after.check_out, after.nights))


def period(text: str, language: str = "en", *, region: str | None = "", today: date = TODAY) -> str:
    """ "first last" day as ISO, "-" where there is none."""
    found = stated(text, language, region=region, today=today).change.get("period")
    return f"{found.start} {found.end}" if found else "-"
