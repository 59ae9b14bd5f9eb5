"""Who joins those that are known, who drops out and who takes whose place, told by role, name or number."""

from __future__ import annotations

import pytest

from bot.types import Intent
from tests.plugins.understanding.people.test_people import FAMILY, party, said


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "Tom drops out but two of his mates are coming instead", 6),
        ("es", "Pedro se cae, a cambio dos amigas", 6),
        ("pt", "o Rui desistiu, em vez dele vêm duas primas", 6),
        ("fr", "Paul se désiste, à la place deux copines", 6),
        ("de", "der Max kann nicht, dafür kommen zwei Kumpel mit", 6),
        ("it", "Luca dà buca, al suo posto vengono due amiche", 6),
        ("en", "Dave and Ste have bailed, so minus 2", 3),
        ("es", "el Juanma y el Rober se han rajado, menos 2", 3),
        ("pt", "o Juca e o Beto furaram. menos 2", 3),
        ("fr", "Jojo et Nico nous lâchent", 3),
        ("de", "Uwe und Kalle sind raus", 3),
        ("it", "Gigi e il Conte si sono tirati indietro, meno 2", 3),
        ("en", "Jess is tagging along", 6),
        ("it", "Rosa si aggrega", 6),
    ],
)
def test_read_people_called_by_name_join_and_leave(language: str, text: str, guests: int) -> None:
    assert party(text, language, Intent(guests=5)).guests == guests


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "forgot my mother in law, count one more", 5),
        ("es", "se me olvidó mi suegra, cuenta una más", 5),
        ("pt", "opa, faltou meu cunhado, conta mais um", 5),
        ("pt", "esqueci a minha avó, põe mais uma", 5),
        ("fr", "j'ai oublié ma belle-mère, rajoutez-en une", 5),
        ("de", "hab die Oma vergessen, eine mehr", 5),
        ("it", "mi sono dimenticato la suocera, conta una in più", 5),
        ("es", "siempre no va mi suegro", 3),
        ("es", "fíjese que siempre no van los niños", 2),
        ("en", "the eldest is staying with her fella, not coming after all", 3),
        ("es", "la mayor prefiere quedarse con el novio, no viene", 3),
        ("pt", "a mais velha quer ficar com o namorado, não vem", 3),
        ("fr", "la plus vieille vient pas finalement", 3),
        ("fr", "l'aîné reste avec sa blonde, il vient pas", 3),
        ("it", "la grande resta col moroso, non viene", 3),
        ("de", "d schwiegermami het kei luscht meh", 3),
        ("en", "hubby has a work thing so he's out", 3),
    ],
)
def test_read_relative_who_was_forgotten_or_stays_behind_is_counted_once(language: str, text: str, guests: int) -> None:
    assert party(text, language, FAMILY).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my sister is coming, with her 5 month old baby"),
        ("es", "mi hermana se incrusta con su bebé de 5 meses"),
        ("pt", "minha irmã vai junto com o filhinho de 8 meses"),
        ("fr", "ma cousine s'incruste avec sa fille de 10 mois"),
        ("de", "meine Schwester kommt mit ihrem Baby (5 Monate) mit"),
        ("it", "mia cognata si aggrega col piccolo di 9 mesi"),
    ],
)
def test_read_relative_joins_with_a_baby_brings_both(language: str, text: str) -> None:
    read = party(text, language, Intent(guests=2, adults=2))
    assert (read.guests, read.adults, read.children, read.infants) == (4, 3, 1, 1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "hang on boss is coming"), ("es", "espera que viene el jefe"), ("pt", "um segundo, vem aí o chefe"),
        ("fr", "une seconde, le patron vient"), ("de", "Moment, Chef kommt"), ("it", "un attimo, viene il capo"),
    ],
)  # fmt: skip
def test_read_somebody_who_interrupts_does_not_join(language: str, text: str) -> None:
    assert said(party(text, language, FAMILY)) == said(FAMILY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no dog after all, my mum is looking after him"), ("en", "we'll leave the dog with my parents"),
        ("es", "el perro no viene, mi hermana se queda con él"), ("es", "dejamos el perro con mis padres"),
        ("pt", "afinal sem cão, a minha mãe fica com ele. o resto igual"), ("pt", "deixamos o cão com os meus pais"),
        ("fr", "finalement sans le chien, ma mère le garde"), ("fr", "le chien ne vient pas, mon frère le garde"),
        ("de", "doch ohne hund, meine mutter nimmt ihn"), ("de", "den hund lassen wir bei meinen eltern"),
        ("it", "alla fine niente cane, lo tiene mia madre"), ("it", "il cane non viene, mia madre sta con lui"),
    ],
)  # fmt: skip
def test_read_who_minds_an_animal_that_stays_was_never_of_the_party(language: str, text: str) -> None:
    assert party(text, language, Intent(guests=2, adults=2)).guests == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "forget my son, he's staying with his dad"), ("en", "scratch that about my daughter, she's not coming"),
        ("en", "my daughter is staying with her grandparents after all"),
        ("es", "olvida lo de mi hija, se queda con la abuela"), ("pt", "esquece a minha filha, ela fica com a avó"),
        ("fr", "oubliez ma fille, elle reste chez sa grand-mère"), ("it", "lascia stare mia figlia, sta con la nonna"),
        ("de", "vergiss das mit meiner tochter, sie bleibt bei der oma"),
    ],
)  # fmt: skip
def test_read_child_that_is_taken_back_leaves(language: str, text: str) -> None:
    read = party(text, language, Intent(guests=3, adults=2, children=1, children_ages=(4,)))
    assert (read.guests, read.adults, read.children) == (2, 2, 0)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "don't forget my daughter"), ("es", "no olvides a mi hija"), ("pt", "não esqueça a minha filha"),
        ("fr", "n'oubliez pas ma fille"), ("de", "vergesst meine tochter nicht"), ("it", "non dimenticare mia figlia"),
    ],
)  # fmt: skip
def test_read_who_must_not_be_forgotten_stays(language: str, text: str) -> None:
    known = Intent(guests=3, adults=2, children=1)
    assert said(party(text, language, known)) == said(known)


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "my sister and her boyfriend are joining instead", 4),
        ("en", "no dog after all, my mum is coming along instead", 3),
        ("es", "en cambio viene mi hermana con su novio", 4), ("pt", "em vez disso vem a minha irmã com o namorado", 4),
        ("fr", "par contre ma soeur vient avec son copain", 4),
        ("de", "der Hund bleibt doch daheim, dafür kommt meine Schwester mit ihrem Freund dazu", 4),
        ("de", "der hund bleibt daheim, dafür kommt meine mutter mit", 3),
        ("it", "in compenso viene mia sorella con il suo ragazzo", 4),
        ("it", "niente cane, viene anche mia sorella", 3),
    ],
)  # fmt: skip
def test_read_company_of_who_joins_comes_too(language: str, text: str, guests: int) -> None:
    assert party(text, language, Intent(guests=2, adults=2)).guests == guests
