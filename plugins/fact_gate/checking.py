"""A reply's text, sentence by sentence: let through, repaired, cut or replaced, with what was changed and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.ledger.corrections import Correction
from bot.words.sentences import split
from plugins.fact_gate.claims import vectors
from plugins.fact_gate.facts import Facts
from plugins.fact_gate.judging import objections, texts_of
from plugins.fact_gate.mending import repaired, replaced, without_false
from plugins.fact_gate.reading import visible

Judged = Callable[[str], bool]  # whether a sentence has to be proved
MAX_READ_AT_ONCE = 40  # sentences of a reply whose clauses are encoded in one batch; those after them one by one


def checked(text: str, facts: Facts, language: str, shown: str = "") -> tuple[str, list[Correction]]:
    """The text as it may be said, and what was corrected. Computes: not for the event loop.

    Args:
        shown: what of the same reply was said before.
    """
    sentences = split(visible(text))
    read_at_once(sentences, facts)
    said, corrections = shown, list[Correction]()
    for sentence in sentences:
        instead, correction = checked_sentence(sentence, facts, language, said)
        said += instead
        corrections += [correction] if correction else []
    return said[len(shown) :], corrections


async def checked_among_others(
    text: str, facts: Facts, language: str, judged: Judged | None = None
) -> tuple[str, list[Correction]]:
    """As `checked`, but sentences that are not `judged` pass, and others go on meanwhile: a reply may have hundreds."""
    sentences = [(sentence, judged is None or judged(sentence)) for sentence in split(visible(text))]
    await asyncio.to_thread(read_at_once, [sentence for sentence, is_judged in sentences if is_judged], facts)
    said, corrections = "", list[Correction]()
    for sentence, is_judged in sentences:
        instead, correction = sentence, None
        if is_judged:
            instead, correction = await asyncio.to_thread(checked_sentence, sentence, facts, language, said)
        said += instead
        corrections += [correction] if correction else []
    return said, corrections


def read_at_once(sentences: list[str], facts: Facts) -> None:
    """Encode the clauses of a reply together: one by one they take five times as long."""
    vectors(text for sentence in sentences[:MAX_READ_AT_ONCE] for text in texts_of(sentence, facts))


def checked_sentence(sentence: str, facts: Facts, language: str, said: str) -> tuple[str, Correction | None]:
    """The sentence as it may be said, with its correction if it was none that may be."""
    instead, reasons = _checked(sentence, facts, language, said)
    return instead, Correction(sentence.strip(), instead.strip(), reasons) if reasons else None


def _checked(sentence: str, facts: Facts, language: str, said: str) -> tuple[str, tuple[str, ...]]:
    if not sentence.strip():
        return sentence, ()
    wrong = objections(sentence, facts, said, language)
    if not wrong:
        return sentence, ()
    reasons = tuple(dict.fromkeys(objection.reason for objection in wrong))
    for mended in (repaired(sentence, wrong, language), without_false(sentence, wrong)):
        if mended is not None and not objections(mended, facts, said, language):
            return mended, reasons
    return replaced(sentence, said, language), reasons
