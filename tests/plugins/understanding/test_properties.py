"""What holds of every conversation: order of independent facts, re-reading, and other topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.types import HistoryItem, Intent
from plugins.understanding.read import Setting, read
from plugins.understanding.replay import replay
from tests.support.intent import TODAY

SETTING = Setting(TODAY, "en-GB", "EUR")
FACTS: dict[str, tuple[str, ...]] = {
    "party": ("2 adults and 2 kids, 5 and 9", "there are six of us", "just my wife and me", "three couples"),
    "budget": ("up to 150 a night", "2k in total", "max 80 per person"),
    "kind": ("an apartment please", "we'd like a house", "a cabin"),
    "wish": ("with a pool", "must have parking", "we bring our dog"),
    "exclusion": ("no hot tub please", "without a sauna"),
    "rooms": ("at least 3 bedrooms", "2 bathrooms"),
}
OTHER_TOPICS = (
    "what time is check-in?",
    "is there a bus to the beach?",
    "last year we paid 90 a night",
    "my sister has booked with you for 5 people in June",
    "thanks, that's great",
    "do you have a crib?",
)
facts = st.tuples(*(st.sampled_from(texts) for texts in FACTS.values()))


def kept(texts: Sequence[str]) -> Intent:
    intent = Intent()
    history: list[HistoryItem] = []
    for text in texts:
        intent = intent.changed(read(text, SETTING, history=history, language="en", intent=intent).settled)
        history.append(HistoryItem("user", text, ""))
    return intent


def comparable(intent: Intent) -> dict[str, Any]:
    fields = ("guests", "adults", "children", "children_ages", "budget_range", "accommodation_type", "bedrooms")
    read_fields = {field: getattr(intent, field) for field in fields}
    return read_fields | {"wishes": set(intent.preferences), "exclusions": set(intent.exclusions)}


@settings(max_examples=25, deadline=None)
@given(facts, st.randoms(use_true_random=False))
def test_read_independent_facts_in_any_order_give_the_same_trip(stated: tuple[str, ...], random: Any) -> None:
    shuffled = list(stated)
    random.shuffle(shuffled)
    assert comparable(kept(stated)) == comparable(kept(shuffled))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([text for texts in FACTS.values() for text in texts]), min_size=1, max_size=4))
def test_read_turn_by_turn_equals_reading_again_from_history(texts: list[str]) -> None:
    history = [HistoryItem("user", text, "") for text in texts[:-1]]
    assert replay(texts[-1], SETTING, history=history).intent == kept(texts)


@settings(max_examples=25, deadline=None)
@given(facts, st.sampled_from(OTHER_TOPICS))
def test_read_message_on_another_topic_changes_nothing(stated: tuple[str, ...], other: str) -> None:
    known = kept(stated)
    assert comparable(known.changed(read(other, SETTING, language="en", intent=known).settled)) == comparable(known)


@settings(max_examples=25, deadline=None)
@given(facts, st.integers(min_value=2, max_value=12))
def test_read_we_are_n_after_any_party_gives_n(stated: tuple[str, ...], guests: int) -> None:
    known = kept(stated)
    assert known.changed(read(f"we are {guests}", SETTING, language="en", intent=known).settled).guests == guests
