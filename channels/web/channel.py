"""The website as a channel: a uvicorn server on the application's own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator

import uvicorn

from bot.channel import Accept
from bot.core import Core
from bot.errors import Permanent
from bot.ledger.sessions import WEB
from bot.tasks import Tasks
from channels.web.asgi import WebApplication

MAX_SOCKET_FRAME_BYTES = 1024 * 1024  # beyond it the connection is cut; between 16 KiB and this the frame is answered
PING_INTERVAL_S = 60.0  # finds dead peers; the widget itself pings more often
PING_TIMEOUT_S = 30.0
KEEP_ALIVE_S = 30
SHUTDOWN_S = 5  # for slow readers, after the turns have ended
BACKLOG = 2048

log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """Signals belong to whoever runs the application."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebChannel:
    """`port` is the bound one once `listening` is set (port 0 in the settings takes any free one)."""

    name = WEB

    def __init__(self, core: Core) -> None:
        self._core = core
        self.listening = asyncio.Event()
        self.port: int | None = None
        self.application: WebApplication | None = None
        self._tasks = Tasks()

    async def run(self, accept: Accept) -> None:
        """Serve until cancelled; then let turns in progress end, and close the sockets (1012: come back elsewhere).

        Raises:
            Permanent: the address cannot be bound.
        """
        listener = self._bind()
        application = self.application = WebApplication(self._core, accept)
        server = _Server(self._config(application))
        serving = self._tasks.start(server.serve(sockets=[listener]), "uvicorn")
        self.port = listener.getsockname()[1]
        self.listening.set()
        log.info("website is served", extra={"url": self.url})
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self._close(server, application)
            await self._core.turns.settle(WEB)
            await application.sockets.flush()
            server.should_exit = True
            await serving
            raise
        except Exception:
            self._close(server, application)
            await server.shutdown([listener])  # its visitors come back to the next one
            raise

    def _close(self, server: uvicorn.Server, application: WebApplication) -> None:
        """Nothing new is taken."""
        self.listening.clear()
        application.close()
        for accepting in getattr(server, "servers", ()):
            accepting.close()

    @property
    def url(self) -> str | None:
        """Where the website is served, once it is."""
        if not self.listening.is_set():
            return None
        host = self._core.settings.web.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    def _bind(self) -> socket.socket:
        web = self._core.settings.web
        try:
            found = socket.getaddrinfo(web.host, web.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
            return _listening(found[0], found[4])
        except OSError as error:
            raise Permanent(
                f"cannot listen on {web.host} port {web.port} ({error.strerror or error}): stop the program that uses"
                " it, or set another [web] host or port (BOT_WEB__HOST, BOT_WEB__PORT)"
            ) from error

    def _config(self, application: WebApplication) -> uvicorn.Config:
        proxies = list(self._core.settings.web.trusted_proxies)
        return uvicorn.Config(
            application,
            http="httptools",
            ws="websockets-sansio",
            ws_max_size=MAX_SOCKET_FRAME_BYTES,
            ws_per_message_deflate=False,  # its windows would take more memory than all the rest of an idle socket
            ws_ping_interval=PING_INTERVAL_S,
            ws_ping_timeout=PING_TIMEOUT_S,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,  # addresses and tokens in URLs are nobody's business
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=proxies,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=SHUTDOWN_S,
            backlog=BACKLOG,
        )


def _listening(family: int, address: object) -> socket.socket:
    # with the protocol named: asyncio sets TCP_NODELAY only then, and without it an answer may wait for 40 ms
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(address)  # type: ignore[arg-type]  # as getaddrinfo gave it
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
