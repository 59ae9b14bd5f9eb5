"""Decides what a message wants and who answers it. Deterministic: the first rule that applies wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.types import Clarification, Match, Reply
from plugins.concierge import booking, facts, offers
from plugins.concierge.cards import card, facts_line, price_line
from plugins.concierge.references import units_meant
from plugins.concierge.talk import Talk
from plugins.concierge.texts import others as further

MAX_TOPICS = 3
MAX_COMPARED = 4
MAX_DESCRIPTION = 400
# Answered by the owner's settings even when no unit is meant.
_POLICIES = frozenset("cancellation payment check_in check_out contact children rules distance location".split())
# What a unit's row answers.
_UNIT_FACTS = frozenset("capacity bedrooms beds bathrooms size min_nights cleaning_fee rating location".split())


async def answer(talk: Talk) -> Reply:
    """The reply to a turn; always one."""
    if "handoff" in talk.acts:
        return handoff(talk, "the guest asks for a person")
    if talk.turn.clarifications:
        return _clarify(talk, talk.turn.clarifications[0])
    draft = talk.memory.draft
    if draft and (reply := await booking.proceed(talk)):
        return reply
    reply = await _other_than_booking(talk)
    if draft and talk.memory.draft is draft and not reply.handoff and (rest := booking.reminder(talk, draft)):
        return replace(reply, text=f"{reply.text}\n\n{rest}", suggestions=tuple(talk.buttons("cancel")))
    return reply


def handoff(talk: Talk, reason: str) -> Reply:
    """Ask staff to take over."""
    own = further.HANDOFF.get(talk.turn.language)
    text = own or talk.texts.say("handoff")
    return talk.reply([text, facts.contact(talk.turn.tenant, talk.texts) or ""], handoff=reason)


async def _other_than_booking(talk: Talk) -> Reply:
    acts = talk.acts
    if "identity" in acts:
        return talk.reply(talk.texts.say("identity", tenant=talk.turn.tenant.name), suggestions=talk.buttons("person"))
    if reply := await _accepted(talk):
        return reply
    meant = await units_meant(talk)
    if reply := await _booked(talk, meant):
        return reply
    if reply := await _about_units(talk, meant):
        return reply
    if reply := await _asked(talk):
        return reply
    if reply := await _refined(talk):
        return reply
    if _seeks(talk):
        return await offers.offer(talk)
    return _courtesy(talk)


async def _accepted(talk: Talk) -> Reply | None:
    """A plain yes or no to what the last reply offered."""
    acts = talk.acts
    if not acts.is_short or talk.turn.captured or acts.topics:
        return None
    if "yes" in acts and talk.offered == "team":
        return handoff(talk, f"a question the concierge cannot answer: {talk.question}")
    if "yes" in acts and talk.memory.focus and not acts.does - {"yes", "thanks"}:
        [*match] = await talk.units([talk.memory.focus])
        return _details(talk, match[0]) if match else None
    if "no" in acts and not acts.does - {"no", "thanks", "yes"} and not acts.features:
        return talk.reply(talk.texts.say("all_right"), suggestions=talk.buttons("more", "person"))
    return None


async def _booked(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """A wish to book."""
    pressed = (talk.turn.action or {}).get("action") == "book"
    if not pressed and ("book" not in talk.acts or _POLICIES & set(talk.acts.topics)):
        return None
    if meant:
        return await booking.start(talk, meant[0])
    if talk.turn.captured or not talk.memory.shown:
        return None  # "we want to book a house for four": nothing is chosen yet
    if len(talk.memory.shown) == 1 and (only := await talk.units(talk.memory.shown)):
        return await booking.start(talk, only[0])
    return await _which(talk, "book_which")


async def _which(talk: Talk, question: str) -> Reply:
    talk.memory.offered = "which"
    shown = await talk.units(talk.memory.shown)
    lines = [f"{number}. **{match.unit.name}**" for number, match in enumerate(shown, start=1)]
    return talk.reply(
        [talk.texts.say(question), "\n".join(lines)], matches=shown, suggestions=[m.unit.name for m in shown]
    )


async def _about_units(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """Photos, comparisons, facts and descriptions of units."""
    acts, shown = talk.acts, talk.memory.shown
    if "compare" in acts and (len(meant) > 1 or len(shown) > 1):
        return _compared(talk, meant if len(meant) > 1 else await talk.units(shown))
    if "photos" in acts and (meant or shown):
        return _photos(talk, meant or await talk.units(shown))
    if meant and (topics := _topics(talk)):
        return _facts(talk, meant[:MAX_COMPARED], topics)
    if meant and not acts.does & {"cheaper", "cheapest", "bigger", "others"}:
        return _details(talk, meant[0])
    return None


def _topics(talk: Talk) -> list[str]:
    """What is asked about a unit, features only when they are not the wish for another one."""
    acts = talk.acts
    features = acts.features if acts.asks or not acts.topics else ()
    known = [topic for topic in acts.topics if topic != "contact"]
    if "price" in known and "availability" in known:
        known.remove("price")  # the price for the dates comes with the availability
    return list(dict.fromkeys([*known, *features]))[:MAX_TOPICS]


def _facts(talk: Talk, matches: Sequence[Match], topics: Sequence[str]) -> Reply:
    answers, unknown = [], []
    for match in matches:
        for topic in topics:
            said = facts.about(topic, match, talk.turn.tenant, talk.texts)
            if said is None:
                unknown.append((topic, match))
            else:
                answers.append(said)
    talk.memory.focus = matches[0].unit.unit_id if len(matches) == 1 else talk.memory.focus
    answers += [_too_small(talk, match) for match in matches]
    if unknown:
        topic, match = unknown[0]
        said = talk.texts.say("unknown_about", name=match.unit.name)
        return talk.ask_team([*answers, said], f"{topic} of {match.unit.name}", matches=matches)
    if any(
        topic in match.misfits or topic not in match.unit.features for topic in talk.acts.features for match in matches
    ):
        talk.memory.offered, talk.memory.question = "team", f"{', '.join(topics)} of {matches[0].unit.name}"
    return _with_next(talk, answers, matches, topics)


def _with_next(talk: Talk, answers: Sequence[str], matches: Sequence[Match], topics: Sequence[str]) -> Reply:
    """Facts, and the way on: dates for an exact price, or the booking."""
    _, buttons = offers.missing(talk)
    asks_price = bool({"price", "availability"} & set(topics))
    if asks_price and buttons and talk.turn.intent.check_out is None:
        answers = [*answers, talk.texts.say("need_dates")]
    else:
        buttons = talk.buttons("book_it", "price", "photos", "more")
        if asks_price:
            buttons.remove(talk.texts.button("price"))
    return talk.reply(answers, matches=matches, suggestions=buttons)


def _details(talk: Talk, match: Match) -> Reply:
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
        cards=[] if "guests" in match.misfits else [card(match, talk.turn, texts)],
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
        cards=[card(match, talk.turn, talk.texts) for match in with_photos],
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
                    price_line(m, talk.texts).rstrip("."),
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
    return ", ".join(card(match, talk.turn, talk.texts).highlights).lower()


async def _asked(talk: Talk) -> Reply | None:
    """Questions that no unit was named for."""
    acts, tenant, texts = talk.acts, talk.turn.tenant, talk.texts
    if "contact" in acts.topics:
        said = facts.contact(tenant, texts)
        return (
            talk.reply(said, suggestions=talk.buttons("person"))
            if said
            else talk.ask_team(texts.say("unknown"), "contact")
        )
    policies = [topic for topic in acts.topics if topic in _POLICIES]
    if policies and not talk.turn.captured:
        return await _policies(talk, policies)
    shown = await talk.units(talk.memory.shown) if acts.topics or acts.features else []
    if acts.features and acts.asks and not talk.turn.captured:
        return await _features_asked(talk, shown)
    topics = [topic for topic in acts.topics if topic in _UNIT_FACTS or topic == "price"]
    if topics and shown and not talk.turn.captured and not _refines(talk):
        return _facts(talk, shown, topics[:1])
    if "availability" in acts.topics and not talk.turn.captured:
        question, buttons = offers.missing(talk)
        if buttons:
            return talk.reply([texts.say("availability_any"), question], suggestions=buttons)
    return None


async def _policies(talk: Talk, topics: Sequence[str]) -> Reply:
    said = [facts.policy(topic, talk.turn.tenant, talk.texts) for topic in topics]
    known = [text for text in said if text]
    if known:
        return talk.reply(known, suggestions=talk.buttons("more", "person"))
    if "location" in topics and talk.memory.shown:
        return _facts(talk, await talk.units(talk.memory.shown), ["location"])
    first = talk.texts.say("no_distances") if "distance" in topics else ""
    return talk.ask_team([first, talk.texts.say("unknown")], topics[0])


async def _features_asked(talk: Talk, shown: Sequence[Match]) -> Reply:
    """ "Do they have a pool?": of the units shown, else of all."""
    feature = talk.acts.features[0]
    if shown and "search" not in talk.acts:
        having = [match.unit.name for match in shown if feature in match.unit.features]
        words = talk.texts.feature(feature)
        if having:
            text = talk.texts.say("feature_some", feature=words, names=talk.texts.listing(having))
            return talk.reply(text, matches=shown, suggestions=talk.buttons("book_first", "more"))
        talk.opening.append(talk.texts.say("feature_none", feature=words))
        return await offers.offer(talk)
    if said := facts.policy(feature, talk.turn.tenant, talk.texts):
        talk.opening.append(said)
    return await offers.offer(talk)


async def _refined(talk: Talk) -> Reply | None:
    """Cheaper, larger, others; a message that states new facts is a new search."""
    acts = talk.acts
    if "cheapest" in acts:
        return await offers.cheapest(talk)
    if talk.turn.captured:
        return None
    if "cheaper" in acts:
        return await offers.cheaper(talk)
    if "bigger" in acts:
        return await offers.bigger(talk)
    if "others" in acts:
        return await offers.others(talk)
    return None


def _refines(talk: Talk) -> bool:
    return bool(talk.acts.does & {"cheapest", "cheaper", "bigger", "others"})


def _seeks(talk: Talk) -> bool:
    """Whether the message is about finding a place: it states facts, says so, or describes one."""
    acts = talk.acts
    if talk.turn.captured or acts.features or acts.does & {"search", "book", "photos", "compare"}:
        return True
    if {"price", "availability", *_UNIT_FACTS} & set(acts.topics):
        return True
    described = any(match.similarity > 0 for match in talk.turn.found)
    return described and not acts.asks and not acts.does


def _courtesy(talk: Talk) -> Reply:
    acts, texts = talk.acts, talk.texts
    start = talk.buttons("weekend", "pool", "pets", "person")
    if "thanks" in acts or "bye" in acts:
        own = further.THANKS.get(talk.turn.language)
        return talk.reply(own or texts.say("bye" if "bye" in acts else "thanks"))
    if "greet" in acts and acts.is_short:
        talk.opening.clear()
        return talk.reply(_greeting(talk), suggestions=start)
    if "help" in acts:
        return talk.reply(texts.say("help"), suggestions=start)
    if acts.asks:
        return talk.ask_team(texts.say("unknown"), "something else")
    question, _ = offers.missing(talk)
    return talk.reply([f"{texts.say('not_understood')} {texts.say('help')}", question], suggestions=start)


def _greeting(talk: Talk) -> str:
    greeted, talk.memory.greeted = talk.memory.greeted, True
    if greeted:
        return talk.texts.say("hello_again")
    hello = further.HELLO.get(talk.turn.language)
    return " ".join(filter(None, [hello, facts.greeting(talk.turn.tenant, talk.texts)]))


def _clarify(talk: Talk, question: Clarification) -> Reply:
    """Ask which of several readings is meant; each is a quick answer."""
    options = [_option(talk, question.about, option) for option in question.options]
    listed = talk.texts.listing(options, "or")
    if question.text:
        text = talk.texts.say("clarify", words=question.text, options=listed)
    else:
        text = talk.texts.say("clarify_plain", options=listed)
    return talk.reply(text, suggestions=options)


def _option(talk: Talk, about: str, option: str) -> str:
    """A reading as a guest would say it."""
    try:
        return talk.texts.day(date.fromisoformat(option))
    except ValueError:
        pass
    if about in {"guests", "adults", "children", "nights"} and option.isdigit():
        return talk.texts.count("nights" if about == "nights" else "guests", int(option))
    if about == "accommodation_type":
        return talk.texts.unit_type(option)
    return talk.texts.feature(option) if about == "preferences" else option
