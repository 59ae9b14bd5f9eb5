from __future__ import annotations

import pytest

from plugins.concierge.contact import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana García", "Ana García"),
        ("ana maría de la cruz", "Ana María de la Cruz"),
        ("me llamo José Luis", "José Luis"),
        ("My name is John O'Neill", "John O'Neill"),
        ("a nombre de Jean-Pierre Dupont, por favor", "Jean-Pierre Dupont"),
        ("It's Maria", "Maria"),
        ("Hola, soy Pedro Pérez.", "Pedro Pérez"),
        ("Ana López, ana@correo.es, +34 600 123 456", "Ana López"),
        ("Ana López\nana@correo.es", "Ana López"),
        ("meu nome é João da Silva, obrigado", "João da Silva"),
        ("chamo-me Mariana Alves", "Mariana Alves"),
        ("je m'appelle Zoé Lefèvre, merci", "Zoé Lefèvre"),
        ("au nom de Luc du Pré", "Luc du Pré"),
        ("Mein Name ist Jürgen von Halm", "Jürgen von Halm"),
        ("ich heiße Anna Weiß", "Anna Weiß"),
        ("mi chiamo Chiara De Luca, grazie", "Chiara De Luca"),
        ("sono Marco Bianchi", "Marco Bianchi"),
    ],
)
def test_name_given_when_asked_is_read(text: str, name: str) -> None:
    assert read(text, "name").name == name


@pytest.mark.parametrize(
    "text",
    [
        "yes", "sí", "no", "why do you need it?", "¿para qué?", "the second one", "4 people", "I don't want to say",
        "no lo sé", "how much is it", "cancel", "me llamo", "x", "asd123", "a" * 200, "other dates please",
        "ok gracias", "não, obrigado", "por que precisa disso?", "je ne sais pas", "pourquoi ?", "c'est bon",
        "lieber nicht", "das geht dich nichts an", "wie viel kostet das?", "non lo so", "perché?", "va bene così",
    ],
)  # fmt: skip
def test_name_that_is_none_is_not_read(text: str) -> None:
    assert read(text, "name").name is None


@pytest.mark.parametrize("text", ["Ana García", "Menorca", "somos Ana y yo"])
def test_name_nobody_asked_for_is_not_read(text: str) -> None:
    assert read(text, None).name is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Ana Gil and my email is ana@gil.es", "Ana Gil"),
        ("my name is Ana Gil, ana@gil.es", "Ana Gil"),
        ("book it from 3 to 10 July. Ana Lopez, ana@lopez.com", "Ana Lopez"),
        ("write to me at ana@lopez.com", None),
    ],
)
def test_name_stated_unasked_is_read_only_when_sure(text: str, name: str | None) -> None:
    assert read(text, None).name == name


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("ana@example.com", "ana@example.com"),
        ("My email: john.smith+x@mail.co.uk.", "john.smith+x@mail.co.uk"),
        ("(ana@example.com)", "ana@example.com"),
    ],
)
def test_email_is_read(text: str, email: str) -> None:
    assert read(text, "contact").email == email


@pytest.mark.parametrize("text", ["ana@", "ana@mail", "@ana", "ana @ mail.com", "ana@@mail.com", "ana@mail..com"])
def test_email_that_is_incomplete_is_named_as_such(text: str) -> None:
    found = read(text, "contact")
    assert found.email is None
    assert found.bad_email


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+34 600 123 456", "+34 600 123 456"),
        ("mi teléfono es 600123456", "600123456"),
        ("(555) 123-4567", "(555) 123-4567"),
        ("00 44 20 7946 0958 thanks", "00 44 20 7946 0958"),
    ],
)
def test_phone_is_read(text: str, phone: str) -> None:
    assert read(text, "contact").phone == phone


@pytest.mark.parametrize(
    "text", ["2030-08-10", "10/08/2030", "10.08.2030", "from 10 to 17", "1234", "12345678901234567890"]
)
def test_phone_that_is_a_date_or_too_short_or_long_is_not_read(text: str) -> None:
    assert read(text, None).phone is None


def test_phone_asked_for_and_too_short_is_named_as_such() -> None:
    assert read("12345", "contact").bad_phone
    assert not read("I have none", "contact").bad_phone


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("os lo acabo de decir, HM-48213, a nombre de Carmen Ortega", ("Carmen Ortega", "HM-48213")),
        ("ref CM-20871, Gareth Pugh", ("Gareth Pugh", "CM-20871")),
        ("Familie Kowalski, Buchung 44812. Wann kommt jemand?", ("Familie Kowalski", "44812")),
        ("KOWALSKI. 44812. Steht doch da.", ("KOWALSKI", "44812")),
        ("Luca Moretti 88214, lo scrivo ancora", ("Luca Moretti", "88214")),
        ("réservation 55201, nom Benali", ("Benali", "55201")),
        ("meu zap é 41 99999-1234, Bruno", ("Bruno", "41 99999-1234")),
        ("Bitte Rückruf unter 030 12345678, Frau Özdemir", ("Frau Özdemir", "030 12345678")),
        ("quiero hablar con una persona YA, 655 12 34 56", ("655 12 34 56",)),
        ("from 10.08.2030 - 17.08.2030", ()),
        ("in 2030 the pool was cold", ()),
    ],
)
def test_details_for_the_team_are_read(text: str, given: tuple[str, ...]) -> None:
    assert read(text, "details").given == given


def test_name_of_a_home_is_nobodys() -> None:
    assert read("Ca na Bel, reserva 55201", "details", ["ca na bel, patio house near the cathedral"]).name is None
