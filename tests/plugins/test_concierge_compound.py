"""Several things asked at once are each answered, in order; what answers another question is not told."""

from __future__ import annotations

from plugins.concierge import seasons
from tests.plugins.conftest import Demo

# Of Villa Gaya: what is asked, and of the answer what must be said, in this order.
ASKED = (
    ("en", "Does Villa Gaya have a dishwasher and air con?", "has a dishwasher", "don't find air conditioning"),
    ("fr", "La Villa Gaya a un lave-vaisselle et la clim ?", "a un lave-vaisselle", "pas de climatisation"),
    ("de", "Hat die Villa Gaya eine Spülmaschine und eine Klimaanlage?", "eine Spülmaschine", "keine Klimaanlage"),
    ("it", "La Villa Gaya ha la lavastoviglie e l'aria condizionata?", "ha la lavastoviglie", "l'aria condizionata"),
    ("es", "cuántas camas y cuántos baños tiene Villa Gaya?", "3 camas", "1 baño"),
    ("pt", "quantas camas e quantas casas de banho tem a Villa Gaya?", "3 camas", "1 casa de banho"),
    ("de", "wie viele Betten und Bäder hat die Villa Gaya?", "3 Betten", "1 Bad"),
    ("it", "quanti letti e quanti bagni ha la Villa Gaya?", "3 letti", "1 bagno"),
    ("en", "is there parking at Villa Gaya, a lift, and on which floor is it?", "has parking", "a lift", "which floor"),
    ("es", "Villa Gaya tiene aparcamiento, ascensor y en qué planta está?", "aparcamiento", "ascensor", "qué planta"),
    ("fr", "la Villa Gaya est à quel étage ? Il y a un ascenseur ?", "quel étage", "d'ascenseur"),
    ("pt", "a Villa Gaya tem forno, chaleira e congelador?", "forno, chaleira e congelador"),
    ("de", "hat die Villa Gaya ein Bügeleisen und eine Kaffeemaschine?", "kein Bügeleisen", "eine Kaffeemaschine"),
    ("en", "Do we pay a deposit, a prepayment or tourist tax?", "a damage deposit", "30 %", "a tourist tax"),
    ("es", "hay que dejar fianza, señal o pagar tasa turística?", "una fianza", "30 %", "una tasa turística"),
    ("fr", "il faut verser un acompte et une caution ?", "30 %", "une caution"),
    ("de", "muss man Kaution, Anzahlung oder Kurtaxe zahlen?", "eine Kaution", "30 %", "eine Kurtaxe"),
    ("it", "bisogna lasciare una cauzione o una caparra?", "una cauzione", "30 %"),
    ("pt", "a Villa Gaya tem wifi? e fazem o grompo?", "tem Wi-Fi", "Não percebi bem “e fazem o grompo”"),
    (
        "es",
        "¿a qué hora es la salida, y se puede hacer una fiesta en Villa Gaya?",
        "10:00",
        "si se pueden hacer fiestas",
    ),
)
# A question, what its answer says, and what it leaves to those who ask for that.
BESIDE = (
    ("en", "When do we have to leave, and are pets ok?", "10:00", "key"),
    ("de", "darf man in der Villa Gaya eine Party feiern?", "ob Feiern erlaubt sind", "geraucht"),
    ("es", "¿dónde se sale de noche, hay discotecas?", "Xoroi", "cruz verde"),
    ("pt", "há rede de telemóvel na Villa Gaya?", "rede de telemóvel", "tem Wi-Fi"),
    ("fr", "vous servez le dîner à la Villa Gaya ?", "d'autres repas", "la fiche"),
    ("it", "c'è uber sull'isola?", "app come Uber", "cale"),
    ("en", "is the sea warm in September?", "19 and 27", "July"),
    ("de", "wie ist das Wetter im April?", "11 bis 18", "Juli"),
    ("fr", "l'eau est chaude en septembre ?", "19 et 27", "juillet"),
    ("it", "i prezzi sono in franchi svizzeri?", "in euro", "nostra valuta"),
)


async def test_each_thing_that_is_asked_is_answered_in_order(demo: Demo) -> None:
    for language, question, *said in ASKED:
        answer = (await demo.guest(language).say(question)).text
        places = [answer.find(words) for words in said]
        assert -1 not in places, (question, answer)
        assert places == sorted(places), (question, answer)
        assert answer.count("?") <= 1, (question, answer)


async def test_what_answers_another_question_is_not_told(demo: Demo) -> None:
    for language, question, said, other in BESIDE:
        answer = (await demo.guest(language).say(question)).text
        assert said in answer, (question, answer)
        assert other not in answer, (question, answer)


async def test_a_question_beside_photos_or_the_cheapest_is_answered_too(demo: Demo) -> None:
    guest = demo.guest("fr")
    answer = await guest.say("je peux voir des photos de Villa Petita ? la piscine est clôturée ?")
    assert answer.content.cards
    assert "s'il y a une clôture" in answer.text


def test_of_a_year_the_months_in_question_are_told() -> None:
    text = "In May and June 20 degrees; from December to March 10 degrees, with wind. Swim from June to October."
    assert seasons.about(text, (1,), "en") == "From December to March 10 degrees, with wind. Swim from June to October."
    assert seasons.about(text, (5, 6), "en") == "In May and June 20 degrees. Swim from June to October."
    assert seasons.about("Snow falls; it thaws.", (1,), "en") == "Snow falls; it thaws."
