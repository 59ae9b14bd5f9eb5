"""Guests on Telegram and in Slack, and staff who are alerted, while the nodes are killed again and again.

    python -m bench.platforms [--nodes 3] [--kills 40] [--guests 12] [--seed 1]
    python -m bench.platforms --flood 60       one chat gets a 429 of so many seconds; the others' waits are compared

Nodes are `bot run` processes on one embedded database; Telegram and Slack are the stand-ins of the test kit, over real
sockets. Events are delivered twice and out of turn now and then. Afterwards the ledger and what every chat shows are
compared with what was sent. Telegram has no key by which a repeated send could be recognised: what was sent twice
because a node died between a send and its record is counted. Slack's messages carry metadata, so there it must be none.
Slack gives an event that a dying node did not acknowledge to another one later, after newer ones: its order is that of
the ledger. Telegram's is the order in which the guest wrote.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import psycopg
from psycopg.types.json import Jsonb

from bench.crashes import Node, node_settings
from bench.database import OwnDatabase
from bench.turns import bench_database
from channels.standins.slack import SlackStandin
from channels.standins.telegram import TelegramStandin
from channels.standins.telegram.chats import Chat
from channels.standins.telegram.players import User

CHANNELS = '["channels.web", "channels.telegram", "channels.slack"]'
PAUSE_S = (0.2, 1.2)  # between a node's start and its end
SAY_S = (0.6, 1.6)  # between a guest's messages: Telegram wants about one reply a second in a chat
QUIET_S = 90.0  # after the last kill everything must be where it belongs within this time
TWICE = 0.15  # of all events are delivered a second time
ASKS = 0.1  # of all messages ask for a person


@dataclass
class Guest:
    """`shown` are the bot's texts in the chat, in order."""

    name: str
    platform: str
    sent: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def next(self, draw: random.Random) -> str:
        ask = " a person, please" if draw.random() < ASKS else ""
        self.sent.append(f"{self.name} says {len(self.sent)}{ask}")
        return self.sent[-1]

    @property
    def answered(self) -> list[str]:
        """The messages that the chat shows answers to, each reply once: one may answer several."""
        return [line for text in dict.fromkeys(self.shown) for line in text.removeprefix("echo: ").split("\n")]

    @property
    def doubles(self) -> int:
        return len(self.shown) - len(set(self.shown))


@dataclass(frozen=True)
class Platforms:
    telegram: TelegramStandin
    slack: SlackStandin
    settings: dict[str, str]
    room: str  # where staff are alerted


@asynccontextmanager
async def platforms(database: OwnDatabase) -> AsyncIterator[Platforms]:
    """Both stand-ins, and what a node must be told of them."""
    telegram, slack = TelegramStandin(), SlackStandin(retries_s=(0.5,) * 400)
    async with telegram.serving() as telegram_url, slack.serving() as slack_url:
        room = slack.channel("reception").id
        with psycopg.connect(database.admin_url, autocommit=True) as conn:
            conn.execute(
                "UPDATE tenant_registry SET settings = %s WHERE slug = 'bench'",
                (Jsonb({"alerts": {"handoff": [f"slack:{room}"]}}),),
            )
        settings = {
            **node_settings(database.url, database.admin_url),
            "CHANNELS__ENABLED": CHANNELS,
            "PLUGINS__ENABLED": '["bench.desk"]',
            "TURN__DELIVERY_HOLD_S": "4",
            "CHANNELS__TELEGRAM__BASE_URL": telegram_url,
            "CHANNELS__TELEGRAM__TENANT": "bench",
            "CHANNELS__SLACK__BASE_URL": f"{slack_url}/api/",
            "CHANNELS__SLACK__TENANT": "bench",
        }
        yield Platforms(telegram, slack, settings, room)


def secrets(both: Platforms) -> dict[str, str]:
    workspace = both.slack.workspace
    return {
        "TELEGRAM_BOT_TOKEN": both.telegram.token,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
    }


async def on_telegram(both: Platforms, guest: Guest, draw: random.Random, enough: asyncio.Event) -> None:
    user = both.telegram.user(first_name=guest.name)
    updates = []
    while not enough.is_set():
        message = await user.send(guest.next(draw))
        if message.update_id:
            updates.append(message.update_id)
        confirmed = [id_ for id_ in updates if id_ in both.telegram.world.updates.confirmed]
        if confirmed and draw.random() < TWICE:
            both.telegram.redeliver(*draw.sample(confirmed, min(3, len(confirmed))))
        await asyncio.sleep(draw.uniform(*SAY_S))


