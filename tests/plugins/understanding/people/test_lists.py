"""Lists of people: nouns that no table knows, coordination with and without commas, ages as persons, companions."""

from __future__ import annotations

import pytest

from bot.types import Intent
from plugins.understanding.read import Setting, read
from tests.plugins.understanding.people.test_people import FAMILY, party, said
from tests.support.intent import TODAY


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "two lorry drivers", 2),
        ("en", "need a place for two consultants", 2),
        ("en", "6 scaffolders and their foreman", 7),
        ("es", "somos cinco topógrafos", 5),
        ("es", "casa para dos consultants", 2),
        ("pt", "dois motoristas de carreta", 2),
        ("pt", "8 senhoras e o motorista", 9),
        ("fr", "4 couvreurs", 4),
        ("fr", "les mariés, leurs 4 parents et 3 témoins", 9),
        ("de", "zwei LKW-Fahrer", 2),
        ("de", "Chefin + Assistent", 2),
        ("it", "8 pellegrini e il parroco", 9),
        ("it", "sposi, 2 testimoni, i quattro genitori", 8),
    ],
)
def test_read_people_that_no_table_names_are_counted(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2 sun loungers and a toaster"),
        ("en", "3 tennis rackets"),
        ("es", "dos tumbonas y una sombrilla"),
        ("pt", "2 guarda-sóis"),
        ("fr", "deux transats et un parasol"),
        ("fr", "un petit flat"),
        ("de", "zwei Liegestühle"),
        ("de", "eine kleine Wohnung"),
        ("it", "due lettini e un ombrellone"),
    ],
)
def test_read_things_that_no_table_names_are_nobody(language: str, text: str) -> None:
    assert said(party(text, language)) == {}


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "me, my son who uses a wheelchair (he's 24) and his carer", 3),
        ("en", "bride, groom, 4 bridesmaids and 2 sets of parents", 10),
        ("en", "with my mate", 2),
        ("es", "pa mi novia y pa mi", 2),
        ("es", "mi madre con andador, mi hermana y servidora", 3),
        ("es", "somos hartos: 11 contando los cabros chicos", 11),
        ("es", "busco pa un parche de ocho", 8),
        ("pt", "noivos + 2 padrinhos + 2 madrinhas", 6),
        ("pt", "somos dez no grupo da paróquia mais o padre", 11),
        ("pt", "viajo com minha cuidadora", 2),
        ("fr", "pour ma femme moi et le petit de 18 mois", 3),
        ("fr", "nous 2 pis notre chum de gars", 3),
        ("de", "Brautpaar, beide Elternpaare, 2 Trauzeugen", 8),
        ("de", "für mi und mei Freundin", 2),
        ("it", "io, mio nonno in carrozzina e la badante", 3),
        ("it", "io, mio marito, i miei e i due nipotini", 6),
        ("it", "con un collega", 2),
        ("it", "per mi e la mia morosa", 2),
        ("en", "Mr & Mrs Patel plus daughter aged 14", 3),
        ("es", "mi hermana la menor, su novio, mi jefa y un servidor", 4),
        ("es", "adultos: 2 / menores: 3 (1, 4 y 7 años)", 5),
        ("pt", "somos um trio: eu, minha irmã e o cunhado", 3),
        ("pt", "nós dois, os gémeos e a ama", 5),
        ("fr", "je viens avec ma tante qui est en fauteuil et son aide-soignante", 3),
        ("fr", "on est deux mamans solo avec chacune un enfant", 4),
        ("de", "Erw.: 3 / Kinder: 1 (5 J.)", 4),
        ("de", "Handballmannschaft, 14 Spielerinnen, 2 Trainer", 16),
        ("it", "vado con mio figlio (16 anni) e il suo migliore amico", 3),
        ("it", "tre generazioni: nonna, mamma e io", 3),
        ("en", "Room for a vicar and his curate please", 2),
        ("en", "me + him + our teenager + her bestie", 4),
        ("es", "nº de huéspedes 7", 7),
        ("pt", "meu ex, nossa filha e eu", 3),
        ("pt", "um casal com um filho adolescente e mais um amigo dele", 4),
        ("fr", "cinq rameurs et leur entraîneuse", 6),
        ("de", "Blaskapelle: 11 Musiker und der Fahrer", 12),
        ("de", "meine Partnerin, mein verwitweter Schwiegervater und unsere Kleine (20 Monate)", 4),
        ("it", "io con i miei due figli, 7 e 11 anni", 3),
        ("en", "my flatmate's parents + us two", 4),
        ("es", "los padres de mi compañera de piso y nosotros dos", 4),
        ("fr", "neuf demoiselles d'honneur et la mariée", 10),
        ("fr", "deux dames âgées et leur accompagnatrice", 3),
        ("de", "mein großer Bruder, seine Frau, ihre drei Kinder und meine Mutter", 6),
        ("it", "un camionista, una notte", 1),
        ("it", "tre insegnanti con undici alunni", 14),
    ],
)
def test_read_list_of_people_is_summed(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text", "guests", "ages", "infants"),
    [
        ("en", "kids are 3, 7 and 11 months, plus the two of us", 5, (3, 7, 0), 1),
        ("en", "my kids are 16, 11 and 3, plus us parents", 5, (16, 11, 3), None),
        ("es", "matrimonio con un peque de 18 meses y otra de 5 añitos", 4, (1, 5), 1),
        ("pt", "eu, minha esposa, meu filho autista de 8 anos e a babá", 4, (8,), None),
        ("fr", "2 adultes, un ado de 15 ans, un de 10, un bébé de 8 mois", 5, (15, 10, 0), 1),
        ("de", "Zwillinge 10 Monate, die Große ist 4, plus wir zwei", 5, (0, 0, 4), 2),
        ("it", "ragazzi di 17 e 10 anni più noi genitori", 4, (17, 10), None),
    ],
)
def test_read_ages_that_stand_for_somebody_count_him(
    language: str, text: str, guests: int, ages: tuple[int, ...], infants: int | None
) -> None:
    read = party(text, language)
    assert (read.guests, read.children_ages, read.infants) == (guests, ages, infants)


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "make it 5, my cousin is joining", 5),
        ("es", "los mellis se quedan con la abuela", 2),
        ("es", "mi chico no puede hasta el 9", 4),
        ("pt", "uma desistiu", 3),
        ("fr", "mets-en 5, sa blonde embarque", 5),
        ("de", "zwei sind krank geworden", 2),
        ("it", "anzi ne aggiungo altri due", 6),
        ("it", "uno ha mollato", 3),
        ("en", "plus the mother of the bride", 5),
        ("es", "se han rajado tres", 1),
        ("es", "el mayor al final se queda con su padre", 3),
        ("fr", "son gars de 10 ans embarque aussi", 5),
        ("de", "die Kinder bleiben beim Papa", 2),
        ("en", "my brother's joined, so five", 5),
        ("en", "correction, 3. tom broke his leg", 3),
        ("en", "two injured, can't come", 2),
        ("pt", "um a menos agora", 3),
        ("de", "nein 3, Tom hat sich das Bein gebrochen", 3),
        ("de", "die Kinderfrau kommt auch mit", 5),
        ("en", "Sarah's dropped out", 3),
        ("pt", "a Zulmira desistiu", 3),
        ("it", "viene anche la bambinaia", 5),
    ],
)
def test_read_change_of_a_known_party_counts_from_it(language: str, text: str, guests: int) -> None:
    assert party(text, language, FAMILY).guests == guests


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("fr", "ah et mon mari nous rejoint", 2),
        ("de", "und seine Frau begleitet ihn", 2),
        ("es", "sí, solo él", 1),
        ("en", "planning a trip with parents", None),
    ],
)
def test_read_traveller_that_was_not_spoken_of_is_told_by_who_comes_with_him(
    language: str, text: str, guests: int | None
) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿y trona para el pequeño?"), ("en", "is there a high chair for the little one?"),
        ("fr", "une chaise haute pour le petit ?"), ("de", "Gibt es einen Hochstuhl für den Kleinen?"),
        ("it", "c'è il seggiolone per il piccolo?"), ("pt", "tem cadeirinha para o pequeno?"),
    ],
)  # fmt: skip
def test_read_equipment_for_somebody_known_brings_nobody(language: str, text: str) -> None:
    known = Intent(guests=4, adults=2, children=2)
    assert read(text, Setting(TODAY), language=language, intent=known).change == {}
