"""A reply's text, sentence by sentence: let through, repaired or replaced, with what was changed and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from bot.ledger.corrections import Correction
from bot.words.sentences import split
from plugins.fact_gate.facts import Facts
from plugins.fact_gate.judging import objections
from plugins.fact_gate.mending import repaired, replaced
from plugins.fact_gate.reading import visible

Judged = Callable[[str], bool]  # whether a sentence has to be proved


def checked(text: str, facts: Facts, language: str, shown: str = "") -> tuple[str, list[Correction]]:
    """The text as it may be said, and what was corrected.

    Args:
        shown: what of the same reply was said before.
    """
    said, corrections = shown, []
    for instead, correction in _sentences(text, facts, language, shown):
        said += instead
        corrections += [correction] if correction else []
    return said[len(shown) :], corrections


async def checked_among_others(
    text: str, facts: Facts, language: str, judged: Judged | None = None
) -> tuple[str, list[Correction]]:
    """As `checked`, but sentences that are not `judged` pass. Other work of the event loop goes on between the
    sentences: a reply may have hundreds."""
    said, corrections = "", []
    for instead, correction in _sentences(text, facts, language, judged=judged):
        said += instead
        corrections += [correction] if correction else []
        await asyncio.sleep(0)
    return said, corrections


def _sentences(
    text: str, facts: Facts, language: str, said: str = "", judged: Judged | None = None
) -> Iterator[tuple[str, Correction | None]]:
    """Each sentence as it may be said, with its correction if it was none that may be."""
    for sentence in split(visible(text)):
        passes = judged is not None and not judged(sentence)
        instead, reasons = (sentence, ()) if passes else _checked(sentence, facts, language, said)
        yield instead, Correction(sentence.strip(), instead.strip(), reasons) if reasons else None
        said += instead


def _checked(sentence: str, facts: Facts, language: str, said: str) -> tuple[str, tuple[str, ...]]:
    if not sentence.strip():
        return sentence, ()
    wrong = objections(sentence, facts, said, language)
    if not wrong:
        return sentence, ()
    reasons = tuple(dict.fromkeys(objection.reason for objection in wrong))
    mended = repaired(sentence, wrong, language)
    if mended is not None and not objections(mended, facts, said, language):
        return mended, reasons
    return replaced(sentence, said, language), reasons
