"""What a browser loads, and what an operator's tools ask."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.doctor import node
from bot.settings import Settings
from bot.store import schema_files
from tests.channels.web.http.test_api import assert_error
from tests.channels.web.socket.test_socket import add_unit
from tests.conftest import TestDatabase
from tests.support.reception import until
from tests.support.web import website


async def test_widget_and_the_pages_files_are_compressed_and_cached(db: TestDatabase) -> None:
    async with website(db) as site, site.http() as client:
        for path in ("/widget.js", "/static/demo.css", "/static/docs.css", "/static/demo-icon.svg"):
            file = await client.get(path, headers={"Accept-Encoding": "gzip, br"})
            same = await client.get(
                path, headers={"Accept-Encoding": "gzip, br", "If-None-Match": file.headers["etag"]}
            )
            assert (file.status_code, same.status_code, same.content) == (200, 304, b"")
            assert file.headers["content-encoding"] == "br"
            assert file.headers["cache-control"] == "public, max-age=300"
            assert file.headers["access-control-allow-origin"] == "*"
            assert file.headers["cross-origin-resource-policy"] == "cross-origin"
        for path in ("/static/nothing.css", "/static/demo.html", "/static/widget", "/static/..%2f__init__.py"):
            assert_error(await client.get(path), 404, "not_found")


async def test_pages_set_security_headers(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db) as site, site.http() as client:
        for path in ("/", "/docs", "/nowhere", "/healthz", "/api/public-chat"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self';")
            assert f"connect-src 'self' ws://127.0.0.1:{site.channel.port};" in policy
            assert "unsafe" not in policy
            assert "strict-transport-security" not in headers
            assert "server" not in headers
        odd = await client.get("/", headers={"Host": "x; script-src *"})
    assert "script-src *" not in odd.headers["content-security-policy"]


async def test_demo_page_shows_the_tenants_units_and_its_widget(db: TestDatabase) -> None:
    tenant = db.add_tenant("hotel", locale="es-ES")
    add_unit(db, tenant)
    with db.admin() as conn:
        conn.execute("UPDATE accommodation_units_public SET name = 'Casa <b>Mar</b>'")
    async with website(db, web={"demo_tenant": "hotel"}) as site, site.http() as client:
        page = await client.get("/", headers={"Accept-Language": "en-GB,es;q=0.5"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<script src="/widget.js" data-tenant="hotel" defer></script>' in page.text
    assert "Casa &lt;b&gt;Mar&lt;/b&gt;" in page.text
    assert "from €100.00 a night" in page.text
    assert '<html lang="en">' in page.text


@pytest.mark.parametrize(
    ("asked", "preferred", "language", "price"),
    [
        ("", "de-AT,en;q=0.5", "de", "ab € 100,00"),
        ("?language=fr", "de", "fr", "à partir de 100,00"),
        ("?language=pt", "", "pt", "a partir de 100,00 €"),
        ("?language=it", "en", "it", "da 100,00"),
        ("?language=<b>", "nl", "es", "desde 100,00"),
    ],
)
async def test_demo_page_speaks_the_language_asked_for_or_the_browsers(
    db: TestDatabase, asked: str, preferred: str, language: str, price: str
) -> None:
    add_unit(db, db.add_tenant("hotel", locale="es-ES"))
    async with website(db, web={"demo_tenant": "hotel"}) as site, site.http() as client:
        page = await client.get(f"/{asked}", headers={"Accept-Language": preferred})
    assert f'<html lang="{language}">' in page.text
    assert price in page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert page.text.count('aria-current="true"') == 1
    assert page.headers["vary"] == "Accept-Language"


async def test_pictures_are_cached_long_and_open_to_every_website(db: TestDatabase) -> None:
    async with website(db) as site, site.http() as client:
        picture = await client.get("/media/demo/terrace-1.jpg")
        assert_error(await client.get("/media/demo/nothing.jpg"), 404, "not_found")
        assert_error(await client.get("/media/demo/..%2funits.jsonl"), 404, "not_found")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert picture.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert picture.headers["access-control-allow-origin"] == "*"


async def test_docs_name_every_route_of_the_api(db: TestDatabase) -> None:
    async with website(db) as site, site.http() as client:
        openapi = (await client.get("/openapi.json")).json()
        page = (await client.get("/docs")).text
    names = ("", "/session/{cookie_id}", "/visit", "/convert", "/cancel")
    paths = [f"/api/public-chat{name}" for name in names]
    assert list(openapi["paths"]) == paths
    for path in paths:
        assert path in page
    assert "reservation.guest.name *" in page
    assert "://" not in page  # nothing is loaded from elsewhere


async def test_readyz_names_pending_migrations(db: TestDatabase) -> None:
    newest = schema_files.migrations()[-1].version
    with db.admin() as conn:
        conn.execute("DELETE FROM lobby.schema_migrations WHERE version = %s", (newest,))
    async with website(db) as site, site.http() as client:
        readyz = await client.get("/readyz")
    assert readyz.status_code == 503
    assert readyz.json() == {
        "status": "not ready", "database": "ok", "pending_migrations": [newest], "channels": ["web"], "down": [],
    }  # fmt: skip


@pytest.mark.parametrize(("vital", "status"), [(True, 503), (False, 200)])
async def test_readyz_names_what_is_down_and_is_not_ready_without_what_is_vital(
    db: TestDatabase, vital: bool, status: int
) -> None:
    async def fail() -> None:
        raise ZeroDivisionError

    async with website(db) as site, site.http() as client:
        duty = site.app.tasks.supervise("brittle", fail, vital=vital, max_pause_s=0.001)
        await until(lambda: duty.is_down)
        readyz = await client.get("/readyz")
        loop = asyncio.get_running_loop()
        settings = Settings(web={"port": site.channel.port})
        [finding] = await loop.run_in_executor(None, lambda: list(node.examine(settings)))
    assert (readyz.status_code, readyz.json()["down"]) == (status, ["brittle"])
    assert (finding.ok, finding.detail) == (False, f"127.0.0.1 port {site.channel.port}: brittle down")


async def test_metrics_count_messages_and_are_not_for_those_behind_a_proxy(db: TestDatabase) -> None:
    db.add_tenant()
    async with website(db, web={"trusted_proxies": ("127.0.0.1",)}) as site, site.http() as client:
        before = sample(await client.get("/metrics"), 'lobby_messages_total{channel="web",outcome="new"}')
        async with site.visitor() as visitor:
            await visitor.ask("count me")
            sockets = sample(await client.get("/metrics"), "lobby_sockets")
        after = sample(await client.get("/metrics"), 'lobby_messages_total{channel="web",outcome="new"}')
        assert_error(await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"}), 404, "not_found")
        assert_error(await client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}), 404, "not_found")
    assert (after - before, sockets) == (1, 1)


def sample(response: httpx.Response, name: str) -> float:
    assert response.status_code == 200
    line = next((line for line in response.text.splitlines() if line.startswith(name + " ")), f"{name} 0")
    return float(line.rpartition(" ")[2])
