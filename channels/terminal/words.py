"""The few words of the terminal itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    greeting: str
    resumed: str
    help: str
    new: str
    late: str
    too_long: str
    staff: str
    somebody: str  # of the team, without a name
    staff_here: str
    bot_back: str
    corrected: str
    taken_back: str


_ENGLISH = Words(
    greeting="You are talking to {tenant}. /help shows the commands.",
    resumed="Your conversation with {tenant} goes on. /new starts another.",
    help="Type a message, or the number of a choice. /new starts another conversation, /quit ends.",
    new="A new conversation.",
    late="No answer yet; it will be here when you come back.",
    too_long="That is too long: {limit} characters at most.",
    staff="Team",
    somebody="Somebody",
    staff_here="{name} from the team is here.",
    bot_back="The assistant is back.",
    corrected="{name} (corrected)",
    taken_back="{name} has taken a message back.",
)
_SPANISH = Words(
    greeting="Está hablando con {tenant}. /help muestra las órdenes.",
    resumed="Continúa su conversación con {tenant}. /new empieza otra.",
    help="Escriba un mensaje, o el número de una opción. /new empieza otra conversación, /quit termina.",
    new="Una conversación nueva.",
    late="Todavía no hay respuesta; estará aquí cuando vuelva.",
    too_long="Es demasiado largo: {limit} caracteres como máximo.",
    staff="Equipo",
    somebody="Alguien",
    staff_here="{name} del equipo está aquí.",
    bot_back="El asistente ha vuelto.",
    corrected="{name} (corregido)",
    taken_back="{name} ha retirado un mensaje.",
)


def words(locale: str) -> Words:
    """Of the locale's language; English for one that is not here."""
    return _SPANISH if locale.lower().startswith("es") else _ENGLISH
