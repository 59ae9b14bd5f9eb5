"""What a visitor's socket shows of a conversation: the ledger's messages in order, and what happens beside them."""

from __future__ import annotations

from uuid import UUID

from bot.errors import StoreUnavailable
from bot.ledger.sessions import WEB
from bot.news.announcing import News
from bot.news.followers import Event, Follower, LinksChanged
from bot.tasks import Tasks
from bot.types import LedgerMessage
from channels.web.hops import Hops
from channels.web.socket import frames
from channels.web.socket.writing import FrameWriter


class View:
    """Of one session. Events wait while the welcome is written, and while a message of this socket is stored."""

    __slots__ = ("_follower", "_held", "_hops", "_news", "_out", "_own", "_tasks", "linked")

    def __init__(self, out: FrameWriter, news: News, hops: Hops, tasks: Tasks) -> None:
        self._out = out
        self._news = news
        self._hops = hops
        self._tasks = tasks
        self._follower: Follower | None = None
        self._held: list[Event] | None = None  # events that wait
        self._own: set[str] = set()  # ids of messages that came in here: `accepted` is how their event is shown
        self.linked: list[str] = []  # the channels that have joined, as far as the visitor was told

    def follow(self, tenant_id: UUID, session_id: UUID, last_seq: int) -> None:
        """What is committed from now on is held until `show_from`."""
        self._held = []
        self._follower = Follower(tenant_id, session_id, last_seq, self._emit)
        self._news.follow(self._follower)

    def show_from(self, seq: int) -> None:
        """The visitor has all up to `seq`: show what was held and is not among it, and go on without a gap."""
        follower, held = self._follower, self._held or []
        assert follower is not None  # noqa: S101  # `follow` has made it
        self._held = None
        follower.seq = seq
        for event in held:
            if not isinstance(event, LedgerMessage):
                self._emit(event)
            elif event.seq > seq:
                follower.give(event)
        if follower.known > follower.seq:
            self._news.look(follower.session_id)

    def unfollow(self) -> None:
        if self._follower:
            self._news.unfollow(self._follower)

    def expect(self, id_: str) -> None:
        """A message of this visitor is being stored: nothing is said of it before that is known (`release`)."""
        self._own.add(id_)
        self._held = []

    def forget(self, id_: str) -> None:
        """Its event will not come: it is over, or the message was not stored."""
        self._own.discard(id_)

    def release(self) -> None:
        """Show what was held back meanwhile."""
        held, self._held = self._held or [], None
        for event in held:
            self._emit(event)

    def _emit(self, event: Event) -> None:
        """What the news tell, messages in the ledger's order."""
        if self._held is not None:
            self._held.append(event)
            return
        if isinstance(event, LinksChanged):
            self._tasks.spawn(self._look_for_links())
            return
        if isinstance(event, LedgerMessage) and event.channel != WEB and event.channel not in self.linked:
            self._tasks.spawn(self._look_for_links())  # its first message: it has just joined
        if isinstance(event, LedgerMessage) and event.role == "user" and event.id in self._own:
            self._own.discard(event.id)
            self._out.put(frames.accepted(event.id, event.seq))
        else:
            self._out.put(frames.encode(frames.event_json(event)))

    async def _look_for_links(self) -> None:
        """Another channel has joined, or left."""
        follower = self._follower
        assert follower is not None  # noqa: S101  # events come to who follows
        try:
            found = await self._hops.linked(follower.tenant_id, follower.session_id)
        except StoreUnavailable:
            return  # the next message from there, or the next hello, looks again
        if found != self.linked:
            self.linked = found
            self._out.put(frames.linked(found))
