"""The exchange with the model in one turn: it speaks, or calls tools and speaks then."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing

from pydantic import ValidationError

from bot.conversation.tools import Tool, ToolResult
from bot.conversation.turn import Turn
from bot.errors import InvalidInput
from bot.llm.conversation import Answer, Function, Line, Payer, ToolCall
from bot.llm.models import Models
from bot.llm.schemas import strict
from bot.offers.cards import card
from bot.types import Match, Reply
from bot.words import reception
from bot.words.phrases import for_guests
from plugins.responder_openai import prompt

LABELS = for_guests("labels")
MAX_ROUNDS = 4  # of calls; a model that goes on calling will not answer
MAX_CALLS = 4  # at once
MAX_CARDS = 10
MAX_NAMED = 4  # cards of units that are only named

log = logging.getLogger(__name__)


async def answer(turn: Turn, models: Models, tools: Mapping[str, Tool]) -> AsyncGenerator[str | Reply, None]:
    """Pieces of the answer, then the Reply; without one, the next responder is to answer.

    Raises:
        ModelError: the model does not answer, or not to its end.
    """
    payer = Payer(turn.tenant.tenant_id, turn.session.session_id)
    functions = [_function(tool) for tool in tools.values()]
    lines = await prompt.lines(turn)
    said: list[str] = []  # in earlier rounds
    shown: dict[str, Match] = {}
    for _ in range(MAX_ROUNDS):
        spoken = Answer("")
        gap = "\n\n" if said else ""
        async with aclosing(models.stream(lines, functions, payer)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Answer):
                    spoken = piece
                else:
                    yield gap + piece
                    gap = ""
        said += filter(None, [spoken.text.strip()])
        if not spoken.tool_calls:
            if said:
                yield _reply(turn, "\n\n".join(said), list(shown.values()))
            return
        lines.append(Line("assistant", spoken.text, spoken.tool_calls))
        for number, call in enumerate(spoken.tool_calls):
            result = await _call(turn, tools, call) if number < MAX_CALLS else _refused("too many calls at once")
            if result.action:
                turn.requested = result.action
                return
            if result.handoff:
                yield Reply("\n\n".join([*said, *reception.handoff(turn.tenant, turn.locale)]), handoff=result.handoff)
                return
            shown |= {str(match.unit.unit_id): match for match in result.cards}
            lines.append(Line("tool", prompt.as_data(result.content), tool_call_id=call.id))
    log.warning("the model goes on calling tools; the next responder answers")


def _function(tool: Tool) -> Function:
    return Function(tool.name, tool.description, strict(tool.arguments.model_json_schema()))


async def _call(turn: Turn, tools: Mapping[str, Tool], call: ToolCall) -> ToolResult:
    """What the tool found; what is wrong with the call is an answer too, the model may mend it."""
    tool = tools.get(call.name)
    if tool is None:
        return _refused(f"there is no such function; there are {', '.join(tools)}")
    try:
        return await tool.call(turn, tool.arguments.model_validate_json(call.arguments or "{}"))
    except ValidationError as error:
        places = [".".join(map(str, item["loc"])) or "arguments" for item in error.errors(include_input=False)]
        return _refused(f"not valid: {', '.join(places)}")
    except InvalidInput as error:
        return _refused(str(error))


def _refused(reason: str) -> ToolResult:
    return ToolResult({"error": reason})


def _reply(turn: Turn, text: str, shown: Sequence[Match]) -> Reply:
    """Cards are what tools have found, or else units that are named and have not been shown yet."""
    named = [match for match in turn.found if match.unit.name.casefold() in text.casefold()]
    fresh = [match for match in named if match.unit.unit_id not in turn.shown]
    cards = list(shown[:MAX_CARDS]) or fresh[:MAX_NAMED]
    sources = {match.unit.unit_id: match for match in [*cards, *named]}
    preferences, language = turn.intent.preferences, turn.locale
    pressed = ("more", "person") if cards else ("person",)
    return Reply(
        text,
        cards=tuple(card(match, preferences, language) for match in cards),
        suggestions=tuple(LABELS.say(key, language) for key in pressed),
        sources=tuple(sources.values()),
    )
