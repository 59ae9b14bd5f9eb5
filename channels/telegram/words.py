"""The few words of the Telegram channel itself, in the languages that the concierge speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.words.phrases import for_guests

TELEGRAM = for_guests("telegram")


@dataclass(frozen=True, slots=True)
class Words:
    # cards
    max_guests: str
    night: str
    many_nights: str
    cleaning_fee: str
    total: str
    min_nights: str
    price_from: str
    types: Mapping[str, str]
    more_photos: str
    availability: str
    # who speaks
    you: str
    website: str
    team: str
    interrupted: str
    joined: str
    left: str
    waiting: str
    resume: str
    export: str
    erase: str

    def nights(self, count: int) -> str:
        return f"{count} {self.night if count == 1 else self.many_nights}"


_ENGLISH = Words(
    max_guests="up to {guests} guests",
    night="night",
    many_nights="nights",
    cleaning_fee="Cleaning",
    total="Total",
    min_nights="The minimum stay is {nights} nights",
    price_from="from {price} a night",
    types={},
    more_photos="More pictures",
    availability="Check availability",
    you="You ({channel})",
    website="website",
    team="Team",
    interrupted="… (interrupted: {name} has joined)",
    joined="{name} has joined the conversation.",
    left="{name} has left the conversation; the assistant goes on.",
    waiting="Nobody of the team has answered yet.",
    resume="Go on with the assistant",
    export="Get a copy",
    erase="Erase everything",
)
_SPANISH = Words(
    max_guests="hasta {guests} personas",
    night="noche",
    many_nights="noches",
    cleaning_fee="Limpieza",
    total="Total",
    min_nights="La estancia mínima es de {nights} noches",
    price_from="desde {price} por noche",
    types={
        "apartment": "apartamento",
        "room": "habitación",
        "studio": "estudio",
        "penthouse": "ático",
        "cabin": "cabaña",
        "house": "casa",
    },
    more_photos="Más fotos",
    availability="Ver disponibilidad",
    you="Tú ({channel})",
    website="web",
    team="Equipo",
    interrupted="… (interrumpido: {name} se ha unido)",
    joined="{name} se ha unido a la conversación.",
    left="{name} ha dejado la conversación; continúa el asistente.",
    waiting="Todavía no ha respondido nadie del equipo.",
    resume="Seguir con el asistente",
    export="Obtener una copia",
    erase="Borrarlo todo",
)
_WORDS = {"en": _ENGLISH, "es": _SPANISH}


def words(locale: str | None) -> Words:
    """In English for a language that is not here."""
    return _WORDS.get((locale or "")[:2].lower(), _ENGLISH)
