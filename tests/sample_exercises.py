"""Thirteen exercises for tests of pictures, as the catalogue would hold them."""

from __future__ import annotations

from collections.abc import Mapping

from ironstride.model.exercise import BlockName, Exercise, LoadType, Pattern, WatchName

PATTERNS: Mapping[BlockName, Pattern] = {
    "mobility": "mobility", "power": "plyometric", "core": "core-anti-rotation", "transfer": "carry",
}  # fmt: skip


def _exercise(
    id: str,
    name: str,
    block: BlockName,
    cues: tuple[str, ...],
    why: str,
    unilateral: bool = False,
    load: LoadType = "bodyweight",
) -> Exercise:
    pattern = PATTERNS.get(block, "squat")
    return Exercise(
        id=id,
        name=name,
        pattern=pattern,
        plane="sagittal",
        unilateral=unilateral,
        blocks=(block,),
        muscles=("quadriceps",),
        load_type=load,
        cues=cues,
        why=why,
        watch=WatchName(category="squat"),
        sources=("S2",),
    )


EXERCISES: Mapping[str, Exercise] = {
    e.id: e
    for e in (
        _exercise(
            "ankle-rock",
            "Ankle rock",
            "mobility",
            ("Heel stays down.", "Knee over the little toe."),
            "Ankles that bend let the knee travel.",
            True,
        ),
        _exercise(
            "hip-90-90",
            "90/90 hip switch",
            "mobility",
            ("Sit tall.", "Turn slowly, both knees together."),
            "Hips that turn make room for the stride.",
            True,
        ),
        _exercise(
            "pogo-jump",
            "Pogo jump",
            "power",
            ("Stiff ankles.", "Quiet, quick, low."),
            "Springs the calf and tendon the way running does.",
        ),
        _exercise(
            "medicine-ball-throw",
            "Medicine-ball chest throw",
            "power",
            ("Throw it hard.", "Rest until fresh."),
            "Speed without landings.",
            load="medicine-ball",
        ),
        _exercise(
            "back-squat",
            "Back squat",
            "strength",
            ("Brace before you bend.", "Knees follow the toes.", "Push the floor away."),
            "The heaviest honest load for both legs.",
            load="barbell",
        ),
        _exercise(
            "trap-bar-deadlift",
            "Trap-bar deadlift",
            "strength",
            ("Long arms.", "Stand up with the floor, not the back."),
            "A hinge that is kind to beginners' backs.",
            load="trap-bar",
        ),
        _exercise(
            "rear-foot-elevated-split-squat",
            "Rear-foot-elevated split squat",
            "strength",
            ("Front foot far enough ahead.", "Straight down."),
            "One leg at a time, as in running.",
            True,
            "dumbbell-pair",
        ),
        _exercise(
            "single-leg-calf-raise",
            "Single-leg calf raise",
            "accessory",
            ("Three seconds down.", "Pause at the top."),
            "The calf carries eight times body mass in every stride.",
            True,
            "dumbbell",
        ),
        _exercise(
            "seated-calf-raise",
            "Seated calf raise",
            "accessory",
            ("Full stretch.", "Slow."),
            "The soleus works with the knee bent.",
            load="machine",
        ),
        _exercise(
            "one-arm-row",
            "One-arm dumbbell row",
            "accessory",
            ("Pull to the hip.",),
            "An upper back that holds the arm swing.",
            True,
            "dumbbell",
        ),
        _exercise("push-up", "Push-up", "accessory", ("One long line.",), "A push that needs nothing."),
        _exercise(
            "pallof-hold",
            "Pallof hold",
            "core",
            ("Breathe.", "Hips do not turn."),
            "A trunk that does not twist under load.",
            True,
            "cable",
        ),
        _exercise(
            "suitcase-carry",
            "Suitcase carry",
            "transfer",
            ("Walk tall.", "Shoulders level."),
            "Strength that moves through space.",
            True,
            "kettlebell",
        ),
    )
}
NAMES: Mapping[str, str] = {exercise.id: exercise.name for exercise in EXERCISES.values()}
