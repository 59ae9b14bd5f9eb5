"""The bot's commands and what its profile says, in each language; told to Telegram only when they have changed.

Source: https://core.telegram.org/bots/api#setmycommands, #setmydescription, #setmyshortdescription (2026-11).
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, BotCommand

MAX_DESCRIPTION_CHARS = 512
MAX_SHORT_CHARS = 120


@dataclass(frozen=True, slots=True)
class Profile:
    """`commands` in the order of NAMES; {name} is the business."""

    description: str
    short: str
    commands: tuple[str, ...]


NAMES = ("start", "help", "language", "human", "reset", "privacy", "unlink")
_DEFAULT = "en"
PROFILES = {
    "en": Profile(
        "Ask {name} anything about your stay: what is free, what it costs, what it looks like. You can book here too.",
        "Ask {name} about your stay.",
        (
            "Begin",
            "What I can do",
            "Change the language",
            "Talk to a person",
            "Start over",
            "What is kept about you, get it or erase it",
            "Separate this chat from the website",
        ),
    ),
    "es": Profile(
        "Pregunta a {name} lo que quieras sobre tu estancia: qué está libre, cuánto cuesta, cómo es. También puedes"
        " reservar aquí.",
        "Pregunta a {name} por tu estancia.",
        (
            "Empezar",
            "Qué puedo hacer",
            "Cambiar el idioma",
            "Hablar con una persona",
            "Empezar de nuevo",
            "Qué guardamos de ti: obtenerlo o borrarlo",
            "Separar este chat de la web",
        ),
    ),
    "pt": Profile(
        "Pergunte a {name} o que quiser sobre a sua estadia: o que está livre, quanto custa, como é. Também pode"
        " reservar aqui.",
        "Pergunte a {name} sobre a sua estadia.",
        (
            "Começar",
            "O que posso fazer",
            "Mudar o idioma",
            "Falar com uma pessoa",
            "Recomeçar",
            "O que guardamos sobre si: obter ou apagar",
            "Separar este chat do site",
        ),
    ),
    "fr": Profile(
        "Demandez à {name} tout ce que vous voulez savoir sur votre séjour : ce qui est libre, ce que cela coûte, à"
        " quoi cela ressemble. Vous pouvez aussi réserver ici.",
        "Demandez à {name} pour votre séjour.",
        (
            "Commencer",
            "Ce que je sais faire",
            "Changer de langue",
            "Parler à une personne",
            "Recommencer",
            "Ce que nous gardons sur vous : l'obtenir ou l'effacer",
            "Séparer ce chat du site web",
        ),
    ),
    "de": Profile(
        "Fragen Sie {name} alles über Ihren Aufenthalt: was frei ist, was es kostet, wie es aussieht. Buchen können Sie"
        " hier auch.",
        "Fragen Sie {name} zu Ihrem Aufenthalt.",
        (
            "Anfangen",
            "Was ich kann",
            "Sprache ändern",
            "Mit einem Menschen sprechen",
            "Neu anfangen",
            "Was über Sie gespeichert ist: erhalten oder löschen",
            "Diesen Chat von der Website trennen",
        ),
    ),
    "it": Profile(
        "Chiedi a {name} tutto sul tuo soggiorno: cosa è libero, quanto costa, com'è. Puoi anche prenotare qui.",
        "Chiedi a {name} del tuo soggiorno.",
        (
            "Inizia",
            "Cosa so fare",
            "Cambia lingua",
            "Parla con una persona",
            "Ricomincia",
            "Cosa conserviamo di te: ottenerlo o cancellarlo",
            "Separa questa chat dal sito",
        ),
    ),
}


async def register(bot: Bot, business: str) -> None:
    """Bring Telegram up to date, language by language; the default one is for everybody else."""
    for language, profile in PROFILES.items():
        await _register(bot, None if language == _DEFAULT else language, profile, business)


async def _register(bot: Bot, language: str | None, profile: Profile, business: str) -> None:
    commands = tuple(BotCommand(name, text) for name, text in zip(NAMES, profile.commands, strict=True))
    if await bot.get_my_commands(language_code=language) != commands:
        await bot.set_my_commands(commands, language_code=language)
    description = profile.description.format(name=business)[:MAX_DESCRIPTION_CHARS]
    if (await bot.get_my_description(language)).description != description:
        await bot.set_my_description(description, language)
    short = profile.short.format(name=business)[:MAX_SHORT_CHARS]
    if (await bot.get_my_short_description(language)).short_description != short:
        await bot.set_my_short_description(short, language)
