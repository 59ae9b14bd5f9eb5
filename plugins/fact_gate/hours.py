"""Times of day, held against the owner's hours of arriving and leaving and what the house says of others."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.fact_gate import evidence
from plugins.fact_gate import vocabulary as v
from plugins.fact_gate.clock import Clock, clocks_in
from plugins.fact_gate.reading import Stated
from plugins.fact_gate.sentence import Objection, Sentence, is_written

LOOK_BACK = 40


def time_objections(about: Sentence, *, bare: bool) -> Iterator[Objection]:
    """`bare`: the sentence speaks of hours, so that a number alone may be one."""
    clocks = list(clocks_in(about.text.left, bare=bare))
    others = _other_hours(about) if clocks else frozenset()
    for clock in clocks:
        about.text.mask(clock.start, clock.end)
        words = about.text.plain[clock.start : clock.end]
        if clock.options & (_own_hours(about, clock) | others) or (
            ":" in words and is_written(about, words, guest_too=True)
        ):
            about.explain(clock, "clock")
        else:
            yield Objection("a time that no rule has", Stated(clock.start, clock.end))


def _own_hours(about: Sentence, clock: Clock) -> frozenset[str]:
    """The hour of arriving, of leaving, or both, as the words before and around tell which is meant."""
    brand = about.facts.tenant.brand
    role = _role(about.text.plain, clock)
    return frozenset(str(brand[name]) for name in role if brand.get(name))


def _role(text: str, clock: Clock) -> tuple[str, ...]:
    before = text[: clock.start]
    arrive, leave = (max((m.end() for m in p.finditer(before)), default=-1) for p in (v.ARRIVE, v.LEAVE))
    if arrive != leave:
        return ("check_in_time",) if arrive > leave else ("check_out_time",)
    near = before[-LOOK_BACK:]
    first, last = (max((m.end() for m in p.finditer(near)), default=-1) for p in (v.EARLIEST, v.LATEST))
    if first != last:
        return ("check_in_time",) if first > last else ("check_out_time",)
    return ("check_in_time",) if v.ARRIVE.search(text) else ("check_in_time", "check_out_time")


def _other_hours(about: Sentence) -> frozenset[str]:
    """Of an office, a pool, a shop: of the entries that are near to the sentence and not about arriving."""
    own = {str(about.facts.tenant.brand.get(name)) for name in ("check_in_time", "check_out_time")}
    found = set[str]()
    for entry in evidence.told_of(about.facts, about.text.plain)[:2]:
        clocks = {str(value) for kind, value in entry.measures if kind == "clock"}
        if not own & clocks or len(clocks - own) > len(clocks & own):
            found |= clocks
    return frozenset(found)
