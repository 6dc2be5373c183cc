"""FIT: what is written is read, by us and by others; and no bytes, however wrong, do more than be refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import fitdecode
import pyfitparsernative
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ironstride.formats import fit
from ironstride.formats.fit_decode import decode
from ironstride.formats.fit_write import Record, checksum, encode, encode_run, encode_strength, stamp
from ironstride.formats.not_an_activity import NotAnActivity
from ironstride.formats.track import Point, analyse, cost_of_grade, graded_speed, mend_clock
from ironstride.model.errors import ImportFailure
from ironstride.model.running import DoneSet, OtherActivity, Run

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
START = datetime(2026, 9, 1, 7, 30, tzinfo=timezone(timedelta(hours=2)))
SPEED = 3.0


def steady(seconds: int, every: int = 10, grade: float = 0.0, hr: int | None = 140) -> list[Record]:
    """An even run sampled every so many seconds, on an even slope."""
    return [
        Record(t, SPEED * t, round(500 + grade * SPEED * t, 1), hr, 170.0, contact_time_ms=240.0)
        for t in range(0, seconds + 1, every)
    ]


def run_of(data: bytes) -> Run:
    found = fit.read_fit(data, "a.fit")
    assert isinstance(found, Run)
    return found


# What is written is read


def test_a_run_comes_back() -> None:
    run = run_of(encode_run(START, steady(2400), workout="6 x 800 m"))
    assert (run.start, run.start.utcoffset()) == (START, timedelta(hours=2))
    assert run.id == "run-20260901T053000Z"
    assert run.duration_s == 2400
    assert run.distance_m == 7200
    assert run.hr_histogram_s == {140: 2400.0}
    assert (run.mean_hr_bpm, run.max_hr_bpm, run.cadence_spm, run.contact_time_ms) == (140, 140, 170, 240)
    assert run.graded_speed_mps == (3.0,) * 80
    assert (run.title, run.source, run.indoor, run.partial) == ("6 x 800 m", "a.fit", False, False)


@given(
    speeds=st.lists(st.floats(0.8, 6.0), min_size=12, max_size=60),
    hrs=st.lists(st.integers(60, 200), min_size=12, max_size=60),
    every=st.integers(1, 12),
)
@settings(max_examples=40, deadline=None)
def test_any_run_comes_back(speeds: list[float], hrs: list[int], every: int) -> None:
    way, records = 0.0, [Record(0, 0.0, hr_bpm=hrs[0])]
    for i, speed in enumerate(speeds * 6):
        way += speed * every
        records.append(Record((i + 1) * every, round(way, 2), hr_bpm=hrs[i % len(hrs)]))
    if records[-1].at_s < 60:
        return
    run = run_of(encode_run(START, records))
    assert run.duration_s == records[-1].at_s
    assert run.distance_m == pytest.approx(way, abs=0.1)
    assert sum(run.hr_histogram_s.values()) == pytest.approx(run.duration_s)
    assert sum(run.graded_speed_mps) * 30 == pytest.approx(way, abs=30 * 6.5)


def test_other_readers_agree_with_checksums() -> None:
    records = [r._replace(lat_deg=-48.0, lon_deg=-123.0) for r in steady(600)]
    data = encode_run(START, records, pauses=[(300, 310)], laps_s=[200, 400])
    with fitdecode.FitReader(
        BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        names = [f.name for f in reader if isinstance(f, fitdecode.FitDataMessage)]
    fast = [m["message_type"] for m in pyfitparsernative.parse_fit_bytes(data)]
    assert names == fast
    assert (names.count("record"), names.count("lap"), names.count("event")) == (61, 3, 4)
    first = next(m for m in pyfitparsernative.parse_fit_bytes(data) if m["message_type"] == "record")
    assert first["position_lat"] * 180 / 2**31 == pytest.approx(-48.0, abs=1e-6)
    assert (first["heart_rate"], first["cadence"], first["altitude"]) == (140, 85, 500.0)


def test_both_decoders_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    run = encode_run(START, steady(1200, grade=0.03), pauses=[(600, 700)])
    sets = [DoneSet(active=True, reps=5, load_kg=60, categories=("squat", "lunge"), exercise="goblet_squat")]
    gym = encode_strength(START, sets, categories={"squat": 28, "lunge": 17}, subtypes={"goblet_squat": 37})
    fast = [fit.read_fit(data, "a.fit") for data in (run, gym)]
    monkeypatch.setattr("ironstride.formats.fit_decode._decode_fast", lambda data: None)
    assert [fit.read_fit(data, "a.fit") for data in (run, gym)] == fast


def test_checksum_is_crc16_arc() -> None:
    assert checksum(b"123456789") == 0xBB3D


def test_the_writer_refuses_what_it_does_not_know() -> None:
    with pytest.raises(KeyError):
        encode([("record", {"no_such_field": 1})])


# Grade


@pytest.mark.parametrize(
    ("grade", "ratio"), [(-0.20, 0.50), (-0.10, 0.60), (-0.05, 0.76), (0.05, 1.30), (0.10, 1.66), (0.20, 2.50)]
)
def test_cost_of_grade_as_printed(grade: float, ratio: float) -> None:
    """Minetti et al. 2002."""
    assert cost_of_grade(grade) / cost_of_grade(0.0) == pytest.approx(ratio, abs=0.005)
    run = run_of(encode_run(START, steady(600, grade=grade)))
    assert run.graded_speed_mps[10] / SPEED == pytest.approx(ratio, abs=0.01)


def test_flat_costs_what_minetti_says_and_cliffs_are_held() -> None:
    assert cost_of_grade(0.0) == 3.6
    assert cost_of_grade(2.0) == cost_of_grade(0.45)
    assert graded_speed(3.0, 0.0) == 3.0


def test_noise_of_the_altimeter_is_no_climb() -> None:
    points = [Point(t, SPEED * t, 500 + (0.8 if t % 2 else -0.8)) for t in range(1200)]
    track = analyse(points)
    assert track.climb_m < 5
    assert all(v == pytest.approx(SPEED, rel=0.03) for v in track.graded_speed_mps)


def test_climb_and_descent_of_rolling_ground() -> None:
    heights = [500 + 20 * abs((t / 300) % 2 - 1) for t in range(1801)]
    track = analyse([Point(t, SPEED * t, h) for t, h in enumerate(heights)])
    assert track.climb_m == pytest.approx(60, rel=0.1)
    assert track.descent_m == pytest.approx(60, rel=0.1)


# Time that is not running


def test_a_pause_is_not_running_time() -> None:
    samples = [r if r.at_s <= 600 else r._replace(at_s=r.at_s + 300) for r in steady(1200)]
    run = run_of(encode_run(START, samples, pauses=[(600, 900)]))
    assert run.duration_s == 1200
    assert run.graded_speed_mps.count(0.0) == 1
    assert [v for v in run.graded_speed_mps if v] == [3.0] * 40


def test_a_gap_without_a_stop_is_judged_by_the_way() -> None:
    stood = [Point(t, SPEED * t) for t in range(0, 601, 5)] + [
        Point(900 + t, 1800 + SPEED * t) for t in range(0, 601, 5)
    ]
    lost = [Point(t, SPEED * t) for t in (*range(0, 601, 5), *range(780, 1201, 5))]
    assert analyse(stood).moving_s == 1200
    assert analyse(lost).moving_s == 1200
    assert analyse(stood).distance_m == analyse(lost).distance_m == 3600


def test_standing_for_a_minute_is_a_pause_and_a_traffic_light_is_not() -> None:
    def points(stand_s: int) -> list[Point]:
        return [Point(t, SPEED * (min(t, 600) + max(0, t - 600 - stand_s))) for t in range(1201 + stand_s)]

    assert analyse(points(90)).moving_s == 1200
    assert analyse(points(30)).moving_s == 1230


def test_a_clock_that_jumps_is_mended_to_the_later_time() -> None:
    jump = timedelta(days=20).total_seconds()
    samples = [r if r.at_s < 30 else r._replace(at_s=r.at_s + jump) for r in steady(1200)]
    run = run_of(encode_run(START, samples))
    assert run.duration_s == pytest.approx(1200, abs=10)
    assert run.start == START + timedelta(seconds=jump + 9)


@given(st.lists(st.floats(-1e9, 1e9), max_size=40))
def test_mended_clocks_never_jump(times: list[float]) -> None:
    mended = mend_clock([Point(t) for t in times])
    gaps = [b.time_s - a.time_s for a, b in pairwise(mended)]
    assert all(-61 <= gap <= 12 * 3600 + 1 for gap in gaps)
    assert len(mended) == len(times)


def test_a_fault_of_the_receiver_is_no_way() -> None:
    points = [Point(t, SPEED * t + (5000 if t > 300 else 0)) for t in range(601)]
    assert analyse(points).distance_m == pytest.approx(1800, abs=5)


def test_positions_give_the_way_where_no_distance_is_written() -> None:
    degrees = SPEED / 111_195
    points = [Point(t, None, None, 140, -48.0 + t * degrees, -123.0) for t in range(601)]
    assert analyse(points).distance_m == pytest.approx(1800, rel=0.001)


def test_a_treadmill_has_neither_place_nor_grade() -> None:
    samples = [r._replace(altitude_m=None) for r in steady(1200)]
    run = run_of(encode_run(START, samples, indoor=True))
    assert (run.indoor, run.climb_m, run.distance_m) == (True, 0, 3600)


def test_heart_rate_alone_is_still_a_run() -> None:
    run = run_of(encode_run(START, [Record(t, hr_bpm=150) for t in range(0, 1201, 5)], indoor=True))
    assert (run.duration_s, run.distance_m, run.graded_speed_mps) == (1200, 0, ())
    assert run.hr_histogram_s == {150: 1200.0}


def test_a_distance_packed_into_three_bytes_is_unpacked() -> None:
    def packed(sixteenths: int) -> list[int]:
        return [0x40, 0x01 | (sixteenths % 16) << 4, sixteenths >> 4 & 0xFF]

    ways = [45, 187, 4000, 4095 + 30]
    records: list[dict[str, object]] = [
        {"timestamp": f"2026-09-01T05:30:0{i}", "compressed_speed_distance": packed(w)} for i, w in enumerate(ways)
    ]
    assert [p.distance_m for p in fit._points(records)] == [w / 16 for w in ways[:3]] + [(4096 + 29) / 16]


def test_a_foot_pod_tells_contact_time_where_the_watch_does_not() -> None:
    described: dict[str, object] = {
        "message_type": "field_description", "field_name": ["Ground Time"], "field_definition_number": 3,
    }  # fmt: skip
    records: list[dict[str, object]] = [{"developer_field_3": 230}, {"stance_time": 250.0, "developer_field_3": 230}]
    assert fit._contact_time(records, [described]) == 240


# Strength


def test_strength_sets_come_back() -> None:
    done = [
        DoneSet(active=True, reps=5, load_kg=60.0, duration_s=40, categories=("squat",), exercise="goblet_squat"),
        DoneSet(active=False, duration_s=120),
        DoneSet(active=True, reps=8, duration_s=35, categories=("squat", "lunge")),
    ]
    data = encode_strength(START, done, categories={"squat": 28, "lunge": 17}, subtypes={"goblet_squat": 37})
    found = fit.read_fit(data, "gym.fit")
    assert isinstance(found, OtherActivity)
    assert (found.sport, found.is_strength, found.duration_s, found.start) == ("strength", True, 195, START)
    assert [replace(one, at=None) for one in found.sets] == done
    assert [one.at for one in found.sets] == [START + timedelta(seconds=s) for s in (0, 40, 160)]
    with fitdecode.FitReader(BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        sets = [f for f in reader if isinstance(f, fitdecode.FitDataMessage) and f.name == "set"]
    assert [s.get_value("weight", fallback=None) for s in sets] == [60.0, None, 0.0]


def other(sport: int, sub_sport: int, extra: Sequence[tuple[str, dict[str, float]]] = ()) -> OtherActivity:
    kind = {"sport": sport, "sub_sport": sub_sport}
    times = {"timestamp": stamp(START, 1800), "start_time": stamp(START), "total_timer_time": 1800.0}
    data = encode([("file_id", {"type": 4}), *extra, ("session", times | kind)])
    found = fit.read_fit(data, "a.fit")
    assert isinstance(found, OtherActivity)
    return found


def test_yoga_is_training_and_not_lifting() -> None:
    found = other(10, 43, [("set", {"timestamp": stamp(START), "duration": 60.0, "set_type": 1})])
    assert (found.sport, found.is_strength, found.sets) == ("yoga", False, ())


def test_strength_without_sets_is_a_session_without_sets() -> None:
    found = other(10, 20)
    assert (found.is_strength, found.sets, found.duration_s) == (True, (), 1800)


def test_a_ride_is_a_ride() -> None:
    assert other(2, 0).sport == "cycling"


def test_a_duathlon_gives_each_leg() -> None:
    records = [
        ("record", {"timestamp": stamp(START, t), "distance": 3.0 * t, "heart_rate": 150}) for t in range(0, 1801, 10)
    ]
    legs = [
        ("session", {"timestamp": stamp(START, to), "start_time": stamp(START, at), "sport": sport, "sub_sport": 0})
        for at, to, sport in ((0, 600, 1), (600, 1200, 2), (1200, 1800, 1))
    ]
    found = fit.read_fit_all(encode([("file_id", {"type": 4}), *records, *legs]), "duathlon.fit")
    assert [type(a).__name__ for a in found] == ["Run", "OtherActivity", "Run"]
    assert [a.duration_s for a in found if isinstance(a, Run)] == [600, 600]


# What cannot be read


@pytest.mark.parametrize("data", [b"", b"x", b"\x0e" * 40, b"PK\x03\x04" + bytes(40), encode([])])
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailure) as refusal:
        fit.read_fit(data, "bad.fit")
    assert str(refusal.value).startswith("bad.fit: ")


def test_a_workout_is_sound_but_no_activity() -> None:
    with pytest.raises(NotAnActivity, match="workout"):
        fit.read_fit(encode([("file_id", {"type": 5}), ("workout", {"wkt_name": "Legs"})]), "w.fit")


def test_a_button_pressed_by_mistake_is_refused() -> None:
    with pytest.raises(ImportFailure, match="only 20 s"):
        fit.read_fit(encode_run(START, steady(20)), "a.fit")


def test_a_truncated_file_gives_what_it_holds() -> None:
    data = encode_run(START, steady(3600))
    run = run_of(data[: int(0.6 * len(data))])
    assert run.partial
    assert run.start == START.astimezone(UTC)
    assert 1900 < run.duration_s < 2400
    assert run.distance_m == pytest.approx(3.0 * run.duration_s, abs=1)
    with pytest.raises(ImportFailure, match="could be read"):
        fit.read_fit(data[:400], "a.fit")


def test_a_wrong_checksum_is_read_but_marked() -> None:
    data = encode_run(START, steady(1200))
    assert run_of(data[:-2] + b"\x00\x00").partial
    assert not run_of(data).partial


def test_chained_files_are_all_read() -> None:
    later = START + timedelta(hours=9)
    data = encode_strength(START, [DoneSet(active=True, reps=5, duration_s=90)]) + encode_run(later, steady(1200))
    found = fit.read_fit_all(data, "a.fit")
    assert {type(a) for a in found} == {Run, OtherActivity}
    assert isinstance(fit.read_fit(data, "a.fit"), Run)
    damaged = fit.read_fit(encode_run(START, steady(1200)) + b"junk" * 5, "a.fit")
    assert isinstance(damaged, Run)
    assert damaged.duration_s == 1200


WHOLE = encode_run(START, steady(400, every=5), pauses=[(200, 205)], laps_s=[100]) + encode_strength(
    START, [DoneSet(active=True, reps=5, load_kg=60, categories=("squat",))], categories={"squat": 28}
)


@pytest.mark.slow
@given(
    changes=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.integers(0, len(WHOLE)),
    mend=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_mutations_are_read_or_refused(changes: list[tuple[int, int]], cut: int, mend: bool) -> None:
    """Only ImportFailure may escape; with mended checksums the fast reader sees the damage too."""
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    kept = bytes(data[: len(data) - cut // 4 if cut % 3 == 0 else len(data)])
    if mend and len(kept) > 16:
        kept = kept[:-2] + checksum(kept[:-2]).to_bytes(2, "little")
    try:
        found = fit.read_fit_all(kept, "fuzz.fit")
    except ImportFailure:
        return
    for activity in found:
        assert activity.duration_s >= 0
        assert activity.start.tzinfo is not None


def test_a_panic_of_the_fast_reader_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def panics(data: bytes) -> list[dict[str, object]]:
        raise Panic

    monkeypatch.setattr(pyfitparsernative, "parse_fit_bytes", panics)
    messages, whole = decode(encode_run(START, steady(600)), "a.fit")
    assert whole
    assert sum(m["message_type"] == "record" for m in messages) == 61


# Real files, where they are at hand

REAL = {
    "coros_run": (9699, 21524),
    "fenix2_pauses": (2810, 10547),
    "fr70_intervals": (3160, 6240),
    "fr945_treadmill": (3032, 10630),
    "run_dynamics": (8269, 23509),
    "time_jump": (3382, 10497),
}


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="the real files are not here")
class TestRealFiles:
    @pytest.mark.parametrize(("name", "figures"), REAL.items())
    def test_runs(self, name: str, figures: tuple[int, int]) -> None:
        run = fit.read_fit((FIXTURES / "fit_run" / f"{name}.fit").read_bytes(), name)
        assert isinstance(run, Run)
        assert (round(run.duration_s), round(run.distance_m)) == figures
        assert run.mean_hr_bpm is not None
        moving = [v for v in run.graded_speed_mps if v]
        assert sum(moving) / len(moving) == pytest.approx(run.distance_m / run.duration_s, rel=0.08)
        assert run.indoor == (name == "fr945_treadmill")

    def test_a_wrong_clock_at_the_start_is_mended(self) -> None:
        run = fit.read_fit((FIXTURES / "fit_run" / "time_jump.fit").read_bytes(), "time_jump")
        assert run.start.date().isoformat() == "2017-03-14"

    def test_dynamics(self) -> None:
        run = fit.read_fit((FIXTURES / "fit_run" / "run_dynamics.fit").read_bytes(), "run_dynamics")
        assert isinstance(run, Run)
        assert (run.contact_time_ms, run.cadence_spm) == (pytest.approx(272, abs=5), pytest.approx(165, abs=3))

    def test_a_corrupt_file_is_named(self) -> None:
        with pytest.raises(ImportFailure, match="corrupt_eof"):
            fit.read_fit((FIXTURES / "fit_run" / "corrupt_eof.fit").read_bytes(), "corrupt_eof.fit")

    def test_a_strength_session_with_guesses(self) -> None:
        done = fit.read_fit((FIXTURES / "fit_strength" / "p2g_core_from_watch.fit").read_bytes(), "core")
        assert isinstance(done, OtherActivity)
        assert (sum(s.active for s in done.sets), sum(not s.active for s in done.sets)) == (8, 7)
        assert all(s.load_kg is None and s.exercise == "" for s in done.sets)
        assert done.sets[6].categories == ("sit_up", "crunch")

    @pytest.mark.parametrize(("name", "is_strength"), [("p2g_strength_no_sets", True), ("p2g_yoga", False)])
    def test_sessions_without_sets(self, name: str, is_strength: bool) -> None:
        done = fit.read_fit((FIXTURES / "fit_strength" / f"{name}.fit").read_bytes(), name)
        assert isinstance(done, OtherActivity)
        assert (done.is_strength, done.sets) == (is_strength, ())
