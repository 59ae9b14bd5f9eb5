"""Whether the node that runs on this machine is in order: it is asked, as a load balancer would ask it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from typing import Any

from bot.doctor.finding import Finding
from bot.settings import Settings

ANSWER_S = 5.0
EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # where a node listens, and where to ask it
LOG = "its log says why, with the duty's name (docs/operation.md)"


def examine(settings: Settings) -> Iterator[Finding]:
    """Nobody there is no fault: the node may run elsewhere, or be about to be started."""
    host = EVERYWHERE.get(settings.web.host, settings.web.host)
    place = f"{host} port {settings.web.port}"
    try:
        status, state = _readiness(host, settings.web.port)
    except (OSError, HTTPException):
        yield Finding("running node", None, f"nobody answers at {place}", "`bot run` starts one, with channels.web")
        return
    except ValueError:
        yield Finding("running node", None, f"something else answers at {place}", "give the website another [web] port")
        return
    down = [str(name) for name in state.get("down", ())]
    if status == 200 and not down:
        yield Finding("running node", True, f"ready at {place}")
    elif down:
        yield Finding("running node", False, f"{place}: {', '.join(down)} down", LOG)
    else:
        yield Finding("running node", False, f"not ready at {place}", "see what else is found here, and its log")


def _readiness(host: str, port: int) -> tuple[int, dict[str, Any]]:
    """What /readyz answers. Raises ValueError when it is no node of ours."""
    connection = HTTPConnection(host, port, timeout=ANSWER_S)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        state = json.loads(answer.read())
    finally:
        connection.close()
    if not isinstance(state, dict) or "pending_migrations" not in state:
        raise ValueError("not a node")
    return answer.status, state
