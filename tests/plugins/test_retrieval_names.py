from __future__ import annotations

from difflib import SequenceMatcher
from uuid import UUID

import pytest

from plugins.retrieval.names import MAX_NAMED, NameIndex, letters_of, likest
from plugins.retrieval.query import ENOUGH_WORDS
from plugins.retrieval.words import telling, tokens

NAMES = [
    ("Villa Savanna – pool and sea", "Sant Lluís, Menorca"),
    ("Villa Petita, Ciutadella", "Ciutadella, Menorca"),
    ("Villa Petita Nova", "Alaior, Menorca"),
    ("Casa Azul", "Mahón, Menorca"),
    ("Mevamar", "Es Mercadal, Menorca"),
    ("Lovely apartment near the beach", "Son Bou, Menorca"),
    ("Lovely apartment with a garden", "Ciutadella, Menorca"),
    *[(f"Beach flat {number}", "Ciutadella, Menorca") for number in range(10, 20)],
]
INDEX = NameIndex([(UUID(int=index), name, place) for index, (name, place) in enumerate(NAMES)])


def found(text: str) -> list[str]:
    return [NAMES[unit.int][0] for unit in INDEX.find(text)]


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("Sant Lluis", ["Villa Savanna – pool and sea"]),
        ("alayor", ["Villa Petita Nova"]),
        ("es mercadal", ["Mevamar"]),
        ("Palma", []),
        ("", []),
    ],
)
def test_at_gives_the_units_of_a_place(place: str, names: list[str]) -> None:
    assert [NAMES[unit.int][0] for unit in INDEX.at(place)] == names


def test_at_of_a_common_place_gives_all_units() -> None:
    assert len(INDEX.at("Menorca")) == len(NAMES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Is Villa Savanna free?", ["Villa Savanna – pool and sea"]),
        ("is vila savana free", ["Villa Savanna – pool and sea"]),
        ("¿cuánto cuesta casa azúl?", ["Casa Azul"]),
        ("tell me about MEVAMAR", ["Mevamar"]),
        ("Villa Petita Nova please", ["Villa Petita Nova", "Villa Petita, Ciutadella"]),
        ("compare Casa Azul and Mevamar", ["Casa Azul", "Mevamar"]),
        ("beach flat 12", ["Beach flat 12"]),
        ("nell'Mevamar prendono animali?", ["Mevamar"]),
        ("y a-t-il un lave-linge à l’Mevamar", ["Mevamar"]),
    ],
)
def test_find_recognises_a_unit_by_its_name(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a villa with a pool",
        "an apartment near the beach",
        "beach flat",
        "una casa",
        "hello",
        "blue house",
        "lovely garden",
    ],
)
def test_find_of_words_that_name_nothing_is_empty(text: str) -> None:
    assert found(text) == []


def test_find_never_names_more_than_a_guest_could_mean() -> None:
    assert len(found(" ".join(name for name, _ in NAMES))) <= MAX_NAMED


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["Mahón"], ["Casa Azul"]),
        (["son", "bou"], ["Lovely apartment near the beach"]),
        (["Menorca"], []),  # all of them are there
        (["nowhere"], []),
    ],
)
def test_mentioning_finds_units_by_a_telling_word_of_name_or_place(words: list[str], names: list[str]) -> None:
    assert [NAMES[unit.int][0] for unit in INDEX.mentioning(words)] == names


def test_telling_words_leave_out_numbers_dates_and_small_words() -> None:
    assert telling("We are 4 people, from 10 to 17 August, a quiet house near the beach") == [
        "quiet", "house", "near", "beach",
    ]  # fmt: skip
    assert len(telling("y con piscina?")) < ENOUGH_WORDS


@pytest.mark.parametrize("word", ["solera", "solara", "soler", "miramar", "horizonte", "zzzz", "abcdabcd"])
def test_likest_is_never_less_than_the_ratio_of_two_words(word: str) -> None:
    """So that no name is left out by the cheaper look."""
    for other in {token for name, place in NAMES for token in tokens(f"{name} {place}")}:
        ratio = SequenceMatcher(None, word, other).ratio()
        assert likest(word, letters_of(word), other, letters_of(other)) >= ratio
