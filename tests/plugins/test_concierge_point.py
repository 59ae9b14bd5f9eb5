"""Answers to what is asked, and to no more: budgets, prices that change, warm pools, the month in question."""

from __future__ import annotations

from bot.words.features import label
from bot.words.phrases import for_guests
from tests.plugins.conftest import Demo
from tests.support.calendar import NEXT_YEAR as YEAR

SAY = for_guests("concierge").say
TOPICS = for_guests("topics").say


async def test_a_home_over_the_budget_is_said_to_be_so_and_is_not_offered_for_a_request(demo: Demo) -> None:
    rows = (
        (
            "es",
            f"somos 8 del 7 al 14 de agosto de {YEAR}, máximo 3000 euros en total",
            "¿Villa Raia entra en mi presupuesto?",
        ),
        ("en", f"8 of us, 7 to 14 August {YEAR}, max 3000 euros in total", "isn't Villa Raia over our budget?"),
        (
            "de",
            f"8 Personen, 7. bis 14. August {YEAR}, maximal 3000 Euro insgesamt",
            "Ist die Villa Raia über meinem Budget?",
        ),
        (
            "it",
            f"siamo in 8 dal 7 al 14 agosto {YEAR}, massimo 3000 euro in totale",
            "la Villa Raia rientra nel mio budget?",
        ),
    )
    for language, trip, question in rows:
        guest = demo.guest(language)
        await guest.say(trip)
        answer = (await guest.say(question)).text
        budget = SAY("over_budget", language, name="Villa Raia, Binibeca Nou", budget="|").split("|")[0]
        assert answer.startswith(budget), (language, answer)
        assert SAY("book_this", language, name="Villa Raia, Binibeca Nou") not in answer


async def test_the_cheapest_with_a_thing_has_it_and_is_not_asked_for_again(demo: Demo) -> None:
    rows = (
        ("es", f"somos 4 del 3 al 10 de julio de {YEAR}", "¿cuál es el más barato con piscina?"),
        ("en", f"4 of us, 3 to 10 July {YEAR}", "which is the cheapest with a pool?"),
        ("fr", f"nous sommes 4 du 3 au 10 juillet {YEAR}", "laquelle est la moins chère avec piscine ?"),
        ("de", f"wir sind 4 vom 3. bis 10. Juli {YEAR}", "welche mit Pool ist am günstigsten?"),
    )
    for language, trip, question in rows:
        guest = demo.guest(language)
        await guest.say(trip)
        answer = await guest.say(question)
        assert "Girasoles" in answer.text, (language, answer.text)
        assert SAY("buttons.cheapest", language) not in answer.content.suggestions


async def test_one_month_is_told_once_and_a_view_of_the_sea_is_no_weather(demo: Demo) -> None:
    rows = (
        ("es", "¿qué tiempo hace en mayo? ¿da para meterse al mar?", "mayo", "enero"),
        ("en", "what's the weather like in May? can we swim in the sea?", "14", "January"),
        ("it", "che tempo fa a maggio? si può fare il bagno?", "maggio", "gennaio"),
        ("de", "wie ist das Wetter im Mai? kann man schon im Meer baden?", "14", "Januar"),
    )
    for language, question, month, other in rows:
        answer = (await demo.guest(language).say(question)).text
        assert month in answer, (language, answer)
        assert other not in answer, (language, answer)
    guest = demo.guest("es")
    await guest.say(f"somos 4 del 3 al 10 de julio de {YEAR}")
    assert "vistas al mar" in (await guest.say("¿y cuál tiene vistas al mar?")).text


async def test_money_back_in_case_of_cancelling_is_no_refund_that_is_demanded(demo: Demo) -> None:
    rows = (
        ("es", "si cancelo, ¿me devolvéis el dinero?", "30"),
        ("en", "What if we have to cancel because of ill health? Would we get our money back?", "30 days"),
        ("pt", "se reservar e depois desistir, devolvem o dinheiro?", "30 dias"),
        ("de", "Und was ist, wenn meine Mutter krank wird, bekommen wir das Geld zurück?", "30 Tage"),
        ("fr", "si on annule, est-ce qu'on est remboursés ?", "30 jours"),
    )
    for language, question, told in rows:
        answer = (await demo.guest(language).say(question)).text
        assert told in answer, (language, answer)
        assert TOPICS("said.refund", language) not in answer, (language, answer)
        assert TOPICS("unknown.policy_deposit", language) not in answer, (language, answer)


async def test_what_the_house_says_of_all_pools_is_no_answer_for_one(demo: Demo) -> None:
    rows = (
        ("es", "¿la piscina de Villa Azul está climatizada?"),
        ("it", "la piscina di Villa Azul è riscaldata?"),
        ("en", "is the pool at Villa Azul heated?"),
    )
    for language, question in rows:
        answer = (await demo.guest(language).say(question)).text
        details = TOPICS("detail.heated", language)
        assert SAY("detail_unstated_of", language, name="Villa Azul", details=details) in answer, (language, answer)


async def test_beds_and_rooms_wifi_and_a_washer_are_one_sentence_and_bath_towels_no_bathrooms(demo: Demo) -> None:
    rows = (
        ("de", "wie viele Schlafzimmer und Betten hat die Villa Gaya?", 1),
        ("en", "does Villa Gaya have wifi and a washing machine?", 1),
        ("it", "la Villa Gaya ha gli asciugamani da bagno?", 1),
        ("fr", "combien de chambres et de lits à la Villa Gaya ?", 1),
    )
    for language, question, count in rows:
        answer = (await demo.guest(language).say(question)).text
        assert answer.count("**Villa Gaya") <= count, (language, answer)
        assert "«" not in answer


async def test_another_day_is_compared_with_the_price_before_where_that_is_asked(demo: Demo) -> None:
    rows = (
        (
            "es",
            (f"somos 4 del 10 al 17 de junio de {YEAR}", "¿cuánto cuesta Villa Azul?"),
            "y del 10 al 17 de julio, ¿cambia el precio?",
        ),
        (
            "it",
            (f"siamo in 4 dal 10 al 17 giugno {YEAR}", "quanto costa Villa Azul?"),
            "e dal 10 al 17 luglio, cambia il prezzo?",
        ),
    )
    for language, before, question in rows:
        guest = demo.guest(language)
        for text in before:
            await guest.say(text)
        answer = (await guest.say(question)).text
        assert answer.startswith(SAY("prices_changed", language)), (language, answer)
        assert "**Villa Azul**" in answer


async def test_a_dog_that_stays_with_the_family_does_not_come(demo: Demo) -> None:
    rows = (
        ("es", f"4 con perro del 3 al 10 de julio de {YEAR}", "¿y si dejamos al perro con mi suegra?"),
        ("en", f"4 of us with a dog, 3 to 10 July {YEAR}", "what if we leave the dog with my mother?"),
        ("de", f"4 Personen mit Hund vom 3. bis 10. Juli {YEAR}", "und wenn wir den Hund bei Oma lassen?"),
        ("fr", f"4 avec un chien du 3 au 10 juillet {YEAR}", "et si on laisse le chien chez mes parents ?"),
    )
    for language, trip, question in rows:
        guest = demo.guest(language)
        await guest.say(trip)
        answer = (await guest.say(question)).text
        assert label("pets", language) not in answer, (language, answer)
        assert "4" in answer, (language, answer)
