"""The files under bot/words/texts: complete, used, in one register, and the only place where sentences lie."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.words.features import BY_ID, FEATURES
from bot.words.languages import ANSWERED, FALLBACK, UNDERSTOOD
from bot.words.phrases import Phrases, for_guests, for_staff

ROOT = Path(__file__).resolve().parents[3]
TEXTS = ROOT / "bot/words/texts"
OPEN = {"guest": for_guests, "staff": for_staff}
ROOMS = sorted({(file.parent.name, file.stem) for file in TEXTS.glob("*/*/*.toml")})
MAX_PRESSED_CHARS = 34  # two beside each other on a telephone
ROOM = pytest.mark.parametrize(("audience", "room"), ROOMS, ids=lambda part: part)


def phrases(audience: str, room: str) -> Phrases:
    return OPEN[audience](room)


# --- the files ----------------------------------------------------------------------------------------------------


def test_languages_with_texts_are_those_that_we_understand() -> None:
    assert {folder.name for folder in TEXTS.iterdir()} == {*UNDERSTOOD, "pt-PT"}


# Whole words that the other side of the Atlantic does not use.
OF_BRAZIL = """
equipe bebê bebês banheiro banheiros acomodação acomodações sobrenome suíte academia contato
contatos contatado registro chuveiro compartilhado aceito arquivo controle comprovante conexão
ônibus trem celular ar-condicionado você vocês esperando ajudando fazendo abrindo conectando
enviando parcelar entendi louça temporada usuário senha cadastro
""".split()
OF_PORTUGAL = """
equipa bebé bebés alojamento alojamentos apelido pequeno-almoço ginásio contacto contactos
contactado registo duche partilhado aceite ficheiro controlo comprovativo autocarro comboio
telemóvel noutro noutra percebi loiça época incómodo facto utilizador vedação passadiço indicativo
""".split()


@ROOM
def test_portuguese_has_no_word_of_the_other_side(audience: str, room: str) -> None:
    for locale, foreign in (("pt-PT", OF_BRAZIL), ("pt-AO", OF_BRAZIL), ("pt-BR", OF_PORTUGAL), ("pt", OF_PORTUGAL)):
        for key, text in phrases(audience, room).texts(locale):
            assert not set(foreign) & set(re.findall(r"[\w-]+", text.lower())), (locale, key)


def test_portugals_sentences_and_words_replace_something() -> None:
    """Each sentence is one of pt's, with its placeholders, and says what the words alone would not."""
    for file in (TEXTS / "pt-PT").glob("*/*.toml"):
        base = dict(_texts(tomllib.loads((TEXTS / "pt" / file.parent.name / file.name).read_text("utf-8")), ""))
        for key, text in _texts(tomllib.loads(file.read_text("utf-8")), ""):
            assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", base[key])), key
            assert text != base[key], key
    words = tomllib.loads((TEXTS / "pt-PT" / "words.toml").read_text("utf-8"))["words"]
    brazilian = "\n".join(text.lower() for audience in OPEN for _, text in sentences("pt", audience))
    assert [word for word in words if not re.search(rf"(?<!\w){word}(?!\w)", brazilian)] == []


def test_swiss_german_has_no_sharp_s() -> None:
    for audience, room in ROOMS:
        swiss = [text for _, text in phrases(audience, room).texts("de-CH")]
        assert swiss == [text.replace("ß", "ss") for _, text in phrases(audience, room).texts("de")]


@ROOM
def test_a_language_that_we_answer_in_lacks_no_sentence(audience: str, room: str) -> None:
    for language in ANSWERED:
        assert phrases(audience, room).keys(language) == phrases(audience, room).keys(FALLBACK), language


