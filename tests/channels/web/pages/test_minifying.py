"""Smaller, and still the same program."""

from __future__ import annotations

import pytest

from channels.web.pages.assets import STATIC, widget_script
from channels.web.pages.minifying import minified


@pytest.mark.parametrize(
    ("source", "small"),
    [
        ("return  value ;", "return value;"),
        ("a + +b - -c;", "a+ +b- -c;"),
        ("f(\n  1,\n  2,\n);", "f(1,2);"),
        ("{ go(); }", "{go()}"),
        ("for (;;) go();", "for(;;)go();"),
        ("// nothing\nconst x = 1; /* more */ x;", "const x=1;x;"),
        ('\'a // b\' + "/* c */" + "\\"  ";', '\'a // b\'+"/* c */"+"\\"  ";'),
        ("a = b / c / d;", "a=b/c/d;"),
        ("a = /[/ ]  '\\//g.test(b);", "a=/[/ ]  '\\//g.test(b);"),
        ("return /x  y/;", "return/x  y/;"),
        ("`a  ${ b + `c  ${ d }` }  // e`;", "`a  ${b+`c  ${d}`}  // e`;"),
        ("({ a: `x ${ { y: 1 }.y } z` });", "({a:`x ${{y:1}.y} z`});"),
        ("a?.b ?? c ?.5 : d;", "a?.b??c?.5:d;"),
    ],
)
def test_blanks_go_only_where_nothing_changes(source: str, small: str) -> None:
    assert minified(source) == small


@pytest.mark.parametrize(
    ("source", "small"),
    [
        ("const long = 1; f(long, [long]); `${long}`;", "const a=1;f(a,[a]);`${a}`;"),
        ("function twice(x) { return twice; }", "function a(x){return a}"),
        ("const a = 1, used = 2; let longer = a;", "const a=1,used=2;let b=a;"),  # of a list only the first is sure
        ("const name = 1; x.name;", "const name=1;x.name;"),
        ("const name = 1; x?.name;", "const name=1;x?.name;"),
        ("const name = 1; f({ name });", "const name=1;f({name});"),
        ("const name = 1; f({ name: 2 });", "const name=1;f({name:2});"),
        ("const name = 1; f({ name() {} });", "const name=1;f({name(){}});"),
        ("const name = 1; f({ get name() {} });", "const name=1;f({get name(){}});"),
        ("const name = 1; const { name = 2 } = x;", "const name=1;const{name=2}=x;"),
        ("const said = 1; f(...said, 'said');", "const a=1;f(...a,'said');"),
        ("location.href; document.body;", "location.href;document.body;"),
    ],
)
def test_names_are_changed_only_where_they_are_variables(source: str, small: str) -> None:
    assert minified(source) == small


def test_widget_is_sent_whole_and_small() -> None:
    sent, source = widget_script().decode(), (STATIC / "widget.js").read_text("utf-8")
    assert len(sent) < 0.7 * len(source)
    assert "\n" not in sent
    assert "// " not in sent
    for text in ("You said:", "Escribe un mensaje…", "@media print{.lobby{display:none}}"):
        assert text in sent
