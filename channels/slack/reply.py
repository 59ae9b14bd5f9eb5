"""A message of the ledger as Slack messages: Markdown, cards, suggestions and a link in their native form. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.offers.labels import LABELS
from bot.types import JSON, Card, LedgerMessage
from channels.slack.blocks import (
    MAX_BUTTONS,
    MAX_NOTIFICATION_CHARS,
    MAX_URL_CHARS,
    Blocks,
    Content,
    actions,
    button,
    context,
    packed,
)
from channels.slack.cards import card_blocks
from channels.slack.text import clipped, escape, pieces, safe_markdown
from channels.slack.words import GUEST

NAME = "slack"
SUGGESTION = "lobby_suggestion"  # action id "lobby_suggestion:<number>", the text is the value
SUGGESTIONS_BLOCK = "lobby_suggestions"
LINK = "lobby_link"
MAX_MARKDOWN_CHARS = 9000  # Slack takes 12,000 in all of a message's markdown blocks; see also MAX_MESSAGE_CHARS


def rendered(message: LedgerMessage, language: str, public_url: str) -> list[Content]:
    """The message in as many Slack messages as it needs; empty: there is nothing to show."""
    cards = message.content.cards
    if message.content.notice in ("joined", "left"):
        return [_notice(message, language)]
    texts = pieces(safe_markdown(message.text), MAX_MARKDOWN_CHARS)
    groups: list[Blocks] = [[markdown_block(piece)] for piece in texts]
    if groups and (who := speaker(message, language)):
        groups[0].insert(0, context(who))
    groups += [card_blocks(card, language, public_url, alone=len(cards) == 1) for card in cards]
    if tail := _tail(message):
        groups.append(tail)
    notification = escape(clipped(message.text.strip() or _names(cards), MAX_NOTIFICATION_CHARS)) or "…"
    return [Content(notification, blocks) for blocks in packed(groups)]


def markdown_block(text: str) -> JSON:
    """Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block."""
    return {"type": "markdown", "text": text}


def speaker(message: LedgerMessage, language: str) -> str | None:
    """Who said it, where it is not the bot: staff, or the guest on a linked channel."""
    if message.role == "staff":
        return f":bust_in_silhouette: *{escape(message.content.author or LABELS.say('team', language))}*"
    if message.role == "user":
        return f"*{GUEST.say('you', language)} ({escape(channel_name(message.channel, language))})*"
    return None


def _notice(message: LedgerMessage, language: str) -> Content:
    """Staff came or went: there are no words in the ledger for it."""
    name = message.content.author or LABELS.say("team", language)
    text = GUEST.say(f"notices.{message.content.notice}", language, name=escape(name))
    return Content(text, [context(text)])


def channel_name(name: str, language: str) -> str:
    return LABELS.say("website", language) if name == "web" else name.title()


def _tail(message: LedgerMessage) -> Blocks:
    """What can be pressed below a reply."""
    blocks: Blocks = []
    link = message.content.link
    if link and len(link.url) <= MAX_URL_CHARS and link.url.startswith(("https://", "http://")):
        blocks.append(actions([button(link.label, LINK, url=link.url)]))
    suggestions = [
        button(text, f"{SUGGESTION}:{number}", text)
        for number, text in enumerate(message.content.suggestions[:MAX_BUTTONS])
    ]
    if suggestions:
        blocks.append(actions(suggestions, SUGGESTIONS_BLOCK))
    return blocks


def chosen_instead(blocks: Blocks, text: str, name: str) -> Blocks | None:
    """The message after a suggestion was pressed: who chose what, in place of the buttons. None: it shows none."""
    if not any(block.get("block_id") == SUGGESTIONS_BLOCK for block in blocks):
        return None
    said = context(f":speech_balloon: *{escape(name)}*: {escape(text)}")
    return [said if block.get("block_id") == SUGGESTIONS_BLOCK else block for block in blocks]


def _names(cards: Sequence[Card]) -> str:
    return ", ".join(card.name for card in cards)
