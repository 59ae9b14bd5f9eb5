"""`/`: the page of the demo business, with the widget on it."""

from __future__ import annotations

from html import escape
from string import Template

from starlette.responses import HTMLResponse, Response

from bot.catalog.search import list_units
from bot.core import Core
from bot.errors import NotFound
from bot.offers.money import money
from bot.types import Pricing, Tenant, Unit
from bot.words.languages import primary
from bot.words.phrases import for_guests
from channels.web.errors import ApiError
from channels.web.pages.assets import STATIC

MAX_UNITS = 12
LABELS = for_guests("labels")
LANGUAGES = ("en", "es")  # of static/demo.html: the page shows one of them


async def demo_page(core: Core) -> Response:
    """Raises ApiError: there is no demo tenant."""
    try:
        tenant = await core.tenants.find(core.settings.web.demo_tenant)
    except NotFound as error:
        raise ApiError(404, "no_demo_tenant", slug=core.settings.web.demo_tenant) from error
    async with core.database.tenant(tenant.tenant_id) as conn:
        units = await list_units(conn, tenant.tenant_id, limit=MAX_UNITS)
    return HTMLResponse(render(tenant, units))


def render(tenant: Tenant, units: list[Unit]) -> str:
    return Template((STATIC / "demo.html").read_text("utf-8")).substitute(
        language=escape(primary(tenant.locale)),
        name=escape(tenant.name),
        slug=escape(tenant.slug),
        units="\n".join(_unit(unit) for unit in units),
    )


def _unit(unit: Unit) -> str:
    photo = unit.photos[0] if unit.photos else None
    image = f'<img src="{escape(photo.url)}" alt="{escape(photo.alt)}" loading="lazy">' if photo else ""
    price = _price(unit.pricing) if unit.pricing else ""
    return f"<li>{image}<h3>{escape(unit.name)}</h3><p>{escape(unit.short_description or '')}</p>{price}</li>"


def _price(pricing: Pricing) -> str:
    def said(language: str) -> str:
        amount = money(pricing.base_price_night, pricing.currency, language)
        return f'<span lang="{language}">{escape(LABELS.say("price_from", language, price=amount))}</span>'

    return f'<p class="price">{"".join(map(said, LANGUAGES))}</p>'
