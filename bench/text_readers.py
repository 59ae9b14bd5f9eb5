"""Everything that reads or renders what somebody wrote, in one table: what a hostile text may not make slow.

A new reader gets a row here. `bench.hostile` measures them; tests count their work (tests/bench/test_hostile.py).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from uuid import UUID

from pydantic import Field

from bench.lies import reply_of, turn_about, units
from bot.conversation.turn import Turn
from bot.knowledge.scrubbing import scrubbed
from bot.ledger.links import code_alone, normalised
from bot.types import HistoryItem, Intent, Match, Reading, Unit
from bot.words.folding import fold, spell
from bot.words.languages import UNDERSTOOD
from bot.words.sentences import Sentences, split
from channels.slack import text as slack_text
from channels.slack.blocks import context, preformatted, spoken
from channels.telegram import deeplinks, markdown, splitting
from channels.telegram.rendering import partial
from channels.web import html
from channels.web.fields import Fields, GuestText, Locale, Utm
from plugins.commands.languages import code_of
from plugins.commands.reading import commanded
from plugins.concierge import acts, contact
from plugins.fact_gate.checking import checked
from plugins.fact_gate.facts import facts_of
from plugins.intent_openai.worth import text_to_read
from plugins.retrieval.names import NameIndex
from plugins.retrieval.query import needs_units, query_words
from plugins.retrieval.ranking import best_fits
from plugins.understanding.language import guess_language
from plugins.understanding.read import Setting
from plugins.understanding.read import read as understood

TODAY = date(2027, 3, 1)
MODEL_CHARS = 6_000  # a model's answer is longer than what a guest may write
SENTENCE_CHARS = 1_500  # of a model, that the gate reads without letting others go on
HISTORY = 20  # messages that a session keeps
ROOMS = ("plugins.", "channels.", "bot.words.")


@dataclass(frozen=True)
class Reader:
    """`read` is called with a text; `chars` is how long one may be. `whose` wrote it: "guest", "model", "staff"."""

    name: str
    read: Callable[[str], object]
    chars: int = 2_000
    whose: str = "guest"


def forget(but: str | None = None) -> None:
    """Empty the caches of texts (but those of the module `but`), so that the next reading is the first. Unbounded
    caches hold tables: they stay."""
    for module in [module for name, module in sys.modules.items() if name.startswith(ROOMS) and name != but]:
        for value in vars(module).values():
            if hasattr(value, "cache_info") and value.cache_info().maxsize is not None:
                value.cache_clear()


def readers() -> list[Reader]:
    return [*_intent(), *_concierge(), *_gate(), *_channels(), *_core()]


def _intent() -> Iterator[Reader]:
    yield Reader("intent: language", guess_language)
    questions = {
        "": "",
        " when": "When would you like to arrive, and when will you leave?",
        " how many": "How many guests are you, and what is your budget?",
        " nights": "How many nights?",
        " yes": "So you check in on 9 March 2028 and check out on 12 March 2028 for 2 adults, correct?",
    }
    for code in UNDERSTOOD:
        for name, question in questions.items():
            if code == "en" or not name:
                yield Reader(f"intent: all, {code}{name}", _extraction(code, question))
    for code in UNDERSTOOD:
        yield Reader(f"intent: history, {code}", _extraction_after(code))


def _extraction(code: str, question: str) -> Callable[[str], object]:
    history = (HistoryItem("assistant", question, ""),) if question else ()
    known = Intent(check_in=date(2028, 3, 1), check_out=date(2028, 3, 8), nights=7, guests=3, adults=2, children=1)
    return lambda text: understood(text, Setting(TODAY, code), history=history, language=code, intent=known)


def _extraction_after(code: str) -> Callable[[str], object]:
    """A short message after twenty long ones."""

    def read(written: str) -> object:
        said = [f"{written[:-3]} {number:02}" for number in range(HISTORY)]
        history = [HistoryItem(("user", "assistant")[n % 2], line, "") for n, line in enumerate(said)]
        return understood("2 adults", Setting(TODAY, code), history=history, language=code)

    return read


def _turn(written: str, code: str = "en") -> Turn:
    return turn_about(_homes()[0], _homes()[1:4], code, written)


@cache
def _homes() -> list[Unit]:
    return [unit for unit in units() if unit.pricing]


@cache
def _matches() -> list[Match]:
    return list(_turn("").found)


@cache
def _index() -> NameIndex:
    homes = _homes()
    return NameIndex([(UUID(int=n), f"{homes[n % len(homes)].name} {n}", "Cala Blanca") for n in range(5_000)])


def _concierge() -> Iterator[Reader]:
    yield Reader("concierge: acts", lambda text: acts.read(Reading(), text))
    for asked in (None, "name", "contact"):
        yield Reader(f"concierge: contact, asked {asked}", lambda text, asked=asked: contact.read(text, asked))
    yield Reader("commands: language", code_of)
    yield Reader("commands: command", lambda text: commanded(_turn(text)))
    yield Reader("retrieval: names", lambda text: _index().find(text))
    yield Reader("retrieval: words", lambda text: (needs_units(_turn(text)), query_words(_turn(text))))
    yield Reader("retrieval: history", _search_after)
    yield Reader(
        "retrieval: ranking", lambda text: best_fits(list(_turn("").found), Intent(), query_words(_turn(text)))
    )
    yield Reader("retrieval: mentioned", lambda text: _index().mentioning(query_words(_turn(text))))
    yield Reader("model: worth asking", lambda text: text_to_read(_turn(text)))


def _search_after(written: str) -> object:
    turn = _turn("and?")
    turn.session = replace(turn.session, history=(HistoryItem("user", written, ""),) * HISTORY)
    return query_words(turn)


def _gate() -> Iterator[Reader]:
    for code in ("en", "es", "de"):
        yield Reader(f"gate: a sentence, {code}", _gate_of(code), SENTENCE_CHARS, "model")
    yield Reader(
        "gate: a stream's sentence", lambda text: checked(text, facts_of(_turn("")), "en"), SENTENCE_CHARS, "model"
    )
    yield Reader("gate: what the guest said", _gate_after)
    yield Reader("gate: what was said before", _gate_before, MODEL_CHARS, "model")
    yield Reader("gate: the owner's words", _gate_about, MODEL_CHARS, "owner")


def _gate_of(code: str) -> Callable[[str], object]:
    def read(written: str) -> object:
        turn = _turn("", code)
        return checked(written, facts_of(turn, reply_of(turn, written)), code)

    return read


def _gate_before(written: str) -> object:
    return checked("It sleeps 4 people.", facts_of(_turn("")), "en", written)


def _gate_after(written: str) -> object:
    turn = _turn(written)
    history = tuple(HistoryItem(("user", "assistant")[n % 2], written, "") for n in range(HISTORY))
    turn.session = replace(turn.session, history=history)
    return checked("It sleeps 4 people and costs 90 euros.", facts_of(turn), "en")


def _gate_about(written: str) -> object:
    turn = turn_about(replace(_homes()[0], description=written), _homes()[1:4], "en", "")
    return checked(f"{_homes()[0].name} sleeps 4 people and has a pool.", facts_of(turn), "en")


def _channels() -> Iterator[Reader]:
    yield Reader("web: Markdown", html.render, MODEL_CHARS, "model")
    yield Reader("web: a guest's text", html.plain_html)
    yield Reader("web: fields", _Frame.check)
    yield Reader("telegram: Markdown", partial, MODEL_CHARS, "model")
    yield Reader("telegram: a guest's text", lambda text: splitting.split(markdown.plain(text)))
    yield Reader("telegram: start", deeplinks.read_start)
    yield Reader(
        "slack: marked", lambda text: slack_text.markdown(slack_text.mark(text)[1] or text, {}, {}), 4_000, "staff"
    )
    yield Reader("slack: plain", lambda text: slack_text.plain_text(text, {}, {}), 4_000)
    yield Reader("slack: mentions", lambda text: slack_text.without_mention(text, "U123"), 4_000)
    yield Reader(
        "slack: pieces", lambda text: slack_text.pieces(slack_text.safe_markdown(text), 1_000), 12_000, "model"
    )
    yield Reader(
        "slack: blocks", lambda text: (context(slack_text.escape(text)), preformatted(text), spoken("x", text, 99))
    )


class _Frame(Fields):
    text: GuestText
    locale: Locale = None
    utm: Utm = Field(default_factory=dict)

    @classmethod
    def check(cls, text: str) -> object:
        try:
            return cls.model_validate({"text": text, "locale": text[:100], "utm": {"source": text[:200]}})
        except ValueError as error:
            return error


def _core() -> Iterator[Reader]:
    yield Reader("folding", lambda text: (fold(text), spell(text)))
    yield Reader("sentences", split, MODEL_CHARS, "model")
    yield Reader("sentences of a stream", _streamed, MODEL_CHARS, "model")
    yield Reader("questions for staff", scrubbed)
    yield Reader("links", lambda text: (code_alone(text), normalised(text)))


def _streamed(written: str) -> object:
    """As a model sends it: a few characters at a time."""
    sentences = Sentences()
    return [sentences.feed(written[at : at + 3]) for at in range(0, len(written), 3)], sentences.rest()
