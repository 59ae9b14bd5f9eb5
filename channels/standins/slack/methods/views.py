"""views.*. Sources: https://docs.slack.dev/reference/methods/views.open, …/views.update, …/views.push"""

from __future__ import annotations

from channels.standins.slack import modal_stack, wire
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.interactivity import Triggers
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.model import View
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace


def methods(triggers: Triggers) -> dict[str, Method]:
    """The methods that exchange these triggers for views."""

    def open_(workspace: Workspace, args: Arguments) -> JSON:
        user_id = triggers.exchange(args.text("trigger_id"))
        return {"view": wire.view(workspace, modal_stack.opened(workspace, user_id, _content(args)))}

    def push(workspace: Workspace, args: Arguments) -> JSON:
        user_id = triggers.exchange(args.text("trigger_id"))
        return {"view": wire.view(workspace, modal_stack.pushed(workspace, user_id, _content(args)))}

    return {"views.open": Method(open_), "views.push": Method(push), "views.update": Method(update)}


def update(workspace: Workspace, args: Arguments) -> JSON:
    view = _found(workspace, args)
    given = args.text("hash")
    if given and given != view.hash:
        raise Refused("hash_conflict")
    return {"view": wire.view(workspace, modal_stack.replaced(workspace, view, _content(args)))}


def _content(args: Arguments) -> object:
    return args.parsed("view")


def _found(workspace: Workspace, args: Arguments) -> View:
    view_id, external = args.text("view_id"), args.text("external_id")
    for view in workspace.views.values():
        if not view.closed and (view.id == view_id or (external and view.content.get("external_id") == external)):
            return view
    raise Refused("not_found")
