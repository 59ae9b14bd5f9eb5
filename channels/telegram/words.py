"""The few words of the Telegram channel itself, in the languages that the concierge speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
    deleted: str
    continued: str  # what joining the website's conversation is as a message of the guest's; in no language's own words
    # what the channel answers itself
    contact: str
    unreadable: str
    too_old: str
    busy: str
    in_private: str
    export: str
    erase: str
    exported: str
    nothing_kept: str
    erase_sure: str
    erase_yes: str
    erase_no: str
    erased: str
    kept: str

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
    deleted="(deleted)",
    continued="Continue on Telegram",
    contact="My name is {name}\n{number}",
    unreadable="Sorry, I cannot read that message. Please write it as text.",
    too_old="This button is too old. Please write what you would like.",
    busy="Too many requests just now. Please try again in a moment.",
    in_private="Please ask me this in a private chat.",
    export="Get a copy",
    erase="Erase everything",
    exported="Everything that we keep about this conversation.",
    nothing_kept="We keep nothing about you here.",
    erase_sure="Erase this conversation and everything that we know about your journey? This cannot be undone.",
    erase_yes="Yes, erase it",
    erase_no="No, keep it",
    erased="Everything is erased. Your receipt: {receipt}",
    kept="Nothing was erased.",
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
    deleted="(borrado)",
    continued="Continuar en Telegram",
    contact="Me llamo {name}\n{number}",
    unreadable="Lo siento, no puedo leer ese mensaje. Escríbelo como texto, por favor.",
    too_old="Este botón es demasiado antiguo. Escribe lo que necesitas, por favor.",
    busy="Hay demasiadas peticiones ahora mismo. Inténtalo de nuevo en un momento, por favor.",
    in_private="Pídemelo en un chat privado, por favor.",
    export="Obtener una copia",
    erase="Borrarlo todo",
    exported="Todo lo que guardamos de esta conversación.",
    nothing_kept="Aquí no guardamos nada sobre ti.",
    erase_sure="¿Borrar esta conversación y todo lo que sabemos de tu viaje? No se puede deshacer.",
    erase_yes="Sí, borrarlo",
    erase_no="No, conservarlo",
    erased="Todo está borrado. Tu comprobante: {receipt}",
    kept="No se ha borrado nada.",
)
_WORDS = {"en": _ENGLISH, "es": _SPANISH}


def words(locale: str | None) -> Words:
    """In English for a language that is not here."""
    return _WORDS.get((locale or "")[:2].lower(), _ENGLISH)
