"""The bot's commands and what its profile says, in each language; told to Telegram only when they have changed.

Source: https://core.telegram.org/bots/api#setmycommands, #setmydescription, #setmyshortdescription (2026-11).
"""

from __future__ import annotations

from telegram import Bot, BotCommand

from bot.words.languages import FALLBACK, UNDERSTOOD
from channels.telegram.words import TELEGRAM

MAX_DESCRIPTION_CHARS = 512
MAX_SHORT_CHARS = 120

NAMES = ("start", "help", "language", "human", "reset", "privacy", "unlink")


async def register(bot: Bot, business: str) -> None:
    """Bring Telegram up to date, language by language; the default one is for everybody else."""
    for language in UNDERSTOOD:
        await _register(bot, language, business)


async def _register(bot: Bot, language: str, business: str) -> None:
    code = None if language == FALLBACK else language
    texts = TELEGRAM.group("commands", language)
    commands = tuple(BotCommand(name, texts[name]) for name in NAMES)
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    description = TELEGRAM.say("profile.description", language, name=business)[:MAX_DESCRIPTION_CHARS]
    if (await bot.get_my_description(code)).description != description:
        await bot.set_my_description(description, code)
    short = TELEGRAM.say("profile.short", language, name=business)[:MAX_SHORT_CHARS]
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)
