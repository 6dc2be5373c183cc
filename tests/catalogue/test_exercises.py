"""The exercise catalogue is whole: it decodes, its references hold, and no runner's kit leaves a pattern empty."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest

import ironstride
from ironstride.model.exercise import Exercise


def words(text: str) -> list[str]:
    """Split a list of words that is written as text."""
    return text.split()


FOLDER = Path(ironstride.__file__).parent / "catalogue" / "data" / "exercises"

TRAITS = set(
    words(
        """compound isolation free-weight machine full-body heavy lower upper trunk knee-dominant hip-dominant
    horizontal-push vertical-push horizontal-pull vertical-pull straight-knee-calf bent-knee-calf tibialis hip-mobility
    ankle-mobility thoracic-mobility core-still static moves-through-space running-like unstable ballistic elastic
    rotation eccentric downhill uphill stairs axial-load corrective aerobic posture everyday-lift drop sprint
    skill-drill max-load"""
    )
)
EQUIPMENT = set(
    words(
        """barbell rack trap-bar safety-bar dumbbell dumbbell-pair kettlebell kettlebell-pair plate bench box step
    pull-up-bar dip-bars rings landmine cable band medicine-ball pack ghd back-extension reverse-hyper sled hurdles
    rope stairs hill space wall mat sliders ab-wheel ball anchor strap bosu erg leg-press hack-squat leg-curl
    leg-extension calf-machine seated-calf lat-pulldown smith adductor-machine hip-thrust-machine"""
    )
)
MACHINES = set(
    words(
        """leg-press hack-squat leg-curl leg-extension calf-machine seated-calf lat-pulldown smith adductor-machine
    hip-thrust-machine reverse-hyper erg"""
    )
)
#: what carries the load of each load type; sleds take the bar's plates.
IMPLEMENTS = {
    "barbell": {"barbell", "safety-bar"},
    "trap-bar": {"trap-bar"},
    "dumbbell": {"dumbbell"},
    "dumbbell-pair": {"dumbbell-pair"},
    "kettlebell": {"kettlebell"},
    "kettlebell-pair": {"kettlebell-pair"},
    "plate": {"plate"},
    "machine": MACHINES,
    "cable": {"cable"},
    "band": {"band"},
    "medicine-ball": {"medicine-ball"},
    "sled": {"sled"},
    "pack": {"pack"},
    "bodyweight": set(),
}
#: things that must be loaded; whoever has them loads the exercise with them and with nothing else.
LOADS = set().union(*IMPLEMENTS.values()) - MACHINES
BASE_LIFTS = set(
    words("back-squat conventional-deadlift bench-press overhead-press pull-up chin-up triceps-dip standing-calf-raise")
)
SOURCES = set(
    words(
        """storen-2008 karsten-2016 paavolainen-1999 engeroff-2023 garcia-pinillos-2020 leppanen-2024 hung-2019
    wallace-2010 suprak-2011 nuzzo-2024 weakley-2021 beattie-2017 vikmoen-2016 giovanelli-2017 hebert-losier-2017
    mcgill-1999 strand-2014 house-heuristic"""
    )
)
#: the 124 rows of the evidence notes' exercise table, in their order.
EVIDENCE_ROWS = words(
    """
