"""The family of people: guests, adults, children, infants and ages, from who is counted and who is named.

`mentions` (and `sums`) read them one by one with the tables' words, `scan` ties them to each other, `party` sums them
up, `answers` reads bare numbers, `listed` several that answer one question, `change` applies all of it to the party
that is known.
"""

from __future__ import annotations

from dataclasses import replace

from plugins.understanding.message import Context, Message, Stated
from plugins.understanding.people.adding import within
from plugins.understanding.people.answers import read_answer
from plugins.understanding.people.change import Known, changed, difference
from plugins.understanding.people.listed import read_listed
from plugins.understanding.people.mention import Mention
from plugins.understanding.people.mentions import has_age, mention_at
from plugins.understanding.people.party import read_party
from plugins.understanding.people.scan import scan
from plugins.understanding.people.words import Words

__all__ = ["age_words", "read"]


def read(message: Message, context: Context, taken: frozenset[int]) -> Stated:
    words = Words(message, taken)
    if listed := read_listed(words, context):
        change, numbers = listed
        return Stated(change, certain=frozenset(change), taken=numbers)
    scanned = scan(words, context)
    party, steps, used = read_party(words, scanned)
    understood = frozenset(index for item in used for index in range(item.mention.start, item.mention.end))
    if party.total is None and party.adults is None:
        rest = Words(message, taken | understood)
        answer, at = read_answer(rest, context, has_steps=bool(steps), has_parts=bool(party.children))
        if answer.total is not None and party.children:
            party, understood = within(answer.total, 0, replace(party, total=answer.total)), understood | at
        elif party.is_empty and not answer.is_empty:
            party, understood = answer, understood | at
    before = Known.of(context.known)
    if party.are_beside and before.guests:
        party = replace(party, adults=None)
    after = changed(
        before, party, steps, is_only=scanned.is_only, is_grown=scanned.is_grown,
        is_asked=bool(context.asked & {"adults", "children"}),
    )  # fmt: skip
    change = difference(before, after, is_stated=not party.is_empty or bool(steps))
    return Stated(change, certain=frozenset(change), taken=understood)


def age_words(message: Message) -> frozenset[int]:
    """Tokens that tell people's ages: no days, and no lengths of a stay ("a baby (8 months)", "our 3-week-old")."""
    words, found, index = Words(message, frozenset()), set[int](), 0
    while index < len(words.tokens):
        mention = mention_at(words, index) if has_age(words, index) else None
        if mention and mention.ages.years and not _may_be_dates(words, mention):
            found |= set(range(mention.start, mention.end))
        index = mention.end if mention else index + 1
    return frozenset(found)


def _may_be_dates(words: Words, mention: Mention) -> bool:
    """ "2 kids 3/5 - 10/5": strokes stand in dates too."""
    texts = [words.text(index) for index in range(mention.start, mention.end)]
    if "/" not in texts:
        return False
    following = words.text(mention.end)
    goes_on = following in ("-", "–", "/") or words.tagged.at(mention.end, "role") is not None
    return goes_on or len(mention.ages.years) != mention.count
