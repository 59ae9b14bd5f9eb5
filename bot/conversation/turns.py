"""Runs turns: accept, hooks with no transaction open, commit. At most one turn a session in the whole cluster."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from bot.channel import Accepted, Channels
from bot.conversation.committing import history_items, turn_commit
from bot.conversation.composing import Composer, Composition, Fenced
from bot.conversation.observing import Observers
from bot.conversation.turn import Clock, Turn, local_now
from bot.errors import Conflict, NotFound, StoreUnavailable
from bot.insisting import insist
from bot.ledger.ledger import Ledger
from bot.ledger.links import normalised
from bot.ledger.sessions import cookie_id
from bot.ledger.tenants import Tenants
from bot.ledger.values import Claim, Committed
from bot.metrics import ABANDONED, MESSAGES, TURN_SECONDS, TURNS, TURNS_RUNNING, labelled
from bot.news.announcing import News
from bot.news.followers import SpeakerChanged, Typing
from bot.settings import TurnSettings
from bot.staff.desk import Desk
from bot.tasks import Tasks
from bot.types import HISTORY_LENGTH, Action, GuestMessage, Intent, Message, Reply, Tenant
from bot.words.languages import primary
from bot.words.phrases import for_guests

TYPING_AFTER_S = 0.2  # an answer that is there sooner needs no "is typing"
COMMIT_PAUSES_S = (0.2, 1.0, 3.0)  # a database that restarts is worth waiting for
MAX_ATTEMPTS = 4  # takeovers after which the hooks are not trusted with these messages any more
SWEEP_LIMIT = 20
NEVER = float("-inf")
FENCE_CHECK_S = 0.5  # a stream asks the database so often whether staff have taken over; hints come sooner
RESUME = "resume_bot"
SESSION_ACTIONS = frozenset({"link", "unlink", "reset"})  # change which session a channel user is in

CORE = for_guests("core")
RESUME_TEXTS = frozenset(CORE.in_all("resume").values())

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Running:
    """A turn in progress on this node, and what was accepted here since it began."""

    claim: Claim
    task: asyncio.Task[None] = field(init=False)
    arrived: list[GuestMessage] = field(default_factory=list)
    fenced: bool = False  # the database has said that the bot may not speak any more
    asked_at: float = NEVER  # time.monotonic, when it was last asked


class Turns:
    def __init__(
        self,
        *,
        ledger: Ledger,
        tenants: Tenants,
        news: News,
        channels: Channels,
        desk: Desk,
        composer: Composer,
        observers: Observers,
        settings: TurnSettings,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._tenants = tenants
        self._news = news
        self._channels = channels
        self._desk = desk
        self._composer = composer
        self._observers = observers
        self._settings = settings
        self._clock = clock
        self._running: dict[UUID, Running] = {}
        self._tasks = Tasks()
        news.on_speaker(self.fence)

    async def accept(self, message: Message) -> Accepted:
        """Store a guest's message and answer it in the background.

        Raises:
            StoreUnavailable: nothing was stored; the channel must not confirm the message.
        """
        # What is stored is answered, even when whoever hands it over is cancelled (a visitor who does not read).
        return await asyncio.shield(self._tasks.start(self._accept(message)))

    async def _accept(self, message: Message) -> Accepted:
        message = _with_session_action(message, is_outbox=self._channels.has_outbox(message.channel))
        cookie = cookie_id(message.tenant_id, message.channel, message.channel_user_id)
        before = await self._session_before(message)
        receipt = await self._ledger.accept(message, cookie, uuid4())
        labelled(MESSAGES, message.channel, "duplicate" if receipt.duplicate else "new").inc()
        if not receipt.duplicate:
            self._news.announce(receipt.message)
            if _name(message) == RESUME and receipt.speaker == "bot":
                self._news.speaker_changed(receipt.session_id, SpeakerChanged("bot"))
            if before and before != receipt.session_id:
                self._news.links_changed(before)
            running = self._running.get(receipt.session_id)
            if running and not receipt.claim:
                stored = receipt.message
                running.arrived.append(
                    GuestMessage(stored.seq, stored.id, stored.text, stored.created_at, message.action)
                )
        if receipt.claim:
            if receipt.started:
                self._observers.started(receipt.claim.session)
            self.start(receipt.claim)
        return Accepted(receipt.session_id, receipt.message.seq, receipt.duplicate, receipt.speaker)

    async def _session_before(self, message: Message) -> UUID | None:
        """Where a channel user is before an action that may lead them to another session."""
        if _name(message) not in SESSION_ACTIONS:
            return None
        return await self._ledger.find_session(message.tenant_id, message.channel, message.channel_user_id)

    @property
    def running(self) -> int:
        """Turns in progress on this node."""
        return len(self._running)

    def fence(self, session_id: UUID) -> None:
        """The speaker of a session has changed, perhaps before the turn that runs here: its stream must ask again."""
        if running := self._running.get(session_id):
            running.asked_at = NEVER

    def start(self, claim: Claim) -> None:
        """Answer claimed messages in the background."""
        running = Running(claim)
        self._running[claim.session.session_id] = running
        running.task = self._tasks.start(self._run(running))

    async def sweep(self) -> None:
        """Take over what silent nodes left unanswered."""
        for claim in await self._ledger.claim_abandoned(uuid4(), SWEEP_LIMIT):
            ABANDONED.inc()
            told = {"session_id": str(claim.session.session_id), "attempts": claim.attempts}
            log.warning("turn taken over", extra=told)
            self.start(claim)

    async def renew(self) -> None:
        """Say that this node's turns live."""
        if claims := [running.claim for running in self._running.values()]:
            await self._ledger.renew(claims)

    async def settle(self, channel: str) -> None:
        """Wait until this channel's turns have ended, as long as a shutdown waits. None is given up: that is the end's
        to do, when the node's time is over."""
        if tasks := [running.task for running in self._running.values() if running.claim.session.channel == channel]:
            await asyncio.wait(tasks, timeout=self._settings.shutdown_grace_s)

    async def drain(self, grace_s: float) -> None:
        """Let turns in progress finish; give up those that do not in time, for any other node to take."""
        await self._tasks.wait(grace_s)
        left = list(self._running.values())
        await self._tasks.drain()
        for running in left:
            await self._ledger.release(running.claim)

    async def _run(self, running: Running) -> None:
        session_id = running.claim.session.session_id
        TURNS_RUNNING.inc()
        try:
            while running.claim.messages:
                await self._answer(running)
        except StoreUnavailable:
            TURNS.labels(running.claim.session.channel, "failed").inc()
            log.error(
                "turn not committed: the database is away; a sweep will take it over",
                extra={"session_id": str(session_id)},
            )
        except Exception:
            TURNS.labels(running.claim.session.channel, "failed").inc()
            log.exception("turn failed; a sweep will take it over", extra={"session_id": str(session_id)})
        finally:
            TURNS_RUNNING.dec()
            if self._running.get(session_id) is running:
                del self._running[session_id]

    async def _answer(self, running: Running) -> None:
        """One turn; leaves in `running.claim` what is to be answered next, if anything."""
        claim = running.claim
        running.asked_at = NEVER  # what an earlier turn was told may be over
        started = time.perf_counter()
        typing = asyncio.get_running_loop().call_later(
            TYPING_AFTER_S, self._news.tell, claim.session.session_id, Typing("assistant")
        )
        try:
            tenant = await self._tenants.find(claim.tenant_id)
            turn = self._turn(tenant, claim)
            if claim.attempts > MAX_ATTEMPTS:
                composition = self._composer.apology(turn)
            else:
                composition = await self._composer.compose(turn, running.arrived, partial(self._may_show, running))
            composition, committed = await self._commit(claim, turn, composition)
        except Fenced:
            composition, committed = Composition(Reply("")), Committed("fenced", None, (), None)
        finally:
            typing.cancel()
        labelled(TURNS, claim.session.channel, committed.outcome).inc()
        labelled(TURN_SECONDS, claim.session.channel).observe(time.perf_counter() - started)
        self._conclude(running, turn, composition, committed)

    async def _may_show(self, running: Running) -> bool:
        """Whether a piece of an answer may be shown: asked of the database for the first, and then now and again."""
        now = time.monotonic()
        if not running.fenced and now - running.asked_at > FENCE_CHECK_S:
            running.asked_at = now  # before the answer: a hint that comes meanwhile makes the next piece ask again
            running.fenced = not await self._ledger.is_current(running.claim)
        return not running.fenced

    def _turn(self, tenant: Tenant, claim: Claim) -> Turn:
        session = claim.session
        now = local_now(tenant, self._clock())
        return Turn(
            tenant=tenant,
            session=session,
            messages=claim.messages,
            now=now,
            intent=_current(session.intent, now.date()),
            language=session.language or primary(session.locale or tenant.locale),
            database=self._ledger.database,
        )

    async def _commit(self, claim: Claim, turn: Turn, composition: Composition) -> tuple[Composition, Committed]:
        """Commit the composition, or what can be said in its place; returns what was committed."""
        try:
            return composition, await self._try_commit(claim, turn, composition)
        except StoreUnavailable:
            raise
        except (Conflict, NotFound):  # the session has a reservation already: nothing was written
            instead = Composition(Reply(CORE.say("converted", turn.locale)))
        except Exception:  # a reply that the ledger cannot take must not keep the guest waiting for the sweep
            instead = self._composer.apology(turn)
        return instead, await self._try_commit(claim, turn, instead)

    async def _try_commit(self, claim: Claim, turn: Turn, composition: Composition) -> Committed:
        commit = turn_commit(claim, turn, composition, outbox=self._channels.has_outbox(claim.session.channel))
        return await insist(partial(self._ledger.commit, commit), COMMIT_PAUSES_S, "a commit")

    def _conclude(self, running: Running, turn: Turn, composition: Composition, committed: Committed) -> None:
        claim = running.claim
        if committed.message is None:  # fenced by staff, or lost: perhaps a commit whose answer did not reach us
            running.claim = replace(claim, messages=())
            if committed.outcome == "fenced":  # who follows here may not have heard of it
                self._tasks.spawn(self._tell_speaker(claim))
            self._news.look(claim.session.session_id)
            return
        self._news.announce(committed.message)
        self._observers.answered(turn, composition, committed)
        if not committed.pending:  # that was all, and the lease is given back
            running.claim = replace(claim, messages=())
            return
        session = replace(
            claim.session, intent=turn.known, language=turn.language,
            history=(*claim.session.history, *history_items(turn, composition.reply))[-HISTORY_LENGTH:],
            state=claim.session.state if composition.reply.state is None else composition.reply.state,
        )  # fmt: skip
        running.claim = replace(claim, session=session, messages=committed.pending, attempts=0)
        answered = {message.seq for message in turn.messages} | {message.seq for message in committed.pending}
        running.arrived = [message for message in running.arrived if message.seq not in answered]

    async def _tell_speaker(self, claim: Claim) -> None:
        hold = await self._desk.hold(claim.tenant_id, claim.session.session_id)
        change = SpeakerChanged("staff", hold.staff.name) if hold else SpeakerChanged("bot")
        self._news.tell(claim.session.session_id, change)


def _with_session_action(message: Message, *, is_outbox: bool) -> Message:
    """The action as the ledger is to see it.

    The suggestion to go on with the bot comes back as its text. Clients that follow one session by a secret of their
    own (website, terminal) cannot be moved to another by a message.
    """
    action = message.action
    if action is None:
        return replace(message, action=Action(RESUME)) if message.text in RESUME_TEXTS else message
    if action.name in SESSION_ACTIONS and not is_outbox:
        return replace(message, action=None)
    if action.name == "link":
        return replace(message, action=Action("link", code=normalised(action.code or "") or "", copies=True))
    return message


def _name(message: Message) -> str | None:
    return message.action.name if message.action else None


def _current(intent: Intent, today: date) -> Intent:
    """A stay that was to begin before today is over, and so is a period: they are forgotten."""
    if intent.check_in and intent.check_in < today:
        intent = replace(intent, check_in=None, check_out=None, nights=None)
    if intent.period and intent.period.end < today:
        intent = replace(intent, period=None)
    return intent
