"""Modules in one scope, and what is refused because it would change their meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.web.pages.joining import join


def part(folder: Path, name: str = "part", **modules: str) -> Path:
    """Writes the modules of a part; gives its main module."""
    (folder / name).mkdir()
    for module, source in modules.items():
        (folder / name / f"{module}.js").write_text(source, "utf-8")
    return folder / name / "main.js"


def test_modules_are_joined_in_the_order_of_their_imports(tmp_path: Path) -> None:
    main = part(
        tmp_path,
        main='import { two } from "./b.js";\nimport {\n  one,\n} from "./a.js";\nuse(one, two);\n',
        a="export const one = 1;\n",
        b='/* b */\nimport { one } from "./a.js";\nexport function two() {\n  return one;\n}\nlet x, y;\n',
    )
    joined = join(main)
    assert joined.code == (
        "const one = 1;\n\n/* b */\nfunction two() {\n  return one;\n}\nlet x, y;\n\nuse(one, two);\n"
    )
    assert joined.declared == {"one", "two", "x", "y"}


def test_names_of_another_part_are_asked_for(tmp_path: Path) -> None:
    first = join(part(tmp_path, "first", main="export const one = 1;\nexport async function two() {}\n"))
    second = part(
        tmp_path, "second", main='import { one } from "../first/main.js";\nimport { given } from "lobby:served";\n'
    )
    assert join(second, first.exports).needs == {"one"}


@pytest.mark.parametrize(
    ("modules", "complaint"),
    [
        ({"main": 'import { a } from "./a.js";\n', "a": "const a = 1;\n"}, "does not export a"),
        ({"main": 'import { a } from "../other/a.js";\n'}, "does not export a"),
        ({"main": 'import { a } from "./a.js";\nconst b = 1;\n', "a": "export const a = 1;\nlet b;\n"}, "declares"),
        ({"main": 'import { a } from "./a.js";\nlet c, b;\n', "a": "export const a = 1;\nlet b;\n"}, "declares"),
        ({"main": 'import { a } from "lobby:served";\nconst a = 1;\n'}, "declares what it imports"),
        ({"main": 'import { a } from "./a.js";\n', "a": 'import { b } from "./main.js";\n'}, "imports itself"),
        ({"main": 'import a from "./a.js";\n', "a": "export default 1;\n"}, "is not written as"),
        ({"main": "export { a };\n"}, "is not written as"),
        ({"main": "export let a = 1;\n"}, "is not written as"),
        ({"main": "const { a } = b;\n"}, "is not written as"),
        ({"main": "var a = 1;\n"}, "is not written as"),
        ({"main": "class A {}\n"}, "is not written as"),
    ],
)
def test_what_could_change_its_meaning_is_refused(tmp_path: Path, modules: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        join(part(tmp_path, **modules))
