"""What GPX and TCX share: reading XML that may be hostile or cut short, and making an activity of its points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ironstride.formats.track import GAP_S, Point, Track, analyse, mend_clock
from ironstride.model.errors import ImportFailure
from ironstride.model.running import OtherActivity, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

SHORTEST_S, SHORTEST_PARTIAL_S = 60.0, 300.0
#: Mean moving speeds of a track that does not say its sport, metres per second: slower is a walk, faster a ride.
RUNNING_MPS = (1.9, 5.5)


class Elements:
    """The finished elements of an XML file with the given local names, one after the other.

    Attributes
    ----------
    whole : False once the file turned out to be cut short; what came before was still given out.
    """

    def __init__(self, data: bytes, names: Sequence[str], where: str) -> None:
        self.data, self.names, self.where = data, names, where
        self.whole = True

    def __iter__(self) -> Iterator[tuple[str, _Element]]:
        from lxml import etree

        if not self.data.strip():
            raise ImportFailure("the file is empty", self.where)
        first = True
        try:
            for _, element in etree.iterparse(
                BytesIO(self.data),
                events=("end",),
                tag=[f"{{*}}{name}" for name in self.names],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            ):
                if first:
                    first = False
                    self._refuse_doctype(element)
                yield local_name(element), element
        except etree.XMLSyntaxError as error:
            if first:
                raise ImportFailure("this is not readable XML", self.where) from error
            self.whole = False

    def _refuse_doctype(self, element: _Element) -> None:
        """No watch writes a document type; one that is there is an attack or another kind of file."""
        if element.getroottree().docinfo.doctype:
            raise ImportFailure("it declares a document type, which no activity file needs", self.where)


def local_name(element: _Element) -> str:
    """The element's name without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def forget(element: _Element) -> None:
    """Free an element that has been read and everything before it, so that a long file needs little memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def child_text(element: _Element, name: str) -> str:
    """Text of the first descendant with this local name, '' when there is none."""
    found = next(element.iter(f"{{*}}{name}"), None)
    return "" if found is None else (found.text or "").strip()


def child_number(element: _Element, name: str) -> float | None:
    """Number in the first descendant with this local name, None when there is none or it is no finite number."""
    return as_number(child_text(element, name))


def as_number(text: str | None) -> float | None:
    """A finite number, or None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def as_seconds(text: str) -> float | None:
    """An ISO time as seconds since 1970 UTC; without an offset it is taken as UTC."""
    try:
        when = datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def activity(
    pieces: Sequence[Sequence[Point]],
    *,
    sport: str,
    title: str,
    where: str,
    partial: bool,
    cadence_spm: float | None = None,
    indoor: bool = False,
) -> Run | OtherActivity:
    """Make an activity of recorded pieces; a gap of more than 15 s between two pieces is a pause.

    Parameters
    ----------
    pieces : points of each track segment, in order; a lap's end may part them without a pause.
    sport : `running`, another sport, or '' when the file does not say; then the speed decides.

    Raises
    ------
    ImportFailure
        There are no times, or too little was recorded.
    """
    pieces = [p for p in pieces if p]
    points = mend_clock([p for piece in pieces for p in piece])
    if not points:
        raise ImportFailure("it holds no times, so it is a route and not an activity", where)
    gaps = [(a[-1].time_s, b[0].time_s) for a, b in pairwise(pieces)]
    track = analyse(points, [gap for gap in gaps if gap[1] - gap[0] > GAP_S])
    if track.moving_s < (SHORTEST_PARTIAL_S if partial else SHORTEST_S):
        raise ImportFailure(f"only {track.moving_s:.0f} s of activity could be read", where)
    start = _moment(points[0].time_s, where)
    sport = sport or _guessed(track.distance_m / track.moving_s)
    if sport != "running":
        return other(start, track.moving_s, sport, where)
    run = _run(start, track, title, where)
    return replace(run, partial=partial, cadence_spm=cadence_spm, indoor=indoor)


def _run(start: datetime, track: Track, title: str, where: str) -> Run:
    return Run(
        id=f"run-{start:%Y%m%dT%H%M%SZ}",
        start=start,
        duration_s=track.moving_s,
        distance_m=track.distance_m,
        climb_m=track.climb_m,
        descent_m=track.descent_m,
        mean_hr_bpm=track.mean_hr_bpm,
        max_hr_bpm=track.max_hr_bpm,
        hr_histogram_s=track.hr_histogram_s,
        graded_speed_mps=track.graded_speed_mps,
        title=title,
        source=where,
    )


def other(start: datetime, duration_s: float, sport: str, where: str) -> OtherActivity:
    """An activity that is no run, under the sport's usual word."""
    word = "strength" if sport in STRENGTH_WORDS else sport
    return OtherActivity(
        id=f"{word.replace('_', '-').replace(' ', '-')}-{start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        start=start,
        duration_s=round(duration_s, 1),
        sport=word,
        is_strength=word == "strength",
        source=where,
    )


STRENGTH_WORDS = frozenset({"strength", "strength_training", "weight_training", "weighttraining", "weights"})


def _moment(time_s: float, where: str) -> datetime:
    try:
        return datetime.fromtimestamp(time_s, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ImportFailure("its times make no sense", where) from error


def _guessed(speed_mps: float) -> str:
    low, high = RUNNING_MPS
    return "running" if low <= speed_mps <= high else "unknown"
