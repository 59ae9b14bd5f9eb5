"""No unmarked text reaches a guest, whatever happens in the thread: random scripts against a model of what is allowed.

The model is told what people do, the guest's view is read where guests read it: from the news and the ledger.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.news.followers import Event, Follower
from bot.types import Action, LedgerMessage
from channels.standins.slack import Message, Person, happening
from tests.channels.slack.scene import Desk, desk, until
from tests.conftest import TestDatabase
from tests.support.guest import GuestOnTest

pytestmark = pytest.mark.slow  # at a platform's pace

Kind = Literal["plain", "marked", "mixed", "quoting"]
EXAMPLES = settings(
    max_examples=int(os.environ.get("LEAK_EXAMPLES", "15")),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

people = st.sampled_from(["ana", "ben"])
kinds = st.sampled_from(["plain", "plain", "marked", "mixed", "quoting"])
texts = st.tuples(st.just("say"), people, kinds)
edits = st.tuples(st.just("edit"), st.integers(0, 20), kinds)
deletions = st.tuples(st.just("delete"), st.integers(0, 20))
switches = st.tuples(st.sampled_from(["take over", "hand back", "live on", "live off"]), people)
odd = st.tuples(
    st.just("odd"),
    people,
    kinds,
    st.sampled_from(["bot_message", "me_message", "file_share", "thread_broadcast", "channel_topic", "bot"]),
)
scripts = st.lists(st.one_of(texts, texts, texts, edits, deletions, switches, odd), min_size=3, max_size=14)


def written(kind: Kind, words: str) -> str:
    """The text as somebody types it."""
    forms = {"plain": words, "marked": f"> {words}", "mixed": f"> {words}\nand this", "quoting": f"look\n> {words}"}
    return forms[kind]


@dataclass
class Written:
    """A message of the thread in the model. `seen` is what the guest sees of it; None: nothing, or no longer."""

    author: str
    message: Message
    kind: Kind
    sent: bool
    seen: str | None = None


@dataclass
class Thread:
    """One conversation, its alert's thread, and the model."""

    desk: Desk
    guest: GuestOnTest
    alert: Message
    numbers: Iterator[int]
    holder: str | None = None
    live: bool = False
    messages: list[Written] = field(default_factory=list)
    allowed: set[str] = field(default_factory=set)  # every wording that was marked when it was written
    reached: list[str] = field(default_factory=list)  # every wording that the guest was ever shown

    def take(self, event: Event) -> None:
        if isinstance(event, LedgerMessage) and event.role == "staff" and event.text:
            self.reached.append(event.text)

    def person(self, name: str) -> Person:
        return self.desk.ana if name == "ana" else self.desk.ben

    def words(self) -> str:
        return f"t{next(self.numbers)}"

    def goes(self, author: str, kind: Kind, words: str, *, plain: bool = True) -> str | None:
        """What of this text may reach the guest. `plain`: live mode covers it."""
        if self.holder != author:
            return None
        if kind == "marked":
            return words
        return written(kind, words) if self.live and plain else None

    # --- what people do -------------------------------------------------------------------------------------------

    async def say(self, author: str, kind: Kind) -> None:
        words = self.words()
        seen = self.goes(author, kind, words)
        message = await self.person(author).say(self.desk.room, written(kind, words), self.alert)
        self.messages.append(Written(author, message, kind, seen is not None, seen))
        self.allow(seen)
        await self.desk.slack.settled()

    async def edit(self, index: int, kind: Kind) -> None:
        if not self.messages:
            return
        item = self.messages[index % len(self.messages)]
        if item.message.deleted:
            return
        words = self.words()
        live = self.live and self.holder == item.author
        if item.sent and item.seen is not None:
            if kind == "marked":
                item.seen = words
            elif live:
                item.seen = written(kind, words)
            elif item.kind == "marked":
                item.seen = None
            self.allow(item.seen)
        item.kind = kind
        await self.person(item.author).edit(item.message, written(kind, words))
        await self.desk.slack.settled()

    async def delete(self, index: int) -> None:
        if not self.messages:
            return
        item = self.messages[index % len(self.messages)]
        if not item.message.deleted:
            item.seen = None
            await self.person(item.author).delete(item.message)
            await self.desk.slack.settled()

    async def switch(self, what: str, who: str) -> None:
        """Press a button as the client of this person may show it, allowed or not."""
        holds = self.holder == who
        before = len(self.lines())
        copy = self.with_buttons(what)
        await self.person(who).press(copy, what)
        match what:
            case "lobby_take_over" if self.holder is None:
                self.holder, self.live = who, False
            case "lobby_hand_back":
                self.holder, self.live = None, False
            case "lobby_live_on" | "lobby_live_off" if holds:
                self.live = what == "lobby_live_on"
                await until(self.count_lines, lambda number: number > before)

    async def odd(self, author: str, kind: Kind, subtype: str) -> None:
        """Events of other kinds. Only a person's own words count, and live mode covers none of these."""
        words, slack, user = self.words(), self.desk.slack, self.person(author).id
        message = Message(self.desk.room, slack.workspace.new_ts(), user, escaped(kind, words), [])
        if subtype == "bot":
            message.by_bot = True
        else:
            message.subtype = subtype
        if subtype in ("file_share", "thread_broadcast"):
            seen = self.goes(author, kind, words, plain=False)
            self.allow(seen)
            self.messages.append(Written(author, message, kind, seen is not None, seen))
        happening.posted(slack.workspace, message, self.alert)
        await slack.settled()

    # --- looking --------------------------------------------------------------------------------------------------

    def allow(self, seen: str | None) -> None:
        if seen is not None:
            self.allowed.add(seen)

    def lines(self) -> list[Message]:
        return [m for m in self.alert.replies if m.metadata and m.metadata["event_type"] == "lobby_live"]

    async def count_lines(self) -> int:
        return len(self.lines())

    def with_buttons(self, action_id: str) -> Message:
        number = str(self.alert.metadata["event_payload"]["post_id"])  # type: ignore[index]
        label = {"type": "plain_text", "text": action_id}
        element = {"type": "button", "text": label, "action_id": action_id, "value": number}
        blocks = [{"type": "actions", "block_id": "x", "elements": [element]}]
        room, root = self.desk.room, self.alert
        line = next((m for m in root.replies if m.by_bot), root)
        return Message(room, line.ts, root.user, "", blocks, by_bot=True, thread_ts=root.ts)

    async def waiting(self) -> int:
        with self.desk.db.admin() as conn:
            row = conn.execute(
                "SELECT count(*) FROM staff_replies WHERE session_id = %s AND state = 'waiting'",
                (self.guest.session_id,),
            ).fetchone()
        assert row is not None
        return int(row[0])

    async def seen(self) -> list[str]:
        """What the guest sees of staff now."""
        assert self.guest.session_id is not None
        ledger = await self.desk.node.core.desk.transcript(self.desk.tenant_id, self.guest.session_id)
        return [m.text for m in ledger if m.role == "staff" and not m.content.deleted]


