"""What inline buttons carry."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.types import Action
from channels.telegram.buttons import MAX_DATA_BYTES, Pressed, pressed, suggestion_data, unit_data

UNIT = UUID("569bc9d9-178e-5468-8d45-1745f4e16b82")


@given(st.uuids(), st.sampled_from(["book", "ask", "photos"]))
def test_unit_of_a_button_comes_back(unit_id: UUID, action: str) -> None:
    data = unit_data(action, unit_id)
    assert data is not None
    assert len(data.encode()) <= MAX_DATA_BYTES
    found = pressed(data, [("2. Book it", data)])
    assert found == Pressed("Book it", Action(action, unit_id))


@given(st.text(min_size=1, max_size=80).filter(str.strip), st.integers(0, 20))
def test_suggestion_comes_back_from_its_data_or_its_label(text: str, index: int) -> None:
    data = suggestion_data(index, text)
    assert len(data.encode()) <= MAX_DATA_BYTES
    assert pressed(data, [(text, data)]) == Pressed(text)


@pytest.mark.parametrize("data", ["", "x:1", "b:short", "b:" + "!" * 22, "s:3", "noop", "t:"])
def test_unknown_button_means_nothing(data: str) -> None:
    assert pressed(data, []) is None


def test_button_of_a_message_that_is_not_shown_any_more_still_acts() -> None:
    data = unit_data("book", UNIT)
    assert data is not None
    assert pressed(data, []) == Pressed("Book", Action("book", UNIT))
    assert pressed("resume_bot", []) == Pressed("OK", Action("resume_bot"))


def test_action_that_has_no_button_has_no_data() -> None:
    assert unit_data("dance", UNIT) is None
