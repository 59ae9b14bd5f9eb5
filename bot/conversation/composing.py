"""Makes the reply of a turn out of the plugins' answers: hooks only, nothing is written here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from uuid import uuid4

from bot.catalog.search import units_by_id
from bot.conversation.turn import Turn
from bot.errors import BotError
from bot.hooks import GuardFailed, Hooks
from bot.news.announcing import News
from bot.news.followers import Delta
from bot.offers.conversion import BookingRefused, booked_text, booking_reference, price_booking, reservation_of
from bot.settings import HookSettings
from bot.types import JSON, GuestMessage, Refusal, Reply
from bot.words.phrases import for_guests
from bot.words.sentences import Sentences

CORE = for_guests("core")
MAX_ROUNDS = 3  # how often messages that arrive while the hooks run make them start again

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Composition:
    reply: Reply
    reservation: JSON | None = None  # to be created with the commit
    completed: bool = False  # days or a period, and the party, became known in this turn


class Fenced(BotError):
    """Staff have taken the conversation over: the answer is not shown any further."""


MayShow = Callable[[], Awaitable[bool]]


class Composer:
    def __init__(self, hooks: Hooks, news: News, settings: HookSettings) -> None:
        self._hooks = hooks
        self._news = news
        self._settings = settings

    async def compose(self, turn: Turn, arrived: list[GuestMessage], may_show: MayShow) -> Composition:
        """Run the hooks.

        Messages of the same session that arrive meanwhile (`arrived`) join the turn, as long as nothing of the answer
        was shown. `may_show` is asked before each piece of a stream.

        Raises:
            Fenced: `may_show` said no.
        """
        try:
            for _ in range(MAX_ROUNDS):
                if refusal := await self._refusal(turn):  # a guard's own words: there is nothing to check
                    return Composition(Reply(refusal.text))
                reply, streamed = await self._reply(turn, may_show)
                if streamed or not _join(turn, arrived):
                    break
            reply = await self._check(turn, reply)
            return await self._with_booking(turn, _with_shown(turn, reply))
        except Fenced:
            raise
        except Exception:
            return self.apology(turn)

    def apology(self, turn: Turn) -> Composition:
        """What the guest reads when nothing else can be said; the log has the same id."""
        return Composition(Reply(self._sentence("failed", turn)))

    async def _reply(self, turn: Turn, may_show: MayShow) -> tuple[Reply, bool]:
        turn.requested = None
        async for _, extraction in self._hooks.each("extract_intent", turn=turn):
            if extraction is not None:
                turn.read(extraction)
        async for _, matches in self._hooks.each("retrieve", turn=turn):
            turn.add_found(matches or [])
        turn.knowledge = ()
        async for _, known in self._hooks.each("look_up", turn=turn):
            turn.knowledge += tuple(known or ())
        return await self._respond(turn, may_show)

    async def _refusal(self, turn: Turn) -> Refusal | None:
        try:
            async for _, refusal in self._hooks.guard("allow_message", turn=turn):
                if refusal is not None:
                    return refusal  # type: ignore[no-any-return]  # checked by its use
        except GuardFailed:
            return Refusal("refused", self._sentence("refused", turn))
        return None

    async def _respond(self, turn: Turn, may_show: MayShow) -> tuple[Reply, bool]:
        """The first answer, and whether parts of it were shown already."""
        streamed = False
        limit_s = self._settings.respond_timeout_s
        async for plugin, answer in self._hooks.each("respond", timeout_s=limit_s, turn=turn):
            if isinstance(answer, Reply):
                return answer, streamed
            if answer is None:
                continue
            try:
                async with asyncio.timeout(limit_s):
                    reply, shown = await self._stream(turn, answer, may_show)
            except Fenced:
                raise
            except Exception:
                streamed = True  # the next responder finishes the turn; its message replaces what was shown
                self._hooks.failed("respond", plugin)
                continue
            streamed = streamed or shown
            if reply is not None:
                return reply, streamed
        return self.apology(turn).reply, streamed

    async def _stream(
        self, turn: Turn, pieces: AsyncIterator[str | Reply], may_show: MayShow
    ) -> tuple[Reply | None, bool]:
        """Pass on what the guards let through, sentence by sentence where there are any."""
        screen = _Screen(self._hooks, self._news, turn, may_show)
        async with aclosing(pieces) as stream:  # type: ignore[type-var]  # respond's streams are async generators
            async for piece in stream:
                if isinstance(piece, Reply):
                    return piece, screen.shown != ""
                if piece:
                    await screen.write(piece)
        return None, screen.shown != ""

    async def _check(self, turn: Turn, reply: Reply) -> Reply:
        try:
            async for _, replacement in self._hooks.guard("check_reply", turn=turn, reply=reply):
                reply = replacement or reply
        except GuardFailed:
            return Reply(self._sentence("failed", turn))
        return reply

    async def _with_booking(self, turn: Turn, reply: Reply) -> Composition:
        completed = turn.intent.has_frame and not turn.session.intent.has_frame
        if reply.booking is None:
            return Composition(reply, completed=completed)
        booking = reply.booking
        async with turn.transaction() as conn:
            found = (await units_by_id(conn, turn.tenant.tenant_id, [booking.unit_id])).get(booking.unit_id)
        try:
            unit, price = price_booking(booking, found, today=turn.today, language=turn.locale)
        except BookingRefused as refused:
            return Composition(replace(reply, text=str(refused), booking=None), completed=completed)
        reference = booking_reference(turn.session.session_id, turn.messages[-1].id)
        text = booked_text(booking, unit, price, reference, turn.locale)
        return Composition(replace(reply, text=text), reservation_of(booking, price, reference), completed)

    def _sentence(self, name: str, turn: Turn) -> str:
        error_id = uuid4().hex[:8]
        log.error(
            "turn answered with an apology", extra={"error_id": error_id, "session_id": str(turn.session.session_id)}
        )
        return CORE.say("refused" if name == "refused" else "failed", turn.locale, error_id=error_id)


class _Screen:
    """What a guest has seen of a reply that is being streamed.

    Without guards a piece is shown as it comes; with guards that look at sentences, each sentence when it is whole;
    with one that looks at whole replies only, or after one has failed, nothing.
    """

    def __init__(self, hooks: Hooks, news: News, turn: Turn, may_show: MayShow) -> None:
        self._hooks = hooks
        self._news = news
        self._turn = turn
        self._may_show = may_show
        self._sentences = Sentences() if hooks.implemented("check_reply") else None
        self._closed = bool(hooks.plugins("check_reply") - hooks.plugins("check_text"))
        self.shown = ""

    async def write(self, piece: str) -> None:
        """Raises Fenced when staff speak."""
        if self._closed:
            return
        if self._sentences is None:
            await self._show(piece)
            return
        for sentence in self._sentences.feed(piece):
            await self._show(await self._check(sentence))

    async def _check(self, sentence: str) -> str:
        try:
            async for _, replacement in self._hooks.guard(
                "check_text", turn=self._turn, shown=self.shown, text=sentence
            ):
                sentence = sentence if replacement is None else replacement
        except GuardFailed:
            self._closed = True
            return ""
        return sentence

    async def _show(self, text: str) -> None:
        if not text or self._closed:
            return
        if not await self._may_show():
            raise Fenced
        self.shown += text
        self._news.tell(self._turn.session.session_id, Delta(tuple(m.id for m in self._turn.messages), text))


def _with_shown(turn: Turn, reply: Reply) -> Reply:
    """Remember the last cards for every responder: the guest may speak of "the second one" next (Turn.shown)."""
    before = turn.session.state
    shown = [str(card.unit_id) for card in reply.cards] or before.get("shown")
    if shown is None or (not reply.cards and reply.state is None):
        return reply
    return replace(reply, state={**(before if reply.state is None else reply.state), "shown": shown})


def _join(turn: Turn, arrived: list[GuestMessage]) -> bool:
    """Take messages into the turn that follow without a gap: in a gap lies one that another node accepted."""
    joined = False
    while arrived and arrived[0].seq == turn.messages[-1].seq + 1:
        turn.messages += (arrived.pop(0),)
        joined = True
    return joined
