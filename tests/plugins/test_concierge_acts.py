from __future__ import annotations

import pytest

from plugins.concierge.acts import read


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Hello there", "greet"),
        ("¡Buenas tardes!", "greet"),
        ("thanks a lot", "thanks"),
        ("Muchas gracias", "thanks"),
        ("Can I speak to a person?", "handoff"),
        ("Quiero hablar con alguien del equipo", "handoff"),
        ("llámame por favor", "handoff"),
        ("is this a bot?", "identity"),
        ("¿Eres un robot?", "identity"),
        ("I'd like to book the second one", "book"),
        ("quiero reservarlo", "book"),
        ("me lo quedo", "book"),
        ("I’ll take it", "book"),
        ("never mind", "cancel"),
        ("cancela", "cancel"),
        ("Yes, please", "yes"),
        ("vale", "yes"),
        ("no, gracias", "no"),
        ("show me others", "others"),
        ("¿tienes otras opciones?", "others"),
        ("which is the cheapest?", "cheapest"),
        ("¿cuál es el más barato?", "cheapest"),
        ("too expensive", "cheaper"),
        ("algo más barato", "cheaper"),
        ("something bigger", "bigger"),
        ("más grande", "bigger"),
        ("compare them", "compare"),
        ("¿qué diferencia hay?", "compare"),
        ("fotos", "photos"),
        ("tell me more about it", "details"),
    ],
)
def test_read_finds_the_act(text: str, act: str) -> None:
    assert act in read(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("other dates", "others"),
        ("otras fechas", "others"),
        ("otros 2 días", "others"),
        ("don't book anything", "book"),
        ("I already booked", "book"),
        ("what is your cancellation policy?", "cancel"),
        ("yes, we would like to come in August with the whole family", "yes"),
        ("no smoking room for two people from Friday please", "no"),
        ("hijo mayor", "bigger"),
        ("which is the cheapest?", "cheaper"),
    ],
)
def test_read_does_not_find_the_act(text: str, act: str) -> None:
    assert act not in read(text)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("how much is it?", ("price",)),
        ("¿cuánto cuesta?", ("price",)),
        ("what time is check-in?", ("check_in",)),
        ("¿a qué hora es la salida?", ("check_out",)),
        ("cancellation?", ("cancellation",)),
        ("can I pay by card", ("payment",)),
        ("¿hay que pagar fianza?", ("payment",)),
        ("how many bedrooms?", ("bedrooms",)),
        ("¿cuántos baños tiene?", ("bathrooms",)),
        ("where is it?", ("location",)),
        ("how far is the beach", ("distance",)),
        ("minimum stay?", ("min_nights",)),
        ("¿está libre?", ("availability",)),
        ("hello", ()),
    ],
)
def test_read_finds_the_topics(text: str, topics: tuple[str, ...]) -> None:
    assert read(text).topics == topics


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("the second one", (2,)),
        ("el primero", (1,)),
        ("compare the first and the third", (1, 3)),
        ("los dos primeros", (1, 2)),
        ("option 4", (4,)),
        ("número 2", (2,)),
        ("the last one", (-1,)),
        ("la primera semana de agosto", ()),
        ("en primera línea de playa", ()),
        ("the first week of August", ()),
        ("from the second of May", ()),
        ("la última semana", ()),
        ("4 people", ()),
    ],
)
def test_read_finds_ordinals_of_units_and_not_of_dates(text: str, ordinals: tuple[int, ...]) -> None:
    assert read(text).ordinals == ordinals


def test_read_of_typographic_and_overlong_text_does_not_fail() -> None:
    assert read("¿" * 5000 + "hola").topics == ()
    assert not read("").does
