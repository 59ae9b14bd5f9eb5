"""`/`: the page of the demo business, with the widget on it."""

from __future__ import annotations

from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.catalog.search import list_units
from bot.core import Core
from bot.errors import NotFound
from bot.offers.money import money
from bot.types import Pricing, Tenant, Unit
from bot.words.languages import ANSWERED, native_name, primary
from bot.words.phrases import for_guests
from bot.words.regions import locale_of
from channels.web.errors import ApiError
from channels.web.pages.assets import STATIC

MAX_UNITS = 12
DEMO, LABELS = for_guests("demo"), for_guests("labels")


async def demo_page(core: Core, request: Request) -> Response:
    """In the language of `?language=`, else in the browser's.

    Raises:
        ApiError: there is no demo tenant.
    """
    try:
        tenant = await core.tenants.find(core.settings.web.demo_tenant)
    except NotFound as error:
        raise ApiError(404, "no_demo_tenant", slug=core.settings.web.demo_tenant) from error
    async with core.database.tenant(tenant.tenant_id) as conn:
        units = await list_units(conn, tenant.tenant_id, limit=MAX_UNITS)
    locale = locale_of(tenant, request.query_params.get("language"), request.headers.get("accept-language"))
    return HTMLResponse(render(tenant, units, locale), headers={"Vary": "Accept-Language"})


def render(tenant: Tenant, units: list[Unit], locale: str) -> str:
    language = primary(locale)
    said = {name: escape(text) for name, text in DEMO.group("page", locale).items()}
    return Template((STATIC / "demo.html").read_text("utf-8")).substitute(
        said,
        language=language,
        name=escape(tenant.name),
        slug=escape(tenant.slug),
        choices="\n".join(_choice(code, code == language) for code in ANSWERED),
        units="\n".join(_unit(unit, locale) for unit in units),
    )


def _choice(code: str, is_chosen: bool) -> str:
    current = ' aria-current="true"' if is_chosen else ""
    return f'<a href="/?language={code}" lang="{code}" hreflang="{code}"{current}>{native_name(code)}</a>'


def _unit(unit: Unit, locale: str) -> str:
    photo = unit.photos[0] if unit.photos else None
    image = f'<img src="{escape(photo.url)}" alt="{escape(photo.alt)}" loading="lazy">' if photo else ""
    price = _price(unit.pricing, locale) if unit.pricing else ""
    return f"<li>{image}<h3>{escape(unit.name)}</h3><p>{escape(unit.short_description or '')}</p>{price}</li>"


def _price(pricing: Pricing, locale: str) -> str:
    amount = money(pricing.base_price_night, pricing.currency, locale)
    return f'<p class="price" lang="{locale}">{escape(LABELS.say("price_from", locale, price=amount))}</p>'
