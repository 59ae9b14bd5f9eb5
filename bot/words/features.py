"""The vocabulary of amenities: one id per thing a guest may need, with its names and the listings' words for it.

Guests' phrases belong to the intent plugins; here are only the ids, what to call them, and how owners write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.words.phrases import for_guests

LABELS = for_guests("features")


@dataclass(frozen=True, slots=True)
class Feature:
    id: str
    listing: str  # regular expression, case-insensitive, searched in an owner's amenity line


FEATURES = tuple(
    Feature(*row)
    for row in (
        ("wifi", r"\bwi-?fi\b|wireless internet|\binternet\b"),
        ("pool", r"\bpool\b(?! (table|view))|piscina"),
        ("parking", r"\bparking\b(?!.*off premises)|\bgarage\b|aparcamiento"),
        ("pets", r"pets? (allowed|welcome|friendly)|mascotas"),
        ("sea_view", r"\b(sea|ocean) view\b|vistas? al mar"),
        ("beach", r"\bbeach ?front|beach access|waterfront|playa"),
        ("air_conditioning", r"air.?condition|\bAC\b|aire acond"),
        ("heating", r"\bheating\b|radiant heat|calefacci"),
        ("kitchen", r"\bkitchen(ette)?\b(?!.*outdoor)|cocina"),
        ("washer", r"\bwasher\b(?!.*dish)|washing machine|lavadora"),
        ("dishwasher", r"dish ?washer|lavavajillas"),
        ("tv", r"\bH?D?TV\b|televisi"),
        ("terrace", r"\b(patio|balcony|terrace|deck)\b|terraza|balc[oó]n"),
        ("garden", r"\b(garden|backyard)\b(?! view)|jard[ií]n"),
        ("bbq", r"\bbbq\b|barbecue|barbacoa"),
        ("crib", r"\bcrib\b|\bcot\b|pack.?.?n.?.?play|cuna"),
        ("high_chair", r"high ?chair|trona"),
        ("workspace", r"workspace|\bdesk\b|escritorio"),
        ("elevator", r"\belevator\b|\blift\b|ascensor"),
        ("hot_tub", r"hot tub|jacuzzi|whirlpool (tub|bath)|hidromasaje"),
        ("sauna", r"\bsauna\b"),
        ("fireplace", r"fireplace|chimenea"),
        ("gym", r"\bgym\b|exercise equipment|gimnasio"),
        ("breakfast", r"\bbreakfast\b|desayuno"),
        ("smoking", r"smoking allowed|se permite fumar"),
        ("accessible", r"step.free|wheelchair|accesible"),
        ("ev_charger", r"\bEV charger"),
        ("self_check_in", r"self check.in|lockbox|keypad"),
        ("mountain_view", r"mountain view|vistas? a la monta"),
        ("lake", r"lake (access|view)|\blago\b"),
        ("central", r"$^"),
        ("quiet", r"$^"),
    )
)
# What guests ask whether a home has, and by which nobody chooses one.
EQUIPMENT = tuple(
    Feature(*row)
    for row in (
        ("hair_dryer", r"hair ?dryer|secador de pelo"),
        ("iron", r"\biron\b(?! (gate|bed))|^plancha\b"),
        ("oven", r"\boven\b|\bhorno\b"),
        ("microwave", r"\bmicrowave\b|microondas"),
        ("fridge", r"refrigerator|\bfridge\b|nevera|frigor[ií]fico"),
        ("freezer", r"\bfreezer\b|congelador"),
        ("coffee_maker", r"coffee (maker|machine)|nespresso|cafetera"),
        ("kettle", r"\bkettle\b|hervidor"),
        ("toaster", r"\btoaster\b|tostador"),
    )
)
BY_ID = {feature.id: feature for feature in (*FEATURES, *EQUIPMENT)}
_LISTING = tuple((id_, re.compile(feature.listing, re.IGNORECASE)) for id_, feature in BY_ID.items())


def recognise(amenities: Iterable[str]) -> tuple[str, ...]:
    """The ids that an owner's amenity lines stand for, in the vocabulary's order."""
    lines = tuple(amenities)
    return tuple(id_ for id_, pattern in _LISTING if any(pattern.search(line) for line in lines))


def label(feature_id: str, language: str) -> str:
    """What to call a feature inside a sentence; the id's own words for one outside the vocabulary."""
    return LABELS.say(feature_id, language) if feature_id in BY_ID else feature_id.replace("_", " ")
