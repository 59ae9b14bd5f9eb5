"""auth.test, users.*, bots.info, team.info. Sources: https://docs.slack.dev/reference/methods/auth.test and so on."""

from __future__ import annotations

from channels.standins.slack import wire
from channels.standins.slack.arguments import Arguments
from channels.standins.slack.methods.kinds import Method
from channels.standins.slack.refusal import JSON, Refused
from channels.standins.slack.workspace import Workspace


def auth_test(workspace: Workspace, args: Arguments) -> JSON:
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.domain.title(),
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def user_info(workspace: Workspace, args: Arguments) -> JSON:
    user = workspace.user(args.text("user") or "")
    return {"user": wire.user(workspace, user) | ({"locale": user.locale} if args.flag("include_locale") else {})}


def bot_info(workspace: Workspace, args: Arguments) -> JSON:
    if args.text("bot") not in (None, workspace.bot_id):
        raise Refused("bot_not_found")
    profile = wire.bot_profile(workspace)
    del profile["team_id"]
    return {"bot": profile | {"user_id": workspace.bot.id}}


def team_info(workspace: Workspace, args: Arguments) -> JSON:
    team = {"id": workspace.team_id, "name": workspace.domain.title(), "domain": workspace.domain}
    return {"team": team | {"email_domain": "", "icon": {"image_default": True}}}


METHODS = {
    "auth.test": Method(auth_test),
    "users.info": Method(user_info),
    "bots.info": Method(bot_info),
    "team.info": Method(team_info),
}
