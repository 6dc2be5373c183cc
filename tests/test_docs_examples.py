"""What the pages show works: their files load, their code runs, their commands do what they say."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import json
import shlex
import shutil
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import tomli_w
from click.testing import CliRunner
from msgspec import Struct, convert

import ironstride.cli.prepare as prepare
from doc_tools import DOCS, ROOT, Fence, fences, text
from ironstride.catalogue import Catalogue, catalogue
from ironstride.catalogue.load import DATA, load
from ironstride.cli.main import cli
from ironstride.formats.plan_json import read_plan
from ironstride.formats.runner_file import read_runner
from ironstride.model.errors import ImportFailure
from ironstride.model.plan import Plan
from ironstride.model.timeline import Day, Event, Timeline, Week
from ironstride.planning.names import with_ids
from ironstride.rules.catalogue_check import check_catalogue
from ironstride.rules.kinds.base import Kind
from ironstride.rules.ruleset import rule_set
from rules.pinned import draft, price, rule

IN_CATALOGUE = "src/ironstride/catalogue/data/"
HOW_TO = DOCS / "how-to"
#: pages whose commands are run, in order: later ones use what earlier ones made
RUN = (
    DOCS / "tutorials" / "first-season.md",
    HOW_TO / "read-a-plan-json.md",
    HOW_TO / "move-to-your-calendar-app.md",
    HOW_TO / "plan-from-my-calendar.md",
    HOW_TO / "audit-your-own-log.md",
)
ANSWERS = ["Ana", "10k", "tue easy 40, thu interval 45 18:00, sun long 80", "none", "novice", "60 kg", "1990", "none",
           "dumbbells", "mon thu", "19:30", "45"]  # fmt: skip


def example(name: str) -> str:
    """Give the block whose first line names a file that ends so."""
    return next(fence.text for fence in fences("toml", "python") if fence.file.endswith(name))


def module(name: str, folder: Path) -> ModuleType:
    """Write the Python block of a file to a folder and import it."""
    path = folder / Path(name).name
    path.write_text(example(name), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(f"shown_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, Path]:
    """Give the catalogue with every file the pages show written into a copy of it."""
    data = tmp_path_factory.mktemp("grown") / "data"
    shutil.copytree(DATA, data)
    for fence in fences("toml"):
        if fence.file.startswith(IN_CATALOGUE):
            target = data / fence.file.removeprefix(IN_CATALOGUE)
            if target.exists() and target.read_text(encoding="utf-8") == fence.text:
                pytest.skip("somebody follows CONTRIBUTING to the letter: its own files are in the catalogue")
            assert not target.exists(), f"{target.name} is there already: show another one"
            target.write_text(fence.text, encoding="utf-8")
    return load(data), data


@pytest.mark.parametrize("entry", ["planning.plan", "audit.check"])
def test_what_the_library_s_docstrings_show_is_so(entry: str) -> None:
    found = doctest.testmod(importlib.import_module(f"ironstride.{entry}"))
    assert found.attempted >= 8
    assert found.failed == 0


def test_every_toml_block_is_toml() -> None:
    for fence in fences("toml"):
        assert tomllib.loads(fence.text), fence.page.name


def test_the_catalogue_stays_sound_with_the_files_shown(grown: tuple[Catalogue, Path]) -> None:
    made, data = grown
    known = {(problem.where, problem.what) for problem in check_catalogue(catalogue())}
    new = [problem for problem in check_catalogue(made, data) if (problem.where, problem.what) not in known]
    assert new == []


@pytest.mark.parametrize("sort", ["rules", "exercises", "methods"])
def test_one_of_each_is_shown(grown: tuple[Catalogue, Path], sort: str) -> None:
    assert set(getattr(grown[0], sort)) > set(getattr(catalogue(), sort))


def test_the_methods_shown_differ_from_the_evidence(grown: tuple[Catalogue, Path]) -> None:
    made = grown[0]
    for name in set(made.methods) - set(catalogue().methods):
        assert rule_set(made, name).rules != rule_set(made, "evidence").rules


def merged(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another."""
    out = dict(base)
    for key, value in more.items():
        out[key] = merged(out[key], value) if isinstance(value, dict) and isinstance(out.get(key), dict) else value
    return out


def runner_blocks() -> list[Fence]:
    return [fence for fence in fences("toml") if fence.file == "runner.toml"]


@pytest.mark.parametrize("fence", runner_blocks(), ids=lambda fence: f"{fence.page.stem}-{len(fence.text)}")
def test_runner_files_shown_can_be_read(fence: Fence, tmp_path: Path) -> None:
    whole = tomllib.loads(next(one.text for one in runner_blocks() if one.text.startswith("# runner.toml\nname")))
    part = tomllib.loads(fence.text)
    if any(name.endswith("_lb") for name in part):
        whole.pop("body_mass_kg", None)
    (tmp_path / "runner.toml").write_text(tomli_w.dumps(merged(whole, part)), encoding="utf-8")
    runner = read_runner(tmp_path)
    assert with_ids(runner, catalogue().exercises)[1] == ()
    rule_set(catalogue(), runner.method, runner.switches)


