"""A plan written as JSON comes back the same, and a broken one is refused in one line that says where."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.catalogue.load import DATA
from ironstride.formats.plan_json import plan_bytes, read_plan
from ironstride.model.errors import InputError
from sample_plan import sample_plan


def tree() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(plan_bytes(sample_plan()))
    return found


def test_there_and_back() -> None:
    plan = sample_plan()
    data = plan_bytes(plan)
    assert read_plan(data) == plan
    assert plan_bytes(read_plan(data)) == data


@settings(max_examples=60)
@given(st.text(), st.floats(0, 500), st.dictionaries(st.text(max_size=5), st.integers(0, 900), max_size=4))
def test_any_text_number_and_mapping_comes_back(text: str, load_kg: float, minutes: dict[str, int]) -> None:
    plan = sample_plan()
    session = plan.sessions[0]
    block = session.blocks[-1]
    item = replace(block.items[0], note=text, sets=tuple(replace(s, load_kg=load_kg) for s in block.items[0].sets))
    changed = replace(
        plan,
        sessions=(replace(session, blocks=(replace(block, items=(item,)),)),),
        weeks=(replace(plan.weeks[0], running=replace(plan.weeks[0].running, by_intensity=minutes)),),
        notes=(text,),
    )
    assert read_plan(plan_bytes(changed)) == changed


def test_it_is_made_for_people_and_for_diffs() -> None:
    text = plan_bytes(sample_plan()).decode()
    assert text.startswith('{\n  "schema": 1,\n  "runner": {\n    "name": "Mara Lindqvist"')
    assert text.endswith("}\n")
    week = sample_plan().weeks[9]
    turned = replace(
        week, running=replace(week.running, by_intensity=dict(reversed(week.running.by_intensity.items())))
    )
    plan = replace(sample_plan(), weeks=(week,))
    assert plan_bytes(replace(plan, weeks=(turned,))) == plan_bytes(plan)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("sessions", 0, "minutes"), "long", "sessions[0].minutes"),
        (("sessions", 3, "blocks", 0, "block"), "stretching", "sessions[3].blocks[0].block"),
        (("weeks", 1, "start"), "soon", "weeks[1].start"),
        (("runner", "body_mass_kg"), 4, "runner.body_mass_kg"),
        (("sessions", 2, "start"), "evening", "sessions[2].start"),
    ],
)
def test_a_wrong_field_is_named_by_its_path(path: tuple[str | int, ...], value: object, said: str) -> None:
    data = tree()
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(InputError) as caught:
        read_plan(json.dumps(data).encode(), "plan.json")
    assert str(caught.value).startswith(f"plan.json, {said}: ")
    assert "\n" not in str(caught.value)


def test_a_run_tells_its_hour_and_may_be_given_by_it() -> None:
    data = tree()
    timed = next(run for run in data["runs"] if "start_min" in run)
    assert list(timed)[:3] == ["id", "date", "start"]
    assert timed["start"] == f"{timed['start_min'] // 60:02}:{timed['start_min'] % 60:02}"
    timed["start"] = "05:45"
    with pytest.raises(InputError, match="05:45 is 345 minutes after midnight, and start_min says"):
        read_plan(json.dumps(data).encode())
    del timed["start_min"]
    changed = next(run for run in read_plan(json.dumps(data).encode()).runs if run.id == timed["id"])
    assert changed.start_min == 345
    timed["start"] = "dawn"
    with pytest.raises(InputError, match=r"plan\.json, runs\[\d+\]\.start: 'dawn' is not a time of day"):
        read_plan(json.dumps(data).encode(), "plan.json")


def test_the_published_schema_holds_and_says_what_every_field_is() -> None:
    schema = json.loads((DATA / "schema" / "plan.schema.json").read_bytes())
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(tree())) == []
    fields = {f"{noun}.{name}": field for noun, table in schema["$defs"].items() for name, field in
              table.get("properties", {}).items()}  # fmt: skip
    assert [name for name, field in fields.items() if not field.get("description")] == []


def test_a_missing_field_is_named() -> None:
    data = tree()
    del data["runner"]
    with pytest.raises(InputError, match="missing required field `runner`"):
        read_plan(json.dumps(data).encode())


@pytest.mark.parametrize(("version", "mend"), [(2, "Update Ironstride"), (0, "anew")])
def test_another_version_is_told_from_a_broken_file(version: int, mend: str) -> None:
    with pytest.raises(InputError, match=mend):
        read_plan(json.dumps(tree() | {"schema": version, "runner": "changed shape"}).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"schema": 1e400}', b"PK\x03\x04"]
)
def test_what_is_no_plan_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_plan(data, "notes.txt")
    assert str(caught.value).startswith("notes.txt")
    assert "\n" not in str(caught.value)


@settings(max_examples=150)
@given(st.binary(max_size=60), st.integers(0, 60_000))
def test_damage_anywhere_never_gives_a_traceback(noise: bytes, place: int) -> None:
    data = plan_bytes(sample_plan())
    place %= len(data)
    damaged = data[:place] + noise + data[place + len(noise) :]
    with suppress(InputError):
        read_plan(damaged)
