"""`/lobby`: how things stand, the funnel of the day, and who a guest is. Only who asks sees the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from babel.dates import format_timedelta

from bot.ledger.funnel import BESIDE, STAGES, Funnel, Row, total
from bot.offers.labels import pair
from bot.staff.values import Found
from bot.types import JSON, Tenant
from bot.words.languages import formats
from bot.words.regions import locale_of
from channels.slack.blocks import Blocks, Content, button, header, preformatted, section
from channels.slack.formats import journey
from channels.slack.reply import NAME, channel_name
from channels.slack.text import escape
from channels.slack.words import STAFF

if TYPE_CHECKING:
    from bot.core import Core

COMMAND = "/lobby"
FOUND_TRANSCRIPT = "lobby_found_transcript"  # the value is a session's id; the tenant is the channel's own
STATUS = ("waiting", "held", "active_today", "unsent")


class Commands:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._funnel = Funnel(core.database)

    async def answer(self, body: JSON) -> Content:
        channel = str(body.get("channel_id") or "")
        word, _, rest = str(body.get("text") or "").strip().partition(" ")
        tenant = await self._core.desk.tenant_of(NAME, channel)
        language = locale_of(tenant)
        match word.lower():
            case "status" | "today" | "find" if tenant is None:
                return _sentence(STAFF.say("not_connected", language, channel=channel))
            case "status" if tenant:
                return await self._status(tenant, language)
            case "today" if tenant:
                return await self._today(tenant, language)
            case "find" if tenant:
                return await self._find(tenant, rest.strip(), language)
            case _:
                return _sentence(STAFF.say("usage", language))

    async def _status(self, tenant: Tenant, language: str) -> Content:
        status = await self._core.desk.status(tenant.tenant_id)
        lines = [pair(STAFF.say(f"status.{name}", language), f"*{status.get(name, 0)}*", language) for name in STATUS]
        return Content("\n".join(lines), [header(tenant.name), section("\n".join(lines))])

    async def _today(self, tenant: Tenant, language: str) -> Content:
        day = await self._funnel.today(tenant.tenant_id)
        rows = await self._funnel.day(tenant.tenant_id, day)
        if not rows:
            return _sentence(STAFF.say("quiet_day", language))
        return Content(
            f"{tenant.name} · {day}", [header(f"{tenant.name} · {day}"), preformatted(table(rows, language))]
        )

    async def _find(self, tenant: Tenant, query: str, language: str) -> Content:
        if not query:
            return _sentence(STAFF.say("find_what", language))
        found = await self._core.desk.find(tenant.tenant_id, query)
        if not found:
            return _sentence(STAFF.say("found_nothing", language))
        return Content(str(len(found)), [block for one in found for block in found_blocks(one, language)])


def table(rows: Sequence[Row], language: str) -> str:
    """The stages as lines, the channels as columns, and all of them together where there are several."""
    columns = [(channel_name(row.channel or "–", language), row) for row in rows]
    if len(rows) > 1:
        columns.append((STAFF.say("stages.together", language), total(rows)))
    names = [STAFF.say(f"stages.{stage}", language) for stage in (*STAGES, *BESIDE)]
    width = max(map(len, names))
    lines = [" " * width + "".join(f"  {title:>10}" for title, _ in columns)]
    for name, stage in zip(names, (*STAGES, *BESIDE), strict=True):
        lines.append(f"{name:<{width}}" + "".join(f"  {row.counts[stage]:>10}" for _, row in columns))
    return "\n".join(lines)


def found_blocks(found: Found, language: str) -> Blocks:
    guest = found.guest
    title = " · ".join(part for part in ((guest.name if guest else None), found.reference) if part)
    ago = format_timedelta(found.last_activity_at - datetime.now(UTC), add_direction=True, locale=formats(language))
    facts = [channel_name(found.channel, language) if found.channel else None, ago]
    facts.append(STAFF.say("staff_speaks", language) if found.speaker == "staff" else None)
    lines = [f"*{escape(title or str(found.session_id)[:8])}*", escape(" · ".join(fact for fact in facts if fact))]
    if wanted := journey(found.intent, language):
        lines.append(escape(wanted))
    see = button(STAFF.say("transcript", language), FOUND_TRANSCRIPT, str(found.session_id))
    return [section("\n".join(lines), see)]


def _sentence(text: str) -> Content:
    return Content(text, [section(text)])
