"""What a conversation looks like: rich on a terminal, plain text or JSON lines in a pipe.

Texts of guests, units and models may hold anything: control characters never reach the terminal.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Protocol, TextIO

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.news.followers import SpeakerChanged
from bot.offers import labels, wire
from bot.offers.labels import LABELS
from bot.types import Card, LedgerMessage, Quote
from bot.words.phrases import for_guests
from channels.terminal.choices import Choice

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TERMINAL = for_guests("terminal")
MAX_WIDTH = 100


class Screen(Protocol):
    def use(self, locale: str) -> None:
        """From now on in this language."""

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        """A reply, with what can be picked by number."""

    def speaker(self, change: SpeakerChanged) -> None:
        """Staff are here, or the bot is back."""

    def recall(self, messages: Sequence[LedgerMessage]) -> None:
        """The end of a conversation that goes on."""

    def remark(self, text: str) -> None:
        """Something that nobody said."""

    def problem(self, text: str) -> None:
        """A remark that a pipe's reader must see too."""

    def prompt(self) -> None:
        """It is the guest's turn."""


def safe(text: str) -> str:
    """Without what a terminal would obey."""
    return _CONTROL.sub("", text)


class _Pipe:
    """Nobody looks on: only replies, and problems on stderr."""

    def use(self, locale: str) -> None:
        return

    def speaker(self, change: SpeakerChanged) -> None:
        return

    def recall(self, messages: Sequence[LedgerMessage]) -> None:
        return

    def remark(self, text: str) -> None:
        return

    def problem(self, text: str) -> None:
        sys.stderr.write(text + "\n")

    def prompt(self) -> None:
        return


class JsonScreen(_Pipe):
    """One JSON object a reply and line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        value = {
            "seq": message.seq, "id": message.id, "role": message.role, "text": message.text,
            "created_at": message.created_at.isoformat(), "reply_to": list(message.reply_to),
            **wire.content_json(message.content),
        }  # fmt: skip
        self._stream.write(json.dumps(value, ensure_ascii=False) + "\n")
        self._stream.flush()


class PlainScreen(_Pipe):
    """Markdown as it is, cards as indented lines."""

    def __init__(self, stream: TextIO, locale: str) -> None:
        self._stream = stream
        self.use(locale)

    def use(self, locale: str) -> None:
        self._locale = locale

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        if message.content.deleted:
            self._write(f"({_taken_back(message, self._locale)})\n")
            return
        name = f"{_author(message, self._locale)}: " if message.role == "staff" else ""
        self._write(name + message.text)
        for card in message.content.cards:
            self._write("\n".join(_card_lines(card, self._locale)))
        if link := message.content.link:
            self._write(f"{link.label}: {link.url}")
        if offered:
            self._write("\n".join(f"[{number}] {choice.label}" for number, choice in enumerate(offered, 1)))
        self._write("")

    def speaker(self, change: SpeakerChanged) -> None:
        self._write(f"({_who_speaks(change, self._locale)})\n")

    def _write(self, text: str) -> None:
        self._stream.write(safe(text) + "\n")
        self._stream.flush()


class RichScreen:
    """For people: Markdown, cards as panels with their quote, choices with numbers."""

    def __init__(self, console: Console, locale: str) -> None:
        self._console = console
        self.use(locale)

    def use(self, locale: str) -> None:
        self._locale = locale

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        self._console.print()
        if message.role == "user":
            self._console.print(Text(f"› {safe(message.text)}", style="dim"))
            return
        if message.content.deleted:
            self.remark(_taken_back(message, self._locale))
            return
        if message.role == "staff":
            self._console.print(Text(safe(_author(message, self._locale)), style="bold magenta"))
        self._console.print(Markdown(safe(message.text)))
        for card in message.content.cards:
            self._console.print(_panel(card, self._locale))
        if link := message.content.link:
            url = safe(link.url)
            self._console.print(Text(f"{safe(link.label)}: {url}", style=f"link {url}"))
        for number, choice in enumerate(offered, 1):
            self._console.print(Text.assemble((f" {number} ", "reverse"), " ", safe(choice.label)))

    def speaker(self, change: SpeakerChanged) -> None:
        self._console.print()
        self.remark(_who_speaks(change, self._locale))

    def recall(self, messages: Sequence[LedgerMessage]) -> None:
        for message in messages:
            self.message(message, ())

    def remark(self, text: str) -> None:
        self._console.print(Text(safe(text), style="dim italic"))

    def problem(self, text: str) -> None:
        self._console.print(Text(safe(text), style="yellow"))

    def prompt(self) -> None:
        self._console.print("\n[bold cyan]›[/] ", end="")


def open_screen(output: str, locale: str) -> Screen:
    """`output` as in the settings: auto is rich when people look at stdout and type."""
    if output == "json":
        return JsonScreen(sys.stdout)
    if output == "rich" or (output == "auto" and sys.stdout.isatty() and sys.stdin.isatty()):
        console = Console(highlight=False)
        console.width = min(console.width, MAX_WIDTH)
        return RichScreen(console, locale)
    return PlainScreen(sys.stdout, locale)


# --- staff --------------------------------------------------------------------------------------------------------


def _who_speaks(change: SpeakerChanged, locale: str) -> str:
    if change.speaker == "bot":
        return TERMINAL.say("bot_back", locale)
    return TERMINAL.say("staff_here", locale, name=change.name or TERMINAL.say("somebody", locale))


def _author(message: LedgerMessage, locale: str) -> str:
    """Whose words these are; of a correction (a later message with the number of the first), that they are one."""
    name = message.content.author or LABELS.say("team", locale)
    return TERMINAL.say("corrected", locale, name=name) if message.content.edits else name


def _taken_back(message: LedgerMessage, locale: str) -> str:
    return TERMINAL.say("taken_back", locale, name=message.content.author or LABELS.say("team", locale))


# --- cards --------------------------------------------------------------------------------------------------------


def _panel(card: Card, locale: str) -> Panel:
    parts: list[RenderableType] = [Text(line, style="dim") for line in _facts(card, locale)]
    parts += [Text(f"• {safe(highlight)}") for highlight in card.highlights]
    if card.quote:
        parts.append(_quote_table(card, card.quote, locale))
    else:
        parts += [Text(f"{line.label} {line.amount}", style="bold") for line in card.price_lines]
    parts += [
        Text(safe(photo.alt), style=f"dim link {safe(photo.url)}")
        for photo in card.photos[:1]
        if photo.url.startswith("https://")
    ]
    return Panel(Group(*parts), title=Text(safe(card.name), style="bold"), title_align="left", border_style="cyan")


def _quote_table(card: Card, quote: Quote, locale: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    for line in card.price_lines[:-1]:
        table.add_row(safe(line.label), line.amount)
    for total in card.price_lines[-1:]:
        table.add_row(Text(total.label, style="bold"), Text(total.amount, style="bold"))
    if quote.below_min_nights:
        table.add_row(Text(labels.min_nights(quote.below_min_nights, locale), style="yellow"), "")
    return table


def _card_lines(card: Card, locale: str) -> Iterator[str]:
    yield f"  * {card.name}"
    for line in _facts(card, locale):
        yield f"    {line}"
    for highlight in card.highlights:
        yield f"    - {highlight}"
    joint = ": " if card.quote else " "
    for price in card.price_lines:
        yield f"    {price.label}{joint}{price.amount}"
    if card.quote and card.quote.below_min_nights:
        yield f"    {labels.min_nights(card.quote.below_min_nights, locale)}"


def _facts(card: Card, locale: str) -> list[str]:
    facts = safe(labels.facts(card, locale))
    return [facts] if facts else []