back-squat half-squat front-squat goblet-squat box-squat safety-bar-squat leg-press hack-squat bodyweight-squat
spanish-squat wall-sit split-squat rear-foot-elevated-split-squat front-foot-elevated-split-squat reverse-lunge
forward-lunge walking-lunge lateral-lunge curtsy-lunge step-up high-step-up lateral-step-up step-down
single-leg-box-squat skater-squat pistol-squat conventional-deadlift trap-bar-deadlift sumo-deadlift romanian-deadlift
single-leg-romanian-deadlift b-stance-romanian-deadlift good-morning kettlebell-swing hip-thrust single-leg-hip-thrust
glute-bridge single-leg-bridge glute-hamstring-raise nordic-hamstring sliding-leg-curl leg-curl leg-extension
hip-extension reverse-hyper banded-hip-flexor-march copenhagen-side-plank adductor-squeeze side-lying-hip-abduction
lateral-band-walk standing-calf-raise single-leg-calf-raise seated-calf-raise bent-knee-single-leg-calf-raise
isometric-calf-hold tibialis-raise foot-doming farmer-carry suitcase-carry overhead-carry front-rack-carry sled-push
sled-drag-backward push-up bench-press dumbbell-bench-press overhead-press half-kneeling-press landmine-press
triceps-dip dumbbell-curl pull-up lat-pulldown inverted-row one-arm-dumbbell-row cable-row face-pull rowing-machine
front-plank dead-bug hollow-hold ab-wheel-rollout body-saw bird-dog pallof-press renegade-row side-plank side-bend
crunch v-up russian-twist cable-chop medicine-ball-rotational-throw medicine-ball-slam medicine-ball-chest-pass
hanging-knee-raise back-extension pogo jump-rope a-skip single-leg-pogo countermovement-jump squat-jump trap-bar-jump
box-jump broad-jump lateral-bound bounding single-leg-hop hurdle-hop drop-jump hill-sprint banded-sprint stair-climb
bosu-squat balance-reach boot-camp-circuit high-rep-light-set ankle-rock hip-flexor-stretch hip-switches
worlds-greatest-stretch open-book leg-swings
"""
)
#: what the five seed articles name, and exercises that answer to it.
SEED_NAMED = {
    "push-up": "push-up",
    "pull-up": "pull-up",
    "triceps dip": "triceps-dip",
    "bench press": "bench-press",
    "curl": "dumbbell-curl",
    "strict press": "overhead-press",
    "plank and variations": "front-plank kneeling-plank long-lever-plank side-plank plank-shoulder-tap body-saw",
    "back and hip extension": "back-extension hip-extension superman",
    "V-up": "v-up",
    "side bend": "side-bend",
    "Russian twist": "russian-twist",
    "crunch and sit-up": "crunch sit-up",
    "squat": "back-squat bodyweight-squat",
    "step-up": "step-up",
    "lunge": "forward-lunge reverse-lunge walking-lunge",
    "good morning": "good-morning",
    "deadlift": "conventional-deadlift",
    "glute-hamstring raise": "glute-hamstring-raise",
    "dead bug": "dead-bug",
    "banded sprint": "banded-sprint",
    "kettlebell swing": "kettlebell-swing",
    "rowing": "rowing-machine",
    "bridge": "glute-bridge single-leg-bridge",
    "jumps": "box-jump squat-jump pogo jump-rope snap-down line-hop",
    "medicine ball": "medicine-ball-chest-pass medicine-ball-overhead-throw medicine-ball-squat-throw",
    "hip and ankle mobility": "hip-circles hip-switches ankle-circles ankle-rock deep-squat-hold",
    "wobble board": "bosu-squat",
    "boot camp": "boot-camp-circuit",
    "stairs and hills": "stair-climb loaded-stair-climb hill-sprint",
}
KITS = {
    "nothing": set[str](),
    "dumbbells": {"dumbbell", "dumbbell-pair"},
    "one-dumbbell": {"dumbbell"},
    "kettlebell": {"kettlebell"},
    "band": {"band"},
    "pack": {"pack"},
}
SQUAT_LUNGE = {"squat", "lunge", "step-up"}
ANTI_MOVEMENT = {"carry", "core-anti-extension", "core-anti-rotation", "core-anti-lateral-flexion"}


@cache
def exercises() -> dict[str, Exercise]:
    """Decode every file, by its name."""
    return {
        path.stem: msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Exercise, strict=False)
        for path in sorted(FOLDER.glob("*.toml"))
    }


def everyone() -> list[Exercise]:
    """Give all exercises in name order."""
    return list(exercises().values())


def plain(name: str) -> str:
    """Reduce a name to its letters and digits, as logs differ in the rest."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def doable(kit: set[str]) -> Iterator[Exercise]:
    """Give what a runner with nothing else can do, conditioning aside."""
    return (e for e in everyone() if e.pattern != "conditioning" and any(set(way) <= kit for way in e.equipment))


def harder() -> dict[str, set[str]]:
    """Give the ladder's edges from easier to harder, taken from both ends."""
    edges: dict[str, set[str]] = {name: set(e.progressions) for name, e in exercises().items()}
    for name, e in exercises().items():
        for easier in e.regressions:
            edges[easier].add(name)
    return edges


def test_every_file_is_named_by_its_id_and_there_are_enough() -> None:
    assert [name for name, e in exercises().items() if e.id != name] == []
    assert len(exercises()) >= 155


