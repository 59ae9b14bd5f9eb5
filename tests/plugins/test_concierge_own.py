"""What guests tell of themselves: names, addresses, numbers and hours, whatever is said around them."""

from __future__ import annotations

import pytest

from bot.words.phrases import for_guests
from plugins.concierge.contact import RENAMED, read
from tests.plugins.conftest import Demo

CONCIERGE, TOPICS = for_guests("concierge"), for_guests("topics")
PRICE = {
    "es": "¿cuánto cuesta Villa Gaya del 5 al 12 de junio de 2027 para 4 personas?",
    "en": "how much is Villa Gaya from 5 to 12 June 2027 for 4 people?",
    "pt": "quanto custa a Villa Gaya de 5 a 12 de junho de 2027 para 4 pessoas?",
    "fr": "combien coûte la Villa Gaya du 5 au 12 juin 2027 pour 4 personnes ?",
    "de": "Was kostet Villa Gaya vom 5. bis 12. Juni 2027 für 4 Personen?",
    "it": "quanto costa Villa Gaya dal 5 al 12 giugno 2027 per 4 persone?",
}
BOOK = {
    "es": "quiero reservar Villa Gaya para 2 personas del 10 al 17 de agosto de 2027",
    "en": "I want to book Villa Gaya for 2 people from August 10 to August 17, 2027",
    "pt": "quero reservar Villa Gaya para 2 pessoas de 10 a 17 de agosto de 2027",
    "fr": "je réserve Villa Gaya pour 2 personnes du 10 au 17 août 2027",
    "de": "Ich möchte buchen: Villa Gaya für 2 Personen vom 10. bis 17. August 2027",
    "it": "vorrei prenotare Villa Gaya per 2 persone dal 10 al 17 agosto 2027",
}
HOMES = {
    "es": "casas para 4 personas del 5 al 12 de junio de 2027",
    "en": "homes for 4 people from 5 to 12 June 2027",
    "pt": "casas para 4 pessoas de 5 a 12 de junho de 2027",
    "fr": "maisons pour 4 personnes du 5 au 12 juin 2027",
    "de": "Häuser für 4 Personen vom 5. bis 12. Juni 2027",
    "it": "case per 4 persone dal 5 al 12 giugno 2027",
}


def say(key: str, language: str, **values: object) -> str:
    return CONCIERGE.say(key, spoken(language), **values)


def spoken(language: str) -> str:
    """As guests of a business in Europe are written to."""
    return "pt-PT" if language == "pt" else language


@pytest.mark.parametrize(
    ("text", "asked", "name"),
    [
        ("Fernando Cárdenas. oye, ¿se puede llegar a las 11?", "name", "Fernando Cárdenas"),
        ("Grace Adeyemi, is there parking?", "name", "Grace Adeyemi"),
        ("ya te lo dije, Pilar Quesada", "name", "Pilar Quesada"),
        ("Huber, Tobias", "name", "Tobias Huber"),
        ("hold up, do u need a deposit", "name", None),
        ("warte kurz, muss man was anzahlen", "name", None),
        ("wait my name is Tyler not hold up", "contact", "Tyler"),
        ("ok name's Tyler Okafor", "contact", "Tyler Okafor"),
        ("le nom est faux, c'est Lucas Moreau", RENAMED, "Lucas Moreau"),
        ("der Name stimmt nicht, Karin Vogel bitte", RENAMED, "Karin Vogel"),
        ("bitte auf Familie Steiner reservieren, 0664 1234567", None, "Familie Steiner"),
        ("Davide, 3395518820, dopo le 18", "details", "Davide"),
    ],
)
def test_name_is_read_whatever_is_said_around_it(text: str, asked: str | None, name: str | None) -> None:
    assert read(text, asked).name == name


async def test_booking_said_with_name_and_number_begins_a_request_and_calls_nobody(demo: Demo) -> None:
    for language, text in {
        "es": "perfecto, me la quedo. Nuria Campos, 622 334 455",
        "en": "great, we'll have it. Owen Pryce 07700 900123",
        "pt": "ok quero reservar essa. Juliana Prado, zap +55 11 98765-4321",
        "fr": "je réserve alors. Claire Vandenbroucke, 0475 12 34 56",
        "de": "gut, die nehmen wir. Katrin Vogel, 0151 23456789",
        "it": "Rossi Elena, 349 1234567",
    }.items():
        guest = demo.guest(language)
        answer = await guest.talk(PRICE[language], text)
        assert say("book_confirm", language) in answer.text, language
    assert demo.rows("SELECT 1 FROM events WHERE kind = 'handoff'") == []


async def test_name_and_party_given_before_the_home_are_kept_for_the_one_chosen(demo: Demo) -> None:
    for language, book, told, chosen in (
        ("es", "quiero reservar", "Nuria Campos, nuria@example.com, somos 4", "la segunda"),
        ("en", "I'd like to book", "Owen Pryce, owen@example.com, 4 adults", "number 2"),
        ("pt", "quero reservar", "António Lopes, antonio@example.com, 4 adultos", "a segunda"),
        ("fr", "je veux réserver", "Luc Moreau, luc@example.com, 4 adultes", "la deuxième"),
        ("de", "ich möchte buchen", "Katrin Vogel, katrin@example.com, 4 Erwachsene", "das zweite"),
        ("it", "vorrei prenotare", "Sandro Mancini, sandro@example.com, 4 adulti", "la seconda"),
    ):
        guest = demo.guest(language)
        noted = await guest.talk(HOMES[language], book, told)
        assert say("book_which", language) in noted.text, language
        assert told.rpartition(", ")[0].replace(", ", " · ") in noted.text
        assert say("book_confirm", language) in (await guest.say(chosen)).text, language