def escaped(kind: Kind, words: str) -> str:
    return written(kind, words).replace(">", "&gt;")


BUTTONS = {
    "take over": "lobby_take_over", "hand back": "lobby_hand_back", "live on": "lobby_live_on",
    "live off": "lobby_live_off",
}  # fmt: skip


async def opened(d: Desk, numbers: Iterator[int], taken_by: str = "ana") -> Thread:
    """A new guest who asked for a person, in the hands of somebody."""
    known = {m.ts for m in d.room.messages}
    guest = GuestOnTest(d.node.core, d.tenant_id, "en")
    await guest.say("Is anybody there?", Action("human"))
    alert = await d.room.wait_for(lambda m: m.ts not in known and "asks for a person" in m.shown and not m.thread_ts)
    thread = Thread(d, guest, alert, numbers)
    assert guest.session_id is not None
    d.node.core.news.follow(Follower(d.tenant_id, guest.session_id, 0, thread.take))
    d.node.core.news.look(guest.session_id)
    await until(lambda: d.node.core.desk.post_at("slack", f"{d.room.id}:{alert.ts}"), bool)
    await thread.switch(BUTTONS["take over"], taken_by)
    return thread


async def play(thread: Thread, script: list[tuple[Any, ...]]) -> None:
    for step in script:
        match step:
            case "say", author, kind:
                await thread.say(author, kind)
            case "edit", index, kind:
                await thread.edit(index, kind)
            case "delete", index:
                await thread.delete(index)
            case "odd", author, kind, subtype:
                await thread.odd(author, kind, subtype)
            case what, who:
                await thread.switch(BUTTONS[what], who)
    await until(thread.waiting, lambda number: number == 0)


