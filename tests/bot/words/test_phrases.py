from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.words.phrases import Phrases, for_guests, for_staff

EN = {
    "hello": "Hello, {name}!",
    "nights": {"one": "{n} night", "other": "{n} nights"},
    "seasons": {"low": "low season"},
}
ES = {"hello": "¡Hola, {name}!", "nights": {"one": "una noche", "other": "{n} noches"}}
TEXTS = Phrases({"en": EN, "es": ES, "es-x-formal": {"hello": "Buenos días, {name}"}})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "¡Hola, Ana!"),
        ("es-CO", "¡Hola, Ana!"),
        ("ES_co", "¡Hola, Ana!"),
        ("es-x-formal", "Buenos días, Ana"),
        ("nl", "Hello, Ana!"),
        ("", "Hello, Ana!"),
        (None, "Hello, Ana!"),
    ],
)
def test_say_takes_the_nearest_language_and_else_the_fallback(language: str | None, said: str) -> None:
    assert TEXTS.say("hello", language, name="Ana") == said


def test_say_a_sentence_that_the_language_lacks_is_said_in_the_fallback_language() -> None:
    assert TEXTS.say("seasons.low", "es") == "low season"


def test_say_an_unknown_sentence_raises() -> None:
    with pytest.raises(KeyError):
        TEXTS.say("goodbye", "en")
    assert "goodbye" not in TEXTS
    assert "seasons.low" in TEXTS


def test_say_values_may_be_called_as_the_parameters_are() -> None:
    texts = Phrases({"en": {"unknown": "no {key} in {language}"}})
    assert texts.say("unknown", "en", key="word", language="English") == "no word in English"


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 night"),
        ("en", 0, "0 nights"),
        ("en", 1234, "1,234 nights"),
        ("es", 1, "una noche"),
        ("es", Decimal("1.5"), "1,5 noches"),
        ("es-CO", 2, "2 noches"),
        ("nl", 1, "1 night"),
    ],
)
def test_count_agrees_in_number_and_language(language: str, number: int | Decimal, said: str) -> None:
    assert TEXTS.count("nights", number, language) == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 noc"), (3, "3 noce"), (5, "5 nocí"), (Decimal("1.5"), "1,5 noci"), (22, "22 nocí")]
)
def test_count_follows_the_plural_rules_of_the_language(number: int | Decimal, said: str) -> None:
    forms = {"one": "{n} noc", "few": "{n} noce", "many": "{n} noci", "other": "{n} nocí"}
    texts = Phrases({"en": {"nights": EN["nights"]}, "cs": {"nights": forms}})
    assert texts.count("nights", number, "cs") == said


def test_count_and_say_do_not_stand_in_for_each_other() -> None:
    with pytest.raises(KeyError):
        TEXTS.count("hello", 1, "en")
    with pytest.raises(KeyError):
        TEXTS.say("nights", "en")


def test_group_holds_a_whole_table_in_one_language() -> None:
    texts = Phrases({"en": {"b": {"x": "ex", "y": "why"}}, "es": {"b": {"y": "ye"}}})
    assert list(texts.group("b", "es").items()) == [("x", "ex"), ("y", "ye")]


def test_in_all_holds_every_language_that_has_the_sentence() -> None:
    assert TEXTS.in_all("seasons.low") == {"en": "low season"}
    assert TEXTS.in_all("hello").keys() == {"en", "es", "es-x-formal"}


@pytest.mark.parametrize(
    ("spanish", "complaint"),
    [
        ({"hello": "¡Hola, {nombre}!"}, "placeholders"),
        ({"hello": "¡Hola!"}, "placeholders"),
        ({"bye": "Adiós"}, "fall back"),
        ({"nights": "{n} noches"}, "plural"),
        ({"hello": {"one": "¡Hola, {name}!", "other": "¡Hola, {name}!"}}, "plural"),
        ({"hello": 3}, "no text"),
    ],
)
def test_phrases_that_languages_do_not_share_are_refused(spanish: dict[str, object], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        Phrases({"en": EN, "es": spanish})


def test_tables_are_whole_in_every_language() -> None:
    tables = TEXTS.tables()
    assert tables["en"] == EN
    assert tables["es"] == {**EN, **ES}
    assert tables["es"]["seasons"] == {"low": "low season"}


def test_phrases_of_one_language_need_no_english() -> None:
    texts = Phrases({"es": {"tip": "Pregunta por el faro."}}, fallback="es")
    assert texts.say("tip", "en") == "Pregunta por el faro."


def test_read_takes_one_file_a_language(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text('tip = "Ask for the lighthouse, {name}."', "utf-8")
    (tmp_path / "es.toml").write_text('tip = "Pregunta por el faro, {name}."', "utf-8")
    (tmp_path / "README.md").write_text("not texts", "utf-8")
    assert Phrases.read(tmp_path).say("tip", "es-CO", name="Ana") == "Pregunta por el faro, Ana."


def test_read_a_broken_file_says_which(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text("tip = ", "utf-8")
    with pytest.raises(ConfigError, match=r"en\.toml"):
        Phrases.read(tmp_path)


def test_a_room_without_texts_says_nothing() -> None:
    for texts in (for_guests("nowhere"), for_staff("nowhere")):
        with pytest.raises(KeyError):
            texts.say("hello", "en")
