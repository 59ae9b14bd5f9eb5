"""Our stand-in beside local-slack, which others wrote: the same calls and the same people give the same shapes.

Whatever local-slack answers or delivers, ours must have too, with the same types; ours may say more, as Slack does.
Where ours is stricter on purpose, local-slack is not asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.standins.slack import Channel, Person, SlackStandin
from channels.standins.slack.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from tests.support import local_slack

pytestmark = pytest.mark.skipif(local_slack.missing() is not None, reason=local_slack.missing() or "")

JSON = dict[str, Any]
BUTTON = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [
    {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": "*Hello*"}},
    {"type": "actions", "block_id": "buttons", "elements": [BUTTON]},
]

# What local-slack has that Slack's pages do not show there; # is any position of a list.
NOT_SLACKS = {
    "/message/channel": "of answers and histories: a message does not name its channel",
    "/messages/#/channel": "likewise",
    "/event/message/channel": "likewise",
    "/event/previous_message/channel": "likewise",
    "/payload/message/channel": "likewise",
    "/message/edited": "of an update with blocks: the page of chat.update says it is not shown as edited",
    "/messages/#/edited": "likewise",
}


@dataclass(frozen=True)
class Place:
    """One of the two servers."""

    url: str
    channel: str
    user: str
    control: Callable[[str, JSON], Awaitable[JSON]]  # (what, its arguments as local-slack names them)


@pytest.fixture
def reception(slack: SlackStandin) -> Channel:
    return slack.channel("reception")


@pytest.fixture
def ana(slack: SlackStandin, reception: Channel) -> Person:
    person = slack.staff("Ana")
    reception.members.add(person.id)
    return person


@pytest.fixture
def ours(slack: SlackStandin, url: str, reception: Channel, ana: Person) -> Place:
    async def control(what: str, body: JSON) -> JSON:
        match what:
            case "message":
                text = body["text"].replace(f"<@{slack.workspace.bot.id}>", f"@{slack.workspace.bot.name}")
                place = reception if body["channel"] == reception.id else ana.direct
                return {"ts": (await ana.say(place, text, body.get("thread_ts"))).ts}
            case "edit-message":
                await ana.edit(body["ts"], body["text"])
            case "delete-message":
                await ana.delete(body["ts"])
            case "reaction":
                await ana.react(slack.workspace.message(reception, body["ts"]), body["name"])
            case "interact":
                await ana.press(slack.workspace.message(reception, body["messageTs"]), "go")
            case "command":
                await ana.command(body["command"], body["text"], reception)
        return {}

    return Place(url, reception.id, ana.id, control)


@pytest.fixture
async def theirs(slack: SlackStandin, reception: Channel, ana: Person, tmp_path: Path) -> AsyncIterator[Place]:
    """local-slack with the people and channels that ours has."""
    workspace = slack.workspace
    app = {"appId": workspace.app_id, "botUserId": workspace.bot.id, "botName": workspace.bot.name}
    members = [ana.id, workspace.bot.id]
    direct = {"id": ana.direct.id, "name": "dm", "is_im": True, "is_channel": False, "members": members}
    config = {
        "workspace": {"teamId": workspace.team_id, "domain": workspace.domain},
        "apps": [app | {"botToken": BOT_TOKEN, "appToken": APP_TOKEN, "signingSecret": SIGNING_SECRET}],
        "users": [{"id": ana.id, "name": "ana", "real_name": "Ana"}],
        "channels": [{"id": reception.id, "name": "reception", "members": members}, direct],
    }
    async with local_slack.serving(config, tmp_path) as url, httpx.AsyncClient(base_url=url) as http:

        async def control(what: str, body: JSON) -> JSON:
            answer = (await http.post(f"/_control/{what}", json=body)).raise_for_status().json()
            return dict(answer.get("message") or {})

        yield Place(url, reception.id, ana.id, control)


def not_slacks(at: str) -> set[str]:
    """The keys of an object at this place that do not count."""
    return {path.rpartition("/")[2] for path in NOT_SLACKS if path.rpartition("/")[0] == at}


def differences(theirs: Any, ours: Any, at: str = "") -> list[str]:
    """Where ours lacks something that theirs has, or has it with another type."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        found = []
        for key in theirs.keys() - not_slacks(at):
            here = f"{at}/{key}"
            found += differences(theirs[key], ours[key], here) if key in ours else [f"{here} is missing"]
        return found
    if isinstance(theirs, list) and isinstance(ours, list):
        found = [] if len(theirs) == len(ours) else [f"{at} has {len(ours)} items, theirs {len(theirs)}"]
        return found + [text for pair in zip(theirs, ours, strict=False) for text in differences(*pair, f"{at}/#")]
    return [] if type(theirs) is type(ours) else [f"{at} is {ours!r}, theirs {theirs!r}"]


