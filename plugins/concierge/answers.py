"""Answers about particular units: facts, prices, descriptions, photos, comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.offers.cards import card
from bot.types import Match, Reply
from plugins.concierge import facts, offers
from plugins.concierge.cards import facts_line, price_line
from plugins.concierge.talk import Talk

MAX_TOPICS = 3
MAX_COMPARED = 4
MAX_DESCRIPTION = 400
# Answered by the owner's settings even when no unit is meant.
POLICIES = frozenset("cancellation payment check_in check_out contact children rules distance location".split())


async def about_units(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """Photos, comparisons, facts and descriptions of units."""
    acts, shown = talk.acts, talk.memory.shown
    if "compare" in acts and (len(meant) > 1 or len(shown) > 1):
        return _compared(talk, meant if len(meant) > 1 else await talk.units(shown))
    if ("photos" in acts or talk.turn.pressed == "photos") and (meant or shown):
        return _photos(talk, meant or await talk.units(shown))
    if meant and (topics := _topics(talk)):
        return answered(talk, meant[:MAX_COMPARED], topics)
    if meant and not acts.does & {"cheaper", "cheapest", "bigger", "others"}:
        return details(talk, meant[0])
    return None


def _topics(talk: Talk) -> list[str]:
    """What is asked about a unit, features only when they are not the wish for another one."""
    acts = talk.acts
    features = acts.features if acts.asks or not acts.topics else ()
    known = [topic for topic in acts.topics if topic != "contact"]
    if "price" in known and {"availability", "cleaning_fee", *POLICIES} & set(known):
        known.remove("price")  # "how much" asks for the other; availability comes with the price
    return list(dict.fromkeys([*known, *features]))[:MAX_TOPICS]


def answered(talk: Talk, matches: Sequence[Match], topics: Sequence[str]) -> Reply:
    if len(matches) > 1 and topics[0] == "price":
        return _prices(talk, matches)
    answers, unknown = [], []
    for match in matches:
        for topic in topics:
            if topic == "capacity" and _too_small(talk, match):
                continue  # said below
            said = facts.about(topic, match, talk.turn.tenant, talk.texts)
            if said is None:
                unknown.append((topic, match))
            else:
                answers.append(said)
    talk.memory.focus = matches[0].unit.unit_id if len(matches) == 1 else talk.memory.focus
    answers += [_too_small(talk, match) for match in matches]
    if unknown:
        topic, match = unknown[0]
        general = topic in POLICIES
        said = talk.texts.say("unknown") if general else talk.texts.say("unknown_about", name=match.unit.name)
        if topic == "distance":
            said = talk.texts.say("no_distances")
        return talk.ask_team([*answers, said], f"{topic} of {match.unit.name}", matches=matches)
    if any(
        topic in match.misfits or topic not in match.unit.features for topic in talk.acts.features for match in matches
    ):
        talk.memory.offered, talk.memory.question = "team", f"{', '.join(topics)} of {matches[0].unit.name}"
    return _with_next(talk, answers, matches, topics)


def _prices(talk: Talk, matches: Sequence[Match]) -> Reply:
    """The prices of several units, a line each."""
    lines = [f"- **{m.unit.name}**: {price_line(m, talk.texts) or '–'}" for m in matches]
    question, buttons = offers.missing(talk)
    return talk.reply(
        ["\n".join(lines), question], matches=matches, suggestions=buttons or talk.buttons("book_first", "more")
    )


def _with_next(talk: Talk, answers: Sequence[str], matches: Sequence[Match], topics: Sequence[str]) -> Reply:
    """Facts, and the way on: dates for an exact price, or the booking."""
    _, buttons = offers.missing(talk)
    asks_price = bool({"price", "availability"} & set(topics))
    if asks_price and buttons and talk.turn.intent.check_out is None:
        answers = [*answers, talk.texts.say("need_dates")]
    elif any("guests" in match.misfits for match in matches):
        buttons = talk.buttons("more", "person")
    else:
        buttons = talk.buttons("book_it", "price", "photos", "more")
        if asks_price:
            buttons.remove(talk.texts.button("price"))
    return talk.reply(answers, matches=matches, suggestions=buttons)


def details(talk: Talk, match: Match) -> Reply:
    unit, texts = match.unit, talk.texts
    talk.memory.focus = unit.unit_id
    described = unit.short_description or unit.description[:MAX_DESCRIPTION]
    said = [
        f"**{unit.name}**",
        facts_line(unit, texts),
        described,
        facts.price(match, texts) or "",
        _too_small(talk, match),
    ]
    question, buttons = offers.missing(talk)
    return talk.reply(
        [*said, question],
        matches=[match],
        cards=[] if "guests" in match.misfits else [card(match, talk.turn.intent.preferences, texts.language)],
        suggestions=[*buttons, *talk.buttons("book_it", "more")]
        if buttons
        else talk.buttons("book_it", "photos", "more"),
    )


def _too_small(talk: Talk, match: Match) -> str:
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
        [talk.texts.say("photos", name=names), *(_too_small(talk, match) for match in with_photos)],
        matches=with_photos,
        cards=[card(match, talk.turn.intent.preferences, talk.texts.language) for match in with_photos],
        suggestions=talk.buttons("book_it", "price", "more"),
    )


def _compared(talk: Talk, matches: Sequence[Match]) -> Reply:
    lines = [
        " — ".join(
            filter(
                None,
                [
                    f"- **{m.unit.name}**",
                    facts_line(m.unit, talk.texts),
                    _features(talk, m),
                    price_line(m, talk.texts),
                ],
            )
        )
        for m in matches[:MAX_COMPARED]
    ]
    question, buttons = offers.missing(talk)
    return talk.reply(
        [talk.texts.say("compare_some"), "\n".join(lines), question],
        matches=matches[:MAX_COMPARED],
        suggestions=buttons or talk.buttons("book_first", "more"),
    )


def _features(talk: Talk, match: Match) -> str:
    return ", ".join(card(match, talk.turn.intent.preferences, talk.texts.language).highlights).lower()