def test_every_amenity_has_a_name() -> None:
    keys = for_guests("features").keys(FALLBACK)
    assert {key for key in keys if "." not in key} == BY_ID.keys()
    assert {key.removeprefix("lack.") for key in keys if key.startswith("lack.")} == BY_ID.keys()
    chosen_by = {feature.id for feature in FEATURES}
    assert {key.removeprefix("given_up.") for key in keys if key.startswith("given_up.")} == chosen_by
    said = {key.split(".")[1] for key in keys if key.startswith(("thing.", "does."))}
    assert said == BY_ID.keys()


# Words that give the register away; the other register's must not occur.
FAMILIAR = {
    "es": "tú tu tus te ti contigo tuyo escribe elige pulsa inténtalo",
    "pt": "tu teu tua teus tuas te contigo",
    "fr": "tu ton ta tes toi choisis réessaie",
    "de": "du dein deine deinen deiner dir dich",
    "it": "tu tuo tua tuoi tue ti te chiedi scrivi",
}
FORMAL = {
    "es": "usted ustedes escriba elija espere pulse empiece inténtelo ajuste conéctelo",
    "pt": "você senhor senhora",
    "fr": "vous votre vos",
    "de": "ihre ihren ihrem ihrer ihnen",
    "it": "lei suo sua suoi",
}


def sentences(language: str, audience: str) -> Iterator[tuple[str, str]]:
    for file in sorted((TEXTS / language / audience).glob("*.toml")):
        yield from _texts(tomllib.loads(file.read_text("utf-8")), file.stem)


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{where}.{key}")


@pytest.mark.parametrize("audience", OPEN)
@pytest.mark.parametrize("language", UNDERSTOOD)
def test_sentences_of_a_language_keep_to_its_register(language: str, audience: str) -> None:
    register = tomllib.loads((TEXTS / language / "about.toml").read_text("utf-8"))["register"][audience]
    foreign = {"familiar": FORMAL, "formal": FAMILIAR, "none": {}}[register].get(language, "").split()
    for where, text in sentences(language, audience):
        assert not set(foreign) & set(re.findall(r"\w+", text.lower())), where


@pytest.mark.parametrize("audience", OPEN)
def test_french_marks_are_never_torn_from_their_word(audience: str) -> None:
    for where, text in sentences("fr", audience):
        assert not re.search(r" [;!?»]| :(?!\w+:)|« ", text), where


@pytest.mark.parametrize("language", ANSWERED)
def test_what_is_pressed_is_short(language: str) -> None:
    pressed = [
        text for where, text in sentences(language, "guest") if where.startswith(("concierge.buttons", "core.su"))
    ]
    assert max(map(len, pressed)) <= MAX_PRESSED_CHARS


@pytest.mark.parametrize("language", ANSWERED)
def test_the_concierge_asks_at_most_one_thing_at_once(language: str) -> None:
    for where, text in sentences(language, "guest"):
        if where.startswith("concierge."):
            assert text.count("?") <= 1, where
            assert text.count("¿") == (text.count("?") if language == "es" else 0), where


# --- who says them ------------------------------------------------------------------------------------------------

SAID_OTHERWISE = {
    "features": "by id, see above",
    "widget": "by JavaScript, see tests/channels/web/pages/test_widget.py",
}
METHODS = {"say", "count", "in_all", "group"}
OPENERS = {"for_guests": "guest", "for_staff": "staff"}
Room = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Module:
    file: Path
    tree: ast.Module

    @property
    def package(self) -> tuple[str, ...]:
        """channels/web of channels/web/http/api.py."""
        return self.file.relative_to(ROOT).parts[:2]


@cache
def modules() -> tuple[Module, ...]:
    files = (file for room in ("bot", "channels", "plugins") for file in sorted((ROOT / room).rglob("*.py")))
    return tuple(Module(file, ast.parse(file.read_text("utf-8"))) for file in files)


