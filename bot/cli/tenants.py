"""`bot tenants`: the accommodation businesses and their settings."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.console import JsonFlag, settings, show, table

cli = typer.Typer(help="The accommodation businesses.", no_args_is_help=True)
Slug = Annotated[str, typer.Argument(help="The tenant's short name, as in data-tenant.")]
Changes = Annotated[
    list[str] | None,
    typer.Argument(help="KEY=VALUE (brand.greeting=Hola; lists and numbers as JSON), or a .json or .toml file."),
]


def register(parent: typer.Typer) -> None:
    parent.add_typer(cli, name="tenants")


@cli.command()
def add(
    slug: Slug,
    name: Annotated[str, typer.Option(help="What guests read.")],
    given: Annotated[
        list[str] | None, typer.Option("--settings", metavar="FILE|KEY=VALUE", help="As for `bot tenants set`.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Add a business and print its webhook secret once."""
    from bot.ledger import tenant_admin as admin

    with admin.connect(_admin_url()) as conn:
        tenant = admin.add(conn, slug, name, admin.parse_settings(given or []))
        secret = admin.renew_secret(conn, slug)
    text = f"added {slug} ({tenant['tenant_id']})\nwebhook secret, shown only now: {secret}"
    show({**tenant, "webhook_secret": secret}, text, as_json=as_json)


@cli.command("list")
def list_tenants(as_json: JsonFlag = False) -> None:
    """List the businesses."""
    from bot.ledger import tenant_admin as admin

    with admin.connect(_admin_url()) as conn:
        tenants = admin.list_all(conn)
    rows = [(t["slug"], t["name"], t["units"], "" if t["is_active"] else "inactive", t["tenant_id"]) for t in tenants]
    show(tenants, table(("slug", "name", "live units", "", "id"), rows), as_json=as_json)


@cli.command("set")
def set_settings(
    slug: Slug,
    given: Changes = None,
    name: Annotated[str | None, typer.Option(help="A new name.")] = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help="Serve its guests, or not.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Change settings; an empty VALUE removes the key. Without changes, print them."""
    from bot.ledger import tenant_admin as admin

    with admin.connect(_admin_url()) as conn:
        tenant = admin.change(conn, slug, admin.parse_settings(given or []), name=name, active=active)
    show(tenant, _described(tenant), as_json=as_json)


@cli.command()
def secret(slug: Slug, as_json: JsonFlag = False) -> None:
    """Replace the webhook secret and print the new one; the old one stops working at once."""
    from bot.ledger import tenant_admin as admin

    with admin.connect(_admin_url()) as conn:
        value = admin.renew_secret(conn, slug)
    show({"slug": slug, "webhook_secret": value}, value, as_json=as_json)


def _admin_url() -> str:
    from bot.store.storage import prepare

    return prepare(settings()).admin_url


def _described(tenant: dict[str, Any]) -> str:
    import json

    lines = [f"{tenant['slug']}: {tenant['name']}" + ("" if tenant["is_active"] else " (inactive)")]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in tenant["settings"].items()]
    return "\n".join(lines)
