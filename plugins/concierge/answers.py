"""Answers about particular homes: what was asked of them, descriptions, photos, comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.offers.cards import MAX_HIGHLIGHTS, telling
from bot.types import Match, Reply
from bot.words.languages import written_in
from bot.words.sentences import whole as whole_sentences
from plugins.concierge import advice, facts, fit, offers, topics, verdicts
from plugins.concierge.cards import facts_line, price_line
from plugins.concierge.part import Part
from plugins.concierge.references import compares
from plugins.concierge.talk import BOOK_THIS, Talk

MAX_COMPARED = 4
MAX_WEIGHED = 2  # homes of which each is spoken of when one is recommended
MAX_TOLD = 6  # features in the place of a description
MAX_DESCRIPTION = 400
MEASURES = frozenset({"bedrooms", "bathrooms", "size", "capacity"})  # facts that one home may have most of
_ADVISED = ("compare", "choose_unit", "tell_more", "other", "off_topic")  # where a recommendation may be asked for
_PRICED = frozenset({"ask_price_total", "ask_availability"})


async def shown(talk: Talk, meant: Sequence[Match]) -> Reply | None:
    """Photos and comparisons."""
    acts, last = talk.acts, talk.memory.shown
    if (last or len(meant) > 1) and "recommend" in acts.remarks_on(
        "compare", "choose_unit", "tell_more", "other", "off_topic"
    ):
        among = last if len(last) > 1 else talk.memory.listed or last
        homes = meant if len(meant) > 1 else await talk.units(among)
        return advice.pick(talk, homes, of_these=len(homes) == len(meant) <= MAX_WEIGHED)
    weighed = meant if len(meant) > 1 else await talk.units(last)
    if len(weighed) > 1 and _weighs(talk, meant):
        return compared(talk, weighed)
    if ("show_photos" in acts or talk.turn.pressed == "photos") and (meant or last):
        return _photos(talk, meant or await talk.units(last))
    return None


def _weighs(talk: Talk, meant: Sequence[Match]) -> bool:
    """Whether homes are compared: in so many words, or by asking which of them has most of something."""
    if compares(talk):
        return "compare" in talk.acts or len(meant) > 1
    among = [said for said in talk.acts.said if "among" in said.clause.details]
    return len(meant) != 1 and any(said.fact in MEASURES or "larger_one" in said.clause.details for said in among)


def told(talk: Talk, found: Sequence[Part], homes: Sequence[Match]) -> Reply:
    """The answers to what was asked, and the way on: dates for an exact price, the booking, or the team."""
    said = topics.joined(talk, found)
    if len(homes) == 1:
        if _is_what_like(talk):
            said.insert(0, _described(talk, homes[0]))
        talk.memory.focus = talk.memory.chosen = homes[0].unit.unit_id
        said.append(fit.too_small(talk, homes[0]))
    if question := topics.unknown(found):
        return talk.ask_team(list(filter(None, said)), question, matches=homes)
    _, buttons = offers.missing(talk)
    asks_price = bool(_PRICED & set(talk.acts.asked)) or bool(talk.turn.captured)
    if asks_price and len(homes) == 1 and (longer := fit.longer_stay(talk, homes[0])):
        said = list(dict.fromkeys([*said, facts.price(homes[0], talk.texts) or "", *longer[0]]))
        return talk.reply(said, matches=homes, suggestions=[*longer[1], *talk.buttons("more", "person")])
    if asks_price and buttons and talk.turn.intent.check_out is None:
        said.append(offers.missing(talk)[0] if talk.turn.intent.period else talk.texts.say("need_dates"))
    elif not homes or any("guests" in match.misfits for match in homes):
        buttons = talk.buttons("more", "person")
    elif asks_price and len(homes) == 1 and fit.is_over_budget(homes[0]):
        buttons = [talk.texts.means("cheaper"), *talk.buttons("book_it", "more")]
    elif asks_price and len(homes) == 1 and talk.turn.intent.is_complete and talk.memory.draft is None:
        talk.memory.offered = BOOK_THIS
        said.append(talk.texts.say("book_this", name=homes[0].unit.name))
        buttons = talk.buttons("book_it", "photos", "more")
    elif len(homes) > 1:
        buttons = buttons or talk.buttons("book_first", "more")
    else:
        buttons = talk.buttons("book_it", *(() if asks_price else ("price",)), "photos", "more")
    return talk.reply(said, matches=homes, suggestions=buttons)


def _is_what_like(talk: Talk) -> bool:
    """ "What's it like? Is there a kitchen?": whether a clause of its own asks for the home as a whole."""
    told = [said for said in talk.acts.said if said.label == "tell_more" and not said.fact and said.clause.asks]
    return any(not (said.clause.features or said.clause.facts or said.clause.details) for said in told)


def details(talk: Talk, match: Match) -> Reply:
    """What a home is, and the next question: what is missing, or whether to book it."""
    unit, texts = match.unit, talk.texts
    talk.memory.focus = unit.unit_id
    said = [
        f"**{unit.name}**",
        facts_line(unit, texts),
        _described(talk, match),
        facts.price(match, texts, talk.turn.intent.period) or "",
    ]
    fits = "guests" not in match.misfits
    question, buttons = offers.missing(talk)
    longer = fit.longer_stay(talk, match)
    if longer:
        said, question, buttons = [*said, *longer[0][:-1]], longer[0][-1], longer[1]
    elif not buttons and fits:
        talk.memory.offered = BOOK_THIS
        question = texts.say("book_this", name=unit.name)
    return talk.reply(
        [*said, fit.too_small(talk, match), question],
        matches=[match],
        cards=[talk.card(match)] if fits else [],
        suggestions=[*buttons, *talk.buttons("book_it", "more")]
        if buttons
        else talk.buttons("book_it", "photos", "more"),
    )


def _described(talk: Talk, match: Match) -> str:
    """The owner's own words, in full sentences, where they are in the guest's language; else what the home has."""
    unit, texts = match.unit, talk.texts
    words = unit.short_description or unit.description[:MAX_DESCRIPTION]
    if not words or written_in(words) in (None, texts.language):
        return whole_sentences(words)
    has = telling(unit)[:MAX_TOLD]
    return texts.say("feature_some", names=f"**{unit.name}**", has=texts.has(has, 1)) if has else ""


def _photos(talk: Talk, matches: Sequence[Match]) -> Reply:
    with_photos = [match for match in matches if match.unit.photos][:MAX_COMPARED]
    if not with_photos:
        return talk.reply(talk.texts.say("no_photos", name=matches[0].unit.name), matches=matches)
    if len(with_photos) == 1:
        talk.memory.focus = with_photos[0].unit.unit_id
    names = talk.texts.listing(match.unit.name for match in with_photos)
    return talk.reply(
        [talk.texts.say("photos", name=names), *(fit.too_small(talk, match) for match in with_photos)],
        matches=with_photos,
        cards=[talk.card(match) for match in with_photos],
        suggestions=talk.buttons("book_it", "price", "more"),
    )


def compared(talk: Talk, matches: Sequence[Match]) -> Reply:
    """The verdict where a measure is named; else the homes side by side, two of them with what sets them apart."""
    talk.memory.show([match.unit.unit_id for match in matches[:MAX_COMPARED]])  # "which of the two has a garden?"
    question, buttons = offers.missing(talk)
    said = verdicts.verdict(talk, matches)
    if not said:
        lines = [" — ".join(filter(None, _line(talk, match, matches))) for match in matches[:MAX_COMPARED]]
        said = [talk.texts.say("compare_some"), "\n".join(lines)]
    return talk.reply(
        [*said, *(fit.too_small(talk, match) for match in matches if len(matches) == 2), question],
        matches=matches[:MAX_COMPARED],
        suggestions=buttons or talk.buttons("book_first", "more"),
    )


def _line(talk: Talk, match: Match, homes: Sequence[Match]) -> list[str]:
    intent = talk.turn.intent
    price = price_line(match, talk.texts, intent.period)
    others = [other for other in homes if other != match]
    if len(others) == 1:
        return [
            f"- **{match.unit.name}**",
            facts_line(match.unit, talk.texts),
            verdicts.apart(talk, match, others[0]),
            price,
        ]
    has = [*intent.preferences, *telling(match.unit)]
    words = [talk.texts.feature(item) for item in dict.fromkeys(has) if item in match.unit.features][:MAX_HIGHLIGHTS]
    return [f"- **{match.unit.name}**", facts_line(match.unit, talk.texts), ", ".join(words), price]
