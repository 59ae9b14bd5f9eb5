"""Which of the homes spoken of have what was asked about, in sentences as people say them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.types import Match
from plugins.concierge.part import Part
from plugins.concierge.talk import Talk

MAX_NAMED = 4  # homes that a sentence lists


def told(talk: Talk, features: Sequence[str], homes: Sequence[Match], *, is_plain: bool = False) -> Part:
    """Where no home was spoken of, those that have them are shown instead.

    Args:
        is_plain: more is asked than whether they are there: without a "yes".
    """
    if not homes or not features:
        return Part(())
    return (
        _of_one(talk, features, homes[0], is_plain=is_plain) if len(homes) == 1 else _of_several(talk, features, homes)
    )


def had(talk: Talk, features: Sequence[str], homes: Sequence[Match]) -> list[str]:
    """The homes that have them, those with the same in one sentence: no answer yet, so without a "yes"."""
    owners: dict[tuple[str, ...], list[str]] = {}
    for feature in features:
        names = tuple(match.unit.name for match in homes if feature in match.unit.features)
        if names:
            owners.setdefault(names[:MAX_NAMED], []).append(feature)
    return [
        talk.texts.say("feature_some", names=named(talk, names), has=talk.texts.has(owned, len(names)))
        for names, owned in owners.items()
    ]


def named(talk: Talk, names: Sequence[str]) -> str:
    return talk.texts.listing(f"**{name}**" for name in names)


def _of_one(talk: Talk, features: Sequence[str], match: Match, *, is_plain: bool) -> Part:
    name = match.unit.name
    having = [feature for feature in features if feature in match.unit.features]
    missing = tuple(feature for feature in features if feature not in match.unit.features)
    if having and not missing and not is_plain:
        return yes(talk, having, name)
    said = list[str]()
    if having:
        has = talk.texts.has(having, 1)
        key = "feature_some" if is_plain else "feature_yes"
        said = [talk.texts.say(key, name=name, names=f"**{name}**", has=has)]
    if missing:
        said.append(talk.texts.say("feature_no", name=name, things=talk.texts.lacks(missing)))
    return Part(tuple(said), f"{', '.join(missing)} at {name}" if missing else None, missing)


def yes(talk: Talk, features: Sequence[str], name: str) -> Part:
    """ "Yes, Villa Gaya has wifi and a dishwasher"."""
    said = talk.texts.say("feature_yes", name=name, has=talk.texts.has(features, 1))
    return Part((said,), having=tuple(features))


def _of_several(talk: Talk, features: Sequence[str], homes: Sequence[Match]) -> Part:
    said = had(talk, features, homes)
    missing = tuple(item for item in features if not any(item in match.unit.features for match in homes))
    if missing:
        said.append(talk.texts.say("feature_none", things=talk.texts.lacks(missing)))
    return Part(tuple(said), ", ".join(missing) or None, missing)


def together(talk: Talk, found: Sequence[Part], name: str) -> list[Part]:
    """What is only said to be there, in one sentence: "Yes, it has wifi and a dishwasher"."""
    only = [part for part in found if part.having]
    if len(only) < 2:
        return list(found)
    features = dict.fromkeys(feature for part in only for feature in part.having)
    at = found.index(only[0])
    rest = [part for part in found if not part.having]
    return [*rest[:at], yes(talk, tuple(features), name), *rest[at:]]
