"""A plugin that adds pages to the website."""

from typing import Any

from bot.hookspecs import hookimpl


@hookimpl
def register_routes(core: Any, web: Any) -> None:
    @web.get("/plugin/tenant/{slug}")
    async def tenant(slug: str) -> dict[str, str]:
        return {"name": (await core.tenants.find(slug)).name}

    @web.get("/plugin/broken")
    async def broken() -> None:
        raise ZeroDivisionError("a secret")
