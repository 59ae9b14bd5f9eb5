"""News of a session: told to its followers on this node, to the other nodes, and to who moves messages on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from bot.channel import Channels
from bot.news.followers import Delta, Follower, Followers, LinksChanged, SpeakerChanged, Typing
from bot.news.nodes import Nodes
from bot.tasks import Tasks
from bot.types import LedgerMessage

Ahead = Callable[[dict[UUID, int]], Awaitable[list[UUID]]]  # {session: seq seen} → those that hold newer messages
Woken = Callable[[UUID], None]  # with the session


class News:
    """Whoever writes something into the ledger tells it here, once, and nobody else."""

    def __init__(self, followers: Followers, nodes: Nodes, channels: Channels, ahead: Ahead) -> None:
        self._followers = followers
        self._nodes = nodes
        self._channels = channels
        self._ahead = ahead
        self._tasks = Tasks()
        self._on_outgoing: list[Woken] = []
        self._on_post: list[Callable[[], None]] = []
        self._on_speaker: list[Woken] = []

    # --- who is told ----------------------------------------------------------------------------------------------

    def follow(self, follower: Follower) -> None:
        """From here on the follower is told everything about its session; `look` brings what it has missed."""
        self._followers.follow(follower)

    def unfollow(self, follower: Follower) -> None:
        self._followers.unfollow(follower)

    def seen(self) -> dict[UUID, int]:
        """The sessions that are followed here, and how far (the follower furthest behind)."""
        return self._followers.seen()

    def on_outgoing(self, wake: Woken) -> None:
        """`wake` is called when a message has entered the outbox of its channel."""
        self._on_outgoing.append(wake)

    def on_post(self, wake: Callable[[], None]) -> None:
        """`wake` is called when something was posted to staff or to another channel, perhaps."""
        self._on_post.append(wake)

    def on_speaker(self, wake: Woken) -> None:
        """`wake` is called when staff have taken over, here or on another node, or the bot speaks again."""
        self._on_speaker.append(wake)

    # --- what has happened ----------------------------------------------------------------------------------------

    def announce(self, message: LedgerMessage) -> None:
        """The ledger holds a new message."""
        self._followers.committed(message)
        self._nodes.publish(message.session_id, message.seq)
        if message.role != "user" and self._channels.has_outbox(message.channel):
            for wake in self._on_outgoing:
                wake(message.session_id)
        self.posted()

    def speaker_changed(self, session_id: UUID, change: SpeakerChanged) -> None:
        """Staff have taken over, or the bot speaks again."""
        self._hear_speaker(session_id, change)
        self._nodes.publish_speaker(session_id, change)
        self.posted()

    def links_changed(self, session_id: UUID) -> None:
        """Another channel has joined the session or left it."""
        self._hear_links(session_id)
        self._nodes.publish_links(session_id)

    def posted(self) -> None:
        """Something is to be shown to staff, or on another channel, perhaps."""
        for wake in self._on_post:
            wake()

    def tell(self, session_id: UUID, event: Delta | Typing | SpeakerChanged) -> None:
        """Something that only this node's followers are told."""
        self._followers.tell(session_id, event)

    def look(self, session_id: UUID) -> None:
        """The session's followers here may have missed something: they read the ledger."""
        self._followers.look(session_id)

    # --- the other nodes ------------------------------------------------------------------------------------------

    async def send(self) -> None:
        """Tell the other nodes, until cancelled. Raises StoreUnavailable."""
        await self._nodes.send()

    async def listen(self) -> None:
        """Hear what the other nodes tell, until cancelled. Raises StoreUnavailable."""
        await self._nodes.listen(
            self._followers.reached,
            self._hear_speaker,
            self._hear_links,
            lambda: self._tasks.spawn(self.compare(), "comparison after a gap"),
        )

    async def compare(self) -> None:
        """Compare what is followed here with the ledger: the net under lost hints."""
        if seen := self.seen():
            for session_id in await self._ahead(seen):
                self._followers.look(session_id)

    async def close(self) -> None:
        await self._tasks.drain()

    def _hear_speaker(self, session_id: UUID, change: SpeakerChanged) -> None:
        for wake in self._on_speaker:
            wake(session_id)
        self._followers.tell(session_id, change)

    def _hear_links(self, session_id: UUID) -> None:
        self._followers.tell(session_id, LinksChanged())
