"""The house's own words on what a clause asks, and what it could not answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.scrubbing import scrubbed
from bot.types import SURE, Gap, Known, Match
from bot.words.feature_words import PATTERNS
from bot.words.folding import bare
from plugins.concierge import seasons
from plugins.concierge.acts import STANDS_FOR, Said
from plugins.concierge.talk import Talk

CLOSE = 0.8  # from which an entry answers whatever its topic is
_STRICT = frozenset({"deposit", "tourist_tax", "discount", "check_in", "check_out"})
_TOPICS = {label: topic for topic, label in STANDS_FOR.items()}
_HOURS = frozenset({"check_in", "check_out", "early_late"})  # one entry tells both hours
CANCELLATION = "cancellation"
OWN_HOME = 0.1  # by which an entry about the very home may be farther than one about the house


def entry(talk: Talk, said: Said, homes: Sequence[Match], item: str | None = None) -> Known | None:
    """The entry that answers the clause; one about another home than that in question never does.

    Args:
        item: what exactly the clause asks for, where it asks for several things.
    """
    home = homes[0].unit.unit_id if len(homes) == 1 else None
    answers = (known for known in talk.turn.knowledge if known.clause == said.index)
    fitting = [known for known in answers if known.entry.unit_id in (None, home) and _is_of_topic(known, said, item)]
    return max(fitting, key=lambda known: known.score + OWN_HOME * (known.entry.unit_id is not None), default=None)


def _is_of_topic(known: Known, said: Said, item: str | None) -> bool:
    """Whether it is about what a clause surely asks: of money and of hours nobody is told what is merely near."""
    act = said.clause.act
    topic = _TOPICS.get(item or "") or (act.topic if act and act.confidence >= SURE else None)
    if item == "policy_cancellation" and known.entry.topic == CANCELLATION:
        return True
    if item == "policy_cancellation" and topic != CANCELLATION:  # "if I cancel, do I get the deposit back?"
        return known.entry.topic == CANCELLATION
    if topic == "rules":
        return _is_of_smoking(known.entry.question) == _is_of_smoking(said.clause.text)
    if topic not in _STRICT and not (said.also and topic in STANDS_FOR):
        return True
    alike = _HOURS if topic in _HOURS else {topic, *(said.clause.facts if not said.also else ())}
    return known.score >= CLOSE or known.entry.topic in alike


def _is_of_smoking(text: str) -> bool:
    """Rules about smoking and about parties ask for the same, and answer each other never."""
    return PATTERNS["smoking"].search(bare(text)) is not None


def words(talk: Talk, known: Known, homes: Sequence[Match]) -> list[str]:
    """The entry as the business wrote it, with where it is from; behind a sentence where it is in another language. Of
    what it says of every month no more is told than is asked about."""
    if known not in talk.quoted:
        talk.quoted.append(known)
    told = known.entry
    months = seasons.asked(talk, known.clause)
    answer = seasons.about(told.answer, months, told.language) if months else told.answer
    gap = "\n\n" if "\n" in answer else " "
    about = talk.texts.pair(f"**{homes[0].unit.name}**", answer) if told.unit_id else answer
    quoted = f"{about}{gap}{talk.texts.say('house_title', title=told.title)}"
    if told.language == talk.texts.language:
        return [quoted]
    return [talk.texts.say("house_in", language=talk.texts.language_name(told.language)), quoted]


def of_topic(talk: Talk, topic: str) -> Known | None:
    """The entry on a topic that another clause of the turn has found."""
    return next((known for known in talk.turn.knowledge if known.entry.topic == topic), None)


def is_partial(known: Known, said: Said) -> bool:
    """Whether it helps, and leaves the question open: it is about another topic than the clause."""
    act = said.clause.act
    asked = {*said.clause.facts, act.topic if act else None}
    asked |= {CANCELLATION} if said.label == "policy_cancellation" else set()
    if asked & _HOURS:
        asked |= _HOURS
    return known.entry.topic is not None and known.entry.topic not in asked


def note_gap(talk: Talk, said: Said | None, item: str, homes: Sequence[Match]) -> None:
    """Remember for staff that nobody could answer this."""
    act = said.clause.act if said else None
    topic = act.topic if act and act.topic and act.label == item else item
    question = scrubbed(said.clause.text if said else talk.turn.text)
    unit_id = homes[0].unit.unit_id if len(homes) == 1 else None
    gap = Gap(topic, question, talk.turn.language, unit_id)
    if question and gap not in talk.gaps:
        talk.gaps.append(gap)


def speaks_of(known: Known, features: Sequence[str]) -> bool:
    """Whether an entry speaks of one of the features that a clause names; true where it names none."""
    text = bare(f"{known.entry.question} {known.entry.answer}")
    patterns = [PATTERNS[feature] for feature in features if feature in PATTERNS]
    return not features or any(pattern.search(text) for pattern in patterns)


def is_strange(known: Known, said: Said) -> bool:
    """Whether an entry on a topic that what was not understood does not sound like at all."""
    topic = known.entry.topic
    return said.label is None and topic is not None and all(act.topic != topic for act in said.clause.acts)


def is_of_else(known: Known, features: Sequence[str]) -> bool:
    """Whether an entry is about another topic than the things that a clause names, of which it says nothing."""
    return known.by_topic or (known.entry.topic is not None and not speaks_of(known, features))
