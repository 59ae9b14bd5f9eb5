"""Units as Block Kit: name and facts beside the first picture, the price as fields, buttons below."""

from __future__ import annotations

from collections.abc import Iterator

from bot.types import Card
from channels.slack.blocks import MAX_URL_CHARS, Blocks, actions, button, context, fields, image, section
from channels.slack.formats import money, unit_type
from channels.slack.text import escape
from channels.slack.words import Language, counted, say

CARD = "lobby_card"  # action id "lobby_card:<action>", the unit's id is the value
MAX_RATES = 4  # more seasons than that become one line
MAX_PICTURES = 5  # of a unit that is shown alone


def card_blocks(card: Card, language: Language, public_url: str, *, alone: bool) -> Blocks:
    """`public_url`: where the product's own pictures can be fetched from; empty, and only foreign ones are shown."""
    pictures = [
        image(url, photo.alt or card.name) for photo in card.photos if (url := picture_url(photo.url, public_url))
    ]
    blocks = [section(_text(card, language), pictures[0] if pictures else None)]
    if prices := fields(_prices(card, language)):
        blocks.append(prices)
    if card.quote and (minimum := card.quote.below_min_nights):
        blocks.append(context(f":warning: {escape(say('min_nights', language, count=minimum))}"))
    if alone:
        blocks += pictures[1:MAX_PICTURES]
    if buttons := _buttons(card):
        blocks.append(actions(buttons))
    return blocks


def picture_url(url: str, public_url: str) -> str | None:
    """An address from which Slack can fetch the picture; None: there is none."""
    if url.startswith("/") and public_url:
        url = public_url.rstrip("/") + url
    return url if url.startswith(("https://", "http://")) and len(url) <= MAX_URL_CHARS else None


def without_pictures(blocks: Blocks) -> Blocks:
    """The same message for a Slack that cannot fetch its pictures."""
    kept = [block for block in blocks if block["type"] != "image"]
    return [
        {key: value for key, value in block.items() if key != "accessory" or value.get("type") != "image"}
        for block in kept
    ]


def _text(card: Card, language: Language) -> str:
    lines = [f"*{escape(card.name)}*"]
    facts = [unit_type(card.unit_type, language)] if card.unit_type else []
    if card.max_guests:
        facts.append(say("up_to", language, count=card.max_guests))
    if facts:
        lines.append(escape(" · ".join(facts)))
    lines += [f"• {escape(highlight)}" for highlight in card.highlights]
    return "\n".join(lines)


def _prices(card: Card, language: Language) -> Iterator[tuple[str, str]]:
    quote = card.quote
    if quote is None:
        if card.price_night is not None:
            price = money(card.price_night, card.currency, language)
            yield say("price_from", language, price=price), " "
        return
    currency, rates = quote.currency, quote.rates
    if len(rates) > MAX_RATES:
        yield counted("night", "nights", quote.nights, language), money(quote.accommodation, currency, language)
        rates = ()
    for rate in rates:
        nights = counted("night", "nights", rate.nights, language)
        season = f" ({rate.season})" if rate.season else ""
        amount = money(rate.price * rate.nights, currency, language)
        yield f"{nights} × {money(rate.price, currency, language)}{season}", amount
    if quote.cleaning_fee:
        yield say("cleaning", language), money(quote.cleaning_fee, currency, language)
    yield say("total", language), money(quote.total, currency, language)


def _buttons(card: Card) -> Blocks:
    return [
        button(
            pressed.label,
            f"{CARD}:{pressed.action}",
            str(card.unit_id),
            style="primary" if pressed.action == "book" else None,
        )
        for pressed in card.actions
    ]
