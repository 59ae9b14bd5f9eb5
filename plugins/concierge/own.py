"""What guests tell of themselves says nothing else: names, addresses and numbers are no acts, no trip, no language."""

from __future__ import annotations

from bot.conversation.turn import Turn
from bot.offers.fitting import fitted
from bot.types import Clause
from bot.words.folding import bare
from plugins.concierge import contact
from plugins.concierge.contact import Asked, Contact
from plugins.concierge.memory import Memory
from plugins.concierge.talk import DETAILS


def told(turn: Turn, memory: Memory) -> Contact:
    """What the message gives of the guest's name and addresses."""
    if turn.pressed:
        return Contact()
    return contact.read(turn.text, _asked(memory), homes(turn))


def homes(turn: Turn) -> list[str]:
    """Names of the homes that may be spoken of: nobody is called so."""
    return [bare(match.unit.name) for match in turn.found]


def take_out(turn: Turn, found: Contact) -> frozenset[int]:
    """Take out of the trip what was read where only a name or an address is given; the clauses that do nothing else."""
    clauses = turn.reading.clauses
    own = frozenset(index for index, clause in enumerate(clauses) if contact.is_only(clause.text, found))
    kept = tuple(clause for index, clause in enumerate(clauses) if index not in own)
    if not kept and found.given and turn.session.language:
        turn.language = turn.session.language
    forget(turn, _misread(turn, clauses, kept, found))
    return own


def _asked(memory: Memory) -> Asked:
    if memory.draft:
        return memory.draft.asked
    return "details" if memory.offered == DETAILS or memory.handed else None


def _misread(turn: Turn, clauses: tuple[Clause, ...], kept: tuple[Clause, ...], found: Contact) -> frozenset[str]:
    """Fields of the trip that were read in names and numbers alone."""
    fields = frozenset[str]().union(*(clause.states for clause in clauses if clause not in kept))
    fields -= frozenset[str]().union(*(clause.states for clause in kept))
    place = turn.captured.get("place")
    if place and found.name and bare(place) in bare(found.name):
        fields |= {"place"}
    return fields & turn.captured.keys()


def forget(turn: Turn, fields: frozenset[str]) -> None:
    """Take fields out of what the messages have said of the trip."""
    if not fields:
        return
    kept = turn.captured.copy()
    for field in fields:
        kept.pop(field, None)  # type: ignore[misc]  # a field's name is known when it runs only
    turn.captured = kept
    turn.certain -= fields
    turn.intent = turn.before.changed(turn.captured)
    turn.found = tuple(fitted(match.unit, turn.intent, match.similarity) for match in turn.found)
