"""Every hook a plugin may implement, in the order of a message's way. No logic here.

Two kinds only, because pluggy is synchronous: `register_*` hooks are called by pluggy itself at start-up; the async
hooks are called only by bot.hooks, in pluggy's order (last registered first; `tryfirst` and `trylast` count).
A plugin takes the arguments it wants by name. Each async call has a time budget (`[hooks] timeout_s`; `respond` and
`startup`: `[hooks] respond_timeout_s`); a plugin that raises or exceeds it is logged by name, counted and passed over,
and after repeated failures parked for a while. Guards refuse instead.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pluggy

from bot.types import Extraction, Known, Match, Refusal, Reply, Session

if TYPE_CHECKING:
    import typer

    from bot.act_reading import ActReader
    from bot.channel import Channel
    from bot.conversation.tools import Tool
    from bot.conversation.turn import Turn
    from bot.core import Core
    from bot.embedding import Embedder
    from bot.offers.conversion import Conversion

NAMESPACE = "lobby"
hookspec = pluggy.HookspecMarker(NAMESPACE)
hookimpl = pluggy.HookimplMarker(NAMESPACE)


# --- start-up (sync, called by pluggy) --------------------------------------------------------------------------


@hookspec
def register_channels(core: Core, register: Callable[[Channel], None]) -> None:
    """Call `register` with each channel this plugin brings. Two channels of one name stop the start."""


@hookspec
def register_routes(core: Core, web: Any) -> None:
    """Add HTTP routes to the web channel's FastAPI application `web`. Called only when the web channel runs."""


@hookspec
def register_commands(cli: typer.Typer) -> None:
    """Add commands to `bot`. Called for every run of the command line: import heavy libraries inside the command."""


@hookspec
def register_tools(core: Core, register: Callable[[Tool], None]) -> None:
    """Call `register` with each function offered to model-backed responders (bot.conversation.tools).

    Two of one name stop the start. All plugins' count; `core.tools` has them."""


@hookspec
def register_embedder(core: Core) -> Embedder | None:
    """A sentence encoder for units and questions. The first answer that is not None is what units are published with
    (`core.embedders.preferred`); a tenant's questions are encoded with whichever of all answers its units were."""


@hookspec
def register_act_reader(core: Core) -> ActReader | None:
    """A reader of what questions ask for (bot.act_reading). The first answer that is not None reads the house's
    entries when they are published, and guests' questions (`core.act_readers.preferred`)."""


# --- life (async, each) -----------------------------------------------------------------------------------------


@hookspec
async def startup(core: Core) -> None:
    """Before the first message. May raise: a plugin that cannot start is reported, the bot starts without it."""


@hookspec
async def shutdown(core: Core) -> None:
    """After the last turn. Failures are logged."""


# --- a message's way (async) ------------------------------------------------------------------------------------


@hookspec
async def allow_message(turn: Turn) -> Refusal | None:
    """May these messages be answered? GUARD, fails closed: None lets them pass, a Refusal answers instead.

    An exception or a time-out refuses with a plain sentence.
    """


@hookspec
async def extract_intent(turn: Turn) -> Extraction | None:
    """Read the journey out of the turn's messages. Every answer counts, merged in order: a later plugin's fields
    win, and what it asks about (`clarifications`) counts for nobody until the guest has answered. None: nothing found.
    `turn.intent` already holds what earlier turns and earlier plugins established, `turn.before` the former alone."""


@hookspec
async def retrieve(turn: Turn) -> list[Match] | None:
    """Find units. Every answer counts, concatenated; the first mention of a unit wins."""


@hookspec
async def look_up(turn: Turn) -> list[Known] | None:
    """Find what the house says about parts of the message (`turn.reading.clauses`), after `retrieve`. Every answer
    counts, concatenated (`turn.knowledge`). None: nothing is known."""


@hookspec
async def respond(turn: Turn) -> Reply | AsyncIterator[str | Reply] | None:
    """Answer. The first answer that is not None counts. A stream yields pieces of Markdown and ends in the Reply.

    The local concierge is last and always answers.
    """


@hookspec
async def check_reply(turn: Turn, reply: Reply) -> Reply | None:
    """Look over the reply before anybody sees it. GUARD, fails closed: None leaves it, a Reply replaces it (the next
    guard sees the replacement); an exception or a time-out withholds it and the guest gets a plain sentence."""


@hookspec
async def check_text(turn: Turn, shown: str, text: str) -> str | None:
    """Look over a finished sentence of a streamed reply before anybody sees it. GUARD, fails closed: None leaves it, a
    string replaces it (empty: it is left out); an exception or a time-out ends the showing until the reply is whole.

    `shown` is what of this reply was passed on before, `text` one or more whole sentences
    (bot.words.sentences). The whole reply still goes through `check_reply`, which must come to the same. A plugin that
    has check_reply without this hook sees no streams shown."""


# --- what happened (async observers; failures are logged and isolated) -------------------------------------------


@hookspec
async def session_started(core: Core, session: Session) -> None:
    """A new prospective session was committed."""


@hookspec
async def intent_completed(core: Core, turn: Turn) -> None:
    """Dates or a period, and the party, became known in this turn (once a session)."""


@hookspec
async def handoff_requested(core: Core, turn: Turn, reason: str) -> None:
    """The guest wants a person, or the responder asks for one."""


@hookspec
async def session_converted(core: Core, conversion: Conversion) -> None:
    """A reservation came out of a session. Fired once for each reservation, by the node that committed it."""


@hookspec
async def reply_delivered(core: Core, session_id: UUID, seq: int, channel: str) -> None:
    """A reply of an outbox channel has reached its platform."""
