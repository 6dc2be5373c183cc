"""GPX and TCX: own readers that fear neither entity bombs nor files cut short."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.formats.gpx import read_gpx
from ironstride.formats.tcx import read_tcx
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run

METRES_PER_DEGREE = 111_195
SPEED = 3.0


def clock(second: int) -> str:
    return f"2026-05-01T{6 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z"


def trkpt(second: int, speed: float = SPEED, hr: int | None = 150) -> str:
    extension = f'<extensions><x:TPX xmlns:x="urn:x"><x:hr>{hr}</x:hr></x:TPX></extensions>' if hr else ""
    lat = -48 + second * speed / METRES_PER_DEGREE
    told = f"<ele>{10 + second / 60:.2f}</ele><time>{clock(second)}</time>{extension}"
    return f'<trkpt lat="{lat:.8f}" lon="-123">{told}</trkpt>'


def gpx(*segments: str, kind: str = "<type>running</type>", head: str = "") -> bytes:
    body = "".join(f"<trkseg>{s}</trkseg>" for s in segments)
    return (
        f'<?xml version="1.0"?>{head}<gpx xmlns="http://www.topografix.com/GPX/1/1"><metadata><name>file</name></metadata>'
        f"<trk><name>Morning</name>{kind}{body}</trk></gpx>"
    ).encode()


def segment(first: int, last: int, step: int = 5, speed: float = SPEED) -> str:
    return "".join(trkpt(s, speed) for s in range(first, last + 1, step))


def trackpoint(second: int) -> str:
    return (
        f"<Trackpoint><Time>{clock(second)}</Time><AltitudeMeters>5</AltitudeMeters>"
        f"<DistanceMeters>{SPEED * second}</DistanceMeters><HeartRateBpm><Value>140</Value></HeartRateBpm>"
        '<Extensions><n:TPX xmlns:n="urn:n"><n:RunCadence>85</n:RunCadence></n:TPX></Extensions></Trackpoint>'
    )


def tcx(*laps: tuple[int, int], sport: str = "Running", tracks: bool = True) -> bytes:
    def lap(first: int, last: int) -> str:
        points = "".join(trackpoint(s) for s in range(first, last, 5))
        return (
            f'<Lap StartTime="{clock(first)}"><TotalTimeSeconds>{last - first}</TotalTimeSeconds>'
            f"<DistanceMeters>{SPEED * (last - first)}</DistanceMeters>"
            f"<AverageHeartRateBpm><Value>{130 + first // 60}</Value></AverageHeartRateBpm>"
            f"{f'<Track>{points}</Track>' if tracks else ''}</Lap>"
        )

    return (
        '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f'<Activities><Activity Sport="{sport}"><Id>{clock(laps[0][0])}</Id>{"".join(lap(*one) for one in laps)}'
        "<Notes>6 x 800 m</Notes></Activity></Activities></TrainingCenterDatabase>"
    ).encode()


def one_run(found: tuple[Run | OtherActivity, ...]) -> Run:
    assert len(found) == 1
    assert isinstance(found[0], Run)
    return found[0]


def test_a_gpx_run() -> None:
    run = one_run(read_gpx(gpx(segment(0, 1800)), "a.gpx"))
    assert (run.id, run.title, run.duration_s) == ("run-20260501T060000Z", "Morning", 1800)
    assert run.distance_m == pytest.approx(5400, rel=0.001)
    assert run.climb_m == pytest.approx(30, abs=2)
    assert run.hr_histogram_s == {150: 1800.0}
    assert len(run.graded_speed_mps) == 60


def test_the_time_between_gpx_segments_is_a_pause() -> None:
    run = one_run(read_gpx(gpx(segment(0, 600), segment(660, 1260)), "a.gpx"))
    assert run.duration_s == 1200
    assert run.graded_speed_mps.count(0.0) == 1


@pytest.mark.parametrize(
    ("kind", "speed", "sport"),
    [
        ("<type>9</type>", 3.0, "run"),
        ("<type>trail_running</type>", 2.0, "run"),
        ("<type>cycling</type>", 3.0, "cycling"),
        ("", 3.0, "run"),
        ("", 8.0, "unknown"),
        ("", 1.3, "unknown"),
        ("<type>strength_training</type>", 3.0, "strength"),
    ],
)
def test_gpx_sports(kind: str, speed: float, sport: str) -> None:
    (found,) = read_gpx(gpx(segment(0, 600, speed=speed), kind=kind), "a.gpx")
    assert ("run" if isinstance(found, Run) else found.sport) == sport


def test_a_gpx_of_two_tracks_is_two_activities() -> None:
    data = gpx(segment(0, 600)).replace(b"</gpx>", gpx(segment(7200, 7800)).partition(b"</metadata>")[2])
    assert len(read_gpx(data, "a.gpx")) == 2


def test_a_route_is_no_activity() -> None:
    with pytest.raises(ImportFailure, match="route"):
        read_gpx(re.sub(rb"<time>.*?</time>", b"", gpx(segment(0, 600))), "a.gpx")


def test_a_tcx_run() -> None:
    run = one_run(read_tcx(b"  \n" + tcx((0, 900), (900, 1800)), "a.tcx"))
    assert (run.duration_s, run.distance_m, run.title, run.cadence_spm) == (1795, 5385, "6 x 800 m", 170)
    assert run.hr_histogram_s == {140: 1795.0}
    assert run.indoor
    assert set(run.graded_speed_mps) == {3.0}


def test_a_tcx_without_points_is_its_laps() -> None:
    run = one_run(read_tcx(tcx((0, 600), (600, 1800), tracks=False), "a.tcx"))
    assert (run.duration_s, run.distance_m) == (1800, 5400)
    assert run.mean_hr_bpm == pytest.approx((130 * 600 + 140 * 1200) / 1800, abs=0.1)


def test_a_tcx_ride() -> None:
    (found,) = read_tcx(tcx((0, 900), sport="Biking"), "a.tcx")
    assert isinstance(found, OtherActivity)
    assert found.sport == "biking"


# What cannot be read, and what must not be

Reader = Callable[[bytes, str], tuple[Run | OtherActivity, ...]]
BOTH: list[tuple[Reader, bytes]] = [(read_gpx, gpx(segment(0, 1800))), (read_tcx, tcx((0, 900), (900, 1800)))]


@pytest.mark.parametrize(("reader", "data"), BOTH)
def test_a_file_cut_short_gives_what_it_holds(reader: Reader, data: bytes) -> None:
    run = one_run(reader(data[: int(len(data) * 0.6)], "cut"))
    assert run.partial
    assert run.duration_s == pytest.approx(1080, abs=60)
    with pytest.raises(ImportFailure):
        reader(data[: int(len(data) * 0.05)], "cut")


@pytest.mark.parametrize(("reader", "data"), BOTH)
@pytest.mark.parametrize("bad", [b"", b"  ", b"hello", b"<html><body/></html>", b"\x00\xff\xfe", b"<a><b></a>"])
def test_rubbish_is_refused(reader: Reader, data: bytes, bad: bytes) -> None:
    with pytest.raises(ImportFailure) as refusal:
        reader(bad, "bad.xml")
    assert refusal.value.where == "bad.xml"


@pytest.mark.parametrize(("reader", "data"), BOTH)
def test_an_entity_bomb_is_refused_at_once(reader: Reader, data: bytes) -> None:
    layers = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "lol">{layers}]>'.encode()
    armed = data.replace(b"?>", b"?>" + doctype, 1).replace(b"T06:00:00Z", b"T06:00:00Z&l9;", 1)
    began = time.perf_counter()
    with pytest.raises(ImportFailure):
        reader(armed, "bomb.xml")
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(("reader", "data"), BOTH)
def test_any_document_type_is_refused(reader: Reader, data: bytes) -> None:
    for doctype in (
        b"<!DOCTYPE gpx>",
        b'<!DOCTYPE gpx SYSTEM "file:///etc/hostname">',
        b'<!DOCTYPE g [<!ENTITY a "b">]>',
    ):
        with pytest.raises(ImportFailure, match="document type"):
            reader(data.replace(b"?>", b"?>" + doctype, 1), "dtd.xml")


@given(
    which=st.sampled_from([(read_gpx, gpx(segment(0, 400))), (read_tcx, tcx((0, 400)))]),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=3)), min_size=1, max_size=6),
)
@settings(max_examples=120, deadline=None)
def test_mutations_are_read_or_refused(which: tuple[Reader, bytes], changes: list[tuple[float, bytes]]) -> None:
    reader, whole = which
    data = bytearray(whole)
    for place, new in changes:
        at = int(place * len(data))
        data[at : at + 2] = new
    try:
        found = reader(bytes(data), "fuzz")
    except ImportFailure:
        return
    assert all(a.duration_s > 0 for a in found)
