"""The sum of the mentions: who travels in all, or who joins and leaves those who are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plugins.understanding.people.adding import Party, summed
from plugins.understanding.people.ages import MAX_CHILD_AGE
from plugins.understanding.people.found import Found
from plugins.understanding.people.mention import Mention, Role
from plugins.understanding.people.scan import Scanned
from plugins.understanding.people.words import Words

PAIR = 3  # tokens of "mamma e papà"
NEAR_EACH = 6  # tokens
COUNTED_WITHIN = 4  # tokens from somebody to "(was already) counted"


@dataclass(frozen=True, slots=True)
class Step:
    """People who join (`count` > 0) or leave; None: all of them. Of a "person" it is not said whether a child."""

    role: Role
    count: int | None
    ages: tuple[int, ...] = ()
    is_unnamed: bool = False  # "one more"


def read_party(words: Words, scanned: Scanned) -> tuple[Party, tuple[Step, ...], tuple[Found, ...]]:
    """Who travels, who joins or leaves, and the mentions that say so."""
    found = [_resolved(item, scanned) for item in scanned.found]
    steps = tuple(step for item in found if (step := _step(item)))
    whole = [item for item in found if not item.sign and (not item.mention.is_part or _is_added(item))]
    chains = [chain for chain in _chains(whole) if _says_who_travels(chain) or _stands_alone(words, chain)]
    chains = [chain for chain in chains if not _is_reason(chain, chains)]
    members = [_times_each(words, scanned, item, whole) for chain in chains for item in chain]
    members = _without_included(words, members)
    with_me = not scanned.is_without_me and any(_means_me(chain, members) for chain in chains)
    party = summed(_without_repeated(members, with_me), with_me)
    are_beside = bool(members) and all(item.mention.is_young and (item.after_with or item.with_me) for item in members)
    party = replace(party, are_beside=are_beside)
    if any(item.sign == "none" and item.mention.role != "infant" for item in found):
        party = replace(party, children=party.children or 0)
    used = [item for item in found if item.sign or item in whole]
    return party, steps, tuple(used)


def _resolved(item: Found, scanned: Scanned) -> Found:
    """Boys and girls are children or not, by their ages and by whose they are."""
    mention = item.mention
    role, ages = mention.role, mention.ages.years
    if ages and (role in ("youth", "kin", "child") or (role == "adult" and not mention.is_counted)):
        role = "child" if min(ages) <= MAX_CHILD_AGE else "adult"
    elif role == "youth":
        among_family = any(other.mention.role in ("partner", "kin", "me", "adult") for other in scanned.found)
        is_child = not mention.is_part and (mention.is_mine or mention.is_ours or among_family)
        role = "child" if is_child else "kin"
    return replace(item, mention=replace(mention, role=role)) if role != mention.role else item


def _is_added(item: Found) -> bool:
    """ "Me and 3 of the girls": some of others, who are counted here."""
    return item.link in ("plus", "with") and item.is_near and item.mention.role != "person"


def _step(item: Found) -> Step | None:
    mention = item.mention
    if item.sign == "none" and mention.role == "infant":
        return Step("infant", None)
    if item.sign not in ("+", "-"):
        return None
    if item.sign == "+" and mention.count is None:
        return None
    direction = 1 if item.sign == "+" else -1
    count = None if mention.count is None else direction * mention.count
    return Step(mention.role, count, mention.ages.years, _is_unnamed(item))


def _is_unnamed(item: Found) -> bool:
    """ "One more", "so one more adult"; not "… and one more adult", who comes on top of those named."""
    mention = item.mention
    if mention.role == "person":
        return mention.is_part or (mention.is_more and item.link != "plus")
    return mention.role == "adult" and mention.is_more and item.link != "plus"


def _chains(items: Sequence[Found]) -> list[list[Found]]:
    """Mentions that are tied to each other."""
    chains: list[list[Found]] = []
    for item in items:
        is_somebody = item.mention.count is not None or item.link
        is_new = item.mention.is_pronoun and item.link != "plus"  # who was spoken of before
        if chains and item.is_near and is_somebody and not is_new and (item.link or _is_owned(item) or _is_list(item)):
            chains[-1].append(item)
        else:
            chains.append([item])
    return chains


def _is_owned(item: Found) -> bool:
    return item.mention.is_mine or item.mention.is_ours


def _is_list(item: Found) -> bool:
    return item.mention.is_counted or item.mention.role in ("kin", "child", "infant", "partner", "me")


def _says_who_travels(chain: Sequence[Found]) -> bool:
    """A person who is only spoken of ("my mother walks with a stick") does not travel for that."""
    if len(chain) > 1:
        if _is_a_service(chain):
            return False
        strong = [item for item in chain if item.mention.role != "me"]
        return bool(strong) and any(item.mention.count for item in strong)
    item, mention = chain[0], chain[0].mention
    if mention.role == "me":
        return item.after_for and mention.is_counted
    if mention.is_total or mention.role in ("couple", "family"):
        return True
    if mention.count is None:
        return False
    if item.with_me:
        return True
    if mention.is_counted:
        is_article = mention.count == 1 and mention.role not in ("adult", "person")
        return not (is_article and item.asks) if mention.is_young else not is_article or item.after_with
    if mention.role == "child" and mention.ages.years and not item.asks:
        return True
    is_told = mention.is_mine or mention.is_ours or mention.end - mention.start > 1  # "a trip with parents"
    return (item.after_with or item.after_for) and (
        mention.is_mine or mention.is_young or mention.role == "partner" or (mention.count > 1 and is_told)
    )


def _is_reason(chain: Sequence[Found], chains: Sequence[Sequence[Found]]) -> bool:
    """ "My parents, my brother and I …, a terrace for my dad who smokes": whom something is for is counted already."""
    item, mention = chain[0], chain[0].mention
    is_one = len(chain) == 1 and item.after_for and mention.count == 1 and not (mention.is_counted or item.is_near)
    return is_one and any(len(other) > 1 and other[0].mention.start < mention.start for other in chains)


def _is_a_service(chain: Sequence[Found]) -> bool:
    """ "Have you a babysitter for 2 children?"."""
    first, second = chain[0].mention, chain[1]
    is_one = first.role == "kin" and first.is_counted and first.count == 1
    return is_one and chain[0].asks and second.after_for and not second.link


def _stands_alone(words: Words, chain: Sequence[Found]) -> bool:
    """ "…, mamma e papà e il cane": named one by one, between marks."""
    mention = chain[0].mention
    if len(chain) > 1 or chain[0].asks or mention.role != "kin":
        return False
    opens = mention.start == 0 or words.tokens[mention.start - 1].kind == "mark"
    ends = mention.end >= len(words.tokens) or words.tokens[mention.end].kind == "mark"
    if mention.start == 0 and mention.is_counted and mention.count == 1 and words.taken:
        return (
            words.text(mention.end) == "," or words.item(mention.end, "people_for") is not None
        )  # "a trucker, 1 night"
    if mention.end - mention.start < PAIR:
        return False
    return (mention.count or 0) > 1 and opens and (ends or words.item(mention.end, "people_plus") is not None)


def _means_me(chain: Sequence[Found], members: Sequence[Found]) -> bool:
    """ "With my wife and three kids": the speaker comes too."""
    mentions = [item.mention for item in members]
    if any(mention.is_total or mention.role == "me" or _is_counted_adult(mention) for mention in mentions):
        return False
    first = chain[0]
    if first.with_me:
        return True
    if _is_companion(first) and len(members) == len(chain):
        return True
    if any(item.mention.role == "partner" and (item.mention.is_mine or item.after_with) for item in chain):
        return not first.after_for or len(chain) > 1
    return first.after_with and any(item.mention.role == "kin" and item.mention.is_mine for item in chain)


def _is_counted_adult(mention: Mention) -> bool:
    return mention.role == "adult" and not mention.is_mine


def _is_companion(item: Found) -> bool:
    """ "With a colleague", "with my carer": one more than the speaker."""
    mention = item.mention
    return item.after_with and mention.role in ("kin", "adult", "partner") and mention.count == 1


def _times_each(words: Words, scanned: Scanned, item: Found, found: Sequence[Found]) -> Found:
    """ "2 families with 2 kids each", "one adult in each of two rooms"."""
    mention = item.mention
    near = [at for at in scanned.each if mention.start - NEAR_EACH <= at <= mention.end + NEAR_EACH]
    if not near or mention.count is None or mention.is_total or mention.role in ("couple", "family"):
        return item
    groups = [other.mention.units for other in found if other.mention.role in ("couple", "family")]
    people = [other.mention.count or 1 for other in found if other.mention.end <= item.mention.start]
    times = groups[0] if groups else _rooms(words, near[0])
    times = people[-1] if times == 1 and people and mention.is_young else times  # "two single mums with a child each"
    ages = replace(mention.ages, years=mention.ages.years * times)
    return replace(item, mention=replace(mention, count=mention.count * times, ages=ages)) if times > 1 else item


def _rooms(words: Words, index: int) -> int:
    for position in range(max(0, index - NEAR_EACH), min(len(words.tokens), index + NEAR_EACH)):
        number = words.message.numbers.at(position)
        if number and 1 < number.value <= NEAR_EACH and words.tagged.at(number.end, "room_noun", "bedroom"):
            return number.value
    return 1


def _without_repeated(members: Sequence[Found], with_me: bool) -> Sequence[Found]:
    """ "My mum and dad come with me, 3 adults": the number says again who they are; so does "it's me, mum and I"."""
    first = next((item for item in members if item.mention.role == "me"), None)
    members = [item for item in members if item.mention.role != "me" or item is first]
    named = [item for item in members if _is_named(item)]
    counted = [item for item in members if item.mention.role == "adult" and item.mention.is_counted]
    people = sum(item.mention.count or 0 for item in named) + with_me
    if len(counted) == 1 and len(named) > 1 and counted[0].mention.count == people:
        return [item for item in members if not _is_named(item)]
    return members


def _without_included(words: Words, members: list[Found]) -> list[Found]:
    """ "With my in-laws we'd be 6 adults", "6 adults, in-laws included": those named are among them."""
    whole = next((item for item in members if _is_counted_adult(item.mention) and item.mention.is_counted), None)
    if whole is None:
        return members
    return [item for item in members if not (_is_named(item) and _is_included(words, item, whole))]


def _is_included(words: Words, item: Found, whole: Found) -> bool:
    mention = item.mention
    if mention.start < whole.mention.start:
        led = words.tagged.before(whole.mention.start, "people_total")
        return item.after_with and led is not None and not led.is_foreign
    if words.text(whole.mention.end) == ":":
        return True  # "6 adults: my parents, her parents and us"
    return item.link == "among" or _is_counted_already(words, mention.end)


def _is_counted_already(words: Words, end: int) -> bool:
    """ "(My sister) was already counted"."""
    for at in range(end, end + COUNTED_WITHIN):
        if at >= len(words.tokens) or words.tokens[at].kind == "mark":
            return False
        if (among := words.item(at, "people_among")) and not among.is_foreign:
            return True
    return False


def _is_named(item: Found) -> bool:
    return item.mention.role in ("me", "partner", "kin") and not item.mention.is_total
