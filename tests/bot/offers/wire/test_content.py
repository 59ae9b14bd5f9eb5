"""What a message carries, as JSON and back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.offers.wire import action_json, answer_json, client_json, content_json, read_action, read_content
from bot.types import (
    Action,
    BudgetRange,
    Card,
    CardAction,
    Content,
    Intent,
    Link,
    NightlyRate,
    Photo,
    Pricing,
    Quote,
    Source,
)

UNIT = UUID("5b8f5a0e-0000-4000-8000-000000000001")
QUOTE = Quote(
    UNIT, date(2027, 7, 10), date(2027, 7, 14), 4,
    (NightlyRate(None, Decimal("120"), 3), NightlyRate("high season", Decimal("150.5"), 1)),
    Decimal("510.5"), Decimal("60"), Decimal("570.5"), "EUR",
)  # fmt: skip
CARD = Card(
    UNIT, "Casa Sol", (Photo("/media/1.jpg", "The pool"),), "house", 5, Decimal("99"), "EUR", QUOTE, ("Pool",),
    (CardAction("book", "Book"),),
)  # fmt: skip
FULL = Content(
    cards=(CARD, Card(UNIT, "Bare")),
    suggestions=("More",),
    link=Link("Book", "https://lobby.example/book"),
    sources=(
        Source(UNIT, "Casa Sol", "By the sea.", 0.8125, Pricing(Decimal("99"), "EUR", min_nights=2), CARD.photos),
    ),
    availability_url="https://lobby.example/free",
    intent=Intent(check_in=date(2027, 7, 10), guests=4, budget_range=BudgetRange(max=Decimal("99.9"), currency="EUR")),
    captured=("check_in", "guests"),
)
STAFF = Content(author="Ana", edits=3, deleted=True)


def through_json(content: Content) -> Content:
    return read_content(json.loads(json.dumps(content_json(content))))


@pytest.mark.parametrize(
    "content", [Content(), FULL, STAFF, Content(edited=True, author="Ana"), Content(notice="joined", author="Ana")]
)
def test_read_content_of_content_json_gives_the_same(content: Content) -> None:
    assert through_json(content) == content


def test_content_json_leaves_out_what_is_empty() -> None:
    assert content_json(Content()) == {}
    assert content_json(STAFF) == {"author": "Ana", "edits": 3, "deleted": True}


def test_client_json_is_the_same_live_and_read_back() -> None:
    assert json.dumps(client_json(through_json(FULL))) == json.dumps(client_json(FULL))


def test_client_json_has_lists_even_if_they_are_empty() -> None:
    nothing = {"cards": [], "suggestions": (), "travel_intent": None, "availability_url": None}
    assert client_json(Content()) == nothing
    assert client_json(STAFF) == {**nothing, "author": "Ana", "edits": 3, "deleted": True}


def test_answer_json_has_the_sources() -> None:
    answer = answer_json(FULL)
    assert answer["sources"] == [
        {
            "table": "accommodation_units_public", "id": str(UNIT), "name": "Casa Sol", "content": "By the sea.",
            "similarity": 0.8125, "photos": [{"url": "/media/1.jpg", "alt": "The pool"}],
            "pricing": {"base_price_night": 99, "currency": "EUR", "min_nights": 2, "cleaning_fee": 0},
        }
    ]  # fmt: skip
    assert answer["travel_intent"]["captured_this_message"] == ["check_in", "guests"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    "cards suggestions link sources availability_url travel_intent author edits deleted notice action".split()
)


@settings(deadline=None)
@given(st.dictionaries(_KEYS, _JSON, max_size=6) | _JSON)
def test_read_content_of_anything_never_raises_and_is_written_again(payload: Any) -> None:
    content = read_content(payload)
    assert through_json(content) == content


@pytest.mark.parametrize(
    "card",
    [
        {"name": "No id"},
        {"unit_id": "7", "name": "No UUID"},
        {"unit_id": str(UNIT)},
        "Casa Sol",
    ],
)
def test_read_content_card_of_no_unit_is_passed_over(card: Any) -> None:
    assert read_content({"cards": [card, {"unit_id": str(UNIT), "name": "Bare"}]}).cards == (Card(UNIT, "Bare"),)


@pytest.mark.parametrize("missing", ["check_in", "check_out", "nights", "total", "currency"])
def test_read_content_quote_without_a_fact_is_none(missing: str) -> None:
    value = json.loads(json.dumps(content_json(FULL)))
    del value["cards"][0]["quote"][missing]
    assert read_content(value).cards[0].quote is None


@pytest.mark.parametrize(
    "action",
    [
        Action("book", UNIT),
        Action("language", language="es"),
        Action("link", code="K7QM2R9T", copies=True),
        Action("link", reason="used"),
        Action("unsupported", kind="voice"),
        Action("vote", more={"stars": 5, "why": None}),
    ],
)
def test_read_action_of_action_json_gives_the_same(action: Action) -> None:
    assert read_action(json.loads(json.dumps(action_json(action)))) == action


@pytest.mark.parametrize("value", [None, {}, {"action": ""}, {"action": 5}, "book", ["book"]])
def test_read_action_without_a_name_is_none(value: Any) -> None:
    assert read_action(value) is None


def test_read_action_wrong_types_read_as_unknown() -> None:
    value = {"action": "book", "unit_id": "7", "language": 5, "linked": "yes", "deep": {"a": 1}}
    assert read_action(value) == Action("book")