def test_all_rows_of_the_evidence_are_carried_over() -> None:
    assert len(EVIDENCE_ROWS) == len(set(EVIDENCE_ROWS)) == 124
    assert [name for name in EVIDENCE_ROWS if name not in exercises()] == []


@pytest.mark.parametrize("named", SEED_NAMED)
def test_what_the_seeds_name_is_there(named: str) -> None:
    assert [name for name in SEED_NAMED[named].split() if name not in exercises()] == []


def test_references_lead_to_exercises() -> None:
    loose = [
        (e.id, other) for e in everyone() for other in (*e.regressions, *e.progressions) if other not in exercises()
    ]
    assert loose == []
    assert {e.reference for e in everyone() if e.reference} <= BASE_LIFTS
    assert [e.id for e in everyone() if (e.reference is None) != (e.reference_ratio is None)] == []
    assert [name for name in sorted(BASE_LIFTS) if exercises()[name].reference is not None] == []


def test_ladders_have_no_cycles() -> None:
    edges = harder()
    left = set(edges)
    while left:
        tops = {name for name in left if not edges[name] & left}
        assert tops, f"a ladder runs in a circle among {sorted(left)}"
        left -= tops


def test_ladders_stay_in_a_block_both_can_stand_in() -> None:
    apart = [
        (easier, name)
        for easier, tops in harder().items()
        for name in tops
        if not set(exercises()[easier].blocks) & set(exercises()[name].blocks)
    ]
    assert apart == []


