"""Questions more particular than the amenity they name: what is listed, what its owner writes, what is not stated."""

from __future__ import annotations

import re

import pytest

from bot.types import Clause, Mentioned
from plugins.concierge import particulars
from plugins.concierge.acts import Said
from tests.plugins.conftest import Demo

GAYA, PETITA = "**Villa Gaya, Cala Blanca**", "**Villa Petita, Ciutadella**"


@pytest.mark.parametrize(
    ("language", "question", "has", "open_"),
    [
        ("es", "¿La piscina de Villa Petita está vallada?", f"{PETITA} tiene piscina.", "No consta si hay valla"),
        ("en", "is the pool at Villa Petita fenced?", f"{PETITA} has a pool.", "It isn't stated whether it is fenced"),
        ("pt", "a piscina da Villa Petita é cercada?", f"{PETITA} tem piscina.", "Não consta se há uma vedação"),
        ("fr", "la piscine de Villa Petita est-elle clôturée ?", f"{PETITA} a une piscine.", "s'il y a une clôture"),
        ("de", "Ist der Pool der Villa Petita eingezäunt?", f"{PETITA} hat einen Pool.", "ob es einen Zaun gibt"),
        ("it", "la piscina di Villa Petita è recintata?", f"{PETITA} ha la piscina.", "se c'è una recinzione"),
    ],
)
async def test_a_pool_that_is_listed_is_no_yes_to_its_fence(
    demo: Demo, language: str, question: str, has: str, open_: str
) -> None:
    answer = await demo.guest(language).say(question)
    assert answer.text.startswith(has)
    assert open_ in answer.text
    assert not re.match(r"(Sí|Yes|Sim|Oui|Ja|Sì)\b", answer.text)
    assert answer.text.count("?") == 1  # the team is offered


@pytest.mark.parametrize(
    ("language", "question", "quoted"),
    [
        ("es", "¿Villa Gaya tiene el jardín vallado?", "Según su ficha: vallado."),
        (
            "en",
            "is the pool at Casa de Camp heated?",
            "Private outdoor pool - available all year, open 24 hours, heated",
        ),
        ("de", "Wie schnell ist das WLAN in der Casa de la Torre?", "Fast wifi – 257 Mbps"),
    ],
)
async def test_what_the_owner_writes_of_it_is_quoted(demo: Demo, language: str, question: str, quoted: str) -> None:
    assert quoted in (await demo.guest(language).say(question)).text


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("es", "¿tenéis licencia turística?", "No consta el número de licencia turística."),
        ("pt", "aceita pix?", "Não consta se esse meio de pagamento"),
        ("fr", "avez-vous un numéro d'enregistrement touristique ?", "le numéro d'enregistrement touristique"),
    ],
)
async def test_what_the_house_does_not_say_of_itself_is_named(
    demo: Demo, language: str, question: str, told: str
) -> None:
    assert told in (await demo.guest(language).say(question)).text


def test_details_are_those_of_what_is_named() -> None:
    clause = Clause("the lift, is it wide and fast?", (), asks=True, details=("width", "speed"))
    lift = Said(
        Clause(clause.text, (), asks=True, features=(Mentioned("elevator", "question"),), details=clause.details)
    )
    assert particulars.asked(lift, ("elevator",)) == ["width"]
    assert particulars.asked(Said(clause), ()) == []