async def test_question_before_the_name_is_answered_and_second_thoughts_end_the_request(demo: Demo) -> None:
    for language, question, named, name, dropped in (
        ("es", "un segundito, ¿se paga por adelantado?", "va, soy Nuria Campos", "Nuria Campos",
         "mejor no, cancela"),
        ("en", "hold up, how do we pay", "ok name's Owen Pryce", "Owen Pryce",
         "leave it for now, I need to ask my wife"),
        ("fr", "attends, il faut payer à l'avance ?", "moi c'est Luc Moreau", "Luc Moreau",
         "non attends finalement on annule, je dois voir avec les gars"),
        ("de", "warte kurz, muss man was anzahlen", "also ich heiß Torben Krause", "Torben Krause",
         "ach nee, lassen wir das erstmal"),
        ("it", "aspetti un attimo, si paga subito tutto", "allora il nome è Ilaria Fusco", "Ilaria Fusco",
         "no guardi, lasci perdere"),
    ):  # fmt: skip
        guest = demo.guest(language)
        asked = await guest.talk(BOOK[language], question)
        assert "30" in asked.text, language
        assert asked.text.endswith(say("book_name", language))
        assert (await guest.say(named)).text == say("book_contact", language, name=name)
        assert (await guest.say(dropped)).text.startswith(say("book_cancelled", language))


async def test_hour_to_be_called_at_is_said_back_and_told_staff(demo: Demo) -> None:
    for language, person, told, hour in (
        ("es", "quiero que me llame una persona", "655 210 943, mejor por las tardes", "mejor por las tardes"),
        (
            "en",
            "I'd rather talk to a real person",
            "Owen Pryce, 07700 900123. Afternoons are best",
            "Afternoons are best",
        ),
        ("pt", "queria falar com um humano", "912 345 678, liguem-me de manhã", "liguem-me de manhã"),
        ("fr", "on peut m'appeler ?", "0612 34 56 78, Luc Moreau, plutôt après 18h", "plutôt après 18h"),
        ("de", "kann mich jemand zurückrufen?", "0171 5550199, am besten abends", "am besten abends"),
        ("it", "mi passa una persona?", "Davide, 3395518820, dopo le 18", "dopo le 18"),
    ):
        guest = demo.guest(language)
        asked = await guest.talk(HOMES[language], person)
        assert asked.content.intent
        assert asked.content.intent.guests == 4, language
        answer = await guest.say(told)
        assert TOPICS.say("said.when_passed", spoken(language), words=hour) in answer.text, language
        last = demo.rows(
            "SELECT details ->> 'reason' FROM events WHERE kind = 'handoff' ORDER BY event_id DESC LIMIT 1"
        )
        assert hour in str(last[0][0])


async def test_who_asks_somebody_at_home_first_agrees_to_nothing(demo: Demo) -> None:
    for language, question, text in (
        ("es", "¿la primera tiene caja fuerte?", "vale lo comento en casa, gracias, un besito"),
        ("en", "is there a safe in the first one?", "ok I'll chat with the girls, thanks, byeee"),
        ("pt", "a primeira tem cofre?", "ok vou falar com o marido, obrigada, beijinhos"),
        ("fr", "la première a un coffre-fort ?", "ok j'en parle à mon mari, merci, bisous"),
        ("de", "hat das erste einen Safe?", "ok ich besprech das mit meinem Mann, danke, lg"),
        ("it", "la prima ha la cassaforte?", "ok ne parlo col marito, grazie, un bacio"),
    ):
        answer = await demo.guest(language).talk(HOMES[language], question, text)
        assert answer.text == TOPICS.say("said.later", spoken(language)), language
    assert demo.rows("SELECT 1 FROM events WHERE kind = 'handoff'") == []


async def test_who_wants_no_advertising_is_not_asked_about_erasure(demo: Demo) -> None:
    for language, text in {
        "es": "¿qué hacéis con mi teléfono? no quiero que me mandéis publicidad",
        "en": "what do you do with my data? I don't want adverts",
        "pt": "o que fazem com os meus dados? não quero publicidade",
        "fr": "vous faites quoi de mes données ? pas de pub svp",
        "de": "was macht ihr mit meiner Nummer? keine Werbung bitte",
        "it": "cosa fate con i miei dati? niente pubblicità per favore",
    }.items():
        answer = await demo.guest(language).say(text)
        assert answer.text.endswith(TOPICS.say("said.no_ads", spoken(language))), language
        assert TOPICS.say("said.privacy", spoken(language)) not in answer.text


async def test_what_is_told_beside_the_yes_stands_in_the_request(demo: Demo) -> None:
    guest = demo.guest("en")
    await guest.talk(BOOK["en"], "Owen Pryce, owen@example.com")
    assert say("book_not_sent", "en") in (await guest.say("is it booked now?")).text
    sent = await guest.say("yes send it and can you add that we need the cot pls")
    assert sent.text.endswith("cot.")
    guest = demo.guest("de")
    await guest.talk(BOOK["de"], "Katrin Vogel, katrin@example.com", "079 555 12 34, und ja so senden")
    phones = demo.rows("SELECT guest_phone FROM guest_reservations ORDER BY guest_name")
    assert phones == [("079 555 12 34",), (None,)]
