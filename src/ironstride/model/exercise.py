"""An exercise of the catalogue: what it is, what it needs and what rules may ask about it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Pattern = Literal[
    "squat", "lunge", "step-up", "hinge", "calf", "foot", "push", "pull", "carry",
    "core-anti-extension", "core-anti-rotation", "core-anti-lateral-flexion", "core-flexion", "core-extension",
    "rotation", "plyometric", "sprint", "throw", "hip-flexion", "abduction", "mobility", "balance", "conditioning",
]  # fmt: skip
Plane = Literal["sagittal", "frontal", "transverse", "multi"]
BlockName = Literal["mobility", "power", "strength", "accessory", "core", "transfer"]
BLOCKS: tuple[BlockName, ...] = ("mobility", "power", "strength", "accessory", "core", "transfer")
LoadType = Literal[
    "barbell", "trap-bar", "dumbbell", "dumbbell-pair", "kettlebell", "kettlebell-pair", "plate", "machine", "cable",
    "band", "medicine-ball", "sled", "pack", "bodyweight",
]  # fmt: skip
Measure = Literal["reps", "seconds", "contacts", "metres"]
Landing = Literal["none", "low", "moderate", "high"]
Verdict3 = Literal["recommended", "allowed", "discouraged"]
Site = Literal[
    "achilles",
    "ankle",
    "back",
    "calf",
    "elbow",
    "foot",
    "groin",
    "hamstring",
    "hip",
    "knee",
    "neck",
    "shin",
    "shoulder",
    "wrist",
]
Condition = Literal["bone-stress", "pregnancy", "high-blood-pressure", "recent-surgery", "growth-spurt"]


class Caution(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Leave the exercise out (`avoid`) or take care (`care`) with this site sore or this condition present."""

    site: Site | None = None
    condition: Condition | None = None
    action: Literal["avoid", "care"] = "avoid"
    note: str = ""


class SeedVerdict(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one seed article says of the exercise or its class, in our words."""

    verdict: Verdict3
    note: str = ""


class WatchName(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The FIT exercise category and name a watch shows (profile names, e.g. `squat` / `goblet_squat`)."""

    category: str
    name: str = ""


class Exercise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One movement. Ids are slugs and never reused."""

    id: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: str
    aliases: tuple[str, ...] = ()
    pattern: Pattern
    plane: Plane
    unilateral: bool = False
    #: blocks of a session the exercise may stand in.
    blocks: Annotated[tuple[BlockName, ...], Meta(min_length=1)]
    #: known so that logs can be read, and never planned.
    log_only: bool = False
    traits: tuple[str, ...] = ()
    muscles: Annotated[tuple[str, ...], Meta(min_length=1)]
    #: alternatives, each a list of things that must all be there; an empty list means nothing is needed.
    equipment: tuple[tuple[str, ...], ...] = ((),)
    skill: Annotated[int, Meta(ge=1, le=3)] = 1
    load_type: LoadType = "bodyweight"
    #: the lift can be loaded beyond body mass (bodyweight items with a vest, pack or dumbbell say so here).
    loadable: bool = False
    measure: Measure = "reps"
    #: share of body mass moved with each repetition, 0 to 1.
    body_mass_share: Annotated[float, Meta(ge=0, le=1)] = 0.0
    landing: Landing = "none"
    #: ground contacts a repetition counts for (plyometrics).
    contacts_per_rep: Annotated[int, Meta(ge=0)] = 0
    #: seconds one repetition takes at working tempo.
    seconds_per_rep: Annotated[float, Meta(gt=0)] = 3.0
    #: seconds to set up before the first set.
    setup_s: Annotated[int, Meta(ge=0)] = 30
    tempo: str = ""
    #: repetition table that fits best: general, bench-press or leg-press.
    rep_table: Literal["general", "bench-press", "leg-press"] = "general"
    #: the lift whose strength tells about this one, and this one-rep maximum as a share of it (heuristic).
    reference: str | None = None
    reference_ratio: Annotated[float, Meta(gt=0, le=3)] | None = None
    #: a load a healthy adult beginner can surely lift for the first honest set, as a share of body mass (heuristic);
    #: for pairs of dumbbells, per hand.
    start_share: Annotated[float, Meta(ge=0, le=1)] | None = None
    regressions: tuple[str, ...] = ()
    progressions: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    cues: Annotated[tuple[str, ...], Meta(min_length=1)]
    why: str
    seeds: dict[Literal["S0", "S1", "S2", "S3", "S4"], SeedVerdict] = {}
    watch: WatchName
    sources: tuple[str, ...] = ()
