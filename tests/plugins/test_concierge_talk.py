"""What is said about the search, prices and in small talk, in six languages, on the demo's catalog."""

from __future__ import annotations

from datetime import date

import pytest
from babel.numbers import format_currency

from bot.offers.fitting import is_far_off
from bot.offers.quoting import quote, to_minor_unit
from bot.types import Intent
from tests.plugins.conftest import Demo
from tests.support.calendar import NEXT_YEAR as YEAR
from tests.support.guest import cards, names

FROM, UNTIL = date(YEAR, 7, 10), date(YEAR, 7, 17)
SEARCH = {
    "en": f"a house with a pool for 6 people from July 10 to July 17, {YEAR}",
    "es": f"casa con piscina para 6 personas del 10 al 17 de julio de {YEAR}",
    "pt": f"casa com piscina para 6 pessoas de 10 a 17 de julho de {YEAR}",
    "fr": f"une maison avec piscine pour 6 personnes du 10 au 17 juillet {YEAR}",
    "de": f"Ferienhaus mit Pool für 6 Personen vom 10. bis 17. Juli {YEAR}",
    "it": f"casa con piscina per 6 persone dal 10 al 17 luglio {YEAR}",
}
PARTING = {
    "en": ("thanks, I'll talk to my husband and get back to you", "take your time"),
    "es": ("genial, mil gracias! lo hablo con mi marido y te digo", "sin prisa"),
    "pt": ("vou falar com a minha mulher e já digo", "sem pressa"),
    "fr": ("merci, j'en parle à mon mari et je reviens vers vous", "prenez votre temps"),
    "de": ("ich spreche mit meinem Mann und melde mich", "lassen Sie sich Zeit"),
    "it": ("boh sento gli altri, grazie", "con calma"),
}
EACH = {
    "en": "how much is that each?",
    "es": "¿cuánto sale por cabeza?",
    "pt": "e quanto fica por pessoa?",
    "fr": "ça fait combien par personne ?",
    "de": "was kostet das pro Kopf?",
    "it": "quanto viene a testa?",
}
ALL = pytest.mark.parametrize("locale", SEARCH)


@ALL
async def test_a_goodbye_is_answered_warmly_and_without_homes(demo: Demo, locale: str) -> None:
    said, warm = PARTING[locale]
    answer = await demo.guest(locale).talk(SEARCH[locale], said)
    assert warm in answer.text
    assert names(answer) == []


@ALL
async def test_a_price_a_head_is_each_total_divided_by_the_party(demo: Demo, locale: str) -> None:
    guest = demo.guest(locale)
    shown = names(await guest.say(SEARCH[locale]))
    answer = await guest.say(EACH[locale])
    for name in shown:
        share = to_minor_unit(quote(demo.units[name], FROM, UNTIL).total / 6, "EUR")
        [line] = [line for line in answer.text.splitlines() if name in line]
        assert f"{share}".replace(".", "." if locale == "en" else ",") in line
    assert names(answer) == []


@pytest.mark.parametrize(
    ("locale", "again"),
    [("en", "we are 6"), ("es", "somos 6 ya te lo dije jaja"), ("de", "wir sind 6"), ("it", "siamo in 6")],
)
async def test_what_is_said_again_shows_no_list_again(demo: Demo, locale: str, again: str) -> None:
    guest = demo.guest(locale)
    shown = names(await guest.say(SEARCH[locale]))
    assert names(await guest.say(again)) == []
    second = await guest.say({"en": "photos of the second", "es": "fotos de la segunda", "de": "Fotos der zweiten",
                              "it": "foto della seconda"}[locale])  # fmt: skip
    assert names(second) == [shown[1]]


async def test_homes_that_still_fit_keep_their_places_when_the_days_change(demo: Demo) -> None:
    guest = demo.guest("es")
    before = names(await guest.say("casa con piscina para 4 en junio"))
    after = names(await guest.say("del 14 al 19 de junio"))
    kept = [name for name in before if name in after]
    assert kept
    assert after[: len(kept)] == kept


@pytest.mark.parametrize(("locale", "text"), [("en", "too expensive"), ("es", "muy caro"), ("fr", "c'est trop cher")])
async def test_too_expensive_says_what_would_cost_less(demo: Demo, locale: str, text: str) -> None:
    guest = demo.guest(locale)
    search = {"en": "a house with a pool and a hot tub for 2 people from July 10 to July 17",
              "es": "casa con piscina y jacuzzi para 2 personas del 10 al 17 de julio",
              "fr": "une maison avec piscine et jacuzzi pour 2 personnes du 10 au 17 juillet"}[locale]  # fmt: skip
    limit = min(card.quote.total for card in cards(await guest.say(search)) if card.quote)
    answer = await guest.say(text)
    assert format_currency(limit, "EUR", locale=locale) in answer.text
    assert len([line for line in answer.text.splitlines() if line.startswith("- ")]) >= 1
    assert len(answer.content.suggestions) >= 2


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "is it cheaper in May or July?"),
        ("es", "cuál es más barato mayo o julio?"),
        ("fr", "c'est moins cher en mai ou en juillet ?"),
        ("de", "ist es im Mai oder im Juli günstiger?"),
        ("it", "costa meno a maggio o a luglio?"),
        ("pt", "é mais barato em maio ou julho?"),
    ],
)
async def test_two_months_are_compared_each_by_its_own_price(demo: Demo, locale: str, text: str) -> None:
    answer = await demo.guest(locale).say(text)
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert len(lines) == 2
    assert names(answer) == []
    assert answer.content.intent is None or answer.content.intent.period is None


