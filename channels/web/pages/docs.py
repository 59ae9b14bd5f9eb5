"""`/docs`: the HTTP API as a page, made from its own OpenAPI description; it loads nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from bot.types import JSON
from channels.web.html import markdown_html

METHODS = ("get", "post", "put", "patch", "delete")

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} API</title>
<link rel="icon" href="/static/demo-icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/docs.css">
</head>
<body>
<main>
<h1>{title} API</h1>
<p>{summary}. For machines: <a href="/openapi.json">openapi.json</a> (OpenAPI {openapi}).</p>
{operations}
</main>
</body>
</html>
"""


def reference_page(openapi: JSON) -> str:
    """The page for an OpenAPI 3.1 description."""
    info = openapi["info"]
    return _PAGE.format(
        title=escape(info["title"]),
        summary=escape(info.get("summary", "")),
        openapi=escape(openapi["openapi"]),
        operations="\n".join(_operations(openapi)),
    )


def _operations(openapi: JSON) -> Iterator[str]:
    schemas = openapi.get("components", {}).get("schemas", {})
    for path, item in openapi["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                yield _operation(method, path, operation, schemas)


def _operation(method: str, path: str, operation: JSON, schemas: JSON) -> str:
    parts = [
        f"<section><h2><code>{method.upper()} {escape(path)}</code></h2>",
        f"<p><strong>{escape(operation.get('summary', ''))}</strong></p>",
        markdown_html(operation.get("description", "")),
    ]
    fields = [_field(parameter, schemas, parameter["in"]) for parameter in operation.get("parameters", ())]
    if body := operation.get("requestBody"):
        schema = body["content"].get("application/json", {}).get("schema", {})
        fields += _body_fields(_resolved(schema, schemas), schemas)
    if fields:
        parts.append(_table(("field", "where", "type", ""), fields))
    answers = [(status, escape(response["description"])) for status, response in operation["responses"].items()]
    return "".join([*parts, _table(("status", "meaning"), answers), "</section>"])


def _field(parameter: JSON, schemas: JSON, where: str) -> tuple[str, ...]:
    name = escape(parameter["name"]) + (" *" if parameter.get("required") else "")
    return name, where, _type(parameter["schema"], schemas), escape(parameter.get("description", ""))


def _body_fields(schema: JSON, schemas: JSON, prefix: str = "") -> list[tuple[str, ...]]:
    rows = []
    for name, field in schema.get("properties", {}).items():
        inner = _resolved(field, schemas)
        required = name in schema.get("required", ())
        parameter = {"name": prefix + name, "required": required, "schema": field, **_described(field)}
        rows.append(_field(parameter, schemas, "body"))
        if "properties" in inner:
            rows += _body_fields(inner, schemas, f"{prefix}{name}.")
    return rows


def _described(field: JSON) -> JSON:
    return {"description": field["description"]} if "description" in field else {}


def _resolved(schema: JSON, schemas: JSON) -> JSON:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    resolved: JSON = schemas.get(name, schema)
    return resolved


def _type(schema: JSON, schemas: JSON) -> str:
    schema = _resolved(schema, schemas)
    if options := schema.get("anyOf"):
        return " or ".join(_type(option, schemas) for option in options)
    kind: Any = schema.get("format") or schema.get("type") or ""
    return escape(str(kind))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    header = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{header}</tr>{lines}</table>"