async def in_slack(both: Platforms, guest: Guest, draw: random.Random, enough: asyncio.Event) -> None:
    person = both.slack.staff(guest.name)
    while not enough.is_set():
        await person.dm(guest.next(draw))
        if draw.random() < TWICE:
            both.slack.duplicate(draw.choice(both.slack.events()))
        await asyncio.sleep(draw.uniform(*SAY_S))


def look(both: Platforms, guests: list[Guest]) -> None:
    """Read what every chat shows now."""
    for guest in guests:
        if guest.platform == "telegram":
            user = both.telegram.user(id=next(id_ for id_, user in names(both).items() if user == guest.name))
            guest.shown = [message.text for message in user.chat.from_bot]
        else:
            direct = both.slack.staff(guest.name).direct
            guest.shown = [text_of(message) for message in direct.messages if message.by_bot]


def names(both: Platforms) -> dict[int, str]:
    return {id_: account.first_name for id_, account in both.telegram.world.accounts.items()}


def text_of(message: object) -> str:
    """What a Slack message says: its blocks, as far as they hold text."""
    blocks = getattr(message, "blocks", None) or []
    found = [
        block["text"] if isinstance(block["text"], str) else block["text"]["text"]
        for block in blocks
        if "text" in block
    ]
    return "\n".join(found) or str(getattr(message, "text", ""))


async def settled(both: Platforms, guests: list[Guest], url: str) -> float:
    """Wait until everything sent is answered in its chat and no outbox holds anything; the seconds it took."""
    began = time.perf_counter()
    with psycopg.connect(url, autocommit=True) as conn:
        while time.perf_counter() - began < QUIET_S:
            look(both, guests)
            (left,) = conn.execute(
                "SELECT (SELECT count(*) FROM messages WHERE delivery IN ('pending', 'sending'))"
                " + (SELECT count(*) FROM posts WHERE state IN ('pending', 'sending'))"
            ).fetchone() or (1,)
            if not left and all(set(guest.sent) <= set(guest.answered) for guest in guests):
                break
            await asyncio.sleep(0.5)
    await asyncio.sleep(2)  # anything sent twice would come now
    look(both, guests)
    return time.perf_counter() - began


@dataclass(frozen=True)
class Outcome:
    messages: int
    kills: int
    unanswered: int
    answered_twice: int  # in the ledger
    out_of_order: int  # guests
    gaps: int
    doubles: dict[str, int]  # messages that a chat shows twice
    alerts: int
    alerts_missing: int
    alerts_twice: int
    seconds: float

    @property
    def held(self) -> bool:
        wrong = (
            self.unanswered,
            self.answered_twice,
            self.out_of_order,
            self.gaps,
            self.alerts_missing,
            self.alerts_twice,
        )
        return not any(wrong) and self.doubles["slack"] == 0 and self.doubles["telegram"] <= self.kills


async def run(database: OwnDatabase, nodes: int, kills: int, guests: int, seed: int) -> Outcome:
    draw = random.Random(seed)
    async with platforms(database) as both:
        cluster = [Node({**both.settings}, extra=secrets(both)) for _ in range(nodes)]
        people = [Guest(f"guest{n}", "telegram" if n % 3 else "slack") for n in range(guests)]
        began = time.perf_counter()
        try:
            await asyncio.gather(*(node.start() for node in cluster))
            await asyncio.gather(*(node.serving() for node in cluster))
            enough = asyncio.Event()
            async with asyncio.TaskGroup() as tasks:
                for number, guest in enumerate(people):
                    talk = on_telegram if guest.platform == "telegram" else in_slack
                    tasks.create_task(talk(both, guest, random.Random(seed + number), enough))
                for _ in range(kills):
                    node = draw.choice(cluster)
                    await asyncio.sleep(draw.uniform(*PAUSE_S))
                    await node.kill()
                    await node.start()
                    await node.serving()
                enough.set()
            await settled(both, people, database.admin_url)
        finally:
            await asyncio.gather(*(node.kill() for node in cluster if node.process))
        return judged(database.admin_url, both, people, kills, time.perf_counter() - began)


