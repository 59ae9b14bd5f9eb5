"""Adding up the mentions of those who travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plugins.understanding.people.found import Found
from plugins.understanding.people.mention import Mention

FEW = 2  # "us two with the baby" are three; "six with two kids" are six


@dataclass(frozen=True, slots=True)
class Party:
    """What is said of all who travel; None: not said."""

    total: int | None = None  # as a sum
    adults: int | None = None
    children: int | None = None
    infants: int = 0
    ages: tuple[int, ...] = ()
    are_told: bool = False  # children by name, with something said of them ("my youngest is 2")
    are_beside: bool = False  # only who comes with those that speak: "we're coming with a baby"

    @property
    def is_empty(self) -> bool:
        return self.total is None and self.adults is None and self.children is None


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
    is_open: bool = False  # how many come on top is not said

    def add(self, item: Found, before: Found | None) -> None:
        mention = item.mention
        if mention.role == "family":
            self._add_pair(mention)
        elif mention.is_total and self._is_rest(item, before):
            self.adults += mention.count or 0
            self.is_explicit = True
        elif mention.is_total:
            self.is_open = self.is_open or self._is_apart(item, before)
            goes_on = item.link == "plus" and item.is_near and before is not None and before.mention.is_total
            self.total = (mention.count or 0) + (self.total or 0 if goes_on else 0)
        else:
            if mention.is_young:
                self._add_young(item, before)
            else:
                self.adults += mention.count or 0
                self.is_explicit = self.is_explicit or mention.role in ("adult", "couple")
            joins = self._joins(item, before)
            self.is_joined = self.is_joined or joins
            is_more = joins if self.total is not None else before is not None and not mention.is_young
            self.is_open = self.is_open or (is_more and item.link == "plus" and mention.count is None)

    def _is_rest(self, item: Found, before: Found | None) -> bool:
        """ "The twins plus the two of us": those who speak, beside the children."""
        if before is None or self.total is not None or not item.is_near or item.link != "plus":
            return False
        return not self.adults if before.mention.is_young else before.mention.role in ("kin", "couple")

    def _is_apart(self, item: Found, before: Found | None) -> bool:
        """ "The baby needs a cot, the other one sleeps in a bed, and us two": who else there is is not counted."""
        is_young = before is not None and before.mention.is_young and not before.mention.is_counted
        return is_young and item.link == "plus" and not item.is_near and (item.mention.count or 0) <= FEW

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


def summed(members: Sequence[Found], with_me: bool) -> Party:
    found = _Sum(adults=int(with_me))
    for before, item in zip((None, *members), members, strict=False):
        found.add(item, before)
    mentions = [item.mention for item in members]
    if found.is_open:
        return Party()
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
