"""`/`: the page of the demo business, with the widget on it."""

from __future__ import annotations

from html import escape
from string import Template

from starlette.responses import HTMLResponse, Response

from bot.app import App
from bot.catalog.search import list_units
from bot.errors import NotFound
from bot.types import Tenant, Unit
from channels.web.assets import STATIC
from channels.web.errors import ApiError

MAX_UNITS = 9
_PAGE = """<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>$name</title>
<script src="/widget.js" data-tenant="$slug" defer></script>
</head>
<body>
<main><h1>$name</h1><p>$description</p><p><a href="#" data-lobby-open>Chat</a></p><ul>$units</ul></main>
</body>
</html>
"""


async def demo_page(app: App) -> Response:
    """Raises ApiError: there is no demo tenant."""
    try:
        tenant = await app.tenants.find(app.settings.web.demo_tenant)
    except NotFound as error:
        raise ApiError(404, "unknown_tenant") from error
    async with app.database.tenant(tenant.tenant_id) as conn:
        units = await list_units(conn, tenant.tenant_id, limit=MAX_UNITS)
    return HTMLResponse(render(tenant, units))


def render(tenant: Tenant, units: list[Unit]) -> str:
    file = STATIC / "demo.html"
    page = Template(file.read_text("utf-8") if file.is_file() else _PAGE)
    return page.safe_substitute(
        language=escape(tenant.locale.split("-")[0]),
        name=escape(tenant.name),
        slug=escape(tenant.slug),
        description=escape(str(tenant.brand.get("description", ""))),
        units="\n".join(_unit(unit) for unit in units),
    )


def _unit(unit: Unit) -> str:
    photo = unit.photos[0] if unit.photos else None
    image = f'<img src="{escape(photo.url)}" alt="{escape(photo.alt)}" loading="lazy">' if photo else ""
    return f"<li>{image}<h2>{escape(unit.name)}</h2><p>{escape(unit.short_description or '')}</p></li>"
