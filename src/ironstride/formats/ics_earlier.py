"""Carries a calendar we wrote earlier forward: what changed counts up, what is gone is called off, the rest stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

#: octets of an earlier file that are looked at; a season takes a hundredth of it
MOST_OCTETS = 4_000_000
#: lines that say which writing an event is of
_WRITING = ("DTSTAMP:", "SEQUENCE:")


class Event(Struct, frozen=True):
    """An event's lines, unfolded, from BEGIN to END."""

    uid: str
    lines: tuple[str, ...]

    @property
    def sequence(self) -> int:
        """Which writing of the event this is; 0 for the first."""
        found = next((line.partition(":")[2] for line in self.lines if line.startswith("SEQUENCE:")), "0")
        return int(found) if found.isdecimal() and len(found) < 10 else 0

    @property
    def says(self) -> tuple[str, ...]:
        """All it says, whichever writing it is of."""
        return tuple(line for line in self.lines if not line.startswith(_WRITING))

    def written(self, sequence: int, stamp: str) -> Event:
        """The same, as a later writing."""
        now = {"DTSTAMP": stamp, "SEQUENCE": str(sequence)}
        names = [line.partition(":")[0] for line in self.lines]
        lines = [f"{n}:{now[n]}" if n in now else line for n, line in zip(names, self.lines, strict=True)]
        return Event(self.uid, tuple(lines))


def earlier_events(data: bytes, whose: str) -> dict[str, Event]:
    """Read the events of a calendar we wrote for the same runner; what is no such calendar holds none.

    Parameters
    ----------
    data : the file's bytes; only what looks like ours is read.
    whose : the end of the UIDs of this runner's events.
    """
    if len(data) > MOST_OCTETS:
        return {}
    found: dict[str, Event] = {}
    held: list[str] = []
    for line in data.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n"):
        held = [line] if line == "BEGIN:VEVENT" else [*held, line]
        if line == "END:VEVENT":
            uid = next((one.removeprefix("UID:") for one in held if one.startswith("UID:")), "")
            if held[0] == "BEGIN:VEVENT" and uid.endswith(whose):
                found[uid] = Event(uid, tuple(held))
            held = []
    return found


def carried(events: Sequence[Event], earlier: Mapping[str, Event], stamp: Callable[[int], str]) -> Iterator[Event]:
    """Give the events as a calendar that knows the earlier ones has to read them.

    Parameters
    ----------
    events : what the plan holds now, as first writings.
    earlier : what was written before, by UID.
    stamp : gives the DTSTAMP of a writing by its number.
    """
    for event in events:
        old = earlier.get(event.uid)
        if old is None:
            yield event
        else:
            changed = old.says != event.says
            sequence = max(old.sequence + changed, event.sequence)
            yield event.written(sequence, stamp(sequence))
    here = {event.uid for event in events}
    for uid, old in sorted(earlier.items()):
        if uid not in here:
            off = "STATUS:CANCELLED" in old.lines
            lines = tuple("STATUS:CANCELLED" if line.startswith("STATUS:") else line for line in old.lines)
            sequence = old.sequence + (not off)
            yield Event(uid, lines).written(sequence, stamp(sequence))
