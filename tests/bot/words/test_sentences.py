"""Sentences of whole and of streamed texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.sentences import Sentences, split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It has a pool. It sleeps four!", ["It has a pool. ", "It sleeps four!"]),
        ("Vom 3. Juli bis 5. August frei. Gut?", ["Vom 3. Juli bis 5. August frei. ", "Gut?"]),
        ("It costs 1.200,50 € in all. Shall I?", ["It costs 1.200,50 € in all. ", "Shall I?"]),
        ("- One\n- Two\n\nThree", ["- One\n", "- Two\n\n", "Three"]),
        ('He said "yes." Then left.', ['He said "yes." ', "Then left."]),
        ("¿Cuántos sois? Dime.", ["¿Cuántos sois? ", "Dime."]),
        ("z. B. das Haus. Ja.", ["z. B. das Haus. ", "Ja."]),
        ("**Casa Blanca.** Two rooms.", ["**Casa Blanca.** ", "Two rooms."]),
        ("", []),
        ("No end", ["No end"]),
    ],
)
def test_split_cuts_between_sentences_only(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(alphabet='ab. !?\n12€*"', max_size=60), st.lists(st.integers(1, 7), max_size=60))
def test_stream_loses_nothing_and_never_shows_half_a_sentence(text: str, sizes: list[int]) -> None:
    stream, shown, start = Sentences(), [], 0
    for size in [*sizes, len(text)]:
        shown += stream.feed(text[start : start + size])
        start += size
    assert "".join([*shown, stream.rest()]) == text
    ends = {len("".join(split(text)[:count])) for count in range(len(text) + 1)}
    lengths = [len("".join(shown[:count])) for count in range(1, len(shown) + 1)]
    assert all(length in ends or text[length - 1] == "\n" for length in lengths)


def test_stream_finishes_a_sentence_when_the_next_begins() -> None:
    stream = Sentences()
    assert stream.feed("It has a po") == []
    assert stream.feed("ol. ") == []
    assert stream.feed("It") == ["It has a pool. "]
    assert stream.rest() == "It"


@pytest.mark.parametrize("marks", ["!", "?!", "a.*", "! ", "**", "\n", ")."])
def test_text_of_nothing_but_marks_is_split_like_any_other(marks: str) -> None:
    text = marks * 1500
    stream = Sentences()
    pieces = [sentence for start in range(0, len(text), 8) for sentence in stream.feed(text[start : start + 8])]
    assert "".join([*pieces, stream.rest()]) == text == "".join(split(text))
