"""The pages are fresh, name everything there is, lead somewhere, and give nothing away."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from click import Group
from msgspec.structs import fields

from doc_tools import DOCS, REFERENCE, ROOT, anchors, commands, links, make_docs, markdown, text, written
from ironstride.catalogue import catalogue
from ironstride.cli.plan_command import FORMATS
from ironstride.formats.archive import SUFFIXES
from ironstride.model.runner import Runner, Running
from ironstride.rules.kinds import kinds

SOURCES = sorted((ROOT / "src").rglob("*.py"))
TEXT = {".py", ".toml", ".md", ".svg", ".j2", ".css", ".json", ".lock", ".ics", ".csv", ".sh", ""}
LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".git", ".venv", "out"}
LEFT_OUT |= {".import_linter_cache", "node_modules"}


def page(name: str) -> str:
    """Give a page of the reference."""
    return text(REFERENCE / name)


def test_reference_is_fresh() -> None:
    tool = make_docs()
    assert tool.stale(tool.reference()) == [], "run `make docs`"


def test_readme_and_picture_are_fresh() -> None:
    tool = make_docs()
    assert tool.stale(tool.shown()) == [], "run `make docs`"


def test_pages_are_the_same_every_time() -> None:
    tool = make_docs()
    assert tool.reference() == tool.reference()


def test_check_says_stale_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = make_docs()
    old = REFERENCE / "methods.md"
    before = old.read_bytes()
    monkeypatch.setattr(tool, "reference", lambda: {old: "something else\n"})
    monkeypatch.setattr(tool, "shown", dict)
    assert tool.main(["--check"]) == 1
    assert "stale: docs/reference/methods.md" in capsys.readouterr().out
    assert old.read_bytes() == before


def test_unwritten_rules_are_said_to_be() -> None:
    tool = make_docs()
    assert tool.rules.said("TO-WRITE") == "Not written yet."
    assert all("TO-WRITE" not in made for made in tool.reference().values())


def test_every_rule_has_every_paragraph() -> None:
    sections = make_docs().rules.SECTIONS
    for code, rule in catalogue().rules.items():
        body = page(f"rules-{code[:3].lower()}.md").partition(f'<a id="{code}"></a>')[2].partition('\n<a id="')[0]
        assert rule.name.replace("-", " ") in body, code
        assert [name for name in sections if f"**{name}**" not in body] == [], code
        assert f"({'rules-' + code[:3].lower()}.md#{code})" in page("rules.md"), code
        assert all(case.name.replace("|", "\\|") in body for case in rule.cases), code


def test_every_thing_of_the_catalogue_has_its_place() -> None:
    data = catalogue()
    for name, ids in (
        ("methods.md", data.methods),
        ("switches.md", data.switches),
        ("sources.md", data.sources),
        ("claims.md", data.claims),
        ("exercises.md", data.exercises),
        ("kinds.md", kinds()),
    ):
        assert set(ids) <= anchors(REFERENCE / name), name
    for switch in data.switches.values():
        assert all(f"`{side.id}`" in page("switches.md") for side in switch.sides), switch.id


def test_every_parameter_of_a_kind_is_there() -> None:
    for name, kind in kinds().items():
        body = page("kinds.md").partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert all(f"`{field.encode_name}`" in body for field in fields(kind.params)), name


def test_every_word_and_measure_rules_ask_for_is_explained() -> None:
    words, data = make_docs().words, catalogue()
    missing = sorted(word for word in set(words.asked_for(data)) if not words.explained(word))
    assert missing == [], "say what they mean in tools/pages/words.py"
    used = {str(rule.params.get(name, "count")) for rule in data.rules.values() for name in ("measure", "amount")}
    assert used <= set(make_docs().kinds.MEASURES), "say what they count in tools/pages/rule_words.py"


def test_every_command_and_option_is_told() -> None:
    for name, command in make_docs().commands.walk():
        assert not isinstance(command, Group)
        body = page("commands.md").partition(f"\n## ironstride {name}\n")[2].partition("\n## ")[0]
        assert body, name
        for option in make_docs().commands.options(command):
            row = next((line for line in body.splitlines() if f"`{option.opts[0]}`" in line), "")
            assert row, f"{name} {option.opts[0]}"
            assert not row.endswith("| – |"), f"{name} {option.opts[0]} says nothing of itself"


def test_every_format_and_setting_is_told() -> None:
    assert all(f"`{word}`" in page("formats.md") for word in (*SUFFIXES, *FORMATS, ".ics"))
    read = {name for path in SOURCES for name in re.findall(r'environ(?:\.get\(|\[)"(\w+)"', text(path))}
    assert sorted(name for name in read if f"`{name}`" not in page("commands.md")) == []
    for noun in (Runner, Running):
        assert all(f"`{field.encode_name}`" in page("runner-file.md") for field in fields(noun))


def test_every_link_leads_somewhere() -> None:
    dead = []
    for source in markdown():
        for target in links(source):
            if target.startswith(("https://", "http://")):
                continue
            name, _, anchor = target.partition("#")
            path = (source.parent / name).resolve() if name else source
            if not path.exists() or (anchor and anchor not in anchors(path)):
                dead.append(f"{source.relative_to(ROOT)}: {target}")
    assert dead == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    found, todo = set[Path](), [ROOT / "README.md"]
    while todo:
        here = todo.pop()
        if here in found or here.suffix != ".md":
            continue
        found.add(here)
        targets = (target.partition("#")[0] for target in links(here) if "://" not in target)
        todo += [(here.parent / name).resolve() for name in targets if name]
    assert sorted(page.name for page in markdown() if page not in found) == []


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    asked = {name for page in written() for name in re.findall(r"`make ([a-z]+)`", text(page))}
    asked |= {command.split()[1] for _, command in commands() if command.startswith("make ")}
    assert {"run", "test"} <= asked <= targets


def test_commands_in_the_pages_exist() -> None:
    known = dict(make_docs().commands.walk())
    for page, command in commands():
        words = command.split()
        if words[0] == "make":
            continue
        if words[0] == ".venv/bin/python":
            assert (ROOT / words[1]).is_file(), f"{page.name}: {command}"
            continue
        assert words[0] == ".venv/bin/ironstride", f"{page.name}: {command}"
        name = " ".join(words[1:3]) if words[1] in ("catalogue", "methods", "log") else words[1]
        if words[1] == "log" and name not in known:
            name = "log add"
        options = {one for option in known[name].params for one in option.opts}
        assert {word for word in words if word.startswith("-")} <= options, f"{page.name}: {command}"


def test_the_design_draws_the_arrows_of_the_contracts() -> None:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert "```text\n" + "\n".join(layers) + "\n```" in text(DOCS / "explanation" / "design.md")
    rooms = [path.parent.name for path in (ROOT / "src" / "ironstride").glob("*/__init__.py")]
    assert all(f"\n  {room}/ " in text(DOCS / "explanation" / "design.md") for room in rooms)


def test_every_module_of_the_web_has_its_floor_and_the_drawing_shows_them() -> None:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = [contract["layers"] for contract in contracts if contract["type"] == "layers"][1]
    floors = [[name.removeprefix("ironstride.web.") for name in re.split(r" [:|] ", layer)] for layer in layers]
    placed = {name for floor in floors for name in floor}
    web = ROOT / "src" / "ironstride" / "web"
    modules = {
        f"{init.parent.name}.{path.stem}"
        for init in web.glob("*/__init__.py")
        for path in init.parent.iterdir()
        if path.stem != "__init__" and (path.suffix == ".py" or (path / "__init__.py").is_file())
    }
    assert {one for one in modules if one not in placed and one.split(".")[0] not in placed} == set()
    drawn = re.findall(r"```text\n(.*?)```", text(DOCS / "explanation" / "web.md"), re.DOTALL)[0]
    shown = [line.split("  ")[0].strip().split(" | ") for line in drawn.splitlines()]
    assert shown == [list(dict.fromkeys(name.split(".")[0] for name in floor)) for floor in floors]


def test_decisions_are_dated_in_order_and_the_changelog_is_open() -> None:
    dates = re.findall(r"^## (\d{4}-\d\d-\d\d) \S", text(DOCS / "decisions.md"), re.MULTILINE)
    assert dates == sorted(dates)
    assert len(dates) >= 10
    assert "## [Unreleased]" in text(ROOT / "CHANGELOG.md")


def test_nothing_of_the_machine_or_its_tools_is_in_the_project() -> None:
    words = ["clau" + "de", "anth" + "ropic", "chat" + "gpt", "co" + "pilot", "pypi" + r"\.org", "python" + "hosted"]
    path = r"(?<![\w.~-])/(?:work|farm|root|home/\w+|Users/\w+)/"
    secret = re.compile("|".join([path, *(rf"\b{word}\b" for word in words)]), re.IGNORECASE)
    told, left_out = [], {*LEFT_OUT, Path(__file__).name}  # of a second worktree, .git is a file
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in LEFT_OUT and not name.endswith(".egg-info")]
        for file in (Path(folder, name) for name in names if Path(name).suffix in TEXT and name not in left_out):
            body = file.read_bytes()
            if b"\0" not in body and (match := secret.search(body.decode("utf-8", "replace"))):
                told.append(f"{file.relative_to(ROOT)}: {match[0]}")
    assert told == []


def test_no_large_binary_and_no_shouting_in_the_pages() -> None:
    assert (DOCS / "pictures" / "season.svg").stat().st_size < 200_000
    promises = re.compile(r"\b(prevents? injur|injury[- ]free|guarantee|revolutionary|cutting[- ]edge)", re.IGNORECASE)
    for page in written():
        allowed = re.sub(r"That it prevents\s+injuries is not shown", "", text(page))
        assert not promises.search(allowed), page.name
