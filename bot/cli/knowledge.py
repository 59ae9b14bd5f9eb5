"""`bot knowledge`: what the house tells its guests, and what it was asked and could not answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.console import JsonFlag, progress, run_async, show, table

if TYPE_CHECKING:
    from bot.catalog.drafts import PublishReport
    from bot.knowledge.gaps import GapGroup, GapTopic
    from bot.knowledge.importing import ImportReport
    from bot.knowledge.listing import ListedEntry
    from bot.knowledge.search import Found

cli = typer.Typer(help="What the house knows: import, list, search, publish, gaps.", no_args_is_help=True)
SHOWN_CHARS = 70

TenantOption = Annotated[
    str, typer.Option("--tenant", metavar="SLUG", help="Whose house; by default that of the demo page's tenant.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")]


def register(parent: typer.Typer) -> None:
    parent.add_typer(cli, name="knowledge")


@cli.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A .md, .csv or .jsonl file; docs/knowledge.md tells its form.")],
    tenant: TenantOption = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Of entries that say none; by default that of the tenant's locale.")
    ] = "",
    dry_run: DryRun = False,
    as_json: JsonFlag = False,
) -> None:
    """Read questions and answers from a file; they replace all that came from a file of this name before.

    Bad rows are reported with their line and reason, the good ones are kept, and while there are bad ones nothing is
    taken away. Exit code 1 when rows were bad and none could be kept. Guests are told after `bot knowledge publish`.
    """
    from bot.cli.knowledge_work import import_entries_of

    report = run_async(import_entries_of(file, tenant, language, dry_run))
    show({**_counts(report), "dry_run": dry_run}, _described_import(report, dry_run), as_json=as_json)
    if report.rejected and not report.kept:
        raise typer.Exit(1)


@cli.command("list")
def list_entries(tenant: TenantOption = "", as_json: JsonFlag = False) -> None:
    """Show all entries by their files, and which of them guests are told already."""
    from bot.cli.knowledge_work import list_entries_of

    found = run_async(list_entries_of(tenant))
    columns = ("source", "language", "unit", "topic", "published", "question")
    rows = [(e.source, e.language, e.unit_name, e.topic, "yes" if e.is_published else "no", e.question) for e in found]
    show([_listed(entry) for entry in found], table(columns, rows) if rows else "there are no entries", as_json=as_json)


@cli.command()
def publish(tenant: TenantOption = "", dry_run: DryRun = False, as_json: JsonFlag = False) -> None:
    """Tell guests the imported entries. Unchanged ones are not embedded again.

    Can be interrupted and started again at any time. Exit code 1 when an entry could not be published.
    """
    from bot.cli.knowledge_work import publish_entries_of

    with progress("Publishing") as advance:
        report = run_async(publish_entries_of(tenant, dry_run, advance))
    failed = [{"entry_id": f.unit_id, "question": f.name, "reason": f.reason} for f in report.failed]
    numbers = {name: getattr(report, name) for name in ("published", "unchanged", "embedded")}
    more = {"failed": failed, "kept_model": report.kept_model, "tokens": report.tokens, "dry_run": dry_run}
    show({**numbers, **more}, _described_publish(report, dry_run), as_json=as_json)
    if failed:
        raise typer.Exit(1)


@cli.command()
def search(
    text: Annotated[str, typer.Argument(help="What a guest might ask, in any language.")],
    tenant: TenantOption = "",
    unit: Annotated[str, typer.Option(metavar="ID", help="The home that it is about, by your own id for it.")] = "",
    count: Annotated[int, typer.Option(min=1, max=100, help="How many entries.")] = 5,
    as_json: JsonFlag = False,
) -> None:
    """Find the nearest entries, and say which of them a guest would be told."""
    from bot.cli.knowledge_work import search_entries

    found, answers = run_async(search_entries(text, tenant, unit, count))
    told = {each.entry.entry_id for each in answers}
    columns = ("score", "told", "language", "question", "answer")
    rows = [(f"{f.score:.3f}", "yes" if f.entry.entry_id in told else "no", *_words(f)) for f in found]
    values = [{**_entry(f), "score": f.score, "told": f.entry.entry_id in told} for f in found]
    show(values, table(columns, rows) if rows else "nothing is published", as_json=as_json)


@cli.command()
def gaps(
    tenant: TenantOption = "",
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far back.")] = 30,
    as_json: JsonFlag = False,
) -> None:
    """What guests asked and the house could not answer: alike questions together, how often and in which languages.

    Their words are deleted with their conversations; how often a topic had no answer is counted on.
    """
    from bot.cli.knowledge_work import gaps_of

    groups, topics = run_async(gaps_of(tenant, days))
    value = {"questions": [_group(group) for group in groups], "topics": [_topic(topic) for topic in topics]}
    show(value, _described_gaps(groups, topics), as_json=as_json)


# --- what people read ---------------------------------------------------------------------------------------------


def _counts(report: ImportReport) -> dict[str, Any]:
    rejected = [{"line": row.line, "id": row.source_id, "reason": row.reason} for row in report.rejected]
    numbers = {name: getattr(report, name) for name in ("created", "updated", "unchanged", "removed")}
    return {**numbers, "rejected": rejected}


def _described_import(report: ImportReport, dry_run: bool) -> str:
    rows = [(row.line, row.source_id, row.reason) for row in report.rejected]
    counted = (
        f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, {report.removed} removed,"
        f" {len(rows)} rejected" + (" (dry run: nothing was changed)" if dry_run else "")
    )
    if (report.created or report.updated) and not dry_run:
        counted += "\nguests are told after `bot knowledge publish`"
    return f"{table(('line', 'id', 'reason'), rows)}\n\n{counted}" if rows else counted


def _described_publish(report: PublishReport, dry_run: bool) -> str:
    rows = [(failure.name, failure.reason) for failure in report.failed]
    counted = (
        f"{report.published} published, {report.unchanged} unchanged, {report.embedded} embedded, {len(rows)} failed"
        + (" (dry run: nothing was changed)" if dry_run else "")
    )
    if report.tokens:
        counted += f"\nembedding would take about {report.tokens} tokens"
    if report.kept_model:
        counted += f"\nentries are still found by {report.kept_model}: publish again when those above can be embedded"
    return f"{table(('question', 'reason'), rows)}\n\n{counted}" if rows else counted


def _described_gaps(groups: list[GapGroup], topics: list[GapTopic]) -> str:
    if not groups and not topics:
        return "nothing was asked that had no answer"
    rows = [
        (
            group.conversations,
            ", ".join(f"{language} {count}" for language, count in group.languages),
            group.topic,
            " / ".join(group.questions),
        )
        for group in groups
    ]
    counted = [(topic.count, topic.language, topic.topic) for topic in topics]
    parts = [
        table(("conversations", "languages", "topic", "asked"), rows) if rows else "",
        table(("conversations", "language", "topic"), counted) if counted else "",
    ]
    return "\n\n".join(filter(None, parts))


def _entry(found: Found) -> dict[str, Any]:
    names = ("entry_id", "language", "question", "answer", "source")
    return {name: getattr(found.entry, name) for name in names}


def _words(found: Found) -> tuple[str, str, str]:
    entry = found.entry
    answer = " ".join(entry.answer.split())
    short = answer if len(answer) <= SHOWN_CHARS else answer[:SHOWN_CHARS] + "…"
    return (entry.language, entry.question, short)


def _listed(entry: ListedEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__slots__}


def _group(group: GapGroup) -> dict[str, Any]:
    return {
        "topic": group.topic,
        "questions": list(group.questions),
        "languages": dict(group.languages),
        "count": group.count,
        "conversations": group.conversations,
        "last_asked": group.last_asked,
    }


def _topic(topic: GapTopic) -> dict[str, Any]:
    return {"topic": topic.topic, "language": topic.language, "count": topic.count}
