"""A booking request while it is filled in: another home, other dates, questions, the button's own words, an end."""

from __future__ import annotations

import pytest

from bot.words.phrases import for_guests
from tests.plugins.conftest import Demo
from tests.support.calendar import NEXT_YEAR as YEAR
from tests.support.guest import GuestOnTest, names

CONCIERGE = for_guests("concierge")
STAY = {
    "es": f"Villa Petita para 2 personas del 10 al 17 de agosto de {YEAR}",
    "en": f"Villa Petita for 2 people from August 10 to August 17, {YEAR}",
    "pt": f"Villa Petita para 2 pessoas de 10 a 17 de agosto de {YEAR}",
    "fr": f"Villa Petita pour 2 personnes du 10 au 17 août {YEAR}",
    "de": f"Villa Petita für 2 Personen vom 10. bis 17. August {YEAR}",
    "it": f"Villa Petita per 2 persone dal 10 al 17 agosto {YEAR}",
}
BOOK = {
    "es": "quiero reservar ",
    "en": "I want to book ",
    "pt": "quero reservar ",
    "fr": "je réserve ",
    "de": "Ich möchte buchen: ",
    "it": "vorrei prenotare ",
}
LANGUAGES = pytest.mark.parametrize("language", list(STAY))


def say(key: str, language: str, **values: object) -> str:
    return CONCIERGE.say(key, "pt-PT" if language == "pt" else language, **values)  # the demo is in Europe


async def begun(demo: Demo, language: str) -> tuple[GuestOnTest, str]:
    guest = demo.guest(language)
    return guest, (await guest.say(BOOK[language] + STAY[language])).text


@LANGUAGES
async def test_confirming_button_is_nobodys_name(demo: Demo, language: str) -> None:
    guest, text = await begun(demo, language)
    assert say("book_name", language) in text
    answer = await guest.say(say("buttons.yes_send", language))
    assert say("book_name_again", language) in answer.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "no, quería la Villa Gaya, esta no"),
        ("en", "no wait, I wanted Villa Gaya, not this one"),
        ("pt", "não, eu queria a Villa Gaya, não esta"),
        ("fr", "non, je voulais la Villa Gaya, pas celle-ci"),
        ("de", "nein, ich wollte die Villa Gaya, nicht diese"),
        ("it", "no, volevo la Villa Gaya, non questa"),
    ],
)
async def test_another_home_named_takes_the_place_of_the_first(demo: Demo, language: str, text: str) -> None:
    guest, _ = await begun(demo, language)
    answer = await guest.say(text)
    assert "Villa Gaya" in answer.text
    assert say("book_name", language) in answer.text
    summary = await guest.say("Ana Ruiz, ana@example.org")
    assert "**Villa Gaya" in summary.text
    assert "Petita" not in summary.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "no, espera, del 11 al 18 de agosto"),
        ("en", "no wait, August 11 to 18"),
        ("fr", "non attendez, du 11 au 18 août"),
        ("de", "nein, vom 11. bis 18. August"),
        ("it", "no aspetti, dall'11 al 18 agosto"),
    ],
)
async def test_other_dates_are_read_back_and_the_open_question_comes_again(
    demo: Demo, language: str, text: str
) -> None:
    guest, _ = await begun(demo, language)
    answer = await guest.say(text)
    assert "11" in answer.text
    assert "18" in answer.text
    assert answer.text.endswith(say("book_name", language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "pues nada, cancela, no quiero seguir"),
        ("es", "déjalo"),
        ("en", "never mind, forget it"),
        ("pt", "esquece, cancela"),
        ("fr", "non attends, annule tout, je vais y repenser"),
        ("de", "ach, vergessen Sie es"),
        ("it", "lasci perdere, ci devo pensare"),
    ],
)
async def test_request_that_is_dropped_ends_with_a_sentence_and_no_terms(demo: Demo, language: str, text: str) -> None:
    guest, _ = await begun(demo, language)
    answer = await guest.say(text)
    assert answer.text.startswith(say("book_cancelled", language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "vale, resérvala. Laura Sanz, laura.sanz@example.com"),
        ("en", "let's send an enquiry for it please, Laura Sanz, laura.sanz@example.com"),
        ("pt", "beleza, reserva! Laura Sanz, laura.sanz@example.com"),
        ("fr", "oui réserve, Laura Sanz laura.sanz@example.com"),
        ("de", "gut, Anfrage bitte, Laura Sanz, laura.sanz@example.com"),
        ("it", "ok prenoto a nome Laura Sanz, laura.sanz@example.com"),
    ],
)
async def test_booking_in_one_breath_needs_only_the_last_yes(demo: Demo, language: str, text: str) -> None:
    guest = demo.guest(language)
    offered = await guest.say(STAY[language])
    home = "Villa Petita"
    if len(names(offered)) != 1:
        await guest.say("Villa Petita")
    summary = await guest.say(text)
    assert home in summary.text
    assert "Laura Sanz · laura.sanz@example.com" in summary.text
    assert summary.content.intent
    assert summary.content.intent.place is None
    await guest.say(say("buttons.yes_send", language))
    assert demo.rows("SELECT guest_name, guest_email FROM guest_reservations") == [
        ("Laura Sanz", "laura.sanz@example.com")
    ]


@LANGUAGES
async def test_contact_line_stands_in_the_summary_and_is_no_place(demo: Demo, language: str) -> None:
    guest, _ = await begun(demo, language)
    summary = await guest.say("Antonio Vidal, 07700 900321, antonio@vidal.es")
    assert "Antonio Vidal · antonio@vidal.es · 07700 900321" in summary.text
    assert summary.content.intent
    assert summary.content.intent.place is None


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Rosa Pérez pero no doy el teléfono"), ("en", "Rosa Hill but I won't give my phone"),
     ("de", "Rosa Huber aber meine Nummer gebe ich nicht"), ("en", "Rosa Hill. R-O-S-A")],
)  # fmt: skip
async def test_name_with_something_said_behind_it_is_taken(demo: Demo, language: str, text: str) -> None:
    guest, _ = await begun(demo, language)
    answer = await guest.say(text)
    assert answer.text == say("book_contact", language, name=" ".join(text.replace(".", "").split()[:2]))


async def test_question_beside_a_name_is_answered_before_the_request_goes_on(demo: Demo) -> None:
    guest, _ = await begun(demo, "en")
    answer = await guest.say("My name is Ana Ruiz. What is your cancellation policy?")
    assert "30 days" in answer.text
    assert "Ana Ruiz" in answer.text


async def test_cancel_without_a_request_tells_no_terms(demo: Demo) -> None:
    answer = await demo.guest("pt").say("esquece, cancela")
    assert "30" not in answer.text


async def test_pets_that_come_along_stand_in_the_request(demo: Demo) -> None:
    guest = demo.guest("en")
    await guest.say(f"a house for 2 people with our dog from August 10 to August 17, {YEAR}")
    summary = await guest.say("book number 1. Ana Ruiz, ana@example.org")
    assert say("book_wishes", "en", wishes="pets welcome") in summary.text
