"""`ironstride audit` reads logs, tells what it found in four formats, fixes it when asked, and refuses on one line."""

from __future__ import annotations

import gzip
import json
import os
import tomllib
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli.running_cli import Outcome, ironstride
from ironstride.cli.audit_logs import Options, read_logs
from ironstride.formats.fit_write import encode_strength
from ironstride.formats.log_file import append
from ironstride.formats.runner_file import read_runner
from ironstride.model.audit import Audit
from ironstride.model.log import PutSession
from ironstride.model.running import DoneSet

ROOT = Path(__file__).resolve().parents[2]
EXPORT = ROOT / "examples" / "club-5k" / "strong.csv"
NAMES = ("key-run-next-day", "before-the-run", "hours-between")


class Desk:
    """A folder to write into and the command."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._monkeypatch = folder, monkeypatch

    def run(self, *words: object) -> Outcome:
        return ironstride(self._monkeypatch, "audit", *words)

    def ok(self, *words: object) -> str:
        done = self.run(*words)
        assert done.code == 0, done.err
        return done.out.decode()

    def report(self, *words: object) -> Audit:
        import msgspec

        return msgspec.json.decode(self.ok(*words, "--format", "json"), type=Audit)

    def refused(self, *words: object) -> str:
        before = sorted(self.folder.rglob("*"))
        done = self.run(*words)
        assert done.code == 2, done.err
        assert done.out == b""
        assert done.err.count("\n") == 1
        assert sorted(self.folder.rglob("*")) == before
        return done.err


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, monkeypatch)


def test_a_log_alone_is_told_in_the_terminal(desk: Desk) -> None:
    lines = EXPORT.read_text(encoding="utf-8").splitlines()
    (desk.folder / "autumn.csv").write_text("\n".join(line for line in lines if line < "2027" or line[0] == "D"))
    text = desk.ok("autumn.csv")
    assert text.startswith("Your lifting, looked at")
    assert "What would help most" in text
    assert text.count("This week:") <= 3
    assert "Without your runs we cannot judge the days and hours" in text
    assert all(len(line) <= 92 for line in text.splitlines())
    assert "AUD1" not in text


def test_the_four_formats(desk: Desk) -> None:
    assert json.loads(desk.ok(EXPORT, "--format", "json"))["sessions"] == 83
    done = desk.run(EXPORT, "--format", "html", "-o", "audit.html")
    assert (done.out, done.err) == (b"", "Written to audit.html.\n")
    page = (desk.folder / "audit.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "://" not in page.replace("http://www.w3.org/2000/svg", "")
    desk.ok(EXPORT, "--format", "pdf", "-o", "audit.pdf")
    assert (desk.folder / "audit.pdf").read_bytes().startswith(b"%PDF-")


def test_the_schema_says_what_json_holds(desk: Desk) -> None:
    schema = json.loads((ROOT / "src/ironstride/catalogue/data/schema/audit.schema.json").read_text(encoding="utf-8"))
    held = schema["$defs"]["Audit"]
    written = set(json.loads(desk.ok(EXPORT, "--format", "json", "--method", "all", "--split", "2027-01-05")))
    assert set(held["required"]) <= written <= set(held["properties"])
    assert set(held["properties"]) - written == {"unresolved"}


@pytest.mark.slow
def test_all_methods_side_by_side(desk: Desk) -> None:
    text = desk.ok(EXPORT, "--method", "all")
    assert "The same log under every method" in text
    assert [view.method for view in desk.report(EXPORT, "--method", "all").methods] == [
        "evidence", "s0", "s1", "s2", "s3", "s4",
    ]  # fmt: skip
    assert desk.report(EXPORT, "--method", "s3").method == "s3"


def test_before_and_since_a_day(desk: Desk) -> None:
    report = desk.report(EXPORT, "--since", "2026-06-01", "--split", "2027-01-05", "--method", "s3")
    assert report.halves is not None
    # tens of the same weights until autumn, then two months of nothing, then fives that grow with single-leg work
    mended = {"many-repetitions", "no-progression", "long-gaps"}
    assert {report.halves.before[one] for one in mended} == {"fail"}
    assert {report.halves.after[one] for one in mended} == {"pass"}
    assert "fail" not in report.halves.after.values()
    assert "Mended: " in desk.ok(EXPORT, "--since", "2026-06-01", "--split", "2027-01-05")


def test_who_follows_a_plan_is_told_of_before_and_since(desk: Desk) -> None:
    from audit.zoo import animal, history

    early, late = history(animal("light-sets")).sessions[:26], history(animal("clean")).sessions[26:52]
    planned = [replace(one, planned=f"plan-{n}") for n, one in enumerate(late)]
    append(desk.folder / "log.jsonl", [PutSession(entry=one.id, session=one) for one in (*early, *planned)])
    report = desk.report("log.jsonl", "--method", "s3")
    assert report.halves is not None
    assert report.halves.split == planned[0].date
    assert (report.halves.before["light-sets"], report.halves.after["light-sets"]) == ("fail", "pass")
    assert "Mended: Endless light sets" in desk.ok("log.jsonl", "--method", "s3")
    desk.ok("log.jsonl", "--method", "s3", "--format", "html", "-o", "audit.html")
    assert "Mended: Endless light sets" in (desk.folder / "audit.html").read_text(encoding="utf-8")


def test_a_calendar_stands_for_runs_and_a_runner_for_nobody(desk: Desk) -> None:
    assert {one.missing for one in desk.report(EXPORT, "--method", "s4").findings if one.mistake in NAMES} == {
        "your runs"
    }
    (desk.folder / "runs.csv").write_text(
        "date,type,minutes,start\n2027-03-02,interval,60,07:00\n2027-03-07,long,100,09:00\n", encoding="utf-8"
    )
    report = desk.report(EXPORT, "--method", "s4", "--calendar", "runs.csv")
    assert report.runs == 2
    assert "your runs" not in {one.missing for one in report.findings}
    assert any("as if all of them were run" in note for note in report.notes)


def test_our_own_log_counts_as_any_other_and_once(desk: Desk) -> None:
    from audit.zoo import animal, history

    log = history(animal("bodybuilder"))
    append(desk.folder / "log.jsonl", [PutSession(entry=one.id, session=one) for one in log.sessions])
    once = desk.report("log.jsonl", "--method", "s3")
    assert once.top[0] == "bodybuilder"
    assert desk.report("log.jsonl", "log.jsonl", "--method", "s3") == once
    assert desk.report(desk.folder, "--method", "s3") == once


@pytest.mark.slow
def test_fixing_it_writes_a_runner_and_a_plan_and_never_over_one(desk: Desk) -> None:
    done = desk.run(EXPORT, "--plan", "fixed")
    assert done.code == 0, done.err
    assert "plan.html" in done.err
    written = (desk.folder / "fixed" / "runner.toml").read_text(encoding="utf-8")
    assert written.startswith("# Drafted from an audit of your log.")
    assert "please mend it" in written
    assert tomllib.loads(written)
    runner = read_runner(desk.folder / "fixed" / "runner.toml")
    assert {lift.exercise for lift in runner.known_lifts} >= {"back-squat", "conventional-deadlift"}
    assert json.loads((desk.folder / "fixed" / "plan.json").read_text(encoding="utf-8"))["sessions"]
    assert "there is a runner file already" in desk.refused(EXPORT, "--plan", "fixed")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.csv",), "no such file"),
        ((EXPORT, "--runs", "nowhere"), "no such file"),
        ((EXPORT, "--calendar", "nowhere.ics"), "nowhere.ics"),
        ((EXPORT, "--runner", "nowhere.toml"), "nowhere.toml"),
        ((EXPORT, "--method", "s9"), "s9"),
        ((EXPORT, "--time-zone", "Mars/Base"), "Mars/Base"),
        ((EXPORT, "--column", "reps"), "names no column"),
        ((EXPORT, "--names", "nowhere.toml"), "nowhere.toml"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_one_line(desk: Desk, words: tuple[object, ...], told: str) -> None:
    assert told in desk.refused(*words)


def test_a_file_that_holds_no_session_is_refused(desk: Desk) -> None:
    (desk.folder / "empty.csv").write_text(EXPORT.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    (desk.folder / "broken.csv").write_bytes(b"\x00\xff\x00")
    assert "empty.csv" in desk.refused("empty.csv")
    assert "broken.csv" in desk.refused("broken.csv")


def test_a_file_that_cannot_be_read_does_not_spoil_the_others(desk: Desk) -> None:
    (desk.folder / "broken.csv").write_bytes(b"\x00\xff\x00")
    report = desk.report(EXPORT, "broken.csv")
    assert report.sessions == 83
    assert any("broken.csv was left out" in note for note in report.notes)


def test_an_hour_of_lifting_is_too_little_to_tell(desk: Desk) -> None:
    (desk.folder / "one.csv").write_text(
        "\n".join(EXPORT.read_text(encoding="utf-8").splitlines()[:4]) + "\n", encoding="utf-8"
    )
    text = desk.ok("one.csv")
    assert "too little yet" in text
    assert "Keep doing what you do" not in text


# ---------------------------------------------------------------- any file somebody drops in

HEAD = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"


def test_what_is_no_strength_work_is_told_and_judged_by_nothing(desk: Desk) -> None:
    rows = "".join(
        f"2026-03-{day:02d},Squat,Legs,80,5,,,\n2026-03-{day:02d},Running (Outdoor),Cardio,,,5,km,0:30:00\n"
        for day in (2, 9, 16, 23)
    )
    (desk.folder / "mixed.csv").write_text(HEAD + rows + "2026-03-25,Cycling,Cardio,,,20,km,0:50:00\n")
    report = desk.report("mixed.csv")
    assert (report.sessions, report.sets, report.unresolved) == (4, 4, ())
    assert any(note.startswith("5 sets left out, for they are no strength work") for note in report.notes)
    (desk.folder / "ran.csv").write_text(HEAD + "2026-03-25,Cycling,Cardio,,,20,km,0:50:00\n")
    assert "no session of strength" in desk.refused("ran.csv")


def test_names_nobody_knows_are_guessed_counted_and_remembered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"2026-03-{day:02d},Reverse Zercher Wobble,Legs,40,5,,,\n" for day in (2, 9, 16, 23))
    (desk.folder / "odd.csv").write_text(HEAD + rows)
    report = desk.report("odd.csv")
    assert [(one.name, one.sets) for one in report.unresolved] == [("Reverse Zercher Wobble", 4)]
    assert report.sets == 4
    assert "--names" in desk.ok("odd.csv")
    (desk.folder / "told.toml").write_text('"reverse zercher wobble" = "front-squat"\n')
    assert desk.report("odd.csv", "--names", "told.toml").unresolved == ()
    # what the runner's own log remembers holds as well
    (desk.folder / "told.toml").rename(desk.folder / "mine.names.toml")
    monkeypatch.setenv("IRONSTRIDE_LOG", str(desk.folder / "mine.jsonl"))
    assert desk.report("odd.csv").unresolved == ()
    (desk.folder / "mine.names.toml").write_text('"reverse zercher wobble" = "not-strength"\n')
    assert "no session of strength" in desk.refused("odd.csv")


def test_a_log_in_an_archive_is_the_log(desk: Desk) -> None:
    with zipfile.ZipFile(desk.folder / "export.zip", "w") as packed:
        packed.write(EXPORT, "data/strong.csv")
        packed.writestr("data/readme.md", "nothing")
    (desk.folder / "strong.csv.gz").write_bytes(gzip.compress(EXPORT.read_bytes()))
    once = desk.report(EXPORT)
    assert desk.report("export.zip") == once
    assert desk.report("strong.csv.gz", EXPORT) == once


def test_a_folder_of_a_watch_holds_runs_too(desk: Desk) -> None:
    start = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    lifted = [DoneSet(active=True, reps=5, load_kg=60.0, duration_s=30.0, categories=("squat",), at=start)]
    (desk.folder / "lift.fit").write_bytes(encode_strength(start, lifted))
    rows = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    rows += '2026-03-02 18:05:00,"Legs",45m,"Squat (Barbell)",1,80,5,0,0,"","",8\n'
    (desk.folder / "strong.csv").write_text(rows)
    report = desk.report(desk.folder, "--unit", "kg")
    assert (report.sessions, report.sets) == (1, 1)
    assert any("stood in watch and app and counted once" in note for note in report.notes)


def test_dates_that_may_be_either_are_asked_about(desk: Desk) -> None:
    (desk.folder / "own.csv").write_text("date,exercise,reps,kg\n3/4/2026,Squat,5,100\n5/4/2026,Squat,5,100\n")
    assert "--day-first or --month-first" in desk.refused("own.csv")
    assert desk.report("own.csv", "--day-first").last == date(2026, 4, 5)
    assert desk.report("own.csv", "--month-first").last == date(2026, 5, 4)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"\x00" * 999, bytes(range(256)) * 9, b"a,b\n1,2\n", b"{", b"[]", b"[" * 99_999, b"PK\x03\x04",
        b"x" * 300_000,
        b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT", b'{"ironstride_log":1}\nno\n', b"date,exercise,reps\n,,\n",
        b"date,exercise,reps,kg\n0001-01-01,Squat,5,1e400\n", b"\xff\xfe" + b"d\x00" * 50,
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["log.csv", "log.json", "log.fit", "log.zip", "log.gz", "log"])
def test_whatever_is_dropped_in_is_refused_on_one_line(desk: Desk, data: bytes, name: str) -> None:
    (desk.folder / name).write_bytes(data)
    assert name.partition(".")[0] in desk.refused(name)


def test_a_folder_without_a_log_and_what_is_no_file(desk: Desk) -> None:
    (desk.folder / "empty").mkdir()
    assert "no strength log" in desk.refused("empty")
    os.mkfifo(desk.folder / "pipe")
    assert "no regular file" in desk.refused("pipe")
    with (desk.folder / "huge.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    assert "MB" in desk.refused("huge.csv")


# ---------------------------------------------------------------- the same weeks, as each app writes them

WEEKS = [date(2026, 3, 2) + timedelta(weeks=n) for n in range(6)]
MAKERS = {
    "strong": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
        '{day} 18:00:00,"A",45m,"Squat (Barbell)",W,40,5,0,0,"","",\n'
        '{day} 18:00:00,"A",45m,"Squat (Barbell)",1,{kg},5,0,0,"","",8\n'
        '{day} 18:00:00,"A",45m,"Pull Up (Assisted)",1,20,8,0,0,"","",8\n'
        '{day} 18:00:00,"A",45m,"Plank",1,0,0,0,45,"","",',
    ),
    "hevy": (
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
        '"set_type","weight_lbs","reps","distance_miles","duration_seconds","rpe"',
        '"A","{hevy}, 18:00","{hevy}, 18:45","","Squat (Barbell)","","",0,warmup,88.185,5,,,\n'
        '"A","{hevy}, 18:00","{hevy}, 18:45","","Squat (Barbell)","","",1,normal,{lb},5,,,8\n'
        '"A","{hevy}, 18:00","{hevy}, 18:45","","Pull Up (Assisted)","","",0,normal,44.092,8,,,8\n'
        '"A","{hevy}, 18:00","{hevy}, 18:45","","Plank","","",0,normal,,,,45,',
    ),
    "own": (
        "Datum;Uhrzeit;Übung;Gewicht (kg);Wdh;RPE;Sekunden;Art",
        "{german};18:00;Kniebeuge;40,0;5;;;warmup\n{german};18:00;Kniebeuge;{comma};5;8;;\n"
        "{german};18:00;Pull Up (Assisted);-20;8;8;;\n{german};18:00;Plank;;;;45;",
    ),
    "mapped": (
        "when,clock,what,plates,how often,felt,held,kind",
        "{day},18:00,back squat,40 kg,5,,,warmup\n{day},18:00,back squat,{kg} kg,5,8,,\n"
        "{day},18:00,Pull Up (Assisted),-20 kg,8,8,,\n{day},18:00,Plank,,,,45,",
    ),
}  # fmt: skip
MAPPING = {
    "date": "when", "time": "clock", "exercise": "what", "load": "plates", "reps": "how often", "rpe": "felt",
    "seconds": "held", "kind": "kind",
}  # fmt: skip


@pytest.mark.parametrize("maker", sorted(MAKERS))
def test_the_same_weeks_are_the_same_audit_whoever_wrote_them(desk: Desk, maker: str) -> None:
    head, row = MAKERS[maker]
    lines = [
        row.format(
            day=day, hevy=f"{day.day} {day:%b} {day.year}", german=f"{day:%d.%m.%Y}", kg=80 + 2.5 * n,
            lb=round((80 + 2.5 * n) / 0.45359237, 3), comma=f"{80 + 2.5 * n:.1f}".replace(".", ","),
        )
        for n, day in enumerate(WEEKS)
    ]  # fmt: skip
    (desk.folder / "log.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    columns = [word for ours, theirs in MAPPING.items() for word in ("--column", f"{ours}={theirs}")]
    report = desk.report("log.csv", "--unit", "kg", *(columns if maker == "mapped" else []))
    assert (report.sessions, report.sets, report.unresolved) == (6, 18, ())
    assert (report.first, report.last) == (WEEKS[0], WEEKS[-1])
    columns_told = MAPPING if maker == "mapped" else {}
    history = read_logs([desk.folder / "log.csv"], Options(unit="kg", columns=columns_told), None).history
    for n, session in enumerate(history.sessions):
        assert (session.date, session.start_min) == (WEEKS[n], 18 * 60)
        warm, squat, pull, plank = session.sets
        assert [one.exercise for one in session.sets] == [
            "back-squat", "back-squat", "band-assisted-pull-up", "front-plank",
        ]  # fmt: skip
        assert (warm.kind, warm.load_kg, warm.reps) == ("warmup", pytest.approx(40, abs=1e-3), 5)
        assert (squat.kind, squat.rir) in ((None, 2.0), ("work", 2.0))
        assert (squat.load_kg, squat.reps) == (pytest.approx(80 + 2.5 * n, abs=1e-3), 5)
        assert (pull.load_kg, pull.reps, pull.rir) == (pytest.approx(-20, abs=1e-3), 8, 2.0)
        assert (plank.load_kg, plank.seconds) == (None, 45)
