"""Answers about particular homes: what was asked of them, descriptions, photos, comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.offers.cards import MAX_HIGHLIGHTS, telling
from bot.types import Match, Reply
from plugins.concierge import advice, facts, offers, topics
from plugins.concierge.cards import facts_line, price_line
from plugins.concierge.part import Part
from plugins.concierge.talk import BOOK_THIS, Talk

MAX_COMPARED = 4
MAX_DESCRIPTION = 400
_PRICED = frozenset({"ask_price_total", "ask_availability"})


async def shown(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """Photos and comparisons."""
    acts, last = talk.acts, talk.memory.shown
    if last and "recommend" in acts.remarks_on("compare", "choose_unit", "tell_more", "other", "off_topic"):
        among = last if len(last) > 1 else talk.memory.listed or last
        return advice.pick(talk, meant if len(meant) > 1 else await talk.units(among))
    if "compare" in acts and (len(meant) > 1 or len(last) > 1):
        return compared(talk, meant if len(meant) > 1 else await talk.units(last))
    if ("show_photos" in acts or talk.turn.pressed == "photos") and (meant or last):
        return _photos(talk, meant or await talk.units(last))
    return None


def told(talk: Talk, found: Sequence[Part], homes: Sequence[Match]) -> Reply:
    """The answers to what was asked, and the way on: dates for an exact price, the booking, or the team."""
    said = topics.joined(talk, found)
    if len(homes) == 1:
        talk.memory.focus = homes[0].unit.unit_id
        said.append(too_small(talk, homes[0]))
    if question := topics.unknown(found):
        return talk.ask_team(list(filter(None, said)), question, matches=homes)
    _, buttons = offers.missing(talk)
    asks_price = bool(_PRICED & set(talk.acts.asked)) or bool(talk.turn.captured)
    if asks_price and buttons and talk.turn.intent.check_out is None:
        said.append(offers.missing(talk)[0] if talk.turn.intent.period else talk.texts.say("need_dates"))
    elif not homes or any("guests" in match.misfits for match in homes):
        buttons = talk.buttons("more", "person")
    elif asks_price and len(homes) == 1 and talk.turn.intent.is_complete:
        talk.memory.offered = BOOK_THIS
        said.append(talk.texts.say("book_this", name=homes[0].unit.name))
        buttons = talk.buttons("book_it", "photos", "more")
    elif len(homes) > 1:
        buttons = buttons or talk.buttons("book_first", "more")
    else:
        buttons = talk.buttons("book_it", *(() if asks_price else ("price",)), "photos", "more")
    return talk.reply(said, matches=homes, suggestions=buttons)


def details(talk: Talk, match: Match) -> Reply:
    """What a home is, and the next question: what is missing, or whether to book it."""
    unit, texts = match.unit, talk.texts
    talk.memory.focus = unit.unit_id
    described = unit.short_description or unit.description[:MAX_DESCRIPTION]
    said = [
        f"**{unit.name}**",
        facts_line(unit, texts),
        described,
        facts.price(match, texts, talk.turn.intent.period) or "",
    ]
    fits = "guests" not in match.misfits
    question, buttons = offers.missing(talk)
    if not buttons and fits:
        talk.memory.offered = BOOK_THIS
        question = texts.say("book_this", name=unit.name)
    return talk.reply(
        [*said, too_small(talk, match), question],
        matches=[match],
        cards=[talk.card(match)] if fits else [],
        suggestions=[*buttons, *talk.buttons("book_it", "more")]
        if buttons
        else talk.buttons("book_it", "photos", "more"),
    )


def too_small(talk: Talk, match: Match) -> str:
    """That the party does not fit in; empty when it does, or is not known."""
    party, capacity = talk.turn.intent.guests, match.unit.max_guests
    if party is None or capacity is None or party <= capacity:
        return ""
    count = talk.texts.count
    return talk.texts.say(
        "too_small", name=match.unit.name, guests=count("guests", capacity), party=count("guests", party)
    )


def _photos(talk: Talk, matches: Sequence[Match]) -> Reply:
    with_photos = [match for match in matches if match.unit.photos][:MAX_COMPARED]
    if not with_photos:
        return talk.reply(talk.texts.say("no_photos", name=matches[0].unit.name), matches=matches)
    if len(with_photos) == 1:
        talk.memory.focus = with_photos[0].unit.unit_id
    names = talk.texts.listing(match.unit.name for match in with_photos)
    return talk.reply(
        [talk.texts.say("photos", name=names), *(too_small(talk, match) for match in with_photos)],
        matches=with_photos,
        cards=[talk.card(match) for match in with_photos],
        suggestions=talk.buttons("book_it", "price", "more"),
    )


def compared(talk: Talk, matches: Sequence[Match]) -> Reply:
    """Several homes side by side."""
    lines = [" — ".join(filter(None, _line(talk, match))) for match in matches[:MAX_COMPARED]]
    question, buttons = offers.missing(talk)
    return talk.reply(
        [talk.texts.say("compare_some"), "\n".join(lines), question],
        matches=matches[:MAX_COMPARED],
        suggestions=buttons or talk.buttons("book_first", "more"),
    )


def _line(talk: Talk, match: Match) -> list[str]:
    intent = talk.turn.intent
    has = [*intent.preferences, *telling(match.unit)]
    words = [talk.texts.feature(item) for item in dict.fromkeys(has) if item in match.unit.features][:MAX_HIGHLIGHTS]
    price = price_line(match, talk.texts, intent.period)
    return [f"- **{match.unit.name}**", facts_line(match.unit, talk.texts), ", ".join(words), price]
