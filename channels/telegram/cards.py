"""Units as captions and buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.offers import labels
from bot.types import Card, Content, Quote
from bot.words.writing import day_month
from channels.telegram.buttons import Button, unit_data
from channels.telegram.markdown import web_url
from channels.telegram.text import Formatted, bold, italic, joined
from channels.telegram.words import TELEGRAM


def caption(card: Card, locale: str, number: int | None = None) -> Formatted:
    """A unit in a few lines; in fewer with `number`, its place in a list."""
    name = f"{number}. {card.name}" if number else card.name
    parts: list[Formatted | str] = [bold(name), labels.facts(card, locale)]
    if card.highlights:
        parts.append(italic(" · ".join(card.highlights)))
    if card.quote:
        parts += _total(card, card.quote, locale) if number else _quote(card, card.quote, locale)
    else:
        parts += [bold(f"{line.label} {line.amount}") for line in card.price_lines]
    return joined(parts, "\n")


def buttons(card: Card, locale: str, number: int | None = None, *, pictures: bool = True) -> tuple[Button, ...]:
    """Its actions, and more pictures where there are any (`pictures`: unless they are shown already)."""
    before = f"{number}. " if number else ""
    row = [
        Button(f"{before}{button.label}", data)
        for button in card.actions
        if (data := unit_data(button.action, card.unit_id)) and button.action != "photos"
    ]
    if pictures and len(card.photos) > 1:
        row.insert(1, Button(before + TELEGRAM.say("more_photos", locale), unit_data("photos", card.unit_id)))
    return tuple(row)


def link_buttons(content: Content, locale: str) -> Iterator[Button]:
    """The reply's link and, beside units, the tenant's booking page; not what Telegram would refuse."""
    link = content.link
    if link and (url := web_url(link.url)):
        yield Button(link.label or url, url=url)
    if content.cards and (url := web_url(content.availability_url)) and (link is None or url != link.url):
        yield Button(TELEGRAM.say("availability", locale), url=url)


def _total(card: Card, quote: Quote, locale: str) -> Iterator[Formatted | str]:
    for total in card.price_lines[-1:]:
        yield joined((labels.pair(labels.nights(quote.nights, locale), "", locale), bold(total.amount)))


def _quote(card: Card, quote: Quote, locale: str) -> Iterator[Formatted | str]:
    yield _dates(quote.check_in, quote.check_out, locale)
    for line in card.price_lines[:-1]:
        yield labels.pair(line.label, line.amount, locale)
    for total in card.price_lines[-1:]:
        yield bold(labels.pair(total.label, total.amount, locale))
    if quote.below_min_nights:
        yield labels.min_nights(quote.below_min_nights, locale)


def _dates(check_in: date, check_out: date, locale: str) -> str:
    return f"{day_month(check_in, locale)} – {day_month(check_out, locale)}"
