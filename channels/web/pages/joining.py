"""Joins the modules of a part of the widget into one scope: on a bad connection one request is better than thirty.

The modules follow one another in the order of their imports. No name is changed, so no two modules of a part may
declare the same one, and none may declare what every page of a browser has (a test asks a browser). It reads import and
export statements and declarations, each at the start of a line and only as ours are written; anything else is refused:
`import { a, b } from "…";`, `export` before `const` or `function`, `const name =`, `let name, other;`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SERVED = "lobby:served"  # what is no file: the module of what only the server knows

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function) (\w+))", re.MULTILINE)
_DECLARATION = re.compile(r"^(?:const|let|(?:async )?function) (\w+(?:, \w+)*)", re.MULTILINE)
_UNREAD = re.compile(r"^(?:import|export|var|class|(?:const|let) ?[\[{]).*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Joined:
    """The code of a part, and by module what it exports; `needs` are the names it takes from other parts."""

    code: str
    exports: Mapping[Path, frozenset[str]]
    declared: frozenset[str]
    needs: frozenset[str]


@dataclass(slots=True)
class _Joiner:
    folder: Path
    elsewhere: Mapping[Path, frozenset[str]]
    exports: dict[Path, frozenset[str]] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    served: set[str] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    code: list[str] = field(default_factory=list)
    open: list[Path] = field(default_factory=list)

    def add(self, module: Path) -> None:
        if module in self.exports:
            return
        if module in self.open:
            raise ValueError(f"{module.name} imports itself through {self.open[-1].name}")
        self.open.append(module)
        source = module.read_text(encoding="utf-8")
        for names, address in _IMPORT.findall(source):
            self._import(module, frozenset(re.findall(r"\w+", names)), address)
        self.open.pop()
        code = _EXPORT.sub("", _IMPORT.sub("", source))
        if unread := _UNREAD.search(code):
            raise ValueError(f"{module.name}: {unread[0]!r} is not written as this can read it")
        self._declare(module, code)
        self.exports[module] = frozenset(_EXPORT.findall(source))
        self.code.append(code)

    def _import(self, importer: Path, names: frozenset[str], address: str) -> None:
        if address == SERVED:
            self.served |= names
            return
        module = (importer.parent / address).resolve()
        if module.parent == self.folder:
            self.add(module)
        else:
            self.needs |= names
        if missing := names - {**self.elsewhere, **self.exports}.get(module, frozenset()):
            raise ValueError(f"{importer.name}: {address} does not export {', '.join(sorted(missing))}")

    def _declare(self, module: Path, code: str) -> None:
        names = {name for found in _DECLARATION.findall(code) for name in found.split(", ")}
        if twice := names & self.declared:
            raise ValueError(f"{module.name} declares what another module does: {', '.join(sorted(twice))}")
        self.declared |= names


def join(main: Path, elsewhere: Mapping[Path, frozenset[str]] | None = None) -> Joined:
    """The part that begins with this module. `elsewhere`: what the modules of another part export.

    Raises:
        ValueError: a statement that this cannot read, a circle, a name declared twice or imported from where it is not.
    """
    main = main.resolve()
    joiner = _Joiner(main.parent, elsewhere or {})
    joiner.add(main)
    if twice := joiner.declared & (joiner.needs | joiner.served):
        raise ValueError(f"{main.parent.name} declares what it imports: {', '.join(sorted(twice))}")
    return Joined("\n".join(joiner.code), joiner.exports, frozenset(joiner.declared), frozenset(joiner.needs))
