"""Turns a watch's strength activity into a logged session: its work sets in order, rests between them, no guesses."""

from __future__ import annotations

import re

from ironstride.formats.strength_rows import StrengthLog
from ironstride.model.log import LoggedSession, LoggedSet
from ironstride.model.running import DoneSet, OtherActivity, Run, Unread


def watch_log(activities: tuple[Run | OtherActivity, ...], where: str) -> StrengthLog:
    """Give the strength sessions among a file's activities; one without sets counts as a session without sets.

    A set's name is the title of the workout step, the profile's name of the exercise, or the first category the watch
    guessed with `, kind not told` behind it; a load or repetitions of 0 was not typed in and is not told.
    """
    sessions: list[LoggedSession] = []
    unread: list[Unread] = []
    rows = 0
    for activity in activities:
        if isinstance(activity, OtherActivity) and activity.is_strength:
            sessions.append(_session(activity))
            rows += max(1, len(activity.sets))
            unread += _silent(activity, where)
        else:
            sport = "running" if isinstance(activity, Run) else activity.sport
            unread.append(Unread(where=where, text=sport, why="it is an activity, but no strength session"))
            rows += 1
    return StrengthLog(app="watch", sessions=tuple(sessions), rows=rows, unread=tuple(unread))


def _session(activity: OtherActivity) -> LoggedSession:
    start = activity.start
    name = f"watch-{start:%Y%m%d-%H%M%S}"
    return LoggedSession(
        id=name,
        date=start.date(),
        start_min=60 * start.hour + start.minute,
        minutes=min(1440.0, round(activity.duration_s / 60, 2)),
        mean_hr_bpm=None if activity.mean_hr_bpm is None else round(activity.mean_hr_bpm),
        source="watch",
        sets=tuple(_sets(activity.sets, name)),
    )


def _sets(done: tuple[DoneSet, ...], session: str) -> list[LoggedSet]:
    found: list[LoggedSet] = []
    rest_s = 0.0
    for one in done:
        if not one.active:
            rest_s += one.duration_s or 0.0
            continue
        if _is_told(one):
            name = one.exercise or f"{next(iter(one.categories), 'exercise')}, kind not told"
            found.append(
                LoggedSet(
                    id=f"{session}.{len(found) + 1}",
                    name=re.sub(r"\s+", " ", name.replace("_", " ")).strip()[:200],
                    reps=one.reps,
                    seconds=round(one.duration_s, 1) if one.duration_s else None,
                    load_kg=one.load_kg,
                    rest_s=round(rest_s) if rest_s and found else None,
                    at=one.at,
                )
            )
        rest_s = 0.0
    return found


def _is_told(one: DoneSet) -> bool:
    return bool(one.reps or one.duration_s)


def _silent(activity: OtherActivity, where: str) -> list[Unread]:
    """Name the work sets of which the watch knows nothing."""
    silent = sum(one.active and not _is_told(one) for one in activity.sets)
    why = f"the watch tells neither repetitions nor time of {silent} sets"
    return [Unread(where=where, text="", why=why)] if silent else []
