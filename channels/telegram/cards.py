"""Units as captions and buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_currency

from bot.types import JSON
from channels.telegram.buttons import Button, unit_data
from channels.telegram.markdown import web_url
from channels.telegram.text import Formatted, bold, italic, joined
from channels.telegram.words import Words, words


def caption(card: JSON, locale: str, number: int | None = None) -> Formatted:
    """A unit in a few lines; in fewer with `number`, its place in a list."""
    w = words(locale)
    name = f"{number}. {card['name']}" if number else str(card["name"])
    parts: list[Formatted | str] = [bold(name), *_facts(card, w)]
    if quote := card.get("quote"):
        parts += _total(quote, w, locale) if number else _quote(quote, w, locale)
    elif card.get("price_night") is not None:
        parts.append(bold(w.price_from.format(price=money(card["price_night"], card.get("currency") or "", locale))))
    return joined(parts, "\n")


def buttons(card: JSON, locale: str, number: int | None = None, *, pictures: bool = True) -> tuple[Button, ...]:
    """Its actions, and more pictures where there are any (`pictures`: unless they are shown already)."""
    before = f"{number}. " if number else ""
    row = [
        Button(f"{before}{action['label']}", data)
        for action in card.get("actions", ())
        if (data := unit_data(action["action"], card["unit_id"])) and action["action"] != "photos"
    ]
    if pictures and len(card.get("photos", ())) > 1:
        row.insert(1, Button(before + words(locale).more_photos, unit_data("photos", card["unit_id"])))
    return tuple(row)


def link_buttons(payload: JSON, locale: str) -> Iterator[Button]:
    """The reply's link and, beside units, the tenant's booking page; not what Telegram would refuse."""
    link = payload.get("link") or {}
    if url := web_url(link.get("url")):
        yield Button(str(link.get("label") or url), url=url)
    if payload.get("cards") and (url := web_url(payload.get("availability_url"))) and url != link.get("url"):
        yield Button(words(locale).availability, url=url)


def money(amount: float | Decimal, currency: str, locale: str) -> str:
    return format_currency(Decimal(str(amount)), currency, locale=_known(locale))


def _known(locale: str) -> Locale:
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _facts(card: JSON, w: Words) -> Iterator[Formatted]:
    kind = str(card.get("unit_type") or "")
    facts = [w.types.get(kind, kind)] if kind else []
    if card.get("max_guests"):
        facts.append(w.max_guests.format(guests=card["max_guests"]))
    yield Formatted(" · ".join(facts))
    if highlights := card.get("highlights"):
        yield italic(" · ".join(str(highlight) for highlight in highlights))


def _total(quote: JSON, w: Words, locale: str) -> Iterator[Formatted | str]:
    total = bold(money(quote["total"], quote["currency"], locale))
    yield joined((f"{w.nights(quote['nights'])}: ", total))


def _quote(quote: JSON, w: Words, locale: str) -> Iterator[Formatted | str]:
    currency = quote["currency"]
    yield _dates(quote["check_in"], quote["check_out"], locale)
    for rate in quote["rates"]:
        season = f" ({rate['season']})" if rate.get("season") else ""
        amount = Decimal(str(rate["price"])) * rate["nights"]
        price = money(rate["price"], currency, locale)
        yield f"{w.nights(rate['nights'])} × {price}{season} = {money(amount, currency, locale)}"
    if quote.get("cleaning_fee"):
        yield f"{w.cleaning_fee}: {money(quote['cleaning_fee'], currency, locale)}"
    yield bold(f"{w.total}: {money(quote['total'], currency, locale)}")
    if quote.get("below_min_nights"):
        yield w.min_nights.format(nights=quote["below_min_nights"])


def _dates(check_in: str, check_out: str, locale: str) -> str:
    first, last = (
        format_skeleton("MMMd", date.fromisoformat(day), locale=_known(locale)) for day in (check_in, check_out)
    )
    return f"{first} – {last}"