async def conversation(place: Place) -> dict[str, JSON]:
    """One table of Web API calls, in order: {what: the answer}."""
    client = AsyncWebClient(BOT_TOKEN, base_url=f"{place.url}/api/")
    answers: dict[str, JSON] = {}

    async def call(what: str, method: str, **params: Any) -> JSON:
        try:
            answer = (await client.api_call(method, json=params)).data
        except SlackApiError as error:
            answer = error.response.data
        assert isinstance(answer, dict)
        answers[what] = answer
        return answer

    here = {"channel": place.channel}
    metadata = {"event_type": "alert", "event_payload": {"id": "7"}}
    await call("who", "auth.test")
    posted = await call("post", "chat.postMessage", text="Hello", blocks=BLOCKS, metadata=metadata, **here)
    root = {"ts": posted["ts"]}
    reply = await call("reply", "chat.postMessage", text="In the thread", thread_ts=posted["ts"], **here)
    await call("update", "chat.update", text="Hello again", blocks=BLOCKS, **root, **here)
    await call("replies", "conversations.replies", **root, **here)
    await call("react", "reactions.add", name="eyes", timestamp=posted["ts"], **here)
    await call("history", "conversations.history", limit=5, **here)
    await call("unreact", "reactions.remove", name="eyes", timestamp=posted["ts"], **here)
    await call("delete", "chat.delete", ts=reply["ts"], **here)
    await call("permalink", "chat.getPermalink", message_ts=posted["ts"], **here)
    await call("whisper", "chat.postEphemeral", user=place.user, text="Only you", **here)
    await call("person", "users.info", user=place.user)
    await call("channel", "conversations.info", **here)
    await call("channels", "conversations.list")
    await call("open", "conversations.open", users=place.user)
    await call("nowhere", "chat.postMessage", channel="C404", text="x")
    await call("nobody", "users.info", user="U404")
    await call("nothing to change", "chat.update", ts="1.000001", text="x", **here)
    await call("nothing to delete", "chat.delete", ts="1.000001", **here)
    await call("no method", "chat.invent")
    return answers


async def test_same_calls_get_the_same_answers(ours: Place, theirs: Place) -> None:
    our_answers, their_answers = await asyncio.gather(conversation(ours), conversation(theirs))
    found = {what: differences(answer, our_answers[what]) for what, answer in their_answers.items()}
    assert {what: texts for what, texts in found.items() if texts} == {}
    verdicts = [{w: (a["ok"], a.get("error")) for w, a in answers.items()} for answers in (our_answers, their_answers)]
    assert verdicts[0] == verdicts[1]


@asynccontextmanager
async def listening(place: Place, seen: list[JSON]) -> AsyncIterator[AsyncWebClient]:
    """A Bolt app in Socket Mode that notes whatever reaches it."""
    client = AsyncWebClient(BOT_TOKEN, base_url=f"{place.url}/api/")
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)

    async def note(event: JSON) -> None:
        seen.append({"kind": f"{event['type']}.{event.get('subtype', '')}", "event": event})

    async def note_payload(ack: AsyncAck, body: JSON) -> None:
        await ack()
        seen.append({"kind": body.get("type", "command"), "payload": body})

    for kind in ("message", "app_mention", "reaction_added"):
        app.event(kind)(note)
    app.action("go")(note_payload)
    app.command("/lobby")(note_payload)
    app_client = AsyncWebClient(APP_TOKEN, base_url=f"{place.url}/api/")
    handler = AsyncSocketModeHandler(app, APP_TOKEN, web_client=app_client)
    await handler.connect_async()
    try:
        yield client
    finally:
        await handler.close_async()


async def happenings(place: Place) -> dict[str, JSON]:
    """The same things done by the same person: {kind: the first event, interaction or command of that kind}."""
    seen: list[JSON] = []
    async with listening(place, seen) as client:
        here = {"channel": place.channel, "user": place.user}
        said = await place.control("message", {"text": "<@U0BOT> hello", **here})
        await place.control("message", {"text": "In the thread", "thread_ts": said["ts"], **here})
        await place.control("edit-message", {"ts": said["ts"], "text": "Hello", **here})
        await place.control("reaction", {"ts": said["ts"], "name": "eyes", **here})
        gone = await place.control("message", {"text": "Gone", **here})
        await place.control("delete-message", {"ts": gone["ts"], **here})
        alert = await client.chat_postMessage(channel=place.channel, text="Alert", blocks=BLOCKS)
        action = {"type": "button", "action_id": "go", "block_id": "buttons", "value": "7", "text": BUTTON["text"]}
        await place.control("interact", {"messageTs": alert["ts"], "action": action, **here})
        await place.control("command", {"command": "/lobby", "text": "today", **here})
        async with asyncio.timeout(10):
            while len({noted["kind"] for noted in seen}) < 7:
                await asyncio.sleep(0.01)
    return {noted["kind"]: noted for noted in reversed(seen)}


async def test_same_people_are_heard_the_same_way(ours: Place, theirs: Place) -> None:
    mine, others = await asyncio.gather(happenings(ours), happenings(theirs))
    assert others.keys() == mine.keys()
    found = {kind: differences(noted, mine[kind]) for kind, noted in others.items()}
    assert {kind: texts for kind, texts in found.items() if texts} == {}