async def test_a_whole_month_is_priced_as_one_stay(demo: Demo) -> None:
    guest = demo.guest("es")
    first = await guest.say(f"apartamento todo noviembre de {YEAR} para mí solo, con wifi")
    assert "¿Te vienen bien estas fechas" in first.text
    answer = await guest.say("¿cuánto sería el mes completo?")
    for name in names(first):
        total = quote(demo.units[name], date(YEAR, 11, 1), date(YEAR, 11, 30)).total
        assert format_currency(total, "EUR", locale="es") in answer.text
    agreed = await guest.say("sí")
    assert agreed.content.intent
    assert agreed.content.intent.check_in == date(YEAR, 11, 1)


async def test_a_period_that_leaves_no_choice_is_proposed_and_a_yes_takes_it(demo: Demo) -> None:
    guest = demo.guest("es")
    offered = await guest.talk("somos 2", f"el puente del 1 de mayo de {YEAR}")
    assert "estas fechas" in offered.text
    assert "«" not in offered.text
    taken = await guest.say("sí")
    assert taken.content.intent
    assert taken.content.intent.check_in


@pytest.mark.parametrize(
    ("locale", "text", "said"),
    [
        ("pt", "vcs são péssimos", "Lamento"),
        ("de", "ihr seid echt das letzte. ich schreib ne 1-sterne bewertung", "tut mir wirklich leid"),
        ("en", "what a joke", "sorry"),
        ("fr", "allez vous faire voir", "désolé"),
        ("en", "how long is this gonna take", "can't say exactly when"),
        ("it", "quante ore ci mettete a rispondere?", "Non posso dire esattamente quando"),
        ("pt", "isto é um robô? e guardam as minhas mensagens?", "assistente virtual"),
        ("de", "Ich will nichts löschen", "nichts gelöscht"),
        ("it", "come ti chiami?", "assistente virtuale"),
        ("pt", "e neva em menorca?", "previsões"),
        ("pt", "O meu pai quer saber se há missa na terra ao domingo", "equipa"),
        ("pt", "fazem mais barato que no Airbnb?", "outros sites"),
        ("de", "Was kostet das in CHF?", "Wechselkurse"),
    ],
)
async def test_each_remark_gets_an_answer_of_its_own(demo: Demo, locale: str, text: str, said: str) -> None:
    answer = await demo.guest(locale).say(text)
    assert said in answer.text
    assert names(answer) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "which would you pick for the kids?"),
        ("es", "¿cuál me recomiendas?"),
        ("pt", "qual vc escolheria pra trabalhar?"),
        ("fr", "lequel pour nous ?"),
        ("de", "welche würden Sie nehmen?"),
        ("it", "tu quale sceglieresti per i bambini?"),
    ],
)
async def test_advice_names_two_at_most_with_reasons(demo: Demo, locale: str, text: str) -> None:
    guest = demo.guest(locale)
    shown = names(await guest.say(SEARCH[locale]))
    answer = await guest.say(text)
    assert 1 <= sum(name in answer.text for name in shown) <= 2
    assert names(answer) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("es", "tenemos una reserva ya hecha para octubre y hay que cambiar los dias"),
        ("en", "we've already booked with you for October and need to move the dates to the 12th"),
        ("de", "wir haben schon gebucht für Oktober und müssen die Tage ändern"),
        ("fr", "on a déjà réservé pour octobre, il faut changer les dates"),
        ("pt", "já temos reserva feita para outubro e precisamos mudar os dias"),
    ],
)
async def test_days_of_a_booking_that_exists_are_no_search(demo: Demo, locale: str, text: str) -> None:
    answer = await demo.guest(locale).say(text)
    assert names(answer) == []
    assert demo.rows("SELECT count(*) FROM events WHERE kind = 'handoff'") == [(1,)]


@ALL
async def test_a_couple_is_offered_homes_of_its_size_first(demo: Demo, locale: str) -> None:
    two = {"en": "a place for two in May", "es": "algo para dos en mayo", "pt": "algo para dois em maio",
           "fr": "un logement pour deux en mai", "de": "etwas für zwei im Mai",
           "it": "qualcosa per due a maggio"}  # fmt: skip
    answer = await demo.guest(locale).say(two[locale])
    assert names(answer)
    assert not any(is_far_off(demo.units[name], Intent(guests=2)) for name in names(answer))
    assert all((demo.units[name].max_guests or 0) >= 2 for name in names(answer))
