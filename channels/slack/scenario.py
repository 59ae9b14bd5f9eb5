"""How scenarios write to the bot on Slack: the real channel in Socket Mode on a stand-in for Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.channel import Accept
from bot.core import Core
from bot.testing.driver import WAIT_S, Needs, Rendered, Seen, running
from bot.testing.errors import no_button
from bot.types import JSON, Tenant
from channels.slack.cards import CARD
from channels.slack.reply import SUGGESTION, SUGGESTIONS_BLOCK
from channels.standins.slack import SlackStandin
from channels.standins.slack.model import Message, label_of
from channels.standins.slack.staff import Person
from channels.standins.slack.text import unescape

PUBLIC_URL = "https://lobby.example"  # from where Slack would fetch pictures


class Driver:
    """`bot.testing.driver.Driver` of Slack: somebody of the workspace writes to the bot directly."""

    def __init__(self) -> None:
        self._slack = SlackStandin()

    @asynccontextmanager
    async def platform(self, tenant: str) -> AsyncIterator[Needs]:
        workspace = self._slack.workspace
        async with self._slack.serving() as url:
            yield Needs(
                channels=("channels.slack",),
                settings={
                    "channels": {"slack": {"base_url": f"{url}/api/", "tenant": tenant, "undo_s": 0}},
                    "web": {"public_url": PUBLIC_URL},
                },
                secrets={"slack_bot_token": workspace.bot_token, "slack_app_token": workspace.app_token},
            )

    @asynccontextmanager
    async def visit(self, core: Core, tenant: Tenant, accept: Accept, locale: str | None) -> AsyncIterator[Writing]:
        person = self._slack.staff("Ana")
        person.user.locale = locale or tenant.locale
        async with running(core.channels["slack"].run(accept)):
            await self._slack.connected(timeout_s=WAIT_S)
            yield Writing(self._slack, person)


class Writing:
    """A person in the conversation with the app."""

    has_written = False

    def __init__(self, slack: SlackStandin, person: Person) -> None:
        self._slack = slack
        self._person = person
        self._seen = Seen()

    async def say(self, text: str) -> None:
        await self._person.dm(text)

    async def press(self, label: str, card: str | None) -> None:
        for message in reversed(self._messages):
            if found := _block_of(message, label, card):
                await self._press(message, found, label)
                return
        raise no_button(label, card)

    async def shown(self, seq: int) -> list[Rendered]:
        """All that was to be sent is sent by now."""
        shown = []
        for message in self._messages:
            now = "\n".join(_lines(message.blocks))
            known = self._seen.before(message.ts, now)
            if known is None:
                shown.append(_rendered(message, now))
            elif known != now:
                added = [line for line in now.splitlines() if line not in known.splitlines()]
                shown.append(Rendered("notice", "", "\n".join(["(a message above now ends)", *added])))
        return shown

    @property
    def _messages(self) -> list[Message]:
        return [message for message in self._person.direct.visible() if message.by_bot]

    async def _press(self, message: Message, block: JSON, label: str) -> None:
        """Buttons of several cards have one name: the client tells them apart by their block."""
        if block.get("block_id") != SUGGESTIONS_BLOCK:
            await self._person.press(replace(message, blocks=[block]), label)
            return
        await self._person.press(message, label)
        await self._slack.workspace.bell.until(  # the buttons give way to what was chosen
            lambda: None if block in message.blocks else True, WAIT_S, lambda: "the buttons as they were"
        )


def _block_of(message: Message, label: str, card: str | None) -> JSON | None:
    """The row of buttons with this one."""
    for name, block in _rows(message):
        if card in (None, name) and label in map(label_of, block["elements"]):
            return block
    return None


def _rows(message: Message) -> Iterator[tuple[str | None, JSON]]:
    """Rows of buttons, with the card that each belongs to."""
    heading = ""
    for block in message.blocks:
        if block["type"] == "section" and "text" in block:
            heading = unescape(block["text"]["text"]).splitlines()[0].strip("*")
        if block["type"] == "actions":
            is_card = any(element["action_id"].startswith(f"{CARD}:") for element in block["elements"])
            yield (heading if is_card else None), block


# --- rendering ----------------------------------------------------------------------------------------------------


def _rendered(message: Message, render: str) -> Rendered:
    rows = list(_rows(message))
    suggestions = [
        label_of(element)
        for _, block in rows
        for element in block["elements"]
        if element["action_id"].startswith(f"{SUGGESTION}:")
    ]
    return Rendered("bot", message.shown, render, tuple(name for name, _ in rows if name), tuple(suggestions))


def _lines(blocks: Sequence[JSON]) -> Iterator[str]:
    for block in blocks:
        match block["type"]:
            case "markdown":
                yield block["text"]
            case "section":
                yield from _section(block)
            case "context":
                yield "context " + " ".join(
                    unescape(str(e.get("text") or e.get("alt_text"))) for e in block["elements"]
                )
            case "image":
                yield f"picture {block['image_url']} “{block['alt_text']}”"
            case "actions":
                yield "buttons " + " ".join(map(_button, block["elements"]))
            case other:
                yield f"({other})"


def _section(block: JSON) -> Iterator[str]:
    if "text" in block:
        first, *rest = unescape(block["text"]["text"]).splitlines()
        picture = block.get("accessory", {}).get("image_url")
        yield f"section {first}" + (f" — picture {picture}" if picture else "")
        yield from (f"        {line}" for line in rest)
    for shown in block.get("fields", ()):
        yield "        | " + " — ".join(line for line in unescape(shown["text"]).splitlines() if line.strip())


def _button(element: JSON) -> str:
    return f"[{label_of(element)}]" + (f" → {element['url']}" if "url" in element else "")
