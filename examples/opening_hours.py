"""Answers what every reception is asked; [plugins.opening_hours.answers] of bot.toml adds questions and answers."""

import re

from pydantic import BaseModel

from bot import Reply, hookimpl


class Settings(BaseModel):
    answers: dict[str, str] = {"opening hours|horario": "Reception is open from 9 to 21 h."}


class Plugin:
    def __init__(self, core, settings):
        self._answers = settings.answers

    @hookimpl
    async def respond(self, turn):
        for words, answer in self._answers.items():
            if re.search(words, turn.text, re.IGNORECASE):
                return Reply(answer)  # no answer here: the next plugin is asked, in the end the concierge
