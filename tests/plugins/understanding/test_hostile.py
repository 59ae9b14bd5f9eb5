"""Messages made to be slow or wrong: before they were mended, those of words ran for ever."""

from __future__ import annotations

from datetime import date

import pytest

from bot.types import HistoryItem, IntentChange
from tests.support.intent import extract

TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    "words",
    [
        "next friday on the ",
        "on the ",
        "of the ",
        "budget of the ",
        "budget to the ",
        "between the 1st, on the ",
        "from the ",
    ],
)
def test_extract_words_that_rules_skip_many_times_over_is_read(words: str) -> None:
    text = ("next friday " + words * 2_000)[:2_000]
    assert isinstance(extract(text + "x", today=TODAY).change, dict)


@pytest.mark.parametrize("number", ["²", "²²", "①", "½"])
def test_extract_sign_that_is_a_digit_and_no_number_states_nothing(number: str) -> None:
    asked = (HistoryItem("assistant", "How many nights will you stay?", ""),)
    assert extract(number, today=TODAY, history=asked).change == IntentChange()
