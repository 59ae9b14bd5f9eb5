"""What a person's client works with, and what becomes of a press, a submission or a command."""

from __future__ import annotations

from dataclasses import dataclass, field

from channels.standins.slack.courier import Courier, Delivery
from channels.standins.slack.interactivity import ResponseUrl, ResponseUrls, Triggers
from channels.standins.slack.model import Message
from channels.standins.slack.workspace import Workspace


class AppFault(Exception):
    """The app answered an interaction with something that Slack rejects; people would see nothing, or an error."""


@dataclass(frozen=True, slots=True)
class Slack:
    """What a person's client works with."""

    workspace: Workspace
    courier: Courier
    triggers: Triggers
    response_urls: ResponseUrls


@dataclass(slots=True)
class Interaction:
    """What became of a press, a submission or a command."""

    delivery: Delivery
    url: ResponseUrl | None = None
    errors: dict[str, str] = field(default_factory=dict)  # what a submitted modal was sent back with
    response: Message | None = None  # what the acknowledgement of a command said

    @property
    def acknowledged(self) -> bool:
        """False: the person was told that the app did not respond."""
        return self.delivery.acknowledged

    @property
    def responses(self) -> list[Message]:
        """What the app has said to this so far: at once, and through the response URL."""
        later = [message for message in self.url.answers if message] if self.url else []
        return ([self.response] if self.response else []) + later
