"""Units as captions and buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_currency

from bot.types import Card, Content, Quote
from channels.telegram.buttons import Button, unit_data
from channels.telegram.markdown import web_url
from channels.telegram.text import Formatted, bold, italic, joined
from channels.telegram.words import Words, words


def caption(card: Card, locale: str, number: int | None = None) -> Formatted:
    """A unit in a few lines; in fewer with `number`, its place in a list."""
    w = words(locale)
    name = f"{number}. {card.name}" if number else card.name
    parts: list[Formatted | str] = [bold(name), *_facts(card, w)]
    if card.quote:
        parts += _total(card.quote, w, locale) if number else _quote(card.quote, w, locale)
    elif card.price_night is not None:
        parts.append(bold(w.price_from.format(price=money(card.price_night, card.currency or "", locale))))
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
        row.insert(1, Button(before + words(locale).more_photos, unit_data("photos", card.unit_id)))
    return tuple(row)


def link_buttons(content: Content, locale: str) -> Iterator[Button]:
    """The reply's link and, beside units, the tenant's booking page; not what Telegram would refuse."""
    link = content.link
    if link and (url := web_url(link.url)):
        yield Button(link.label or url, url=url)
    if content.cards and (url := web_url(content.availability_url)) and (link is None or url != link.url):
        yield Button(words(locale).availability, url=url)


def money(amount: Decimal, currency: str, locale: str) -> str:
    return format_currency(amount, currency, locale=_known(locale))


def _known(locale: str) -> Locale:
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _facts(card: Card, w: Words) -> Iterator[Formatted]:
    facts = [w.types.get(card.unit_type, card.unit_type)] if card.unit_type else []
    if card.max_guests:
        facts.append(w.max_guests.format(guests=card.max_guests))
    yield Formatted(" · ".join(facts))
    if card.highlights:
        yield italic(" · ".join(card.highlights))


def _total(quote: Quote, w: Words, locale: str) -> Iterator[Formatted | str]:
    yield joined((f"{w.nights(quote.nights)}: ", bold(money(quote.total, quote.currency, locale))))


def _quote(quote: Quote, w: Words, locale: str) -> Iterator[Formatted | str]:
    currency = quote.currency
    yield _dates(quote.check_in, quote.check_out, locale)
    for rate in quote.rates:
        season = f" ({rate.season})" if rate.season else ""
        price, amount = money(rate.price, currency, locale), money(rate.price * rate.nights, currency, locale)
        yield f"{w.nights(rate.nights)} × {price}{season} = {amount}"
    if quote.cleaning_fee:
        yield f"{w.cleaning_fee}: {money(quote.cleaning_fee, currency, locale)}"
    yield bold(f"{w.total}: {money(quote.total, currency, locale)}")
    if quote.below_min_nights:
        yield w.min_nights.format(nights=quote.below_min_nights)


def _dates(check_in: date, check_out: date, locale: str) -> str:
    first, last = (format_skeleton("MMMd", day, locale=_known(locale)) for day in (check_in, check_out))
    return f"{first} – {last}"
