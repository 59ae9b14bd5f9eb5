"""Features wished for and unwanted, kinds of homes, rooms, places and ordinals in six languages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.types import Intent
from plugins.understanding.read import Setting, read
from tests.support.intent import TODAY

LOCALES = {"en": "en-GB", "es": "es-ES", "pt": "pt-BR", "fr": "fr-FR", "de": "de-DE", "it": "it-IT"}
PLACES = frozenset({"fornells", "es mercadal", "ciutadella"})
KNOWN = Intent(preferences=("pool", "pets"), accommodation_type="apartment")


def after(text: str, language: str, known: Intent | None = None) -> Intent:
    before = known or Intent()
    setting = Setting(TODAY, LOCALES[language], "EUR", PLACES)
    return before.changed(read(text, setting, language=language, intent=before).change)


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "step-free please", {"accessible"}),
        ("en", "with a co-working corner", {"workspace"}),
        ("en", "we have a labrador", {"pets"}),
        ("en", "no stairs without a lift", {"elevator"}),
        ("en", "do you have a place with parking and wifi?", {"parking", "wifi"}),
        ("es", "alberca y quincho", {"pool", "bbq"}),
        ("es", "sin ascensor no", {"elevator"}),
        ("es", "tienen cabañas con estacionamiento?", {"parking"}),
        ("pt", "quero é sossego", {"quiet"}),
        ("pt", "sem elevador não dá", {"elevator"}),
        ("fr", "il nous faut le wifi", {"wifi"}),
        ("fr", "jardin plutôt que balcon", {"garden"}),
        ("de", "Kinderbett bitte", {"crib"}),
        ("de", "keine Treppen", {"accessible"}),
        ("de", "mit Dackel", {"pets"}),
        ("de", "kamin hätten wir gern", {"fireplace"}),
        ("it", "portiamo il cane, va bene?", {"pets"}),
        ("it", "qualcosa con piscina?", {"pool"}),
        ("en", "need a jacuzy and a balcany", {"hot_tub", "terrace"}),
        ("es", "con pisina y estasionamiento", {"pool", "parking"}),
        ("pt", "com elevadr e ar condisionado", {"elevator", "air_conditioning"}),
        ("fr", "avec piscinne et lave vaiselle", {"pool", "dishwasher"}),
        ("de", "mit Parkblatz und wlahn", {"parking", "wifi"}),
        ("it", "con aria condizzionata e lavastovilie", {"air_conditioning", "dishwasher"}),
        ("es", "a ser posible bañera de hidromasaje", {"hot_tub"}),
        ("it", "mi serve per forza il posto auto e il climatizzatore", {"parking", "air_conditioning"}),
        ("pt", "mas ar condicionado sim", {"air_conditioning"}),
        ("fr", "la clim c'est non négociable", {"air_conditioning"}),
        ("fr", "loin de tout bruit", {"quiet"}),
        ("pt", "não abro mão do café da manhã", {"breakfast"}),
        ("es", "con terracita y piscinita", {"terrace", "pool"}),
        ("es", "no olvides la cuna", {"crib"}),
        ("fr", "un endroit calme avec wifi pour bosser", {"quiet", "wifi", "workspace"}),
        ("en", "parking is the main thing", {"parking"}),
        ("es", "si no hay piscina no nos interesa", {"pool"}),
        ("en", "dont want anything on the top floor without a lift", {"elevator"}),
        ("en", "swiming pol, wify and air conditoning", {"pool", "wifi", "air_conditioning"}),
        ("de", "Saunna und Wirlpool", {"sauna", "hot_tub"}),
        ("de", "Aufzug oder Erdgeschoss, sonst wird's nix", {"elevator"}),
        ("de", "mit Südbalkon und Tiefgaragenstellplatz", {"terrace", "parking"}),
        ("it", "senza scale che ho il ginocchio rotto", {"accessible"}),
        ("es", "con vistas al mar o por lo menos cerca de la playa", {"sea_view", "beach"}),
        ("en", "a pool, we don't need parking", {"pool"}),
    ],
)
def test_read_wish_is_added(language: str, text: str, wishes: set[str]) -> None:
    read_after = after(text, language)
    assert (set(read_after.preferences), read_after.exclusions) == (wishes, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "do you have a crib?"),
        ("en", "is the pool heated and what time does it shut"),
        ("en", "the wifi is broken"),
        ("en", "no need of a pool"),
        ("es", "tiene cuna?"),
        ("es", "el jacuzzi se paga aparte?"),
        ("es", "no hace falta parking"),
        ("pt", "tem berço?"),
        ("fr", "y a-t-il un parking et un lave-linge?"),
        ("de", "ist die Sauna gratis?"),
        ("it", "c'è il parcheggio?"),
        ("es", "teneis cuna o hay que traerla de casa?"),
        ("de", "Gibts n Hochstuhl und wie laut ist die Straße da"),
        ("pt", "e a praia fica a quantos metros"),
        ("es", "hace dos veranos pasamos 10 noches, una maravilla"),
        ("es", "no fumamos"),
        ("en", "we love walking and water"),
        ("de", "wir sind Wanderer und lieben Wasser"),
        ("de", "ist da auch ein parkplatz dabei"),
        ("it", "il cane lo lasciamo a casa"),
        ("en", "the dog stays at home"),
        ("de", "den hund lassen wir daheim"),
    ],
)
def test_read_question_remark_or_no_need_changes_nothing(language: str, text: str) -> None:
    assert after(text, language).preferences == ()


@pytest.mark.parametrize(
    ("language", "text", "exclusions"),
    [
        ("en", "don't want a pool", ("pool",)),
        ("en", "no pets in the house please, im allergic", ("pets",)),
        ("es", "ni piscina ni jardín", ("pool", "garden")),
        ("pt", "sem piscina", ("pool",)),
        ("fr", "surtout pas de piscine", ("pool",)),
        ("de", "kein hund im haus wg allergie", ("pets",)),
        ("it", "niente piscina", ("pool",)),
        ("it", "niente camino che mia moglie ha l'asma", ("fireplace",)),
        ("de", "bitte nix mit Kamin, haben ein Krabbelkind", ("fireplace",)),
        ("en", "neither pets nor smokers", ("pets", "smoking")),
        ("fr", "rien avec piscine", ("pool",)),
        ("en", "no carpets or pets in the flat", ("pets",)),
        ("de", "lieber ohne Teppich und ohne Haustiere", ("pets",)),
        ("es", "soy alérgica a los gatos, ojo", ("pets",)),
        ("it", "purché non ci siano animali", ("pets",)),
    ],
)
def test_read_exclusion_is_kept_as_one(language: str, text: str, exclusions: tuple[str, ...]) -> None:
    read_after = after(text, language, Intent(preferences=("pool",)))
    assert read_after.exclusions == exclusions
    assert not set(read_after.preferences) & set(exclusions)


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "without the dog after all", ("pool",)),
        ("en", "skip the pool", ("pets",)),
        ("es", "al final vamos sin el perro", ("pool",)),
        ("es", "el perro se queda con mi madre", ("pool",)),
        ("pt", "piscina não precisa", ("pets",)),
        ("fr", "finalement sans le chien", ("pool",)),
        ("de", "Pool muss nicht sein", ("pets",)),
        ("it", "alla fine senza cane", ("pool",)),
        ("en", "oh forget the dog she's changed her mind", ("pool",)),
        ("en", "scratch the pool", ("pets",)),
        ("es", "pasamos de la piscina", ("pets",)),
        ("pt", "afinal a piscina não faz questão, com a praia ali", ("pets",)),
        ("fr", "laissez tomber la piscine", ("pets",)),
        ("fr", "la piscine tant pis, puisque la plage est à côté", ("pets",)),
        ("de", "na den Pool brauch ma doch ned", ("pets",)),
        ("de", "der Pool kann weg", ("pets",)),
        ("it", "lasci perdere la piscina", ("pets",)),
        ("fr", "non laissez tomber la piscine finalement", ("pets",)),
        ("de", "Pool ist raus, zu gefährlich", ("pets",)),
    ],
)
def test_read_wish_taken_back_is_no_exclusion(language: str, text: str, kept: tuple[str, ...]) -> None:
    read_after = after(text, language, KNOWN)
    assert (read_after.preferences, read_after.exclusions) == (kept, ())


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "a flat instead of a house", "apartment"),
        ("en", "not a studio", "apartment"),
        ("en", "no pets in the house", "apartment"),
        ("es", "mejor una casita", "house"),
        ("es", "un piso o una casa", "apartment"),
        ("pt", "um chalé", "cabin"),
        ("fr", "un gîte pour 10", "house"),
        ("de", "haus wär mir doch lieber als wohnung", "house"),
        ("it", "facciamo casa, lascia stare l'appartamento", "house"),
        ("it", "una villetta", "house"),
        ("fr", "finalement une maison plutôt qu'un appart", "house"),
        ("pt", "prefiro uma moradia a um apartamento", "house"),
        ("pt", "procuro um sítio sossegado", "house"),
        ("es", "un monoambiente con cochera", "studio"),
        ("es", "un depto tipo monoambiente", "apartment"),
        ("en", "a cottage but a flat would do", "house"),
        ("pt", "dois quartos, uma suíte", "apartment"),
        ("de", "eine Altbauwohnung", "apartment"),
        ("de", "im Krankenhaus gewesen", "apartment"),
        ("es", "salimos de casa a las 8", "apartment"),
        ("it", "veniamo a casa vostra a maggio", "apartment"),
    ],
)
def test_read_kind_is_the_one_wanted(language: str, text: str, kind: str) -> None:
    assert after(text, language, KNOWN).accommodation_type == kind


@pytest.mark.parametrize(
    ("language", "text", "rooms"),
    [
        ("en", "a 3-bed house with 2 bathrooms", (3, 2)),
        ("en", "2BHK flat", (2, None)),
        ("es", "2 recámaras y dos baños", (2, 2)),
        ("pt", "moradia T3", (3, None)),
        ("fr", "au moins 2 salles de bain", (None, 2)),
        ("de", "Ferienwohnung mit 2 Schlafzimmern", (2, None)),
        ("it", "villetta con 3 camere e 2 bagni", (3, 2)),
        ("en", "3 bed 2 bath house", (3, 2)),
        ("es", "con un solo baño", (None, 1)),
        ("de", "2 Zimmer Wohnung", (1, None)),
    ],
)
def test_read_rooms_are_counted(language: str, text: str, rooms: tuple[int | None, int | None]) -> None:
    read_after = after(text, language)
    assert (read_after.bedrooms, read_after.bathrooms) == rooms


def test_read_word_for_a_kind_in_another_country_names_none() -> None:
    message = "procuro um sítio sossegado"
    assert read(message, Setting(TODAY, "pt-PT"), language="pt").change.get("accommodation_type") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in Fornells please", "Fornells"),
        ("near Fornels", "Fornels"),
        ("in Mercadal", "Mercadal"),
        ("in Paris", "Paris"),
    ],
)
def test_read_place_is_as_it_was_written(text: str, place: str | None) -> None:
    assert after(text, "en").place == place


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "a cottage near Whitby for 4", "Whitby"),
        ("en", "in New York please", "New York"),
        ("es", "Nerja, 14/3-19/3 x 3 pax", "Nerja"),
        ("es", "en San Sebastián con garaje", "San Sebastián"),
        ("pt", "em Lagos com lareira", "Lagos"),
        ("pt", "hospedagem em Vila Nova de Milfontes", "Vila Nova de Milfontes"),
        ("de", "Fewo in Bad Tölz, 2 SZ", "Bad Tölz"),
        ("fr", "vers Annecy avec lave-vaisselle", "Annecy"),
        ("de", "in Rostock eine Ferienwohnung", "Rostock"),
        ("it", "zona Cefalù, mi serve la culla", "Cefalù"),
        ("it", "villetta a San Vito lo Capo con due bagni", "San Vito lo Capo"),
        ("it", "cerchiamo qualcosa dalle parti di otranto", "otranto"),
        ("it", "ciao cerco casa in salento x agosto", "salento"),
        ("es", "miramos algo pa julio por la zona de cadiz, un piso", "cadiz"),
        ("es", "algo por Cudillero, que deje llevar a la perra", "Cudillero"),
        ("en", "somewhere near padstow for the 4 of us", "padstow"),
        ("en", "looking for a cabin up in the poconos", "poconos"),
        ("pt", "algo na zona da ericeira", "ericeira"),
        ("fr", "un gite du coté d'annecy", "annecy"),
        ("fr", "et plutôt à La Panne qu'à Coxyde si vous avez", "La Panne"),
        ("de", "wir suchen ein Ferienhaus im Tessin für Ostern", "Tessin"),
    ],
)
def test_read_place_that_the_tenant_does_not_have_is_read(language: str, text: str, place: str) -> None:
    assert after(text, language).place == place


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "near Sarah's house"),
        ("en", "Can you reply in English"),
        ("en", "In Total 400"),
        ("en", "IN JUNE WITH A POOL"),
        ("en", "Is there a bakery in Whitby?"),
        ("en", "we live in Leeds"),
        ("en", "a flat in Spain"),
        ("es", "Hola, 2 adultos"),
        ("es", "ah no, que vamos en AVE"),
        ("en", "parking in Villa Marina please"),
        ("pt", "em Setembro"),
        ("fr", "à Noël"),
        ("de", "in Ruhe lesen können"),
        ("de", "bei Verfügbarkeit gern"),
        ("de", "in Urlaub fahren"),
        ("it", "a Pasqua"),
        ("de", "im Erdgeschoss wäre gut"),
        ("en", "somewhere near the supermarket"),
        ("es", "cerca de un supermercado"),
        ("fr", "près d'une boulangerie"),
        ("it", "vicino alla stazione"),
        ("de", "in der Nähe von einem Spielplatz"),
        ("pt", "perto da farmácia"),
    ],
)
def test_read_word_that_only_looks_like_a_place_is_none(language: str, text: str) -> None:
    assert after(text, language).place is None


def test_read_either_of_a_places_two_names_is_the_place() -> None:
    setting = Setting(TODAY, "en-GB", "EUR", frozenset({"mao / mahon"}))
    assert read("a flat in Mahón", setting, language="en").change.get("place") == "Mahón"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the second one", (2,)),
        ("en", "number 3", (3,)),
        ("en", "the last one", (-1,)),
        ("en", "the first two", (1, 2)),
        ("en", "both", (1, 2)),
        ("en", "just the two of us", ()),
        ("en", "the 3rd of June", ()),
        ("es", "la última", (-1,)),
        ("pt", "as duas primeiras", (1, 2)),
        ("pt", "apê de 2 quartos e 2 banheiros", ()),
        ("fr", "le numéro 2", (2,)),
        ("de", "die ersten beiden", (1, 2)),
        ("it", "le prime due", (1, 2)),
        ("de", "was kostet das zweite insgesamt?", (2,)),
        ("fr", "la deuxième, combien en tout ?", (2,)),
        ("es", "cuánto sale la segunda en total", (2,)),
        ("en", "how much is the second altogether", (2,)),
    ],
)
def test_ordinals_of_homes_shown_are_positions(language: str, text: str, expected: tuple[Any, ...]) -> None:
    found = read(text, Setting(TODAY, LOCALES[language]), language=language).reading
    assert found is not None
    assert tuple(position for clause in found.clauses for position in clause.ordinals) == expected
