"""What is warm: "a heated pool" has no heating."""

from __future__ import annotations

from plugins.understanding.lexicon import Item
from plugins.understanding.message import Message

NEAR = 4  # tokens between a pool and what is said of it


def is_of_pool(message: Message, item: Item) -> bool:
    """Whether a word for warmth describes a pool beside it: a detail of that, and no thing of its own."""
    tagged = message.tagged
    if item.value not in ("heating", "air_conditioning") or tagged.is_(item.start, "detail", "heated") is None:
        return False
    ahead = range(item.end, min(len(tagged.tokens), item.end + NEAR))
    back = range(item.start - 1, max(-1, item.start - NEAR - 1), -1)
    found = [met for places in (back, ahead) if (met := _first_thing(message, places))]
    if found:
        return min(found, key=lambda met: met[0])[1] == "pool"
    return _last_thing(message, item.start) == "pool"


def _last_thing(message: Message, end: int) -> str | None:
    """What was named last before a token: "is the pool shared? and heated?"."""
    met = (message.tagged.at(index, "feature", "kind", "any_home") for index in range(end - 1, -1, -1))
    return next((thing.value for thing in met if thing is not None and not thing.is_foreign), None)


def _first_thing(message: Message, places: range) -> tuple[int, str] | None:
    """How far off the first thing or home on the way is, and what."""
    for far, index in enumerate(places):
        if message.tagged.tokens[index].text in ",;.!?":
            return None
        thing = message.tagged.at(index, "feature", "kind", "any_home")
        if thing is not None and not thing.is_foreign:
            return far, thing.value
    return None
