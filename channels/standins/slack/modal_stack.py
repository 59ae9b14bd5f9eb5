"""The modals that people have open: up to three, one above the other.

Source: https://docs.slack.dev/surfaces/modals (October 2026)
"""

from __future__ import annotations

import secrets
from typing import Any

from channels.standins.slack import modals
from channels.standins.slack.model import View
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace

MOST_VIEWS = 3


def stack(workspace: Workspace, user_id: str) -> list[View]:
    """A person's open views, the visible one last."""
    return [view for view in workspace.views.values() if view.user == user_id and not view.closed]


def opened(workspace: Workspace, user_id: str, content: Any) -> View:
    """Raises Refused, like the other two."""
    content = _checked(workspace, content)
    clear(workspace, user_id)
    view_id = workspace.new_id("V")
    return _put(workspace, View(view_id, user_id, content, view_id, None, _hash()))


def pushed(workspace: Workspace, user_id: str, content: Any) -> View:
    below = stack(workspace, user_id)
    if not below:
        raise Refused("not_found")
    if len(below) >= MOST_VIEWS:
        raise Refused("push_limit_reached")
    content = _checked(workspace, content)
    return _put(workspace, View(workspace.new_id("V"), user_id, content, below[0].root_id, below[-1].id, _hash()))


def replaced(workspace: Workspace, view: View, content: Any) -> View:
    """Show other content; what was filled in stays where block id and action id stay."""
    view.content = _checked(workspace, content, view)
    kept = {block["block_id"] for block in view.content["blocks"]}
    view.values = {block_id: value for block_id, value in view.values.items() if block_id in kept}
    view.hash, view.errors = _hash(), {}
    workspace.bell.ring()
    return view


def close(workspace: Workspace, view: View) -> None:
    """Take away one view; the one below it appears."""
    view.closed = True
    workspace.bell.ring()


def clear(workspace: Workspace, user_id: str) -> None:
    for view in stack(workspace, user_id):
        close(workspace, view)


def _checked(workspace: Workspace, content: Any, replacing: View | None = None) -> JSON:
    checked = modals.checked(content)
    external = checked.get("external_id")
    others = (view for view in workspace.views.values() if view is not replacing and not view.closed)
    if external and any(view.content.get("external_id") == external for view in others):
        raise Refused("duplicate_external_id")
    return checked


def _put(workspace: Workspace, view: View) -> View:
    workspace.views[view.id] = view
    workspace.bell.ring()
    return view


def _hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"
