"""`/`: the page of the demo business, with the widget on it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from babel.numbers import format_currency
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.app import App
from bot.catalog.search import list_units
from bot.errors import NotFound
from bot.types import Tenant, Unit
from channels.web.errors import ApiError
from channels.web.phrases import language_of

SITE = Path(__file__).parent / "site"
MAX_UNITS = 12

_WORDS = {
    "en": {
        "ask": "Ask us",
        "homes": "Some of our homes",
        "from": "from {price} a night",
        "note": "A demonstration: the business is invented, the drawings show none of the real homes.",
    },
    "es": {
        "ask": "Pregúntanos",
        "homes": "Algunos de nuestros alojamientos",
        "from": "desde {price} por noche",
        "note": "Una demostración: el negocio es inventado y los dibujos no muestran los alojamientos reales.",
    },
}


async def demo_page(app: App, request: Request) -> Response:
    """In the browser's language, else the tenant's. Raises ApiError: there is no demo tenant."""
    try:
        tenant = await app.tenants.find(app.settings.web.demo_tenant)
    except NotFound as error:
        raise ApiError(404, "no_demo_tenant", slug=app.settings.web.demo_tenant) from error
    async with app.database.tenant(tenant.tenant_id) as conn:
        units = await list_units(conn, tenant.tenant_id, limit=MAX_UNITS)
    language = language_of(request.headers.get("accept-language"), tenant.locale)
    return HTMLResponse(render(tenant, units, language), headers={"Vary": "Accept-Language"})


def render(tenant: Tenant, units: list[Unit], language: str) -> str:
    words = _WORDS[language]
    page = Template((SITE / "demo.html").read_text("utf-8"))
    return page.substitute(
        language=language,
        name=escape(tenant.name),
        slug=escape(tenant.slug),
        description=escape(_said(tenant.brand.get("description"), language)),
        ask=words["ask"],
        homes=words["homes"],
        note=words["note"] if tenant.brand.get("demo") else "",
        units="\n".join(_unit(unit, language) for unit in units),
    )


def _said(value: object, language: str) -> str:
    """A text of the tenant's brand: one for all, or one a language."""
    if isinstance(value, Mapping):
        value = value.get(language) or next(iter(value.values()), None)
    return str(value or "")


def _unit(unit: Unit, language: str) -> str:
    photo = unit.photos[0] if unit.photos else None
    image = f'<img src="{escape(photo.url)}" alt="{escape(photo.alt)}" loading="lazy">' if photo else ""
    price = ""
    if unit.pricing:
        amount = format_currency(unit.pricing.base_price_night, unit.pricing.currency, locale=language)
        price = f'<p class="price">{escape(_WORDS[language]["from"].format(price=amount))}</p>'
    return f"<li>{image}<h3>{escape(unit.name)}</h3><p>{escape(unit.short_description or '')}</p>{price}</li>"
