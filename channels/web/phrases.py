"""What the website channel itself says to a visitor, in the visitor's language."""

from __future__ import annotations

from typing import Literal

LANGUAGES = ("en", "es")

Phrase = Literal[
    "bad_json",
    "invalid_request",
    "missing",
    "blank",
    "control",
    "unknown_field",
    "too_long",
    "too_large",
    "unknown_tenant",
    "origin_not_allowed",
    "unknown_session",
    "rate_limited",
    "unavailable",
    "not_found",
    "method_not_allowed",
    "staff",
    "unauthorized",
    "internal",
    "conflict",
    "no_session_or_unit",
    "no_reservation",
    "no_demo_tenant",
]

_PHRASES: dict[str, dict[Phrase, str]] = {
    "en": {
        "bad_json": "The body is not valid JSON; send an object with the header Content-Type: application/json.",
        "invalid_request": "The field {field} is not valid: {problem}.",
        "missing": "The field {field} is missing.",
        "blank": "The field {field} is empty; write something.",
        "control": "The field {field} holds control characters; only line breaks and tabs may be used.",
        "unknown_field": "There is no field {field}; remove it.",
        "too_long": "The message is too long: {limit} characters at most.",
        "too_large": "The request is too large: {limit} KiB at most.",
        "unknown_tenant": "There is no tenant with that name; check tenant_id.",
        "origin_not_allowed": "This website may not use this chat; add its origin to the tenant's allowed_origins.",
        "unknown_session": "This conversation is not known here; leave session_id out to begin a new one.",
        "rate_limited": "That was quick! Please wait {seconds} seconds and try again.",
        "unavailable": "We cannot answer just now. Please try again in a moment.",
        "not_found": "There is nothing at this address.",
        "method_not_allowed": "This address does not take that method.",
        "staff": "Thank you. Somebody from our team has taken over and will answer you here.",
        "unauthorized": "A valid staff token or signature is needed.",
        "conflict": "The session or the reference belongs to another reservation.",
        "no_session_or_unit": "There is no such session or unit.",
        "no_reservation": "There is no reservation with that reference.",
        "no_demo_tenant": "There is no tenant {slug} to show; set [web] demo_tenant, or `bot tenants add {slug}`.",
        "internal": "Something went wrong on our side. Please try again in a moment.",
    },
    "es": {
        "bad_json": "El cuerpo no es JSON válido; envía un objeto con la cabecera Content-Type: application/json.",
        "invalid_request": "El campo {field} no es válido: {problem}.",
        "missing": "Falta el campo {field}.",
        "blank": "El campo {field} está vacío; escribe algo.",
        "control": "El campo {field} lleva caracteres de control; solo se admiten saltos de línea y tabuladores.",
        "unknown_field": "El campo {field} no existe; quítalo.",
        "too_long": "El mensaje es demasiado largo: {limit} caracteres como máximo.",
        "too_large": "La petición es demasiado grande: {limit} KiB como máximo.",
        "unknown_tenant": "No hay ningún alojamiento con ese nombre; revisa tenant_id.",
        "origin_not_allowed": "Este sitio web no puede usar este chat; su origen debe añadirse a allowed_origins.",
        "unknown_session": "Esta conversación no se conoce aquí; omite session_id para empezar una nueva.",
        "rate_limited": "¡Qué rapidez! Espera {seconds} segundos e inténtalo de nuevo, por favor.",
        "unavailable": "Ahora mismo no podemos responder. Inténtalo de nuevo en un momento, por favor.",
        "not_found": "No hay nada en esta dirección.",
        "method_not_allowed": "Esta dirección no admite ese método.",
        "staff": "Gracias. Alguien de nuestro equipo se ha hecho cargo y te responderá aquí.",
        "unauthorized": "Hace falta un token de personal o una firma válidos.",
        "conflict": "La sesión o la referencia pertenece a otra reserva.",
        "no_session_or_unit": "No existe esa sesión o ese alojamiento.",
        "no_reservation": "No existe ninguna reserva con esa referencia.",
        "no_demo_tenant": "No existe el tenant {slug}; ajusta [web] demo_tenant o usa `bot tenants add {slug}`.",
        "internal": "Algo ha fallado por nuestra parte. Inténtalo de nuevo en un momento, por favor.",
    },
}


def phrase(name: Phrase, language: str, /, **values: object) -> str:
    """The sentence, in English for a language that is not here."""
    return _PHRASES.get(language, _PHRASES["en"])[name].format(**values)


def language_of(*locales: str | None) -> str:
    """The first of these locales' languages that we speak, else English. A locale may be an Accept-Language header."""
    for locale in locales:
        for part in (locale or "").split(","):
            language = part.strip()[:2].lower()
            if language in LANGUAGES:
                return language
    return LANGUAGES[0]
