"""What a method of the Web API is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from channels.standins.slack.arguments import Arguments
from channels.standins.slack.refusal import JSON
from channels.standins.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Method:
    """`run` returns the answer without `ok`, or raises Refused."""

    run: Callable[[Workspace, Arguments], JSON]
    app_level: bool = False  # wants the xapp token
    post_only: bool = False
