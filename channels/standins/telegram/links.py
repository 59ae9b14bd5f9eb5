"""Which links Telegram accepts. A text link with a bad one is dropped in silence, a button with one is refused.

Source: https://core.telegram.org/bots/api#inlinekeyboardbutton ("HTTP or tg:// URL") and the open-source server's
check: a host needs a dot, so http://localhost is "Wrong HTTP URL".
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from channels.standins.telegram.text import Entity

USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)$", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
DEEP = re.compile(r"(tg|ton|tonsite):(?://)?([^/?#]+)(.*)$", re.IGNORECASE)


def checked_link(link: str) -> tuple[str, str]:
    """(the link as the server keeps it, "") or ("", why not)."""
    link = link.strip()
    if deep := DEEP.match(link):
        if not re.fullmatch(r"[A-Za-z0-9_.-]+" if deep[1].lower() == "tonsite" else r"[A-Za-z0-9_-]+", deep[2]):
            return "", "Unallowed characters in URL host"
        return f"{deep[1].lower()}://{deep[2]}{deep[3].removeprefix('/')}", ""
    if "://" not in link:
        if SCHEME.match(link) and not re.match(r"[^/:]+\.[^/:]+:\d+", link):
            return "", "Unsupported URL protocol"
        link = "http://" + link
    try:
        parts = urlsplit(link)
        parts.port  # noqa: B018 - raises for a bad port
    except ValueError:
        return "", "Wrong HTTP URL"
    if parts.scheme not in {"http", "https"}:
        return "", "Unsupported URL protocol"
    host = parts.hostname or ""
    if not host:
        return "", "URL host is empty"
    if ("." not in host and ":" not in host) or any(character.isspace() for character in parts.netloc):
        return "", "Wrong HTTP URL"
    path = parts.path or "/"
    return parts._replace(path=path).geturl(), ""


def link_entity(link: str) -> Entity | None:
    """What a link in marked-up text becomes; None: nothing."""
    if user := USER_LINK.match(link.strip()):
        return {"type": "text_mention", "user": {"id": int(user[1]), "is_bot": False, "first_name": ""}}
    url, _ = checked_link(link)
    return {"type": "text_link", "url": url} if url else None
