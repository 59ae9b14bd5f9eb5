"""Who comes along, called as guests call them: pet names for a spouse, words for oneself, first names."""

from __future__ import annotations

import pytest

from bot.types import Intent
from tests.plugins.understanding.people.test_people import party


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "the hubs, the kids (3 and 6) and I", 4),
        ("en", "my old dear, my bro and yours truly", 3),
        ("en", "two couples and a spare wheel", 5),
        ("en", "two grown ups, two little monsters and a baby", 5),
        ("es", "mi costilla y su seguro servidor", 2),
        ("es", "mi vieja, mi hermano y su servilleta", 3),
        ("es", "pa mi solo, busco algo barato", 1),
        ("pt", "meu boy, minha cunhada e euzinha", 3),
        ("pt", "minha coroa, meu mano e este que vos escreve", 3),
        ("fr", "ma blonde moi pis les 3 ti-culs", 5),
        ("fr", "ma moitié, bébé et votre serviteur", 3),
        ("de", "ich, de maa und üsi zwilling", 4),
        ("de", "meine Alte, der Kleine und ich", 3),
        ("it", "x me e la mi' moglie", 2),
        ("it", "io, il mi' babbo e la nonna", 3),
        ("it", "siamo i soliti cinque più la fidanzata di mio figlio", 6),
        ("it", "per mamma e papà, loro due soli", 2),
    ],
)
def test_read_companions_by_any_word_are_counted(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "table for us on the 25th? there'd be 8 at the table"),
        ("es", "¿abrís el 25? seríamos 6 a la mesa"),
        ("pt", "abrem no dia 25? seríamos 7 à mesa"),
        ("fr", "on serait 6 à table le 25 à midi"),
        ("de", "habt ihr am 25. offen? wir wären 8 am Tisch"),
        ("it", "siete aperti il 25? saremmo 8 a tavola"),
    ],
)
def test_read_people_at_a_table_are_no_party(language: str, text: str) -> None:
    assert party(text, language).guests is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my sister in law has just invited herself. thats five"),
        ("es", "mi cuñada se ha auto invitado, con eso somos cinco"),
        ("pt", "a minha sogra convidou-se. com isso somos cinco"),
        ("fr", "mon beau-père s'est invité, ça fait cinq"),
        ("de", "meine Schwiegermutter hat sich selbst eingeladen. macht fünf"),
        ("it", "mia suocera si è autoinvitata. fanno cinque"),
    ],
)
def test_read_sum_said_after_somebody_joins_counts(language: str, text: str) -> None:
    assert party(text, language, Intent(guests=4, adults=2, children=2)).guests == 5


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "me, Dave and the baby", 3),
        ("en", "it'd be Sarah, Tom, the twins and me", 5),
        ("es", "Marta, Luis, el peque y yo", 4),
        ("es", "la Paqui, mi cuñao, el niño y yo", 4),
        ("pt", "eu o Miguel e a minha sogra", 3),
        ("pt", "os meus velhos, a Rita, o Zé e eu", 5),
        ("fr", "moi, Julien et le bébé", 3),
        ("fr", "tata Monique, Dédé et moi", 3),
        ("de", "ich, der Klaus und das Baby", 3),
        ("de", "Mama, Papa, Tante Erna und ich", 4),
        ("it", "io mia moglie la Giulia che ne ha otto e il piccolo di due", 4),
        ("it", "la zia Carla, lo zio Mario e noi due", 4),
        ("en", "Mr and Mrs Ferris plus their daughter", 3),
    ],
)
def test_read_companions_by_first_name_are_counted(language: str, text: str, guests: int) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "hi Tom and Sarah here, is the pool open?"), ("es", "hola, soy Marta, de Luis y Ana me acuerdo"),
        ("pt", "obrigada, Joana"), ("fr", "Bonjour Madame je m'appelle Odile"), ("de", "Grüße, Klaus und Erna"),
        ("it", "sono Giulia, la sorella di Marco"),
    ],
)  # fmt: skip
def test_read_name_alone_is_nobody(language: str, text: str) -> None:
    assert party(text, language).guests is None


@pytest.mark.parametrize(
    ("language", "text", "guests"),
    [
        ("en", "it's for my mum and my sister, I'm not coming", 2),
        ("es", "es para mis padres, yo no voy", 2),
        ("pt", "é para os meus pais, eu não vou", 2),
        ("fr", "c'est pour mes parents, moi je viens pas", 2),
        ("de", "für meine Eltern, ich komm nicht mit", 2),
        ("it", "è per i miei, io non vengo", 2),
        ("en", "I'm 70 and travel with my grandson of 12", 2),
        ("es", "tengo 70 años y viajo con mi nieto de 12", 2),
        ("pt", "tenho 70 anos e viajo com o meu neto de 12", 2),
        ("fr", "j'ai 70 ans et je voyage avec mon petit-fils de 12 ans", 2),
        ("de", "ich bin 70 und reise mit meinem Enkel (12)", 2),
        ("it", "ho 70 anni e viaggio con mio nipote di 12", 2),
        ("en", "me (f34), my bf (m36) and a toddler", 3),
        ("en", "booking for my parents and their friends", None),
        ("es", "mis padres y mis primos", None),
        ("de", "meine Eltern und ihre Freunde", None),
        ("fr", "mes parents + mes 2 frères + moi, une terrasse pour mon père", 5),
        ("en", "kids are 5 and 7, 2 adults", 4),
        ("it", "i bambini hanno 5 e 7, 2 adulti", 4),
    ],
)
def test_read_guest_who_writes_travels_or_not(language: str, text: str, guests: int | None) -> None:
    assert party(text, language).guests == guests


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2 adults, one dog called Max and a cat"), ("es", "dos adultos y mi perra Lola"),
        ("pt", "2 adultos e o cão Bruno"), ("fr", "2 adultes, merci, Julie et Marc"),
        ("de", "zwei Erwachsene. LG Anna und Tim"), ("it", "2 adulti e il cane Leo"),
        ("de", "Guten Tag Frau Meier, mein Mann und ich"), ("fr", "Bonjour Madame, ma femme et moi"),
        ("es", "somos 2, venimos de Santiago y con coche"),
    ],
)  # fmt: skip
def test_read_names_of_others_bring_nobody(language: str, text: str) -> None:
    assert party(text, language).guests == 2