def test_the_plan_shown_can_be_read_and_fits_the_schema() -> None:
    (shown,) = fences("json")
    made = read_plan(shown.text.encode())
    assert (len(made.runs), len(made.sessions), made.first_day) == (1, 1, date(2027, 1, 4))
    schema = json.loads((DATA / "schema" / "plan.schema.json").read_bytes())
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(shown.text))) == []


def test_the_format_shown_reads_a_diary_and_names_a_bad_line(tmp_path: Path) -> None:
    read: Callable[..., Any] = module("formats/diary_activities.py", tmp_path).read_activities
    (run,) = read(b"2027-03-02 06:30 45 min 8.2 km\n", "diary.log", "Europe/Berlin")
    assert (run.duration_s, run.distance_m, run.start.isoformat()) == (2700, 8200, "2027-03-02T06:30:00+01:00")
    for bad in (b"rest", b"2027-13-02 06:30 45 min 8.2 km", b"\xff\x00", b"2027-03-02 06:30 45 min 8.2 km\n\n"):
        with pytest.raises(ImportFailure, match=r"diary\.log: line \d is no run"):
            read(bad, "diary.log")


def test_the_halves_of_the_kind_shown_agree(tmp_path: Path) -> None:
    made = module("kinds/need.py", tmp_path)
    need: Kind[Struct] = made.Need()
    asks = {"this": {"of": "session", "all": ["power"]}, "that": {"of": "session", "all": ["leg-strength"]}}
    params = convert({**asks, "window": "week"}, need.params)
    words = [("power",), ("power",), ("leg-strength",), ()]
    events = [
        Event(f"s{n}", "session", n, None, None, frozenset(tags)) for n, tags in enumerate((*words, ("power",), ()))
    ]
    for level, weight in (("must", 0), ("should", 7)):
        asked = rule("need", level, weight)
        for taken in product((0, 1), repeat=len(events)):
            kept = tuple(event for event, on in zip(events, taken, strict=True) if on)
            findings = need.check(asked, params, axis(kept))
            open_draft, names = draft(axis(tuple(events)), {event.id: event.id for event in events})
            need.constrain(asked, params, open_draft)
            paid = price(open_draft.model, {names[e.id]: on for e, on in zip(events, taken, strict=True)})
            failed = any(finding.verdict == "fail" for finding in findings)
            assert (paid is None) == (failed and level == "must")
            assert paid in (None, sum(finding.price for finding in findings))


def axis(events: tuple[Event, ...]) -> Timeline:
    """Give one week of days with these events."""
    days = tuple(Day(date(2027, 1, 4) + timedelta(days=n), 0, frozenset()) for n in range(7))
    return Timeline(days, (Week(0, 0, 7, frozenset()),), events, scored_end=7)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder with the examples, no cache but its own, and plans that are made only once each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IRONSTRIDE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    shutil.copy(ROOT / "examples" / "novice-half" / "plan.ics", tmp_path)
    (tmp_path / "watch").mkdir()
    original = prepare.plan_for

    @cache
    def once(path: Path, runs: tuple[Path, ...], calendars: tuple[Path, ...], weeks: Any, method: Any) -> Plan:
        return original(path, runs, calendars, weeks, method)

    def plan_for(
        path: Path, runs: Any = (), calendars: Any = (), weeks: Any = None, method: Any = None, **_: Any
    ) -> Plan:
        return once(path, tuple(runs), tuple(calendars), weeks, method)

    monkeypatch.setattr(prepare, "plan_for", plan_for)
    return tmp_path


@pytest.mark.slow
def test_commands_of_the_pages_run(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run what the pages tell people to type; `make install` was run before."""
    for page in RUN:
        for line in (line for fence in fences("sh") if fence.page == page for line in fence.text.splitlines()):
            if page.stem == "plan-from-my-calendar":
                spring_forward(workplace)
            words = shlex.split(line, comments=True)
            if words[0] == "make":
                continue
            assert words.pop(0) == ".venv/bin/ironstride", line
            result = CliRunner().invoke(cli, words, input="\n".join(ANSWERS) + "\n")
            assert result.exception is None or isinstance(result.exception, SystemExit), f"{line}: {result.exception}"
            assert result.exit_code == 0 or (words[0] == "check" and result.exit_code == 1), f"{line}: {result.output}"
    assert {path.name for path in (workplace / "my-season").iterdir()} >= {
        "runner.toml", "season.html", "plan.json", "strength.ics"
    }  # fmt: skip
    assert {path.name for path in workplace.iterdir()} >= {"audit.html", "audit.pdf", "audit.json"}
    assert {path.name for path in (workplace / "fixed").iterdir()} == {"runner.toml", "plan.json", "plan.html"}
    for fence in fences("python"):
        if fence.page in RUN:
            exec(compile(fence.text, fence.page.name, "exec"), {})
    assert "why:" in capsys.readouterr().out


def spring_forward(workplace: Path) -> None:
    """Give the runner of the interview the dates of the example's calendar."""
    path = workplace / "my-season" / "runner.toml"
    lines = ["first_day = 2026-11-30" if line.startswith("first_day") else line for line in text_of(path)]
    path.write_text("\n".join(lines), encoding="utf-8")


def text_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_the_readme_shows_the_picture_and_both_commands() -> None:
    readme = text(ROOT / "README.md")
    assert "docs/pictures/season.svg" in readme
    assert "make run" in readme
    assert "make test" in readme
    assert readme.index("What it cannot promise") > 0