@contextmanager
def running(db: TestDatabase) -> Iterator[tuple[asyncio.Runner, Desk]]:
    """A desk for many examples."""
    with asyncio.Runner() as runner:
        context = desk(db, undo_s=0)
        d = runner.run(context.__aenter__())
        try:
            yield runner, d
        finally:
            runner.run(context.__aexit__(None, None, None))


def test_what_reaches_the_guest_is_exactly_what_was_marked(db: TestDatabase) -> None:
    numbers = count(1)
    with running(db) as (runner, d):

        async def check(script: list[tuple[Any, ...]]) -> None:
            thread = await opened(d, numbers)
            await play(thread, script)
            assert await thread.seen() == [item.seen for item in thread.messages if item.seen is not None]
            assert set(thread.reached) <= thread.allowed

        @EXAMPLES
        @given(scripts)
        def examples(script: list[tuple[Any, ...]]) -> None:
            runner.run(check(script))

        examples()


def test_events_out_of_order_and_twice_reveal_nothing_unmarked(db: TestDatabase) -> None:
    numbers = count(1)
    quiet = st.lists(st.one_of(texts, texts, edits, deletions), min_size=2, max_size=8)
    with running(db) as (runner, d):

        async def check(script: list[tuple[Any, ...]], live: bool, seed: int) -> None:
            thread = await opened(d, numbers)
            if live:
                await thread.switch(BUTTONS["live on"], "ana")
                await thread.say("ana", "plain")
                await thread.switch(BUTTONS["live off"], "ana")
            d.slack.hold()
            for step in script:
                await play_held(thread, step)
            if live:  # what was written while it was off stays internal, although it is on when it arrives
                await thread.switch(BUTTONS["live on"], "ana")
            held = len(d.slack.courier.held or ())
            order = list(range(held))
            Random(seed).shuffle(order)  # noqa: S311  # no secret
            events = list(d.slack.courier.held or ())
            d.slack.release(order)
            for event in events[: len(events) // 2]:
                d.slack.duplicate(event)
            await d.slack.settled()
            await until(thread.waiting, lambda number: number == 0)
            assert set(thread.reached) | set(await thread.seen()) <= thread.allowed

        @EXAMPLES
        @given(quiet, st.booleans(), st.integers(0, 10_000))
        def examples(script: list[tuple[Any, ...]], live: bool, seed: int) -> None:
            runner.run(check(script, live, seed))

        examples()


async def play_held(thread: Thread, step: tuple[Any, ...]) -> None:
    match step:
        case "say", author, kind:
            await thread.say(author, kind)
        case "edit", index, kind if thread.messages:
            item = thread.messages[index % len(thread.messages)]
            words = f"e{next(thread.numbers)}"
            if not item.message.deleted:
                if kind == "marked":  # a correction of something that was sent, in whatever order it comes
                    thread.allow(words)
                await thread.person(item.author).edit(item.message, written(kind, words))
        case "delete", index:
            await thread.delete(index)