def judged(url: str, both: Platforms, guests: list[Guest], kills: int, seconds: float) -> Outcome:
    with psycopg.connect(url) as conn:
        twice = conn.execute(
            "SELECT count(*) FROM (SELECT session_id, unnest(reply_to) FROM messages WHERE role = 'assistant'"
            " GROUP BY 1, 2 HAVING count(*) > 1) x"
        ).fetchone()
        gaps = conn.execute(
            "SELECT count(*) FROM (SELECT FROM messages GROUP BY session_id HAVING count(*) <> max(seq)) x"
        ).fetchone()
        alerted = conn.execute("SELECT count(DISTINCT session_id) FROM events WHERE kind = 'handoff'").fetchone()
        rows = conn.execute("SELECT content FROM messages WHERE role = 'user' ORDER BY session_id, seq").fetchall()
        heard = [text for (text,) in rows]
    assert twice is not None  # counts are always a row
    assert gaps is not None
    assert alerted is not None
    disorder = 0
    for guest in guests:
        expected = guest.sent if guest.platform == "telegram" else [text for text in heard if text in set(guest.sent)]
        disorder += guest.answered != expected
    room = both.slack.workspace.channels[both.room]
    posted = [json.dumps((m.metadata or {}).get("event_payload")) for m in room.messages if m.by_bot]
    doubles = {"telegram": 0, "slack": 0}
    for guest in guests:
        doubles[guest.platform] += guest.doubles
    return Outcome(
        sum(len(guest.sent) for guest in guests), kills,
        sum(len(set(guest.sent) - set(guest.answered)) for guest in guests), twice[0],
        disorder, gaps[0], doubles,
        len(posted), max(0, alerted[0] - len(set(posted))), len(posted) - len(set(posted)), seconds,
    )  # fmt: skip


async def flood(database: OwnDatabase, seconds: float, guests: int, answers: int) -> bool:
    """One chat must be left alone for a while; how long the others wait before and during that."""
    async with platforms(database) as both:
        node = Node({**both.settings}, extra=secrets(both))
        try:
            await node.start()
            await node.serving()
            people = [both.telegram.user(first_name=f"guest{n}") for n in range(guests)]
            await asyncio.gather(*(waits(person, min(3, answers)) for person in people))  # warm
            before = await asyncio.gather(*(waits(person, answers) for person in people[1:]))
            unlucky = people[0]
            both.telegram.flood(unlucky.id, seconds)
            closed = time.monotonic()
            began = time.perf_counter()
            await unlucky.send("a long wait")
            during = []
            while time.perf_counter() - began < seconds:
                during += await asyncio.gather(*(waits(person, min(4, answers)) for person in people[1:]))
            await unlucky.chat.wait_for(partial(_shows, text="echo: a long wait"), timeout=30)
            waited = next(m.at for m in unlucky.chat.from_bot if m.text == "echo: a long wait") - closed
        finally:
            await node.kill()
        calm, busy = [w for one in before for w in one], [w for one in during for w in one]
        print(
            f"429 of {seconds:.0f} s on one chat: {len(both.telegram.violations)} calls to it inside the window; its"
            f" answer came after {waited:.1f} s. The other {guests - 1} chats:"
            f" p50 {statistics.median(calm) * 1000:.1f} → {statistics.median(busy) * 1000:.1f} ms,"
            f" p95 {quantile(calm) * 1000:.1f} → {quantile(busy) * 1000:.1f} ms"
            f" ({len(calm)} and {len(busy)} answers)"
        )
        return not both.telegram.violations


def _shows(chat: Chat, text: str) -> bool:
    return text in chat.texts


async def waits(person: User, count: int) -> list[float]:
    """Seconds from each message to the chat's answer; with pauses, so that the chat's own budget plays no part."""
    found = []
    for _ in range(count):
        text = f"{random.getrandbits(60)}"
        began = time.perf_counter()
        await person.send(text)
        await person.chat.wait_for(partial(_shows, text=f"echo: {text}"), timeout=30)
        found.append(time.perf_counter() - began)
        await asyncio.sleep(1.1)
    return found


def quantile(values: list[float], share: float = 0.95) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--guests", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flood", type=float, metavar="SECONDS", help="measure a 429 instead")
    parser.add_argument("--answers", type=int, default=10, help="each other chat waits for before the 429")
    options = parser.parse_args()
    with bench_database() as database:
        if options.flood:
            sys.exit(not asyncio.run(flood(database, options.flood, options.guests, options.answers)))
        outcome = asyncio.run(run(database, options.nodes, options.kills, options.guests, options.seed))
    print(
        f"{options.nodes} nodes, {outcome.kills} killed, {options.guests} guests on Telegram and in Slack,"
        f" {outcome.seconds:.0f} s: {outcome.messages:,} messages; {outcome.unanswered} unanswered,"
        f" {outcome.answered_twice} answered twice, {outcome.out_of_order} guests out of order,"
        f" {outcome.gaps} with gaps; shown twice: {outcome.doubles['telegram']} on Telegram,"
        f" {outcome.doubles['slack']} in Slack; {outcome.alerts} alerts, {outcome.alerts_missing} missing,"
        f" {outcome.alerts_twice} twice"
    )
    sys.exit(not outcome.held)


if __name__ == "__main__":
    main()
