"""What holds of every stay, whatever its words."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.types import HistoryItem, Intent
from plugins.understanding.read import Setting
from plugins.understanding.replay import replay
from tests.plugins.understanding.dates.stays import TODAY, stated

ARRIVALS = st.dates(TODAY + timedelta(days=40), TODAY + timedelta(days=700))
LENGTHS = st.integers(1, 28)
CHANGES = st.sampled_from(
    ["a week later", "one day earlier", "two more nights", "10 nights instead", "September instead", "from the 13th",
     "until the 20th", "leave on the 9th instead", "forget the dates", "3 to 9 june", "what about August?"]
)  # fmt: skip
OTHER_WORDS = st.sampled_from(
    ["we are 4", "with a pool please", "is parking free?", "max 120 a night", "ok", "my phone is 07700 900123",
     "room 12", "two dogs", "thanks!", "hola", "the second one", "10 % off?"]
)  # fmt: skip
TURNS = st.lists(
    st.sampled_from(
        ["in july", "from the 5th to the 12th", "a week later", "one more night", "what about september?", "we are 4",
         "no, until the 20th", "forget the dates", "next weekend", "3 nights", "arriving on friday"]
    ),
    min_size=2,
    max_size=5,
)  # fmt: skip


def known_stay(arrival: date, nights: int) -> Intent:
    return Intent(check_in=arrival, check_out=arrival + timedelta(days=nights), nights=nights)


@given(ARRIVALS, LENGTHS, st.integers(1, 20), st.sampled_from(["days", "weeks"]))
def test_shift_and_back_is_nothing(arrival: date, nights: int, count: int, unit: str) -> None:
    known = known_stay(arrival, nights)
    there = known.changed(stated(f"{count} {unit} later", known=known).change)
    assert there.check_in != known.check_in
    assert there.changed(stated(f"{count} {unit} earlier", known=there).change) == known


@given(ARRIVALS, LENGTHS, CHANGES)
def test_no_before_a_change_changes_nothing_of_it(arrival: date, nights: int, change: str) -> None:
    known = known_stay(arrival, nights)
    assert stated(f"no, {change}", known=known).change == stated(change, known=known).change


@given(ARRIVALS, LENGTHS, OTHER_WORDS)
def test_message_without_days_changes_no_stay(arrival: date, nights: int, words: str) -> None:
    assert stated(words, known=known_stay(arrival, nights)).change == {}


@given(ARRIVALS, LENGTHS, CHANGES)
def test_change_said_again_changes_nothing_where_it_is_absolute(arrival: date, nights: int, change: str) -> None:
    if any(word in change for word in ("later", "earlier", "more")):
        return
    once = known_stay(arrival, nights)
    once = once.changed(stated(change, known=once).change)
    assert once.changed(stated(change, known=once).change) == once


@given(ARRIVALS, LENGTHS, CHANGES)
def test_stay_is_never_before_today_nor_turned_round(arrival: date, nights: int, change: str) -> None:
    known = known_stay(arrival, nights)
    after = known.changed(stated(change, known=known).change)
    assert after.check_in is None or after.check_in >= TODAY
    assert after.check_in is None or after.check_out is None or after.check_in < after.check_out


@settings(max_examples=25, deadline=None)
@given(TURNS)
def test_conversation_read_turn_by_turn_is_the_conversation_read_again(turns: list[str]) -> None:
    setting, history, known = Setting(TODAY, "en-GB"), list[HistoryItem](), Intent()
    for turn in turns:
        again = replay(turn, setting, history=history)
        assert again.before == known
        known = again.intent
        history += [HistoryItem("user", turn, ""), HistoryItem("assistant", "All right.", "")]
