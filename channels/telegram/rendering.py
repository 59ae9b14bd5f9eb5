"""Messages of the ledger as what Telegram sends: texts, pictures, albums, buttons. Pure.

The text comes first. One unit follows as a picture with a caption and its buttons; several as an album of their first
pictures, then a numbered list with a row of buttons for each: what a phone shows without scrolling past tall pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.offers import labels
from bot.offers.labels import LABELS
from bot.types import Card, LedgerMessage
from bot.words.phrases import for_guests
from channels.telegram import cards
from channels.telegram.buttons import PRIVACY, RESUME, Button, Keyboard, suggestion_data
from channels.telegram.markdown import formatted, plain
from channels.telegram.splitting import MAX_CAPTION_UNITS, MAX_TEXT_UNITS, shortened, split
from channels.telegram.text import Formatted, bold, italic, joined
from channels.telegram.updates import NAME, PHOTOS_MARK, PRIVACY_MARK
from channels.telegram.words import TELEGRAM

CORE = for_guests("core")
ALBUM_MIN, ALBUM_MAX = 2, 10  # https://core.telegram.org/bots/api#sendmediagroup (2026-11)
MAX_BUTTONS = 40  # of one message; beyond that the list is no help any more
SHORT_LABEL_CHARS = 18  # two of them fit beside each other on a phone


@dataclass(frozen=True, slots=True)
class Text:
    body: Formatted
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """`url` as in the card. Where it cannot be sent, the caption goes as text."""

    url: str
    caption: Formatted
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Album:
    """(url, caption) of 2 to 10 pictures. Where it cannot be sent, what follows says it in words."""

    pictures: tuple[tuple[str, Formatted], ...]


Part = Text | Photo | Album


def render(message: LedgerMessage, locale: str) -> list[Part]:
    """What is to be sent, in order; the first part is a text unless the message has none."""
    if message.content.notice:
        return _notice(message, locale)
    if message.role == "user":
        return [Text(piece) for piece in split(_copy(message, locale))]
    body = formatted(message.text)
    if message.role == "staff":
        body = joined((bold(message.content.author or LABELS.say("team", locale)), body), "\n")
    return _with_keyboard([Text(piece) for piece in split(body)], message, locale)


def partial(markdown: str) -> Formatted:
    """The beginning of an answer in the making, as long as one message may be."""
    pieces = split(formatted(markdown))
    return pieces[0] if pieces else Formatted()


def interrupted(markdown: str, name: str | None, locale: str) -> Formatted:
    """The same, closed: somebody of the team goes on."""
    end = italic(TELEGRAM.say("interrupted", locale, name=name or LABELS.say("team", locale)))
    pieces = split(formatted(markdown), MAX_TEXT_UNITS - end.units - 2)
    return joined((*pieces[:1], end), "\n\n")


def keyboard_of(suggestions: Sequence[str], extra: Iterator[Button] | Sequence[Button] = ()) -> Keyboard:
    """Suggestions, short ones two in a row, then the buttons that open pages."""
    rows: list[tuple[Button, ...]] = []
    for index, text in enumerate(suggestions):
        button = Button(text, suggestion_data(index, text))
        beside = rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= SHORT_LABEL_CHARS >= len(text)
        rows[-1:] = [(*rows[-1], button)] if beside else [*rows[-1:], (button,)]
    return (*rows, *((button,) for button in extra))


def privacy_keyboard(locale: str) -> Keyboard:
    return (tuple(Button(TELEGRAM.say(wish, locale), f"{PRIVACY}{wish}") for wish in ("export", "erase")),)


def _notice(message: LedgerMessage, locale: str) -> list[Part]:
    """A line about who speaks. Its own words if it has any."""
    content = message.content
    name = content.author or LABELS.say("team", locale)
    sentence = message.text or TELEGRAM.say(f"notices.{content.notice or 'waiting'}", locale, name=name)
    keyboard = keyboard_of(content.suggestions)
    if content.notice == "waiting" and not keyboard:
        keyboard = ((Button(CORE.say("resume", locale), RESUME),),)
    body = formatted(sentence)
    return [Text(italic(body.text), keyboard)] if body.text else []


def _copy(message: LedgerMessage, locale: str) -> Formatted:
    """What the guest wrote on another channel that belongs to the same conversation."""
    names = {"web": LABELS.say("website", locale), NAME: "Telegram", "slack": "Slack"}
    channel = names.get(message.channel, message.channel)
    return joined(
        (italic(labels.pair(TELEGRAM.say("you", locale, channel=channel), "", locale).rstrip()), plain(message.text)),
        " ",
    )


def _with_keyboard(texts: list[Part], message: LedgerMessage, locale: str) -> list[Part]:
    content = message.content
    asked = message.reply_to[-1] if message.reply_to else ""
    below = keyboard_of(content.suggestions, list(cards.link_buttons(content, locale)))
    if asked.endswith(PRIVACY_MARK):
        below = (*privacy_keyboard(locale), *below)
    if not content.cards:
        return _under_the_last(texts, below)
    if len(content.cards) == 1:
        return [*texts, *_one(content.cards[0], below, locale, all_pictures=asked.endswith(PHOTOS_MARK))]
    return [*texts, *_several(content.cards, below, locale)]


def _under_the_last(texts: list[Part], keyboard: Keyboard) -> list[Part]:
    if texts and isinstance(texts[-1], Text):
        return [*texts[:-1], replace(texts[-1], keyboard=keyboard)]
    return texts


def _one(card: Card, below: Keyboard, locale: str, *, all_pictures: bool) -> list[Part]:
    urls = [photo.url for photo in card.photos]
    everything = all_pictures and len(urls) >= ALBUM_MIN
    row = cards.buttons(card, locale, pictures=not everything)
    keyboard = (*((row,) if row else ()), *below)
    caption = cards.caption(card, locale)
    if everything:
        album = Album(tuple((url, Formatted()) for url in urls[:ALBUM_MAX]))
        return [album, Text(shortened(caption, MAX_CAPTION_UNITS), keyboard)]
    if urls:
        return [Photo(urls[0], shortened(caption, MAX_CAPTION_UNITS), keyboard)]
    return [Text(shortened(caption, MAX_CAPTION_UNITS), keyboard)]


def _several(shown: Sequence[Card], below: Keyboard, locale: str) -> list[Part]:
    numbered = list(enumerate(shown, 1))
    pictures = tuple((card.photos[0].url, bold(f"{number}. {card.name}")) for number, card in numbered if card.photos)
    rows = tuple(row for number, card in numbered if (row := cards.buttons(card, locale, number)))
    keyboard = (*rows[: (MAX_BUTTONS - len(below)) // 3], *below)
    listed = split(joined((cards.caption(card, locale, number) for number, card in numbered), "\n\n"))
    album: list[Part] = [Album(pictures[:ALBUM_MAX])] if len(pictures) >= ALBUM_MIN else []
    return [*album, *_under_the_last([Text(piece) for piece in listed], keyboard)]
