"""What more than one plugin or channel says to a guest, from the tenant's `brand` where it has its own words.

The greeting, the first questions to choose from, and that somebody of the team was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.types import Tenant

_GREETING = {
    "en": (
        "Hello! I'm the virtual concierge of **{tenant}**. Tell me your dates and how many people you are, and I'll"
        " show you where you could stay."
    ),
    "es": (
        "¡Hola! Soy el conserje virtual de **{tenant}**. Dime tus fechas y cuántas personas sois y te enseño dónde"
        " podrías alojarte."
    ),
}
_SUGGESTIONS = {
    "en": ("What do you have available?", "Something for a family", "What does it cost?"),
    "es": ("¿Qué tenéis disponible?", "Algo para una familia", "¿Cuánto cuesta?"),
}
_HANDOFF = {
    "en": (
        "I've noted that you'd like to talk to our team, and they can answer you right here. I can't say exactly when,"
        " so feel free to keep asking me meanwhile."
    ),
    "es": (
        "He anotado que quieres hablar con nuestro equipo, que puede responderte aquí mismo. No puedo decirte cuándo"
        " exactamente; mientras tanto, puedes seguir preguntándome."
    ),
    "pt": "Passei o seu pedido à nossa equipa, que lhe pode responder aqui.",
    "fr": "J'ai transmis votre demande à notre équipe, qui peut vous répondre ici même.",
    "de": "Ich habe Ihre Bitte an unser Team weitergegeben; es kann Ihnen hier antworten.",
    "it": "Ho passato la sua richiesta al nostro team, che può risponderle qui.",
}
_NOTICE = {
    "pt": "Respondo em inglês; se preferir, a nossa equipa também pode responder-lhe em português.",
    "fr": "Je vous réponds en anglais ; si vous préférez, notre équipe peut aussi vous répondre.",
    "de": "Ich antworte auf Englisch; wenn Sie möchten, kann Ihnen auch unser Team antworten.",
    "it": "Le rispondo in inglese; se preferisce, può risponderle anche il nostro team.",
}
_CONTACT = {
    "en": "You can also reach the team directly: {contact}",
    "es": "También puedes contactar directamente con el equipo: {contact}",
}


def greeting(tenant: Tenant, language: str) -> str:
    """The brand's greeting when it has one in the guest's language (a plain text is in the tenant's), else our own."""
    own = tenant.brand.get("greeting")
    if isinstance(own, Mapping):
        own = own.get(language)
    elif not tenant.locale.lower().startswith(language):
        own = None
    return own if isinstance(own, str) and own else _said(_GREETING, language).format(tenant=tenant.name)


def opening_suggestions(tenant: Tenant, language: str) -> list[str]:
    """What a guest may ask first: the tenant's `brand.suggestions` (a list, or lists by language), else ours."""
    own = tenant.brand.get("suggestions")
    if isinstance(own, Mapping):
        own = own.get(language)
    if isinstance(own, list) and own:
        return [str(text) for text in own]
    return list(_SUGGESTIONS.get(language, _SUGGESTIONS["en"]))


def contact(tenant: Tenant, language: str) -> str | None:
    """How to reach the team: `brand.contact`, a text or a mapping {phone, email …}. None: the brand does not say."""
    stated = tenant.brand.get("contact")
    if isinstance(stated, Mapping):
        stated = " · ".join(str(value) for value in stated.values() if isinstance(value, str) and value)
    return _said(_CONTACT, language).format(contact=stated) if isinstance(stated, str) and stated else None


def handoff(tenant: Tenant, language: str) -> list[str]:
    """That the team was asked to join, in paragraphs."""
    return [text for text in (_said(_HANDOFF, language), contact(tenant, language)) if text]


def notice(language: str) -> str:
    """For guests of a language that the concierge understands and does not answer in: that it answers in English.

    Empty for all others.
    """
    return _NOTICE.get(language, "")


def _said(sentences: Mapping[str, str], language: str) -> str:
    """In English for a language that is not here."""
    return sentences.get(language, sentences["en"])
