"""What a conversation looks like: rich on a terminal, plain text or JSON lines in a pipe.

Texts of guests, units and models may hold anything: control characters never reach the terminal.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol, TextIO

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency
from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.news.followers import SpeakerChanged
from bot.offers import wire
from bot.types import Card, LedgerMessage, Quote
from channels.terminal.choices import Choice
from channels.terminal.words import Words, words

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
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
        self._words = words(locale)

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        if message.content.deleted:
            self._write(f"({_taken_back(message, self._words)})\n")
            return
        name = f"{_author(message, self._words)}: " if message.role == "staff" else ""
        self._write(name + message.text)
        for card in message.content.cards:
            self._write("\n".join(_card_lines(card, self._words, self._locale)))
        if link := message.content.link:
            self._write(f"{link.label}: {link.url}")
        if offered:
            self._write("\n".join(f"[{number}] {choice.label}" for number, choice in enumerate(offered, 1)))
        self._write("")

    def speaker(self, change: SpeakerChanged) -> None:
        self._write(f"({_who_speaks(change, self._words)})\n")

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
        self._words = words(locale)

    def message(self, message: LedgerMessage, offered: Sequence[Choice]) -> None:
        self._console.print()
        if message.role == "user":
            self._console.print(Text(f"› {safe(message.text)}", style="dim"))
            return
        if message.content.deleted:
            self.remark(_taken_back(message, self._words))
            return
        if message.role == "staff":
            self._console.print(Text(safe(_author(message, self._words)), style="bold magenta"))
        self._console.print(Markdown(safe(message.text)))
        for card in message.content.cards:
            self._console.print(_panel(card, self._words, self._locale))
        if link := message.content.link:
            url = safe(link.url)
            self._console.print(Text(f"{safe(link.label)}: {url}", style=f"link {url}"))
        for number, choice in enumerate(offered, 1):
            self._console.print(Text.assemble((f" {number} ", "reverse"), " ", safe(choice.label)))

    def speaker(self, change: SpeakerChanged) -> None:
        self._console.print()
        self.remark(_who_speaks(change, self._words))

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


def _who_speaks(change: SpeakerChanged, w: Words) -> str:
    return w.bot_back if change.speaker == "bot" else w.staff_here.format(name=change.name or w.somebody)


def _author(message: LedgerMessage, w: Words) -> str:
    """Whose words these are; of a correction (a later message with the number of the first), that they are one."""
    name = message.content.author or w.staff
    return w.corrected.format(name=name) if message.content.edits else name


def _taken_back(message: LedgerMessage, w: Words) -> str:
    return w.taken_back.format(name=message.content.author or w.staff)


# --- cards --------------------------------------------------------------------------------------------------------


def _panel(card: Card, w: Words, locale: str) -> Panel:
    parts: list[RenderableType] = [Text(line, style="dim") for line in _facts(card, w)]
    parts += [Text(f"• {safe(highlight)}") for highlight in card.highlights]
    if card.quote:
        parts.append(_quote_table(card.quote, w, locale))
    elif price := _from_price(card, w, locale):
        parts.append(Text(price, style="bold"))
    parts += [
        Text(safe(photo.alt), style=f"dim link {safe(photo.url)}")
        for photo in card.photos[:1]
        if photo.url.startswith("https://")
    ]
    return Panel(Group(*parts), title=Text(safe(card.name), style="bold"), title_align="left", border_style="cyan")


def _quote_table(quote: Quote, w: Words, locale: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    for label, amount in _quote_rows(quote, w, locale):
        table.add_row(safe(label), amount)
    table.add_row(Text(w.total, style="bold"), Text(_money(quote.total, quote.currency, locale), style="bold"))
    if quote.below_min_nights:
        table.add_row(Text(w.min_nights.format(nights=quote.below_min_nights), style="yellow"), "")
    return table


def _card_lines(card: Card, w: Words, locale: str) -> Iterator[str]:
    yield f"  * {card.name}"
    for line in _facts(card, w):
        yield f"    {line}"
    for highlight in card.highlights:
        yield f"    - {highlight}"
    if quote := card.quote:
        for label, amount in _quote_rows(quote, w, locale):
            yield f"    {label}: {amount}"
        yield f"    {w.total}: {_money(quote.total, quote.currency, locale)}"
        if quote.below_min_nights:
            yield f"    {w.min_nights.format(nights=quote.below_min_nights)}"
    elif price := _from_price(card, w, locale):
        yield f"    {price}"


def _facts(card: Card, w: Words) -> list[str]:
    facts = [w.types.get(card.unit_type, card.unit_type)] if card.unit_type else []
    if card.max_guests:
        facts.append(w.max_guests.format(guests=card.max_guests))
    return [safe(" · ".join(facts))] if facts else []


def _quote_rows(quote: Quote, w: Words, locale: str) -> Iterator[tuple[str, str]]:
    for rate in quote.rates:
        season = f" ({rate.season})" if rate.season else ""
        price, amount = (_money(value, quote.currency, locale) for value in (rate.price, rate.price * rate.nights))
        yield f"{w.nights(rate.nights)} × {price}{season}", amount
    if quote.cleaning_fee:
        yield w.cleaning_fee, _money(quote.cleaning_fee, quote.currency, locale)


def _from_price(card: Card, w: Words, locale: str) -> str | None:
    if card.price_night is None:
        return None
    return w.price_from.format(price=_money(card.price_night, card.currency or "", locale))


def _money(amount: Decimal, currency: str, locale: str) -> str:
    try:
        known = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        known = Locale("en")
    return format_currency(amount, currency, locale=known)
