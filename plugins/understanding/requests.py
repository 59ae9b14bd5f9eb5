"""What a clause says of the guest's own request: whether it is given up, sent or kept is told by what denies it."""

from __future__ import annotations

from plugins.understanding.lexicon import Item, Tagged

STEPS = 3  # words between a verb and what denies it
DROPS, SENDS = "own_drop", "own_send"
# A fact that is denied → the fact that this is: "don't cancel it", "don't send it".
DENIED = {DROPS: "own_keep", SENDS: "own_unsent"}
_REQUEST = "own_"  # begins facts of the guest's own request


def meant(tagged: Tagged, item: Item, start: int, end: int) -> str:
    """The fact that an item of a clause, tokens `start` to `end` (exclusive), states."""
    other = DENIED.get(item.value)
    return other if other and _is_denied(tagged, item, start, end) else item.value


def gives_up(tagged: Tagged, start: int, end: int) -> bool:
    """Whether a clause gives the request up and names nothing else that could be asked about: "better cancel it"."""
    items = [item for item in tagged.all("fact") if start <= item.start < end]
    facts = {meant(tagged, item, start, end) for item in items}
    return DROPS in facts and all(fact.startswith(_REQUEST) for fact in facts)


def _is_denied(tagged: Tagged, item: Item, start: int, end: int) -> bool:
    if any(tagged.at(index, "denies_verb") for index in range(item.start, item.end)):
        return False  # "ya no quiero"
    return _before(tagged, item.start, start) or _behind(tagged, item.end, end)


def _before(tagged: Tagged, index: int, start: int) -> bool:
    """ "No la cancele"; a comma ends it ("no, cancélela")."""
    for at in range(index - 1, max(index - 1 - STEPS, start - 1), -1):
        denial = tagged.at(at, "denies_verb")
        if denial and not denial.is_foreign:
            return True
        if tagged.tokens[at].text in ",;.:!":
            return False
    return False


def _behind(tagged: Tagged, index: int, end: int) -> bool:
    for at in range(index, min(index + STEPS, end)):
        denial = tagged.at(at, "denies_behind")
        if denial and not denial.is_foreign:
            return True
        if tagged.tokens[at].kind == "mark":
            return False
    return False
