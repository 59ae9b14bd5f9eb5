"""The home in question: pointed at by a part of its name, weighed against another, kept while the journey changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.numbers import format_currency

from bot.offers.quoting import quote
from bot.offers.whereabouts import same_place
from bot.words.languages import written_in
from tests.plugins.conftest import Demo
from tests.support.calendar import NEXT_YEAR as YEAR
from tests.support.guest import names

FROM, UNTIL = date(YEAR, 7, 10), date(YEAR, 7, 17)
AZUL, CALETA, MIRABLAU = "Villa Azul", "Sa Caleta apartment with loft", "Casa Mirablau, sea view villa"
PITA = "La Casita de Pita, Cala en Porter"
SEARCH = {
    "es": f"Somos 4 adultos, del 10 al 17 de julio de {YEAR}, con piscina",
    "en": f"4 adults, 10 to 17 July {YEAR}, with a pool",
    "pt": f"Somos 4 adultos, de 10 a 17 de julho de {YEAR}, com piscina",
    "fr": f"Nous sommes 4 adultes, du 10 au 17 juillet {YEAR}, avec piscine",
    "de": f"Wir sind 4 Erwachsene, 10. bis 17. Juli {YEAR}, mit Pool",
    "it": f"Siamo 4 adulti, dal 10 al 17 luglio {YEAR}, con piscina",
}


async def test_a_part_of_a_name_points_at_the_home_whatever_else_is_said(demo: Demo) -> None:
    for locale, text, home in (
        ("es", "la mirablau, ¿tiene la piscina cercada? mi hija tiene 4 años", MIRABLAU),
        ("en", "is the pool at the azul one private? we've a 3 year old", AZUL),
        ("pt", "e a Mirablau tem estacionamento? vamos com uma criança de 2 anos", MIRABLAU),
        ("fr", "et Mirablau, elle a la clim ?", MIRABLAU),
        ("de", "hat die Mirablau einen Parkplatz? unser Kleiner ist 3", MIRABLAU),
        ("it", "la Sa Caleta ha il parcheggio? il piccolo ha 3 anni", CALETA),
    ):
        guest = demo.guest(locale)
        shown = names(await guest.say(SEARCH[locale]))
        answer = await guest.say(text)
        assert home in answer.text, text
        assert not any(name in answer.text for name in shown if name != home), text
        assert names(answer) == [], text


async def test_of_two_homes_the_point_is_answered_and_no_third_is_named(demo: Demo) -> None:
    for locale, text, first in (
        ("es", "¿qué opción es más barata, la villa azul o sa caleta?", f"Es **{CALETA}**"),
        ("en", "which one's cheaper, villa azul or sa caleta?", f"That's **{CALETA}**"),
        ("pt", "Villa Azul ou Sa Caleta, qual tem mais quartos?", "Nisso são iguais: 3 quartos."),
        ("fr", "Villa Azul ou Sa Caleta, laquelle est la plus grande ?", f"C'est **{AZUL}**"),
        ("de", "Was ist der Unterschied zwischen Villa Azul und Sa Caleta?", "Hier sind sie im Vergleich:"),
        ("it", "tra Villa Azul e Sa Caleta quale mi consiglia?", f"Io sceglierei **{AZUL}**"),
    ):
        guest = demo.guest(locale)
        shown = names(await guest.say(SEARCH[locale]))
        answer = await guest.say(text)
        assert answer.text.startswith(first), text
        assert not any(name in answer.text for name in shown if name not in (AZUL, CALETA)), text


async def test_one_is_compared_with_that_which_was_spoken_of(demo: Demo) -> None:
    for locale, price, text in (
        ("es", "¿cuánto cuesta Villa Azul?", "comparala con la primera"),
        ("pt", "quanto custa a Villa Azul?", "compara essa com a primeira"),
        ("it", "quanto costa Villa Azul?", "la confronti con la prima"),
        ("de", "was kostet Villa Azul?", "vergleichen Sie die mal mit der ersten"),
    ):
        guest = demo.guest(locale)
        shown = names(await guest.say(SEARCH[locale]))
        other = shown[0]
        answer = (await guest.talk(price, text)).text
        assert AZUL in answer, text
        assert other in answer, text
        assert answer.count("\n- **") <= 2, text


async def test_the_home_spoken_of_is_kept_while_the_journey_changes(demo: Demo) -> None:
    later = quote(demo.units[AZUL], date(YEAR, 7, 12), date(YEAR, 7, 19)).total
    cost = format_currency(later, "EUR", locale="pt_PT")
    for locale, price, text, told in (
        ("en", "how much is villa azul?", "my mum is coming too so we'd be 5 adults, is that still ok?", "Yes,"),
        ("es", "¿cuánto cuesta Villa Azul?", "es que mi hermano también viene, seríamos 5 adultos", "Sí,"),
        ("de", "was kostet Villa Azul?", "und wenn wir zu fünft kommen?", "Ja,"),
        ("pt", "quanto custa a Villa Azul?", "e se formos de 12 a 19 de julho?", cost),
        ("fr", "combien coûte Villa Azul ?", "et si on vient du 12 au 19 juillet, ça passe toujours ?", "12–19"),
        ("it", "quanto costa Villa Azul?", "alla fine veniamo dal 12 al 19 luglio, quanto verrebbe?", "12–19"),
    ):  # fmt: skip
        answer = (await demo.guest(locale).talk(SEARCH[locale], price, text)).text
        assert AZUL in answer, text
        assert told in answer.split("\n- ")[0] or told in answer, text


async def test_a_stay_too_short_is_said_once_with_the_shortest_that_works(demo: Demo) -> None:
    shortest = demo.units[PITA].pricing
    assert shortest is not None
    end = date(YEAR, 7, 26) + timedelta(days=shortest.min_nights)
    total = quote(demo.units[PITA], date(YEAR, 7, 26), end).total
    for locale, text, yes in (
        ("en", f"how much is La Casita de Pita from 26 to 28 July {YEAR} for 4?", "yes"),
        ("es", f"¿cuánto cuesta la Casita de Pita del 26 al 28 de julio de {YEAR} para 4?", "sí"),
        ("de", f"Was kostet La Casita de Pita vom 26. bis 28. Juli {YEAR} für 4 Personen?", "ja"),
        ("fr", f"La Casita de Pita du 26 au 28 juillet {YEAR} pour 4, c'est combien ?", "oui"),
    ):
        guest = demo.guest(locale)
        answer = (await guest.say(text)).text
        assert answer.count(PITA) == 1, text
        assert answer.count("?") == 1, text
        assert format_currency(total, "EUR", locale=locale) in answer, text
        agreed = await guest.say(yes)
        assert format_currency(total, "EUR", locale=locale) in agreed.text, text


async def test_each_clause_is_about_its_own_homes(demo: Demo) -> None:
    for locale, text in (
        ("en", "how much are all four? and does the third have wifi?"),
        ("es", "¿cuánto cuestan todas? ¿y cuántos baños tiene la segunda?"),
        ("it", "quanto costano tutte? e la seconda quante camere ha?"),
        ("de", "was kosten alle vier? und hat die zweite einen Garten?"),
    ):
        guest = demo.guest(locale)
        shown = names(await guest.say(SEARCH[locale]))
        answer = (await guest.say(text)).text
        prices, _, rest = answer.rpartition("\n- ")[2].partition("\n\n")
        assert all(name in answer for name in shown), text
        assert shown[3] in prices, text
        asked = shown[2 if "third" in text else 1]
        assert asked in rest, text
        assert not any(name in rest for name in shown if name != asked), text


async def test_what_is_free_and_what_no_row_proves_is_said_with_the_list(demo: Demo) -> None:
    for locale, text, told in (
        ("en", f"what do you have available 10-17 July {YEAR} for 4?", "I can't see the calendar"),
        ("de", f"was haben Sie vom 10. bis 17. Juli {YEAR} für 4 Personen noch frei?", "Belegungskalender"),
        ("es", f"casa para 4 del 10 al 17 de julio de {YEAR} con jardín vallado", "vallado"),
        ("fr", f"maison pour 4 du 10 au 17 juillet {YEAR} avec piscine chauffée", "heated"),
        ("pt", f"casa para 4, de 10 a 17 de julho de {YEAR}, com piscina privada", "de uso privativo"),
    ):
        answer = await demo.guest(locale).say(text)
        assert names(answer), text
        assert told in answer.text, text


async def test_a_home_is_described_in_the_guests_language_alone(demo: Demo) -> None:
    for locale, text in (("es", "cuéntame más de villa azul"), ("de", "erzählen Sie mir mehr über Villa Azul")):
        answer = (await demo.guest(locale).talk(SEARCH[locale], text)).text
        assert AZUL in answer
        assert "Welcome" not in answer
    assert "Welcome" in (await demo.guest("en").talk(SEARCH["en"], "tell me more about villa azul")).text


@pytest.mark.parametrize("said", ["Minorque", "Minorca", "Menorka", "Menorca"])
def test_a_place_is_known_by_its_names_in_other_languages(said: str) -> None:
    assert same_place(said, "Alaior, Menorca")
    assert not same_place(said, "Palma, Mallorca")


def test_small_words_tell_what_a_text_is_written_in() -> None:
    assert written_in("The house is by the sea and has a garden with a view.") == "en"
    assert written_in("La casa está junto al mar y tiene un jardín con vistas para los niños.") == "es"
    assert written_in("Villa Azul") is None


async def test_a_home_is_known_by_what_it_is_and_not_by_what_is_denied(demo: Demo) -> None:
    for locale, before, text, home in (
        ("es", "Villa Gaya", "la Villa Gaya no, la Petita. ¿cuántos dormitorios tiene?", "Villa Petita, Ciutadella"),
        ("en", "Villa Gaya", "not Villa Gaya, the bungalow! how many bedrooms?", "Bungalow between the beaches"),
        ("pt", "Villa Gaya", "não é a Villa Gaya, é a Casa Solera. quantos quartos tem?", "Casa Solera, Cala Blanca"),
        ("fr", "Villa Gaya", "pas Villa Gaya, le bungalow ! combien de chambres ?", "Bungalow between the beaches"),
        ("de", "Villa Gaya", "nicht Villa Gaya, das Bungalow! wie viele Schlafzimmer?", "Bungalow between the beaches"),
        ("it", "Villa Gaya", "NO villa gaya. il bungalow!! quante camere ha?", "Bungalow between the beaches"),
    ):
        guest = demo.guest(locale)
        await guest.talk(SEARCH[locale], home, before)
        answer = await guest.say(text)
        assert f"**{home}**" in answer.text, text
        assert "Gaya" not in answer.text, text


async def test_a_word_of_a_name_is_no_wish(demo: Demo) -> None:
    guest = demo.guest("es")
    await guest.say(SEARCH["es"])
    answer = await guest.say("La Terrassa")
    assert names(answer) == ["Casa Terrassa, Ciutadella coast"]
    answer = await guest.say("¿tiene jacuzzi la Terrassa?")
    assert "jacuzzi" in answer.text
    assert "terraza" not in answer.text
