"""What a guest may press after an answer of the model: sent as text, so in the guest's language."""

from __future__ import annotations

_MORE = {
    "en": "Show me others", "es": "Ver otros", "pt": "Mostrar outros", "fr": "En voir d'autres",
    "de": "Andere zeigen", "it": "Mostrami altri",
}  # fmt: skip
_PERSON = {
    "en": "Talk to a person", "es": "Hablar con una persona", "pt": "Falar com uma pessoa",
    "fr": "Parler à une personne", "de": "Mit jemandem sprechen", "it": "Parlare con una persona",
}  # fmt: skip


def suggestions(language: str, *, has_cards: bool) -> tuple[str, ...]:
    person = _PERSON.get(language, _PERSON["en"])
    return (_MORE.get(language, _MORE["en"]), person) if has_cards else (person,)
