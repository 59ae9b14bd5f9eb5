"""What people are asked to see: what a guest has told of themselves is said back, kept for staff, never asked again."""

from __future__ import annotations

import re

import pytest

from bot.words.phrases import for_guests
from tests.plugins.conftest import Demo
from tests.support.guest import names

TOPICS, CORE = for_guests("topics"), for_guests("core")
LANGUAGES = ("es", "en", "pt", "fr", "de", "it")


def said(key: str, language: str, **values: object) -> str:
    return TOPICS.say(f"said.{key}", "pt-PT" if language == "pt" else language, **values)  # the demo is in Europe


def asks_for_booking(text: str, language: str) -> bool:
    keys = ("ask_booking", "ask_reference", "ask_name", "complaint_details")
    return any(said(key, language) in text for key in keys)


def reasons(demo: Demo) -> list[str]:
    rows = demo.rows("SELECT details ->> 'reason' FROM events WHERE kind = 'handoff' ORDER BY event_id")
    return [str(reason) for (reason,) in rows]


@pytest.mark.parametrize(
    ("language", "text", "name", "phone"),
    [
        ("es", "pásame con alguien, soy Lucía Prieto, mi móvil 611 20 30 40", "Lucía Prieto", "611 20 30 40"),
        ("en", "can I talk to a person please? Hugh Marsh, 07700 900155", "Hugh Marsh", "07700 900155"),
        ("pt", "quero falar com uma pessoa, chamo-me Rita Sousa, 913 222 111", "Rita Sousa", "913 222 111"),
        ("fr", "je veux parler à quelqu'un. Nadia Roche 0611223355", "Nadia Roche", "0611223355"),
        ("de", "Mit einem Menschen sprechen bitte, 079 555 66 77, Beat Kunz", "Beat Kunz", "079 555 66 77"),
        ("it", "vorrei parlare con una persona, sono Elisa, il numero è 333 7654321", "Elisa", "333 7654321"),
    ],
)
async def test_person_asked_for_with_a_number_hears_that_it_was_passed_on(
    demo: Demo, language: str, text: str, name: str, phone: str
) -> None:
    answer = await demo.guest(language).say(text)
    assert said("details_passed", language, details=f"{name} · {phone}") in answer.text
    assert said("ask_contact", language) not in answer.text
    [reason] = reasons(demo)
    assert f"({name} · {phone})" in reason


@pytest.mark.parametrize(
    ("language", "texts", "details"),
    [
        ("es", ["llevo días esperando, es una vergüenza", "HM-48999, a nombre de Pilar Rueda", "¡quiero mi dinero!"],
         "Pilar Rueda · HM-48999"),
        ("en", ["this is a disgrace, the house was filthy", "Ian Boyd, ref CM-20999", "give me my money back"],
         "Ian Boyd · CM-20999"),
        ("pt", ["a casa estava imunda, um nojo", "Rui Faria, reserva LB-7799", "quero o reembolso total"],
         "Rui Faria · LB-7799"),
        ("fr", ["c'est inadmissible, tout était sale", "Paul Girard, réservation 55201", "je veux un remboursement"],
         "Paul Girard · 55201"),
        ("de", ["Eine Frechheit, alles war schmutzig", "Familie Brandl, Buchung 44899", "Ich will mein Geld zurück"],
         "Familie Brandl · 44899"),
        ("it", ["è una vergogna, la casa era sporca", "Carlo Neri, prenotazione 88299", "voglio il rimborso"],
         "Carlo Neri · 88299"),
    ],
)  # fmt: skip
async def test_name_and_reference_once_told_are_never_asked_again(
    demo: Demo, language: str, texts: list[str], details: str
) -> None:
    guest = demo.guest(language)
    first = await guest.say(texts[0])
    assert re.search("team|equip|équipe", first.text, re.IGNORECASE)
    told = await guest.say(texts[1])
    assert said("details_passed", language, details=details) in told.text
    last = await guest.say(texts[2])
    assert said("refund", language) in last.text
    assert not asks_for_booking(last.text, language)
    assert names(last) == []
    assert reasons(demo)[-1].endswith(f"({details})")


