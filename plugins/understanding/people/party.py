"""The sum of the mentions: who travels in all, or who joins and leaves those who are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plugins.understanding.people.ages import MAX_CHILD_AGE
from plugins.understanding.people.found import Found
from plugins.understanding.people.mention import Mention, Role
from plugins.understanding.people.scan import Scanned
from plugins.understanding.people.words import Words

PAIR = 3  # tokens of "mamma e papà"
FEW = 2  # "us two with the baby" are three; "six with two kids" are six
NEAR_EACH = 6  # tokens


@dataclass(frozen=True, slots=True)
class Party:
    """What is said of all who travel; None: not said."""

    total: int | None = None  # as a sum
    adults: int | None = None
    children: int | None = None
    infants: int = 0
    ages: tuple[int, ...] = ()
    are_told: bool = False  # children by name, with something said of them ("my youngest is 2")

    @property
    def is_empty(self) -> bool:
        return self.total is None and self.adults is None and self.children is None


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
    whole = [item for item in found if not item.sign and not item.mention.is_part]
    chains = [chain for chain in _chains(whole) if _says_who_travels(chain) or _stands_alone(words, chain)]
    members = [_times_each(words, scanned, item, whole) for chain in chains for item in chain]
    with_me = any(_means_me(chain, members) for chain in chains)
    party = _summed(_without_repeated(members, with_me), with_me)
    if any(item.sign == "none" for item in found):
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
        among_family = any(other.mention.role in ("partner", "kin", "me") for other in scanned.found)
        role = "child" if mention.is_mine or mention.is_ours or among_family else "kin"
    return replace(item, mention=replace(mention, role=role)) if role != mention.role else item


def _step(item: Found) -> Step | None:
    mention = item.mention
    if item.sign not in ("+", "-"):
        return None
    if item.sign == "+" and mention.count is None:
        return None
    direction = 1 if item.sign == "+" else -1
    count = None if mention.count is None else direction * mention.count
    return Step(mention.role, count, mention.ages.years, mention.is_part and mention.role == "person")


def _chains(items: Sequence[Found]) -> list[list[Found]]:
    """Mentions that are tied to each other."""
    chains: list[list[Found]] = []
    for item in items:
        is_somebody = item.mention.count is not None or item.link
        if chains and item.is_near and is_somebody and (item.link or _is_owned(item) or _is_list(item)):
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


def _is_a_service(chain: Sequence[Found]) -> bool:
    """ "Have you a babysitter for 2 children?"."""
    first, second = chain[0].mention, chain[1]
    is_one = first.role == "kin" and first.is_counted and first.count == 1
    return is_one and chain[0].asks and second.after_for and not second.link


def _stands_alone(words: Words, chain: Sequence[Found]) -> bool:
    """ "…, mamma e papà e il cane": named one by one, between marks."""
    mention = chain[0].mention
    if len(chain) > 1 or chain[0].asks or mention.role != "kin" or mention.end - mention.start < PAIR:
        return False
    opens = mention.start == 0 or words.tokens[mention.start - 1].kind == "mark"
    ends = mention.end >= len(words.tokens) or words.tokens[mention.end].kind == "mark"
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
    """ "My mum and dad come with me, 3 adults": the number says again who they are."""
    named = [item for item in members if item.mention.role in ("me", "partner", "kin") and not item.mention.is_total]
    counted = [item for item in members if item.mention.role == "adult" and item.mention.is_counted]
    people = sum(item.mention.count or 0 for item in named) + with_me
    if len(counted) == 1 and len(named) > 1 and counted[0].mention.count == people:
        return [item for item in members if item not in named]
    return members


@dataclass(slots=True)
class _Sum:
    """What the mentions add up to so far."""

    adults: int
    children: int = 0
    infants: int = 0
    ages: tuple[int, ...] = ()
    total: int | None = None
    is_explicit: bool = False  # grown-ups were counted, not only named
    is_joined: bool = False  # the parts come on top of the total

    def add(self, item: Found, before: Found | None) -> None:
        mention = item.mention
        if mention.role == "family":
            self._add_pair(mention)
        elif mention.is_total and self._is_rest(item, before):
            self.adults += mention.count or 0
            self.is_explicit = True
        elif mention.is_total:
            goes_on = item.link == "plus" and item.is_near and before is not None and before.mention.is_total
            self.total = (mention.count or 0) + (self.total or 0 if goes_on else 0)
        else:
            if mention.is_young:
                self._add_young(item, before)
            else:
                self.adults += mention.count or 0
                self.is_explicit = self.is_explicit or mention.role in ("adult", "couple")
            self.is_joined = self.is_joined or self._joins(item, before)

    def _is_rest(self, item: Found, before: Found | None) -> bool:
        """ "The twins plus the two of us": those who speak, beside the children."""
        is_behind = before is not None and before.mention.is_young and item.is_near and item.link == "plus"
        return is_behind and self.total is None and not self.adults

    def _add_pair(self, mention: Mention) -> None:
        """ "2+2"."""
        if mention.ages.count:
            self.adults += (mention.count or 0) - mention.ages.count
            self.children += mention.ages.count
            self.is_explicit = True

    def _add_young(self, item: Found, before: Found | None) -> None:
        mention = item.mention
        is_inner = item.link == "among" or (before is not None and _is_last_of(mention, before.mention))
        is_counted_already = is_inner and mention.role == "infant" and self.children > 0
        self.children += 0 if is_counted_already else mention.count or 0
        self.infants += mention.count or 0 if mention.role == "infant" else mention.ages.infants
        self.ages += mention.ages.years

    def _joins(self, item: Found, before: Found | None) -> bool:
        mention = item.mention
        is_us = self.total is not None and self.total <= FEW and item.link == "comma" and mention.is_young
        follows = self.is_joined or (before is not None and before.mention.is_total)
        if is_us and follows and item.is_near and before is not None and before.mention.is_total:
            return True  # "the two of us, the twins and the nanny"
        is_sum = item.link == "plus" or (item.link == "with" and (self.total or 0) <= FEW)
        return self.total is not None and follows and item.is_near and is_sum


def _summed(members: Sequence[Found], with_me: bool) -> Party:
    found = _Sum(adults=int(with_me))
    for before, item in zip((None, *members), members, strict=False):
        found.add(item, before)
    mentions = [item.mention for item in members]
    children = found.children or None
    if found.total is None:
        if mentions and not with_me and all(mention.role == "kin" and mention.is_counted for mention in mentions):
            return Party(found.adults)  # friends: whether all are grown up is not said
        are_told = bool(mentions) and all(mention.is_young and not mention.is_counted for mention in mentions)
        return Party(None, found.adults or None, children, found.infants, found.ages, are_told)
    if found.total == 1 and not children:
        return Party(None, 1, ages=found.ages)
    if found.is_joined:
        return Party(None, found.total + found.adults, children, found.infants, found.ages)
    is_told = found.is_explicit or found.adults + found.children == found.total
    party = Party(found.total, None, children, found.infants, found.ages)
    return within(found.total, found.adults if is_told else 0, party)


def _is_last_of(mention: Mention, before: Mention) -> bool:
    """ "3 kids: 12, 9 and a baby": the baby is the third."""
    told = len(before.ages.years) + (mention.count or 0)
    return mention.role == "infant" and before.role == "child" and bool(before.ages.years) and told == before.count


def within(total: int, adults: int, party: Party) -> Party:
    """Parts of a total: what is left of it is the others."""
    children = party.children or 0
    if adults and children:
        if adults + children == total:
            return replace(party, adults=adults)
        return replace(party, children=None, infants=0, ages=())
    if children:
        if children < total:
            return replace(party, adults=total - children)
        return replace(party, total=None, adults=total)  # "for 2 with 2 kids"
    if adults:
        return replace(party, adults=adults, children=total - adults or None) if adults <= total else party
    return party
