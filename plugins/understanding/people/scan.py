"""All mentions of a message in order: how each is tied to the one before it, and whether it joins or leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Context, Span
from plugins.understanding.people.ages import MAX_ADJECTIVES, MAX_CHILD_AGE
from plugins.understanding.people.denied import replaced
from plugins.understanding.people.found import Found, Link
from plugins.understanding.people.joining import signed
from plugins.understanding.people.mention import Mention
from plugins.understanding.people.mentions import mention_at
from plugins.understanding.people.put_right import put_right
from plugins.understanding.people.words import Words

SERVED = 9  # tokens
EQUIPMENT = frozenset({"baby", "accessibility", "amenity", "kitchen", "pool", "climate"})
NEAR = 3  # tokens between a person and what is said of them
POLICIES = frozenset(
    {"cancellation", "payment", "deposit", "tourist_tax", "rules", "check_in", "check_out", "discount"}
)
SURE, VERY_SURE = 0.5, 0.8
PRICED = frozenset({("ask", "price"), ("ask", "availability"), ("state", "trip")})
OTHERS = frozenset({"ask_person", "ask_identity", "compare"})  # acts of those who say nothing of the party
DESCRIBED = 6  # tokens of what describes somebody in a list ("my mother with a stick, my sister and I")
_TIES = ("people_the", "people_mine", "people_ours", "people_one", "people_word", "people_each", "people_for")


@dataclass(frozen=True, slots=True)
class Scanned:
    found: tuple[Found, ...]
    is_only: bool  # "just", "nur"
    is_grown: bool  # "no kids", "all adults"
    is_without_me: bool  # "I'm not coming"
    each: tuple[int, ...]  # places of "each"


def scan(words: Words, context: Context) -> Scanned:
    found: list[Found] = []
    words.denied, _ = replaced(words, context.known.guests)
    for start, end in (*words.message.stretches(), *_priced(words)):
        part = put_right(words, [item for item in _mentions(words, start, end, context)])
        found += signed(words, part, start, end, bool(context.known.guests))
    indices = [index for index in range(len(words.tokens)) if words.message.is_about_trip(index)]
    return Scanned(
        tuple(sorted(found, key=lambda item: item.mention.start)),
        any(words.item(index, "people_only") for index in indices) and not any(item.is_instead for item in found),
        any(words.item(index, "people_grown") or _are_all_grown(words, index) for index in indices),
        any((item := words.item(index, "people_not_me")) and not item.is_foreign for index in indices),
        tuple(index for index in indices if words.item(index, "people_each")),
    )


def _are_all_grown(words: Words, index: int) -> bool:
    """ "All adults", "everyone is over 18", "lauter Erwachsene"."""
    quantity = words.item(index, "people_all")
    if quantity is None or quantity.is_foreign:
        return False
    return words.item(words.skip(quantity.end, "people_are", "people_total"), "people_of_age") is not None


def _is_equipped(words: Words, span: Span) -> bool:
    """ "A high chair for the little one", "a lift for my mother": who is known already needs something."""
    act = span.acts[0] if span.acts else None
    asks = act is not None and act.act == "ask" and act.topic in EQUIPMENT and act.confidence >= SURE
    return asks and not any(words.tagged.at(at, "people_comes", "people_leaves") for at in range(span.start, span.end))


def _is_wanted(span: Span, mention: Mention) -> bool:
    """ "Que me llame una persona", "mi passa una persona?": somebody of ours."""
    act = span.acts[0] if span.acts else None
    is_one = mention.role == "person" and mention.count in (None, 1)
    return is_one and act is not None and act.label == "ask_human" and act.confidence >= SURE


def _mentions(words: Words, start: int, end: int, context: Context) -> Iterator[Found]:
    index, previous = start, None
    pending: Found | None = None
    while index < end:
        span = words.message.span_of(index)
        if words.message.has_mark(span) and _is_policy(span) and not _seeks_a_stay(words, span):
            index = span.end
            continue
        talk = words.item(index, "people_talk")
        mention = None
        if index not in words.taken or not words.message.numbers.at(index):
            mention = mention_at(words, index, may_mean_units=context.shown > 0)
        if talk and not talk.is_foreign and not (mention and mention.is_total):
            is_loose = pending is not None and (not pending.mention.is_counted or words.message.has_mark(span))
            if pending and is_loose and index - pending.mention.end <= NEAR:
                pending = None
            index = _behind_talk(words, talk.end)
            continue
        if mention is None or mention.end > end:
            index += 1
            continue
        if _names_nobody(span, mention) and not _counts_all(words, span):
            index = mention.end
            continue
        if words.item(index, "people_not_me") or (mention.role == "me" and words.item(index + 1, "people_not_me")):
            index = mention.end
            continue
        is_denied = words.tagged.before(mention.start, "people_without", "people_no") is not None
        if context.known.guests and not (mention.is_counted or is_denied) and _is_equipped(words, span):
            index = mention.end
            continue
        if mention.is_total and words.denied.intersection(range(mention.start, mention.end)):
            index = mention.end
            continue
        if mention.is_total and _is_served(words, mention.start, start):
            index = mention.end
            continue
        if _is_wanted(span, mention):
            index = mention.end
            continue
        if (pending is None or pending.mention.role == "me") and _is_addressee(words, mention):
            index = mention.end
            continue
        if previous and pending and _describes(words, previous, mention):
            previous, index = replace(previous, end=mention.end), mention.end
            pending = replace(pending, mention=previous)
            continue
        if previous and _is_playmate(words, previous, mention):
            mention = replace(mention, role="child")
        if previous and pending and _is_owner(words, previous, mention):
            pending, mention = None, replace(mention, start=previous.start, is_mine=previous.is_mine)  # "my wife's mum"
        tied = _tied(words, mention, previous, start, words.message.has_mark(span))
        if not (pending and previous and _is_some_of(words, previous, tied)):
            if pending:
                yield pending
            pending = tied
        previous, index = mention, mention.end
        words.named.add(mention.end)
    if pending:
        yield pending


def _describes(words: Words, previous: Mention, mention: Mention) -> bool:
    """Whether a mention says more of the one before it: "the mother of the bride", "um filho adolescente"."""
    is_adjective = previous.end == mention.start and previous.is_young and mention.is_young and _is_bare(mention)
    return is_adjective or (not mention.is_total and _is_whose(words, previous, mention))


def _is_some_of(words: Words, previous: Mention, item: Found) -> bool:
    """ "4 adults, 2 of whom are seniors": told of some who are counted already, other than that they are grown up."""
    mention = item.mention
    if item.link != "among" or mention.is_young or not previous.is_counted:
        return False
    if not (mention.is_counted or mention.is_mine or mention.is_ours):
        return False
    is_grown = any(words.item(at, "people_of_age") for at in range(mention.start, mention.end))
    return (mention.count or 0) <= (previous.count or 0) and not (is_grown and previous.is_total)


def _is_playmate(words: Words, previous: Mention, mention: Mention) -> bool:
    """ "Um filho adolescente e mais um amigo dele": a child's friend is one, too."""
    is_child = previous.is_young and not (previous.ages.years and max(previous.ages.years) > MAX_CHILD_AGE)
    if not is_child or mention.role != "kin" or mention.count != 1:
        return False
    is_friend = any(words.item(at, "people_friend") for at in range(mention.start, mention.end))
    is_his = words.tagged.before(mention.start, "people_his") or words.item(mention.end, "people_his")
    return is_friend and is_his is not None


