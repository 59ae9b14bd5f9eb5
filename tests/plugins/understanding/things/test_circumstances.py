"""Wishes that guests put into their circumstances: who cannot climb, what comes of heat, where the car goes."""

from __future__ import annotations

import pytest

from bot.types import HistoryItem
from plugins.understanding.read import Setting, read
from tests.plugins.understanding.things.test_things import LOCALES, after
from tests.support.intent import TODAY


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "i melt without air con", {"air_conditioning"}),
        ("en", "gran can't manage stairs", {"accessible"}),
        ("en", "not a single step please, grandad's hip", {"accessible"}),
        ("en", "dad can't do steps", {"accessible"}),
        ("en", "we've two cars to leave somewhere", {"parking"}),
        ("en", "somewhere we can leave the car", {"parking"}),
        ("en", "a proper desk and heating or my fingers freeze", {"workspace", "heating"}),
        ("en", "it needs to be heated, we froze last year", {"heating"}),
        ("en", "a patio for my smokes", {"terrace"}),
        ("es", "que sin aire me muero", {"air_conditioning"}),
        ("es", "mi padre no sube escaleras", {"accessible"}),
        ("es", "ni un escalón, por la rodilla de mi madre", {"accessible"}),
        ("es", "nada de escalones por favor", {"accessible"}),
        ("es", "que podamos dejar el coche en algún lado", {"parking"}),
        ("es", "un escritorio en condiciones y la calefacción", {"workspace", "heating"}),
        ("es", "terraza para fumar", {"terrace"}),
        ("es", "que esté calentito, que tenga calefacción", {"heating"}),
        ("pt", "o meu avô não sobe escadas", {"accessible"}),
        ("pt", "nem um degrau, por causa da anca", {"accessible"}),
        ("pt", "sem ar condicionado eu morro", {"air_conditioning"}),
        ("pt", "onde possamos deixar o carro", {"parking"}),
        ("pt", "uma secretária decente e aquecimento", {"workspace", "heating"}),
        ("pt", "varanda para eu fumar", {"terrace"}),
        ("pt", "que a minha mãe não consegue subir escadas", {"accessible"}),
        ("fr", "sans clim je fonds", {"air_conditioning"}),
        ("fr", "ma mère ne monte pas les escaliers", {"accessible"}),
        ("fr", "pas une marche, papi est en béquilles", {"accessible"}),
        ("fr", "pas la moindre marche", {"accessible"}),
        ("fr", "un vrai bureau et le chauffage sinon on gèle", {"workspace", "heating"}),
        ("fr", "un balcon pour fumer", {"terrace"}),
        ("fr", "que je puisse garer la voiture quelque part", {"parking"}),
        ("de", "ohne Klima zerfließ ich", {"air_conditioning"}),
        ("de", "Oma schafft keine Treppen", {"accessible"}),
        ("de", "bloß keine einzige Stufe", {"accessible"}),
        ("de", "irgendwo muss ich den Golf hinstellen können", {"parking"}),
        ("de", "einen ordentlichen Schreibtisch und die Heizung sonst frieren wir", {"workspace", "heating"}),
        ("de", "Balkon zum Rauchen", {"terrace"}),
        ("de", "a Heizung muaß a sei", {"heating"}),
        ("de", "und a Spülmaschin brauch ma a", {"dishwasher"}),
        ("de", "e Waschmaschine bruuche mer au", {"washer"}),
        ("it", "senza aria condizionata svengo", {"air_conditioning"}),
        ("it", "la nonna non fa le scale", {"accessible"}),
        ("it", "neanche uno scalino per favore", {"accessible"}),
        ("it", "un posto dove lasciare la macchina", {"parking"}),
        ("it", "una scrivania decente e il riscaldamento sennò geliamo", {"workspace", "heating"}),
        ("it", "balcone per le sigarette", {"terrace"}),
        ("it", "mio padre non riesce a salire le scale", {"accessible"}),
        ("de", "e heizig muess es ha", {"heating"}),
        ("de", "a waschmaschin brauchens a, so wie die ausschaun", {"washer"}),
        ("fr", "terrasse pour mon père, il fume", {"terrace"}),
        ("it", "e il riscaldamento sennò geliamo", {"heating"}),
        ("pt", "desde que tenha ar condicionado", {"air_conditioning"}),
        ("it", "la colazione già pronta che mamma in tanti anni ha cucinato abbastanza", {"breakfast"}),
        ("en", "can we leave the car after checking out?", set()),
        ("en", "i'll put the car keys in the box", set()),
        ("es", "dejo las llaves en el coche", set()),
        ("fr", "une maison où mettre la voiture à l'abri", {"parking"}),
        ("en", "without air con is fine, we won't die", set()),
        ("pt", "tanto faz, desde q tenha ar condicionado q eu derreto", {"air_conditioning"}),
        ("en", "we'll leave the car at home", set()),
        ("es", "dejamos el coche en casa", set()),
        ("it", "lasciamo la macchina a casa", set()),
    ],
)
def test_read_circumstance_is_a_wish(language: str, text: str, wishes: set[str]) -> None:
    assert wishes == set(after(text, language).preferences) - {"smoking"}


QUESTIONS = {
    "en": "Do you need parking?",
    "es": "¿Necesitáis aparcamiento?",
    "pt": "Precisam de estacionamento?",
    "fr": "Vous avez besoin d'un parking ?",
    "de": "Brauchen Sie einen Parkplatz?",
    "it": "Vi serve il parcheggio?",
}


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "yes, one car", ("parking",)),
        ("en", "yeah two vans", ("parking",)),
        ("es", "sí, llevamos dos coches", ("parking",)),
        ("pt", "sim, vamos em dois carros", ("parking",)),
        ("fr", "oui, on aura deux voitures", ("parking",)),
        ("de", "ja, wir kommen mit zwei Autos", ("parking",)),
        ("it", "sì, abbiamo due macchine", ("parking",)),
        ("en", "no, we're coming by train", ()),
        ("es", "no, vamos en tren", ()),
        ("de", "nein, wir kommen mit der Bahn", ()),
        ("en", "yes please", ("parking",)),
        ("es", "sí, por favor", ("parking",)),
        ("fr", "oui", ("parking",)),
        ("it", "no grazie", ()),
        ("pt", "não, vamos de comboio", ()),
    ],
)
def test_read_answer_to_whether_a_feature_is_needed(language: str, text: str, wishes: tuple[str, ...]) -> None:
    history = [HistoryItem("assistant", QUESTIONS[language], "2026-05-04T10:00:00Z")]
    change = read(text, Setting(TODAY, LOCALES[language]), history=history, language=language).change
    assert change.get("preferences", ()) == wishes
