"""Which numbers count people: not days, doors and rows of digits, nor two of which nobody knows yet which it is; and
what is left open where how many come is not said."""

from __future__ import annotations

import pytest

from tests.plugins.understanding.people.test_people import FAMILY, party, said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "el 17 papá tiene médico"), ("pt", "no dia 17 o pai tem médico"),
        ("fr", "le 17 papa a rendez-vous chez le médecin"), ("de", "am 17. hat Papa Arzttermin"),
        ("it", "il 12 mamma ha la visita"), ("it", "mia sorella dice che il 15 mamma ha il dentista"),
        ("en", "on the 17th dad has a doctor's appointment"),
    ],
)  # fmt: skip
def test_read_day_before_a_relative_counts_nobody(language: str, text: str) -> None:
    assert said(party(text, language, FAMILY)) == said(FAMILY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "test 1 2 3"), ("es", "probando 1 2 3"), ("pt", "testando 1 2 3"), ("fr", "essai 1 2 3"),
        ("de", "hallo test test 1 2 3 hört mich wer"), ("it", "prova prova 1 2 3"),
        ("it", "il corriere arriva lunedì, int. 9"), ("es", "el paquete llega el lunes, esc. 4"),
        ("pt", "a encomenda chega segunda, bl. 7"), ("fr", "le colis arrive lundi, bât. 3"),
        ("de", "das Paket kommt am Montag, Whg. 6"), ("en", "the parcel comes on monday, apt. 7"),
        ("en", "4 or 5 of us"), ("es", "4 quizás 5"), ("pt", "somos 4 talvez 5"), ("fr", "on est 4 peut-être 5"),
        ("de", "wir sind 4 vielleicht 5"), ("it", "siamo in 4 forse 5"),
    ],
)  # fmt: skip
def test_read_number_that_counts_no_people_is_left(language: str, text: str) -> None:
    assert party(text, language).guests is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "there are 4 of us plus my cousins"), ("es", "nosotros somos 4 y mis cuñados con la nena"),
        ("pt", "somos 4 mais os meus primos"), ("fr", "on est 4 plus mes cousins"),
        ("de", "wir sind 4 plus meine Cousins"), ("it", "siamo in 4 più i cugini"),
        ("es", "para el bebé hace falta cuna, el otro duerme en cama, y nosotros dos"),
    ],
)  # fmt: skip
def test_read_some_more_of_unknown_number_leave_the_party_open(language: str, text: str) -> None:
    assert party(text, language).guests is None


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "me and 2 of my girls from uni", 3),
        ("es", "vamos yo y 3 de las chicas del curro", 4),
        ("pt", "eu mais 3 das meninas da facul", 4),
        ("fr", "c'est moi et 3 des filles du club", 4),
        ("de", "ich und 3 von den mädels aus der arbeit", 4),
        ("it", "io e 3 delle ragazze della palestra", 4),
        ("es", "mi gordo, yo y los nenes, que son 3", 5),
        ("it", "i nonni coi nipotini (3)", 5),
        ("fr", "ma femme et moi avec les petits (2)", 4),
        ("de", "wir w29 m31 + baby 8 monate", 3),
        ("it", "buongiorno avete qualcosa per il ponte dell'immacolata? 2 persone", 2),
        ("en", "have you anything for the bank holiday? 3 people", 3),
        ("fr", "vous auriez un truc pour le pont de mai ? 4 personnes", 4),
        ("en", "f34 m36 and 2 kids", 4),
        ("fr", "h40, f38 et un ado", 3),
        ("pt", "vai ela e o marido só", 2),
        ("pt", "ela, eu e os meus dois filhos de 4 e 6", 4),
        ("it", "vanno lei e il fidanzato", 2),
        ("en", "she's coming with mum dad and me", 4),
    ],
)
def test_read_people_told_by_part_or_pronoun_are_counted(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests
