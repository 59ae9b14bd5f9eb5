"""Units as Block Kit: name and facts beside the first picture, the price as fields, buttons below."""

from __future__ import annotations

from bot.offers import labels
from bot.offers.money import money
from bot.types import Card
from channels.slack.blocks import MAX_URL_CHARS, Blocks, actions, button, context, fields, image, section
from channels.slack.text import escape

CARD = "lobby_card"  # action id "lobby_card:<action>", the unit's id is the value
MAX_RATES = 4  # more seasons than that become one line
MAX_PICTURES = 5  # of a unit that is shown alone


def card_blocks(card: Card, language: str, public_url: str, *, alone: bool) -> Blocks:
    """`public_url`: where the product's own pictures can be fetched from; empty, and only foreign ones are shown."""
    pictures = [
        image(url, photo.alt or card.name) for photo in card.photos if (url := picture_url(photo.url, public_url))
    ]
    blocks = [section(_text(card, language), pictures[0] if pictures else None)]
    if prices := fields(_prices(card, language)):
        blocks.append(prices)
    if card.quote and (minimum := card.quote.below_min_nights):
        blocks.append(context(f":warning: {escape(labels.min_nights(minimum, language))}"))
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


def _text(card: Card, language: str) -> str:
    lines = [f"*{escape(card.name)}*"]
    if facts := labels.facts(card, language):
        lines.append(escape(facts))
    lines += [f"• {escape(highlight)}" for highlight in card.highlights]
    return "\n".join(lines)


def _prices(card: Card, language: str) -> list[tuple[str, str]]:
    if card.quote is None:
        return [(f"{line.label} {line.amount}", " ") for line in card.price_lines]
    lines = [(line.label, line.amount) for line in card.price_lines]
    if len(card.quote.rates) > MAX_RATES:
        nights = labels.nights(card.quote.nights, language)
        amount = money(card.quote.accommodation, card.quote.currency, language)
        lines = [(nights, amount), *lines[len(card.quote.rates) :]]
    return lines


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
