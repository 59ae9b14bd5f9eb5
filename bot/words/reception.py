"""What more than one plugin or channel says to a guest, from the tenant's `brand` where it has its own words.

The greeting, the first questions to choose from, and that somebody of the team was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.types import Tenant
from bot.words.languages import chain, primary
from bot.words.phrases import for_guests

CORE = for_guests("core")
PRIVACY = frozenset(for_guests("labels").in_all("privacy").values())  # a suggestion that is the command


def greeting(tenant: Tenant, language: str) -> str:
    """The brand's greeting when it has one in the guest's language (a plain text is in the tenant's), else our own."""
    own = tenant.brand.get("greeting")
    if isinstance(own, Mapping):
        own = _of_language(own, language)
    elif primary(tenant.locale) != primary(language):
        own = None
    return own if isinstance(own, str) and own else CORE.say("greeting", language, tenant=tenant.name)


def opening_suggestions(tenant: Tenant, language: str) -> list[str]:
    """What a guest may ask first: the tenant's `brand.suggestions` (a list, or lists by language), else ours."""
    own = tenant.brand.get("suggestions")
    if isinstance(own, Mapping):
        own = _of_language(own, language)
    if isinstance(own, list) and own:
        return [str(text) for text in own]
    return list(CORE.group("suggestions", language).values())


def contact(tenant: Tenant, language: str) -> str | None:
    """How to reach the team: `brand.contact`, a text or a mapping {phone, email …}. None: the brand does not say."""
    stated = tenant.brand.get("contact")
    if isinstance(stated, Mapping):
        stated = " · ".join(str(value) for value in stated.values() if isinstance(value, str) and value)
    return CORE.say("contact", language, contact=stated) if isinstance(stated, str) and stated else None


def handoff(tenant: Tenant, language: str) -> list[str]:
    """That the team was asked to join, in paragraphs."""
    return [text for text in (CORE.say("handoff", language), contact(tenant, language)) if text]


def _of_language(texts: Mapping[str, Any], locale: str) -> Any:
    """What stands under the locale or a wider one: "pt-PT", else "pt"."""
    written = {key.lower(): text for key, text in texts.items()}
    return next((written[tag] for tag in chain(locale) if tag in written), None)