def opened(node: ast.expr) -> Room | None:
    """The room of `for_guests("room")`."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(room))]) if name in OPENERS:
            return OPENERS[name], room
    return None


@cache
def names() -> dict[tuple[Path, str], Room]:
    """Which name of which module stands for a room's sentences, also where it is imported from another module."""
    found: dict[tuple[Path, str], Room] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if room := opened(value):
                    found[module.file, name] = room
                case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                    for target, value in zip(targets, values, strict=True):
                        if isinstance(target, ast.Name) and (room := opened(value)):
                            found[module.file, target.id] = room
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                source = ROOT.joinpath(*node.module.split(".")).with_suffix(".py")
                for alias in node.names:
                    if room := found.get((source, alias.name)):
                        found[module.file, alias.asname or alias.name] = room
    return found


def keys_said(node: ast.expr) -> Iterator[str]:
    """The keys that an argument may be, as far as they are written there."""
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=orelse):
            yield from keys_said(body)
            yield from keys_said(orelse)


def test_every_sentence_that_is_said_is_there() -> None:
    missing = []
    for module in modules():
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=[first, *_]) if (
                    method in METHODS and (room := names().get((module.file, name)))
                ):
                    known = phrases(*room).keys(FALLBACK)
                    tables = {key.rpartition(".")[0] for key in known}
                    there = tables if method == "group" else known
                    missing += [f"{module.file}:{node.lineno}: {key}" for key in keys_said(first) if key not in there]
    assert not missing


@ROOM
def test_every_sentence_that_is_there_is_said(audience: str, room: str) -> None:
    if room in SAID_OTHERWISE:
        return
    speakers = {file for (file, _), said in names().items() if said == (audience, room)}
    assert speakers, "nobody opens this room"
    packages = {module.package for module in modules() if module.file in speakers}
    constants = {
        node.value
        for module in modules()
        if module.package in packages
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = [
        key
        for key in sorted(phrases(audience, room).keys(FALLBACK))
        if not {key, key.rpartition(".")[2]} & constants  # whole, or its name within a table
        and not (_stems(key) & constants)  # f"table.{name}", f"stem_{name}"
    ]
    assert not unused


def _stems(key: str) -> set[str]:
    table, dot, name = key.rpartition(".")
    parts = name.split("_")
    return {table, table + dot} - {""} | {"_".join(parts[:end]) + "_" for end in range(1, len(parts))}


def test_the_concierge_says_only_what_is_there() -> None:
    known = for_guests("concierge").keys(FALLBACK) | for_guests("labels").keys(FALLBACK)
    tables = {"say": "", "button": "buttons.", "buttons": "buttons.", "count": "counts."}
    missing = []
    for module in modules():
        if module.package != ("plugins", "concierge"):
            continue
        for node in ast.walk(module.tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if (module.file, name) in names():
                    continue  # of another room: see above
                case ast.Call(func=ast.Attribute(attr=method) | ast.Name(id=method), args=args) if method in tables:
                    said = [key for arg in args for key in keys_said(arg)]
                    said = said if method == "buttons" else said[:1]
                    missing += [key for key in said if not {tables[method] + key, key} & known]
    assert not missing


# --- nowhere else -------------------------------------------------------------------------------------------------

# Dictionaries by language that hold no sentences of ours: what is recognised, not said.
RECOGNISERS = {
    "bot/words/languages.py": "small words by which a text's language is told",
    "bot/words/regions.py": "where a language is spoken as outside of the Americas",
    "plugins/fact_gate/vocabulary.py": "how number words are read",
    "plugins/understanding/numbers.py": "how number words are read",
    "plugins/understanding/spelling.py": "how the sounds of a language are written",
    "plugins/understanding/dates/holidays.py": "where the holidays of a language are looked for",
}


def test_no_sentence_lies_elsewhere() -> None:
    found = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Dict):
                continue
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            if len(set(keys) & set(UNDERSTOOD)) > 1 and set(keys) <= set(UNDERSTOOD):
                found.add(module.file.relative_to(ROOT).as_posix())
    assert found == RECOGNISERS.keys()
