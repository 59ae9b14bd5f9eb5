"""The few words of the Telegram channel itself, in the languages that the concierge speaks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.words.phrases import for_guests

TELEGRAM = for_guests("telegram")


@dataclass(frozen=True, slots=True)
class Words:
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


_ENGLISH = Words(
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
