"""Every method by its name."""

from __future__ import annotations

from channels.standins.slack.arguments import Arguments
from channels.standins.slack.interactivity import Triggers
from channels.standins.slack.methods import assistant, chat, conversations, people, reactions, streams, views
from channels.standins.slack.methods.files import Uploads
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.refusal import JSON
from channels.standins.slack.sockets import Sockets
from channels.standins.slack.workspace import Workspace


def methods(triggers: Triggers, sockets: Sockets, uploads: Uploads) -> dict[str, Method]:
    """Source of apps.connections.open: https://docs.slack.dev/reference/methods/apps.connections.open"""

    def connect(workspace: Workspace, args: Arguments) -> JSON:
        return {"url": sockets.ticket()}

    return {
        "apps.connections.open": Method(connect, app_level=True, post_only=True),
        **people.METHODS,
        **chat.METHODS,
        **streams.METHODS,
        **conversations.METHODS,
        **reactions.METHODS,
        **assistant.METHODS,
        **views.methods(triggers),
        **uploads.methods(),
    }