def test_names_and_aliases_are_unique_in_any_spelling() -> None:
    owners: dict[str, set[str]] = {}
    for e in everyone():
        for name in (e.id, e.name, *e.aliases):
            owners.setdefault(plain(name), set()).add(e.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
    counts = Counter(alias.lower() for e in everyone() for alias in e.aliases)
    assert [alias for alias, count in counts.items() if count > 1] == []


def test_words_are_in_the_vocabulary() -> None:
    assert {trait for e in everyone() for trait in e.traits} - TRAITS == set()
    assert {thing for e in everyone() for way in e.equipment for thing in way} - EQUIPMENT == set()
    assert {source for e in everyone() for source in e.sources} - SOURCES == set()
    assert [e.id for e in everyone() if len(set(e.traits)) != len(e.traits)] == []


def test_loaded_exercises_say_where_to_start() -> None:
    loaded = [e for e in everyone() if e.load_type not in ("bodyweight", "band")]
    assert [e.id for e in loaded if e.start_share is None or not e.loadable] == []
    assert [e.id for e in everyone() if e.load_type == "bodyweight" and (e.loadable or e.start_share)] == []
    assert [e.id for e in loaded if e.load_type.endswith("-pair") and (e.start_share or 0) > 0.15] == []


def test_the_load_type_is_what_the_equipment_holds() -> None:
    """The loads of a place are looked up by load type, so no alternative may hold another implement."""
    wrong = []
    for e in everyone():
        own = IMPLEMENTS[e.load_type]
        if own and not set(e.equipment[0]) & own:
            wrong.append((e.id, "its first alternative cannot be loaded"))
        others = {thing for way in e.equipment for thing in way} & (LOADS - own)
        if e.load_type not in ("bodyweight", "barbell") and others:
            wrong.append((e.id, f"also held: {sorted(others)}"))
    assert wrong == []


def test_lower_body_lifts_say_which_joint_leads() -> None:
    lifts = [e for e in everyone() if e.pattern in (*SQUAT_LUNGE, "hinge")]
    led = {"knee-dominant", "hip-dominant"}
    assert [e.id for e in lifts if "lower" not in e.traits or not led & set(e.traits)] == []
    assert [e.id for e in everyone() if e.pattern in ("lunge", "step-up") and "running-like" not in e.traits] == []


def test_traits_agree_with_the_other_fields() -> None:
    machines_only = [e for e in everyone() if all(set(way) & MACHINES for way in e.equipment)]
    assert [e.id for e in machines_only if "machine" not in e.traits and e.id != "isometric-calf-hold"] == []
    held = [e for e in everyone() if e.pattern.startswith("core-anti") and e.measure == "seconds"]
    assert [e.id for e in held if not {"core-still", "static"} <= set(e.traits)] == []
    assert [e.id for e in everyone() if {"compound", "isolation"} <= set(e.traits)] == []
    assert [e.id for e in everyone() if "heavy" in e.traits and "strength" not in e.blocks] == []
    moving = {"moves-through-space", "running-like"}
    assert [e.id for e in everyone() if "transfer" in e.blocks and not moving & set(e.traits)] == []


def test_landings_are_counted_and_kept_from_sore_bone() -> None:
    landing = [e for e in everyone() if e.landing != "none"]
    assert [e.id for e in everyone() if (e.landing != "none") != (e.contacts_per_rep > 0)] == []
    for e in landing:
        actions = {caution.condition or caution.site: caution.action for caution in e.cautions}
        assert actions.get("bone-stress") == "avoid", e.id
        assert "achilles" in actions, e.id
        assert "shin" in actions, e.id
    assert [e.id for e in everyone() if e.pattern == "plyometric" and e.landing == "none"] == []


def test_heavy_bars_are_kept_from_growth_and_surgery() -> None:
    for e in everyone():
        avoided = {caution.condition for caution in e.cautions if caution.action == "avoid"}
        if e.load_type in ("barbell", "trap-bar") and "heavy" in e.traits:
            assert {"growth-spurt", "recent-surgery"} <= avoided, e.id


@pytest.mark.parametrize("kit", KITS)
def test_no_kit_leaves_a_pattern_empty(kit: str) -> None:
    there = list(doable(KITS[kit]))
    strength = [e for e in there if "strength" in e.blocks]
    assert any(e.pattern in SQUAT_LUNGE for e in strength)
    assert any(e.pattern in ("lunge", "squat") and e.unilateral for e in strength)
    assert any(e.pattern == "hinge" for e in strength)
    assert any(e.pattern == "push" for e in strength)
    assert any(e.pattern == "pull" for e in strength)
    assert any("straight-knee-calf" in e.traits for e in strength)
    assert any("bent-knee-calf" in e.traits for e in strength)
    assert any(e.pattern in ANTI_MOVEMENT for e in there)
    assert any(e.landing == "low" for e in there)
    assert any("hip-mobility" in e.traits and "mobility" in e.blocks for e in there)
    assert any("ankle-mobility" in e.traits and "mobility" in e.blocks for e in there)


@pytest.mark.parametrize(
    ("kit", "load_types"),
    [
        ("dumbbells", {"dumbbell", "dumbbell-pair"}),
        ("one-dumbbell", {"dumbbell"}),
        ("kettlebell", {"kettlebell"}),
        ("band", {"band"}),
        ("pack", {"pack"}),
    ],
)
def test_each_implement_loads_the_main_patterns(kit: str, load_types: set[str]) -> None:
    loaded = [e for e in doable(KITS[kit] | {"stairs", "space"}) if e.load_type in load_types]
    assert any(e.pattern in SQUAT_LUNGE for e in loaded)
    assert {"hinge", "push", "pull", "calf"} <= {e.pattern for e in loaded}


def test_a_young_runner_has_technique_with_body_mass_and_a_ball() -> None:
    kit = {"medicine-ball", "wall", "space"}
    young = [
        e for e in doable(kit) if not any(c.condition == "growth-spurt" and c.action == "avoid" for c in e.cautions)
    ]
    assert {"throw", "squat", "lunge", "hinge", "push", "plyometric", "calf"} <= {e.pattern for e in young}
    assert [e.id for e in young if "max-load" in e.traits] == []


def test_cues_and_reasons_are_short_and_promise_nothing() -> None:
    assert [e.id for e in everyone() if not 3 <= len(e.cues) <= 4] == []
    assert [e.id for e in everyone() if not e.why.endswith(".") or len(e.why) > 130] == []
    said = {e.id: " ".join((e.why, *e.cues)) for e in everyone()}
    assert [name for name, text in said.items() if re.search(r"injur|prevent|protect", text, re.IGNORECASE)] == []


def test_logs_that_are_not_strength_are_recognised() -> None:
    for name in ("boot-camp-circuit", "high-rep-light-set", "rowing-machine"):
        assert exercises()[name].pattern == "conditioning"
        assert "aerobic" in exercises()[name].traits
        assert exercises()[name].seeds["S3"].verdict == "discouraged"
