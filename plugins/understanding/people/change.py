"""What a party, and steps away from the known one, change of the trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.types import Intent, IntentChange
from plugins.understanding.people.adding import Party
from plugins.understanding.people.ages import INFANT_AGE
from plugins.understanding.people.party import Step


@dataclass(frozen=True, slots=True)
class Known:
    """The party as it is known; None: unknown."""

    guests: int | None
    adults: int | None
    children: int | None
    infants: int = 0
    ages: tuple[int, ...] = ()

    @classmethod
    def of(cls, intent: Intent) -> Known:
        return cls(intent.guests, intent.adults, intent.children, intent.infants or 0, intent.children_ages)


def changed(
    known: Known, party: Party, steps: Sequence[Step], *, is_only: bool, is_grown: bool, is_asked: bool
) -> Known:
    """The party after a message. `is_asked`: the bot asked who of them are children."""
    moved = _stepped(known, steps)
    if is_grown and party.is_empty and known.guests:
        return _without_children(moved)
    if party.is_empty:
        return moved
    if party.total is not None:
        return _with_total(moved, party, is_grown)
    if is_grown and party.adults:
        party = replace(party, children=party.children or 0)
    return _with_parts(moved, party, is_only=is_only, is_asked=is_asked)


def difference(before: Known, after: Known, *, is_stated: bool) -> IntentChange:
    """The fields that are no longer what they were; of a party that was stated, what is said of it in any case."""
    change = IntentChange()
    if after.guests != before.guests or (is_stated and after.guests):
        change["guests"] = after.guests
    if after.adults != before.adults or (is_stated and after.adults):
        change["adults"] = after.adults
    if after.children != before.children or (is_stated and after.children is not None):
        change["children"] = after.children
    if after.ages != before.ages or (is_stated and after.ages):
        change["children_ages"] = after.ages
    if after.infants != before.infants or (is_stated and after.infants):
        change["infants"] = after.infants or None
    return change


def _with_total(known: Known, party: Party, is_grown: bool) -> Known:
    total = party.total or 0
    if party.adults is not None:
        children = party.children
        return Known(total, party.adults, children, *_young(known, party, children))
    if is_grown:
        return Known(total, total, 0 if known.children is not None else None)
    if known.guests == total:
        return known  # the parts stay what they were
    if known.adults is None and known.children and known.children < total and not known.guests:
        return replace(known, guests=total, adults=total - known.children)  # the children were told before
    return Known(total, None, None)


def _with_parts(known: Known, party: Party, *, is_only: bool, is_asked: bool) -> Known:
    if party.adults is None:
        return _with_children(known, party, is_asked=is_asked)
    children = party.children
    if children is None and not is_only and (known.adults is not None or known.guests is None):
        children = known.children
    elif children is None and is_only and known.children:
        children = 0
    total = known.guests
    if is_asked and party.children is None and known.adults is None and total and total > party.adults:
        children = total - party.adults
    return Known(party.adults + (children or 0), party.adults, children, *_young(known, party, children))


def _with_children(known: Known, party: Party, *, is_asked: bool) -> Known:
    children = party.children or 0
    if party.are_beside and party.infants == children and _is_new(known):
        young = replace(known, guests=known.guests or known.adults, adults=known.adults or known.guests)
        return _step(young, Step("infant", children, party.ages))
    if party.are_told and known.children and children <= known.children:
        ages = party.ages if children == known.children else known.ages
        infants = max(known.infants, party.infants)
        return replace(known, ages=ages, infants=min(infants, known.children))
    if known.adults is not None:
        guests: int | None = known.adults + children
        adults = known.adults
        if is_asked and known.children is None and known.guests and 0 < children < known.guests:
            guests, adults = known.guests, known.guests - children
        return Known(guests, adults, children, *_young(known, party, children))
    if known.guests and known.guests > children:
        return Known(known.guests, known.guests - children, children, *_young(known, party, children))
    return Known(known.guests, None, children, *_young(known, party, children))


def _is_new(known: Known) -> bool:
    """Whether a baby that is spoken of is none of those known."""
    is_told = len(known.ages) == known.children and all(age >= INFANT_AGE for age in known.ages)
    return bool(known.guests) and not known.infants and (not known.children or is_told)


def _young(known: Known, party: Party, children: int | None) -> tuple[int, tuple[int, ...]]:
    """Infants and ages: those that were said, else those known of the same children."""
    if not children:
        return 0, ()
    if party.children is None or (children == known.children and not party.ages and not party.infants):
        return known.infants, known.ages
    ages = party.ages or (known.ages if children == known.children else ())
    infants = max(party.infants, sum(age < INFANT_AGE for age in ages))
    return min(infants, children), ages[:children]


def _stepped(known: Known, steps: Sequence[Step]) -> Known:
    if known.guests is None:
        return known
    named = [step for step in steps if not step.is_unnamed]
    for step in (*named, *(step for way in (1, -1) if (step := _rest(steps, named, way)))):
        known = _step(known, step)
    return known


def _rest(steps: Sequence[Step], named: Sequence[Step], way: int) -> Step | None:
    """Who joins (`way` 1) or leaves (-1) beyond those that are named: "grandad isn't coming: minus one" is one, "Dave
    and Jo bailed, so minus 3" are three."""
    if any(step.count is None and step.role != "infant" for step in named):
        return None  # all children
    said = max((abs(step.count or 0) for step in steps if step.is_unnamed and (step.count or 0) * way > 0), default=0)
    more = said - sum(abs(step.count or 0) for step in named if (step.count or 0) * way > 0)
    roles = {step.role for step in steps if step.is_unnamed and (step.count or 0) * way > 0}
    return Step(roles.pop() if len(roles) == 1 else "person", more * way, is_unnamed=True) if more > 0 else None


def _step(known: Known, step: Step) -> Known:
    is_young = step.role in ("child", "infant")
    if step.count is None and step.role == "infant":
        step = replace(step, count=-known.infants)  # "no baby": the other children come
    if step.count is None:
        return _without_children(known) if is_young else known
    guests = (known.guests or 0) + step.count
    is_none_of_them = is_young and step.count < 0 and known.adults == known.guests
    if not step.count or guests < 1 or is_none_of_them:
        return known
    if step.role == "person" and known.children:
        return Known(guests, None, None)  # who joins or leaves is not said
    if not is_young:
        adults = known.adults + step.count if known.adults is not None else None
        if adults is not None and adults < 1:
            return known
        return replace(known, guests=guests, adults=adults)
    children = (known.children or 0) + step.count
    if children < 0:
        return replace(known, guests=guests)
    adults = known.adults if known.adults is not None else (guests - children if step.count > 0 else None)
    ages = (*known.ages, *step.ages) if step.count > 0 else _less(known.ages, step, children)
    babies = abs(step.count) if step.role == "infant" else sum(age < INFANT_AGE for age in step.ages)
    infants = max(0, known.infants + (babies if step.count > 0 else -babies))
    return Known(guests, adults, children, min(infants, children), ages)


def _less(ages: tuple[int, ...], step: Step, children: int) -> tuple[int, ...]:
    """The ages of those who stay; unknown when it is not said which of several leaves."""
    kept = list(ages)
    for age in step.ages:
        if age in kept:
            kept.remove(age)
    return tuple(kept) if len(kept) <= children else ()


def _without_children(known: Known) -> Known:
    if known.children:
        guests = known.adults if known.adults is not None else (known.guests or 0) - known.children
        return Known(guests or known.guests, known.adults, 0)
    return replace(known, children=0)
