"""What is decided about a request: changed, kept, held back or given up; what is held; a question passed on beside."""

from __future__ import annotations

import pytest

from bot.types import LedgerMessage
from bot.words.phrases import for_guests
from tests.plugins.conftest import Demo
from tests.plugins.test_concierge_requests import BOOK, STAY, YEAR, begun, say
from tests.support.guest import GuestOnTest

TOPICS = for_guests("topics")
CAUTION = {
    "es": "¿hay que dejar depósito?",
    "en": "is there a deposit?",
    "pt": "é preciso deixar caução?",
    "fr": "il y a une caution à payer ?",
    "de": "muss man eine Kaution hinterlegen?",
    "it": "c'è una cauzione?",
}


async def summarised(demo: Demo, language: str) -> GuestOnTest:
    guest, _ = await begun(demo, language)
    await guest.say("Laura Sanz, laura.sanz@example.com")
    return guest


def is_sent(answer: LedgerMessage) -> bool:
    return "LB-" in answer.text


async def test_a_change_at_the_summary_changes_the_request_that_is_there(demo: Demo) -> None:
    for language, text, new in (
        ("es", "espera, quiero cambiar algo, nos quedamos hasta el 19", "10–19"),
        ("en", "hang on, I'd like to change it, we're staying till the 19th", "10–19"),
        ("pt", "espere, queria alterar, ficamos até dia 19", "10–19"),
        ("fr", "attendez, je voudrais changer, on reste jusqu'au 19", "10–19"),
        ("de", "moment, ich möchte was ändern, wir bleiben bis zum 19.", "10.–19."),
        ("it", "aspetti vorrei cambiare, restiamo fino al 19", "10–19"),
    ):
        guest = await summarised(demo, language)
        answer = await guest.say(text)
        assert answer.text.startswith(say("book_summary_changed", language)), text
        assert new in answer.text, text
        assert "Laura Sanz" in answer.text, text


async def test_what_is_to_be_changed_is_asked_and_nothing_is_sent(demo: Demo) -> None:
    for language, text in (
        ("es", "quiero modificar la solicitud"),
        ("en", "I want to change the request"),
        ("pt", "quero alterar o pedido"),
        ("fr", "je veux modifier la demande"),
        ("de", "ich will die Anfrage ändern"),
        ("it", "voglio modificare la richiesta"),
    ):
        answer = await (await summarised(demo, language)).say(text)
        assert answer.text == say("book_change", language), text


async def test_a_request_is_given_up_in_whatever_words(demo: Demo) -> None:
    for language, text in (
        ("es", "le digo que cancelo la solicitud"),
        ("es", "ah no, anúlela, lo pensamos. gracias, adiós"),
        ("en", "scrap the request please"),
        ("en", "I said I'm cancelling the request"),
        ("pt", "já disse que anulo o pedido"),
        ("fr", "j'ai dit que j'annule la demande"),
        ("de", "ich habe gesagt, ich breche die Anfrage ab"),
        ("de", "ich ziehe die Anfrage zurück"),
        ("it", "anzi no annulli, ci pensiamo. grazie ciao"),
        ("it", "ho detto che annullo la richiesta"),
    ):
        answer = await (await summarised(demo, language)).say(text)
        assert answer.text.startswith(say("book_cancelled", language)), text


async def test_a_denied_verb_turns_what_is_decided(demo: Demo) -> None:
    for language, keep, hold in (
        ("es", "no, no la cancele", "al final no, no la envíe"),
        ("en", "please don't cancel the request", "no wait don't send it"),
        ("pt", "não, não cancele", "não envie, deixe"),
        ("fr", "non, n'annulez pas", "non ne l'envoyez pas"),
        ("de", "nein, nicht stornieren", "nein schicken Sie sie nicht ab"),
        ("it", "no, non annulli", "no non la mandi"),
    ):
        guest = await summarised(demo, language)
        answer = await guest.say(keep)
        assert answer.text == f"{say('book_back', language)} {say('book_confirm', language)}", keep
        answer = await guest.say(hold)
        assert answer.text == f"{say('book_not_sent', language)} {say('book_change', language)}", hold


async def test_terms_that_are_asked_about_give_nothing_up(demo: Demo) -> None:
    for language, text in (
        ("es", "¿se puede cancelar gratis?"),
        ("en", "is it free to cancel later"),
        ("pt", "dá para cancelar de graça"),
        ("fr", "on peut annuler gratuitement"),
        ("de", "kann man kostenlos stornieren"),
        ("it", "si può annullare gratis"),
    ):
        answer = await (await summarised(demo, language)).say(text)
        assert say("book_cancelled", language) not in answer.text, text
        assert answer.text.endswith(say("book_confirm", language)), text
        assert not is_sent(answer), text


async def test_nothing_is_held_but_a_request_can_be_prepared(demo: Demo) -> None:
    for language, text in (
        ("es", "¿me la apartan o no?"),
        ("es", "¿me la puedes guardar hasta mañana?"),
        ("en", "so are you reserving it for me or not?"),
        ("pt", "consegue guardar-ma até amanhã?"),
        ("fr", "vous me la réservez ou pas ?"),
        ("de", "können Sie das bis morgen für uns zurücklegen?"),
        ("it", "me la tiene fino a domani?"),
    ):
        guest = demo.guest(language)
        await guest.say(STAY[language])
        answer = await guest.say(text)
        name = "Villa Petita, Ciutadella"
        expected = f"{say('book_not_held', language)}\n\n{say('book_this', language, name=name)}"
        assert answer.text == expected, text


async def test_a_yes_to_the_team_is_passed_on_and_the_rest_is_answered(demo: Demo) -> None:
    for language, text, word in (
        ("es", "sí, pregunta. y mientras, ¿tiene wifi?", "wifi"),
        ("en", "yes ask them. meanwhile, does it have wifi?", "wifi"),
        ("pt", "sim, pergunte sff. e tem wifi?", "Wi-Fi"),
        ("fr", "oui demandez, et sinon il y a le wifi ?", "Wi-Fi"),
        ("de", "ja fragen Sie bitte. hat sie eigentlich WLAN?", "WLAN"),
        ("it", "sì chieda, e intanto c'è il wifi?", "Wi-Fi"),
    ):
        guest = demo.guest(language)
        await guest.talk(STAY[language], CAUTION[language])
        answer = await guest.say(text)
        passed = TOPICS.say("said.question_passed", "pt-PT" if language == "pt" else language)
        assert answer.text.startswith(passed), text
        assert word.casefold() in answer.text.removeprefix(passed).casefold(), text


@pytest.mark.parametrize("language", ["pt"])
async def test_another_home_is_taken_instead_of_the_wrong_one(demo: Demo, language: str) -> None:
    guest = demo.guest(language)
    await guest.say(f"casa com piscina para 6 de 6 a 16 de agosto de {YEAR}")
    await guest.say(BOOK[language] + "a Casa de la Torre")
    answer = await guest.say("ih, cliquei errado, não era essa não. quero a Punta Prima")
    assert "Villa Punta Prima" in answer.text
    await guest.say("Não, o pedido é pra Villa Punta Prima, não pra Casa de la Torre")
    summary = await guest.say("Juliana Moraes, juliana@example.com")
    assert "**Villa Punta Prima" in summary.text
