"""The vocabulary of amenities: one id per thing a guest may need, with its names and the listings' words for it.

Guests' phrases belong to the intent plugins; here are only the ids, what to call them, and how owners write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    id: str
    en: str
    es: str
    listing: str  # regular expression, case-insensitive, searched in an owner's amenity line


FEATURES = tuple(
    Feature(*row)
    for row in (
        ("wifi", "wifi", "wifi", r"\bwi-?fi\b|wireless internet|\binternet\b"),
        ("pool", "pool", "piscina", r"\bpool\b(?! (table|view))|piscina"),
        ("parking", "parking", "aparcamiento", r"\bparking\b(?!.*off premises)|\bgarage\b|aparcamiento"),
        ("pets", "pets welcome", "mascotas admitidas", r"pets? (allowed|welcome|friendly)|mascotas"),
        ("sea_view", "sea view", "vistas al mar", r"\b(sea|ocean) view\b|vistas? al mar"),
        ("beach", "by the beach", "junto a la playa", r"\bbeach ?front|beach access|waterfront|playa"),
        ("air_conditioning", "air conditioning", "aire acondicionado", r"air.?condition|\bAC\b|aire acond"),
        ("heating", "heating", "calefacción", r"\bheating\b|radiant heat|calefacci"),
        ("kitchen", "kitchen", "cocina", r"\bkitchen(ette)?\b(?!.*outdoor)|cocina"),
        ("washer", "washing machine", "lavadora", r"\bwasher\b(?!.*dish)|washing machine|lavadora"),
        ("dishwasher", "dishwasher", "lavavajillas", r"dish ?washer|lavavajillas"),
        ("tv", "TV", "televisión", r"\bH?D?TV\b|televisi"),
        ("terrace", "terrace or balcony", "terraza o balcón", r"\b(patio|balcony|terrace|deck)\b|terraza|balc[oó]n"),
        ("garden", "garden", "jardín", r"\b(garden|backyard)\b(?! view)|jard[ií]n"),
        ("bbq", "barbecue", "barbacoa", r"\bbbq\b|barbecue|barbacoa"),
        ("crib", "cot", "cuna", r"\bcrib\b|\bcot\b|pack.?.?n.?.?play|cuna"),
        ("high_chair", "high chair", "trona", r"high ?chair|trona"),
        ("workspace", "desk to work at", "zona de trabajo", r"workspace|\bdesk\b|escritorio"),
        ("elevator", "lift", "ascensor", r"\belevator\b|\blift\b|ascensor"),
        ("hot_tub", "hot tub", "jacuzzi", r"hot tub|jacuzzi|whirlpool (tub|bath)|hidromasaje"),
        ("sauna", "sauna", "sauna", r"\bsauna\b"),
        ("fireplace", "fireplace", "chimenea", r"fireplace|chimenea"),
        ("gym", "gym", "gimnasio", r"\bgym\b|exercise equipment|gimnasio"),
        ("breakfast", "breakfast", "desayuno", r"\bbreakfast\b|desayuno"),
        ("smoking", "smoking allowed", "fumadores admitidos", r"smoking allowed|se permite fumar"),
        ("accessible", "step-free access", "accesible", r"step.free|wheelchair|accesible"),
        ("ev_charger", "EV charger", "cargador eléctrico", r"\bEV charger"),
        ("self_check_in", "self check-in", "entrada autónoma", r"self check.in|lockbox|keypad"),
        ("mountain_view", "mountain view", "vistas a la montaña", r"mountain view|vistas? a la monta"),
        ("lake", "by the lake", "junto al lago", r"lake (access|view)|\blago\b"),
        ("central", "central", "céntrico", r"$^"),
        ("quiet", "quiet", "tranquilo", r"$^"),
    )
)
BY_ID = {feature.id: feature for feature in FEATURES}
_LISTING = tuple((feature.id, re.compile(feature.listing, re.IGNORECASE)) for feature in FEATURES)


def recognise(amenities: Iterable[str]) -> tuple[str, ...]:
    """The ids that an owner's amenity lines stand for, in the vocabulary's order."""
    lines = tuple(amenities)
    return tuple(id_ for id_, pattern in _LISTING if any(pattern.search(line) for line in lines))


def label(feature_id: str, language: str) -> str:
    """What to call a feature; the id's own words for one outside the vocabulary."""
    feature = BY_ID.get(feature_id)
    if feature is None:
        return feature_id.replace("_", " ")
    return feature.es if language == "es" else feature.en
