from __future__ import annotations

import pytest

from bot.knowledge.scrubbing import MAX_CHARS, scrubbed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Is there a pad? my name is Ana López, ana@example.com", "Is there a pad? my name is …, …"),
        ("call me on +34 600 123 456 about the pool", "call me on … about the pool"),
        ("me llamo juan pérez y quiero saber la fianza", "me llamo … y quiero saber la fianza"),
        ("soy Juan Pérez, ¿hay piscina?", "soy …, ¿hay piscina?"),
        ("Je suis Marie Dupont, y a-t-il une caution ?", "Je suis …, y a-t-il une caution ?"),
        ("ich heiße Max und frage nach der Kaution", "ich heiße … und frage nach der Kaution"),
        ("mi chiamo Paolo Rossi e chiedo la tassa", "mi chiamo … e chiedo la tassa"),
        ("chamo-me Rita, há taxa?", "chamo-me …, há taxa?"),
        ("Frau Müller fragt nach dem Parkplatz", "… fragt nach dem Parkplatz"),
        ("my booking is CM-4471, is there a pad?", "my booking is …, is there a pad?"),
        ("see https://example.com/ana?x=1 please", "see … please"),
        ("write to @anita on that", "write to … on that"),
    ],
)
def test_scrubbed_leaves_out_what_tells_who_they_are(text: str, left: str) -> None:
    assert scrubbed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "soy celíaca, ¿hay algo sin gluten?", "ich bin Vegetarier", "is 2027 possible, 3 to 9 July for 4?",
        "is there a pool for 120 euros?", "a 3-bedroom house with wifi?", "ist das ein Haus mit Garten?",
        "this is a nice place, is there a bakery?",
    ],
)  # fmt: skip
def test_scrubbed_leaves_a_question_as_it_is(text: str) -> None:
    assert scrubbed(text) == text


def test_scrubbed_is_short_and_on_one_line() -> None:
    assert len(scrubbed("a word\n" * 500)) <= MAX_CHARS
    assert "\n" not in scrubbed("one\ntwo")
