"""What all sockets of a node share, and with which codes they are closed."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channel import Accept
from bot.core import Core
from bot.tasks import Tasks
from channels.web.hops import Hops
from channels.web.limiting import Limiter
from channels.web.origins import Origins

TRY_AGAIN, RESTART = 1013, 1012  # RFC 6455's registry of close codes
NO_HELLO, FORBIDDEN, NO_TENANT = 4408, 4403, 4404


@dataclass(slots=True)
class Reception:
    """What all sockets of this node share."""

    core: Core
    accept: Accept
    limiter: Limiter
    origins: Origins
    hops: Hops
    tasks: Tasks = field(default_factory=Tasks)
    closing: bool = False  # nothing new is taken


class Ended(Exception):
    """The socket is closed by us."""

    def __init__(self, code: int) -> None:
        self.code = code
