"""Every method by its name."""

from __future__ import annotations

from channels.slack.standin.arguments import Arguments
from channels.slack.standin.interactivity import Triggers
from channels.slack.standin.methods import assistant, chat, conversations, people, reactions, streams, views
from channels.slack.standin.methods.files import Uploads
from channels.slack.standin.methods.kinds import Method
from channels.slack.standin.refusal import JSON
from channels.slack.standin.sockets import Sockets
from channels.slack.standin.workspace import Workspace


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