@pytest.mark.parametrize(
    ("language", "complaint", "again"),
    [
        ("es", "el baño olía fatal y estaba todo sucio", "y el aire acondicionado estaba roto, qué desastre"),
        ("en", "the bathroom was disgusting", "and the air conditioning was broken, terrible"),
        ("fr", "la salle de bains était dégoûtante", "et la clim était en panne, quelle honte"),
        ("de", "das Bad war ekelhaft schmutzig", "und die Klimaanlage war kaputt, eine Frechheit"),
        ("it", "il bagno faceva schifo", "e il condizionatore era rotto, una vergogna"),
    ],
)
async def test_second_complaint_is_not_answered_word_for_word_like_the_first(
    demo: Demo, language: str, complaint: str, again: str
) -> None:
    guest = demo.guest(language)
    first, second = await guest.say(complaint), await guest.say(again)
    assert second.text != first.text
    assert not asks_for_booking(second.text, language)


PERSON = {
    "es": "quiero hablar con una persona, 611 20 30 40",
    "en": "I want to talk to a person, 07700 900155",
    "pt": "quero falar com uma pessoa, 913 222 111",
    "fr": "je veux parler à une personne, 06 11 22 33 55",
    "de": "Ich möchte mit einem Menschen sprechen, 0176 1234599",
    "it": "voglio parlare con una persona, 333 7654321",
}


@pytest.mark.parametrize(
    ("language", "question", "key"),
    [
        ("es", "¿tenéis mi número?", "follow_kept"),
        ("en", "have you noted my number?", "follow_kept"),
        ("fr", "vous avez noté mon numéro ?", "follow_kept"),
        ("de", "Haben Sie meine Nummer notiert?", "follow_kept"),
        ("it", "avete il mio numero?", "follow_kept"),
        ("es", "¿y cuándo me vais a contestar?", "follow_when"),
        ("en", "how long is it gonna take?", "follow_when"),
        ("pt", "e quando vão responder?", "follow_when"),
        ("it", "quante ore ci mettete a rispondere?", "follow_when"),
        ("es", "¿y si no me llaman?", "follow_nobody"),
        ("en", "and what if nobody calls?", "follow_nobody"),
        ("pt", "e se ninguém me ligar?", "follow_nobody"),
        ("fr", "et si personne ne rappelle ?", "follow_nobody"),
        ("de", "und wenn sich niemand meldet?", "follow_nobody"),
        ("it", "e se nessuno mi chiama?", "follow_nobody"),
    ],
)
async def test_question_after_a_hand_over_is_answered_and_not_the_template_again(
    demo: Demo, language: str, question: str, key: str
) -> None:
    guest = demo.guest(language)
    phone = PERSON[language].split(", ", 1)[1]
    first = await guest.say(PERSON[language])
    answer = await guest.say(question)
    assert answer.text != first.text
    assert said(key, language, **({"details": phone} if key == "follow_kept" else {})) in answer.text


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("es", "quiero que me devolváis el dinero", "no tengo reserva, ¿cómo se paga?"),
        ("en", "I want a refund", "I have no booking, I was asking: how do I pay?"),
        ("pt", "quero o reembolso", "não tenho reserva, como se paga?"),
        ("fr", "je veux être remboursé", "je n'ai pas de réservation ! comment se fait le paiement ?"),
        ("de", "Ich will mein Geld zurück", "Ich habe noch keine Buchung! Wie kann ich bezahlen?"),
        ("it", "voglio il rimborso", "non ho nessuna prenotazione, come si paga?"),
    ],
)
async def test_no_booking_takes_the_misunderstanding_back_and_answers(
    demo: Demo, language: str, wrong: str, right: str
) -> None:
    guest = demo.guest(language)
    await guest.say(wrong)
    answer = await guest.say(right)
    assert answer.text.startswith(said("misread", language))
    assert re.search(r"30\s?%", answer.text)
    assert not asks_for_booking(answer.text, language)


async def test_question_that_was_passed_on_is_named_and_an_address_told_afterwards_reaches_staff(demo: Demo) -> None:
    guest = demo.guest("en")
    await guest.say("is a tourist tax charged?")
    passed = await guest.say("yes please")
    assert said("question_passed", "en") in passed.text
    assert said("ask_contact", "en") in passed.text
    told = await guest.say("Werner Kunz, werner.kunz@example.ch")
    assert said("details_passed", "en", details="Werner Kunz · werner.kunz@example.ch") in told.text
    assert "(Werner Kunz · werner.kunz@example.ch)" in reasons(demo)[-1]
