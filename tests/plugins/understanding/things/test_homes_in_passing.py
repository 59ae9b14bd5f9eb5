"""Homes that guests have, left or speak of in passing, beside the one that they look for."""

from __future__ import annotations

import pytest

from tests.plugins.understanding.things.test_things import after


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "sold our house last year, anyway is it sunny in may", None),
        ("en", "we've just moved to a flat, so boxes everywhere", None),
        ("en", "my sister has a cottage in Wales", None),
        ("en", "can the house be cleaned midweek?", None),
        ("en", "i'm standing outside the house, number 12", None),
        ("en", "it's his apartment that's being cleaned", None),
        ("en", "we have a house at home with a garden, here a flat will do", "apartment"),
        ("en", "a cottage if you've got one, we have a flat at home", "house"),
        ("en", "husband says villa, i say flat, so flat it is", "apartment"),
        ("en", "a studio is plenty", "studio"),
        ("en", "heading home the sunday", None),
        ("en", "goin home on the 5th", None),
        ("en", "off home monday", None),
        ("es", "piso ya tenemos en Madrid", None),
        ("es", "vendimos el piso y ahora vivimos en una casa", None),
        ("es", "estoy delante de la casa, ¿cuál es el portal?", None),
        ("es", "mi hermano tiene un apartamento en Benidorm", None),
        ("es", "es su piso el que limpian", None),
        ("es", "una casita, que piso ya tenemos", "house"),
        ("es", "con un estudio nos sobra", "studio"),
        ("pt", "apartamento já temos em Lisboa", None),
        ("pt", "vendi a casa e mudei para um apartamento", None),
        ("pt", "estou à porta da casa", None),
        ("pt", "a minha irmã tem uma moradia no Algarve", None),
        ("pt", "uma casinha, que apartamento já temos", "house"),
        ("pt", "um estúdio chega e sobra", "studio"),
        ("fr", "un appart on en a déjà un à la maison", None),
        ("fr", "on a vendu la maison pour un appart", None),
        ("fr", "je suis devant la maison, quel numéro ?", None),
        ("fr", "ma soeur a un chalet dans les Alpes", None),
        ("fr", "une maison, un appart on en a déjà un", "house"),
        ("fr", "un studio suffit largement", "studio"),
        ("fr", "c'est sa maison qu'on repeint", None),
        ("de", "eine Wohnung haben wir daheim schon", None),
        ("de", "wir sind grad in ein Haus gezogen, alles voller Kisten", None),
        ("de", "ich steh vorm Haus, welcher Eingang?", None),
        ("de", "meine Schwester hat ein Ferienhaus an der Ostsee", None),
        ("de", "ein Häuschen, Wohnung haben wir selber", "house"),
        ("de", "es Huus wär schön", "house"),
        ("de", "e chliini Wohnig langt", "apartment"),
        ("de", "a Hütterl am See", "cabin"),
        ("de", "Hausnummer 7, oder?", None),
        ("de", "ein Studio reicht völlig", "studio"),
        ("it", "l'appartamento ce l'abbiamo già in città", None),
        ("it", "abbiamo venduto casa e preso un appartamento", None),
        ("it", "sono davanti alla casa, che citofono è?", None),
        ("it", "mia zia ha una villa in Toscana", None),
        ("it", "una casetta, che l'appartamento ce l'abbiamo già", "house"),
        ("it", "basta un monolocale", "studio"),
        ("en", "home the thursday before easter", None),
        ("en", "a home for six", "house"),
        ("en", "i want a house like the one we have at home", "house"),
        ("en", "we already have kids so need a big house", "house"),
        ("es", "ya tenemos los vuelos, queremos un piso", "apartment"),
        ("pt", "já temos voos, queremos uma casa", "house"),
        ("fr", "on a déjà les billets, on cherche une maison", "house"),
        ("de", "Flüge haben wir schon, suchen eine Wohnung", "apartment"),
        ("it", "abbiamo già i voli, cerchiamo un appartamento", "apartment"),
        ("de", "letscht jahr simmer uf mallorca gsi", None),
    ],
)
def test_read_home_spoken_of_in_passing_is_not_sought(language: str, text: str, kind: str | None) -> None:
    assert after(text, language).accommodation_type == kind


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "no hot water in apartment 5, third floor", None), ("en", "the key sticks, flat 4.", None),
        ("es", "la lavadora pierde agua, apartamento 3 segundo piso", None),
        ("pt", "a máquina de lavar está a verter, apartamento 3, segundo andar", None),
        ("fr", "la machine à laver fuit, appartement 3 deuxième étage", None),
        ("de", "die waschmaschine leckt, wohnung 3, zweiter stock", None), ("de", "päckchen für wohnung 7", None),
        ("it", "la lavatrice perde acqua in bagno, appartamento 3 secondo piano", None),
        ("en", "an apartment, 3 nights", "apartment"), ("en", "apartment 12, 13 or 14 june", "apartment"),
        ("es", "apartamento 4 personas", "apartment"), ("fr", "appartement 2 chambres", "apartment"),
        ("de", "Wohnung 5.-8. Mai", "apartment"), ("it", "appartamento 3 camere", "apartment"),
    ],
)  # fmt: skip
def test_read_number_of_a_home_makes_it_none_that_is_sought(language: str, text: str, kind: str | None) -> None:
    assert after(text, language).accommodation_type == kind
