"""What an entry may be the answer to whatever the words are."""

from __future__ import annotations

# Topics of the reading (bot.types.reading.Act.topic) and facts that a clause names; a test holds them against the
# reader's.
TOPICS = frozenset(
    "discount cancellation payment deposit tourist_tax check_in check_out early_late luggage pets parking meals wifi"
    " pool accessibility baby climate kitchen location transport tips weather housekeeping rules children"
    " distance".split()
)