def _is_whose(words: Words, previous: Mention, mention: Mention) -> bool:
    """Whether a mention says only whose somebody is."""
    item = words.item(previous.end, "people_whose")
    if item is None or item.is_foreign or words.message.numbers.at(item.end) or item.start >= mention.end:
        return False
    return mention.start <= item.end <= mention.end and words.skip(item.end, *_TIES) >= mention.start


def _is_bare(mention: Mention) -> bool:
    return mention.count == 1 and not (mention.is_counted or mention.is_mine or mention.is_ours)


def _is_owner(words: Words, previous: Mention, mention: Mention) -> bool:
    texts = [words.text(at) for at in range(previous.end, mention.start)]
    return words.tagged.language == "en" and len(texts) > 1 and texts[0] in "'’" and texts[1] == "s" and len(texts) < 4


def _is_served(words: Words, index: int, start: int) -> bool:
    """ "A flight for 2": they are counted for something else than a home."""
    for at in range(index - 1, max(start, index - SERVED) - 1, -1):
        if words.is_stop(at) or words.text(at) == "," or words.tagged.at(at, "kind", "any_home", "people_total"):
            return False
        service = words.item(at, "people_service")
        if service and not service.is_foreign:
            return words.tagged.before(at, "people_with") is None
    return False


def _is_addressee(words: Words, mention: Mention) -> bool:
    """ "Wrong chat, that was for my husband": whom the message was meant for. Nobody else is named beside him."""
    if mention.is_counted or mention.count != 1 or mention.role not in ("kin", "partner"):
        return False
    tie = words.tagged.before(mention.start, "people_for")
    meant = words.tagged.before(tie.start, "people_meant") if tie else None
    ends = mention.end >= len(words.tokens) or words.tokens[mention.end].kind == "mark"
    return meant is not None and not meant.is_foreign and ends


def _is_policy(span: Span) -> bool:
    act = span.acts[0] if span.acts else None
    return bool(act and act.act == "ask" and act.topic in POLICIES and act.confidence >= SURE)


