"""The few sentences that the core itself says to a guest; everything else is said by plugins."""

from __future__ import annotations

from typing import Literal

Phrase = Literal[
    "failed", "refused", "booked", "converted", "waiting_for_staff", "waiting_for_takeover", "resume", "wait"
]
BookingProblem = Literal[
    "unknown_unit", "past", "reversed", "no_guests", "too_many_guests", "no_name", "no_contact", "too_short"
]

_PHRASES: dict[str, dict[Phrase, str]] = {
    "en": {
        "failed": "Sorry, I could not answer that just now. Please try again in a moment. (Reference: {error_id})",
        "refused": "Sorry, I cannot answer that message. (Reference: {error_id})",
        "booked": (
            "Thank you, {name}! Your booking request for **{unit}** ({check_in} – {check_out}, guests: {guests}) is with"
            " our team. Total: **{total}**. Your reference is **{reference}**. It is confirmed when you hear from us."
        ),
        "converted": "There is already a booking request in this conversation. Our team will gladly help you to change it.",
        "waiting_for_staff": "I am sorry: our team has not been able to answer yet. They still have your message. If you like, I can go on helping you in the meantime.",
        "waiting_for_takeover": "I am sorry: nobody of our team has been able to join yet. They know that you are waiting. I am still here if there is anything I can do.",
        "resume": "Go on with the assistant",
        "wait": "I will wait",
    },
    "es": {
        "failed": "Lo siento, ahora mismo no he podido responder. Inténtalo de nuevo en un momento. (Referencia: {error_id})",
        "refused": "Lo siento, no puedo responder a ese mensaje. (Referencia: {error_id})",
        "booked": (
            "¡Gracias, {name}! Tu solicitud de reserva de **{unit}** (del {check_in} al {check_out}, personas: {guests}) ya está"
            " con nuestro equipo. Total: **{total}**. Tu referencia es **{reference}**. Quedará confirmada cuando te respondamos."
        ),
        "converted": (
            "Ya hay una solicitud de reserva en esta conversación. Nuestro equipo te ayudará con gusto a cambiarla."
        ),
        "waiting_for_staff": "Lo siento: nuestro equipo aún no ha podido responderte. Tiene tu mensaje. Si quieres, mientras tanto puedo seguir ayudándote yo.",
        "waiting_for_takeover": "Lo siento: nadie de nuestro equipo ha podido unirse todavía. Saben que estás esperando. Sigo aquí por si puedo ayudarte en algo.",
        "resume": "Seguir con el asistente",
        "wait": "Prefiero esperar",
    },
}


def phrase(name: Phrase, language: str, /, **values: object) -> str:
    """The sentence in the guest's language, in English for a language that is not here."""
    return _PHRASES.get(language, _PHRASES["en"])[name].format(**values)


def phrase_table(name: Phrase) -> dict[str, str]:
    """The sentence in every language there is."""
    return {language: sentences[name] for language, sentences in _PHRASES.items()}


_BOOKING_PROBLEMS: dict[str, dict[BookingProblem, str]] = {
    "en": {
        "unknown_unit": "This accommodation is not available any more. Please choose another one.",
        "past": "The arrival lies in the past. Please choose a later date.",
        "reversed": "The departure must come after the arrival. Please check the dates.",
        "no_guests": "Please say how many guests will come (at least one).",
        "too_many_guests": "This accommodation is too small for your party (it takes at most {max_guests}). Please choose a larger one.",
        "no_name": "Please give your name (200 characters at most).",
        "no_contact": "Please give an e-mail address or a telephone number, so that we can answer.",
        "too_short": "The minimum stay here is {min_nights} nights. Please choose a longer stay.",
    },
    "es": {
        "unknown_unit": "Este alojamiento ya no está disponible. Elige otro, por favor.",
        "past": "La llegada ya ha pasado. Elige una fecha posterior, por favor.",
        "reversed": "La salida debe ser posterior a la llegada. Revisa las fechas, por favor.",
        "no_guests": "Indica cuántas personas vendrán (al menos una), por favor.",
        "too_many_guests": "Este alojamiento es demasiado pequeño para tu grupo (admite como máximo {max_guests}). Elige otro mayor, por favor.",
        "no_name": "Indica tu nombre (200 caracteres como máximo), por favor.",
        "no_contact": "Indica un correo electrónico o un teléfono para que podamos responderte, por favor.",
        "too_short": "La estancia mínima aquí es de {min_nights} noches. Elige una estancia más larga, por favor.",
    },
}


def booking_problem(problem: BookingProblem, language: str, /, **values: object) -> str:
    """Why a booking cannot be requested, as `phrase`."""
    return _BOOKING_PROBLEMS.get(language, _BOOKING_PROBLEMS["en"])[problem].format(**values)
