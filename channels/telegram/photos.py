"""Pictures of units as Telegram takes them: by the id of an earlier upload, by URL, or as bytes of our own files."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bot import demo
from channels.telegram.markdown import web_url

MAX_UPLOAD_BYTES = 10 * 1024 * 1024  # https://core.telegram.org/bots/api#sendphoto (2026-11)
READ_S = 10.0
REMEMBERED = 5_000

_DEMO = re.compile(r"/media/demo/([\w-]+\.(?:jpg|png))")
_DEMO_FOLDER = Path(demo.__file__).parent / "media"

log = logging.getLogger(__name__)


class Photos:
    """`public_url` is where the world reaches the website, empty if it does not; `site` where this node serves it."""

    def __init__(self, public_url: str, site: Callable[[], str | None]) -> None:
        self._public_url = public_url.rstrip("/")
        self._site = site
        self._known: OrderedDict[str, str] = OrderedDict()

    def remember(self, url: str, file_id: str) -> None:
        """Telegram keeps what was sent once."""
        self._known[url] = file_id
        self._known.move_to_end(url)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def source(self, url: str) -> str | bytes | None:
        """The cheapest way to send a picture; None: there is none."""
        if known := self._known.get(url):
            return known
        absolute = f"{self._public_url}{url}" if url.startswith("/") and self._public_url else url
        return absolute if _is_public(absolute) else await self.upload(url)

    async def upload(self, url: str) -> bytes | None:
        """The picture's bytes, when it is our own; forgets what Telegram would not take."""
        self._known.pop(url, None)
        path = url.removeprefix(self._public_url) if self._public_url else url
        if not path.startswith("/"):
            return None  # a stranger's address is asked by Telegram or by nobody
        if found := _DEMO.fullmatch(path):
            return await asyncio.to_thread(_read, _DEMO_FOLDER / found.group(1))
        return await self._from_website(path)

    async def _from_website(self, path: str) -> bytes | None:
        site = self._site()
        if site is None:
            return None
        try:
            async with httpx.AsyncClient(timeout=READ_S, trust_env=False) as client:
                response = await client.get(site.rstrip("/") + path)
        except httpx.HTTPError as error:
            log.warning("a picture of the website cannot be read", extra={"error": type(error).__name__})
            return None
        fits = response.status_code == 200 and len(response.content) <= MAX_UPLOAD_BYTES
        return response.content if fits else None


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _is_public(url: str) -> bool:
    """Whether Telegram's servers could fetch it."""
    if not web_url(url):
        return False
    try:
        return ipaddress.ip_address(urlsplit(url).hostname or "").is_global
    except ValueError:
        return True  # a name