def _priced(words: Words) -> Iterator[tuple[int, int]]:
    """Clauses about the house that ask what it costs so many people: "quanto viene a notte per due persone?"."""
    for span in words.message.spans:
        act = span.acts[0] if span.acts else None
        is_price = act is not None and (act.act, act.topic) in PRICED and span.scope == "house"
        if is_price and any(words.is_for_number(at) for at in range(span.start, span.end)):
            yield span.start, span.end


def _names_nobody(span: Span, mention: Mention) -> bool:
    """ "Can a person call me?", "compare the two": who is asked for, or what is compared, travels with nobody. "With a
    colleague" may sound like the first."""
    act = span.acts[0] if span.acts else None
    if act is None or act.act not in OTHERS or act.confidence < VERY_SURE:
        return False
    return act.act == "compare" or (mention.role == "person" and mention.count == 1)


def _counts_all(words: Words, span: Span) -> bool:
    places = range(span.start, span.end)
    return any((item := words.item(at, "people_total")) and words.number(item.end) for at in places)


def _seeks_a_stay(words: Words, span: Span) -> bool:
    """ "Have you anything for 2 people in December?": how many, and when they come."""
    places = range(span.start, span.end)
    return any(at in words.taken for at in places) and any(words.is_for_number(at) for at in places)


def _behind_talk(words: Words, end: int) -> int:
    position = words.skip(end, "people_mine", "people_ours", "people_the")
    mention = mention_at(words, position) if position < len(words.tokens) else None
    is_one = mention is not None and mention.count == 1  # "talk to a person"
    return mention.end if mention and (is_one or not mention.is_total) else max(end, position)


def _tied(words: Words, mention: Mention, previous: Mention | None, start: int, asks: bool) -> Found:
    link, is_near = _link(words, previous.end if previous else start, mention.start)
    if previous and previous.is_young and _is_inside(words, previous.start, mention.start):
        link = "among"  # "2 niños (uno bebé)"
    before = mention.start
    for _ in range(NEAR):
        item = words.tagged.before(before, "people_the", "people_one", "people_word", "people_ours")
        if item is None:
            break
        before = item.start
    companion = words.tagged.before(before, "people_with")
    return Found(
        mention,
        "among" if mention.is_among else link if previous or mention.start > start else "",
        is_near and previous is not None,
        after_with=companion is not None,
        with_me=companion is not None and _is_my_travel(words, companion),
        after_for=words.tagged.before(before, "people_for") is not None,
        asks=asks,
    )


def _is_my_travel(words: Words, companion: Item) -> bool:
    """ "I'm travelling with", "viajo con"."""
    inside = words.item(companion.start, "people_travel")
    is_inside = inside is not None and inside.end < companion.end
    return is_inside or words.tagged.before(companion.start, "people_travel") is not None


def _is_inside(words: Words, start: int, end: int) -> bool:
    """Whether a bracket that opens behind `start` is still open at `end`."""
    texts = [words.text(index) for index in range(start, end)]
    return texts.count("(") > texts.count(")")


def _link(words: Words, start: int, end: int) -> tuple[Link, bool]:
    """How the words between two mentions tie them, and whether they do nothing else."""
    kinds: set[str] = set()
    is_near, index = True, _behind_description(words, start, end)
    while index < end:
        if words.is_stop(index):
            kinds, is_near, index = set(), False, index + 1
        elif (item := words.item(index, "people_among")) and item.end <= end:
            kinds.add("among")
            index = item.end
        elif words.text(index) in (",", ":", "(", ")"):
            kinds.add("comma")
            index += 1
        elif (item := words.item(index, "people_plus")) and not item.is_foreign:
            kinds.add("plus")
            index = min(item.end, end)
        elif (item := words.item(index, "people_with")) and not item.is_foreign:
            kinds.add("with")
            index = min(item.end, end)
        elif index + 1 == end and index > start and not words.tagged.is_known(index):
            index += 1  # "his new partner"
        else:
            behind = words.end(index, *_TIES)
            is_near = is_near and behind > index
            index = max(behind, index + 1)
    for link in ("among", "plus", "with", "comma"):
        if link in kinds:
            return link, is_near
    return "", is_near


def _behind_description(words: Words, start: int, end: int) -> int:
    """Behind a few words that describe somebody, where a list goes on after them; else `start`."""
    if start >= end:
        return start
    if words.text(start) == "(":  # "my boyfriend (the vegan)"
        return next((at + 1 for at in range(start, min(end, start + DESCRIBED)) if words.text(at) == ")"), start)
    is_adjective = words.tokens[start].kind == "word" and not words.tagged.is_known(start)
    if words.item(start, "people_modifier") is None and not is_adjective:
        return start
    for at in range(start + 1, min(end, start + (DESCRIBED if not is_adjective else MAX_ADJECTIVES))):
        if words.text(at) == "," or (words.item(at, "people_plus") and (is_adjective or at > start + 1)):
            return at
        if words.tokens[at].kind == "mark" and words.text(at) not in "'’":
            return start
    return start
