"""The published programmes, one entry a trial: what the notes give, what was chosen here, what the audit says to it."""

from __future__ import annotations

from ironstride.model.session import Set
from programmes.protocols import (
    EASY_WEEK,
    HARD_WEEK,
    MIDDLE_WEEK,
    SPRINT_WEEK,
    THRICE,
    TUE,
    TWICE,
    Part,
    Protocol,
    Span,
)

#: A trial tests one ingredient beside the running; that its sessions are not a whole week of training says nothing.
COMPLETENESS = {
    **{f"COV{number}": "one ingredient is tested, not all a week should hold" for number in range(201, 216)},
    **{f"EVT{number}": "what a distance asks for besides is not part of the trial" for number in range(101, 105)},
    "CAP107": "exercises beside the tested ones are not in the protocol",
    "CAP109": "exercises beside the tested ones are not in the protocol",
    "CAP112": "exercises beside the tested ones, and their minutes, are not in the protocol",
    "CAP113": "exercises beside the tested ones, and their minutes, are not in the protocol",
}
#: What the notes do not give cannot be held against a trial.
NOT_IN_NOTES = {
    "CAP108": "how many lifts a session held is not in our notes; one stands for them",
    "DOS110": "the number of sets is not in our notes",
    "VOL102": "the number of sets or of lifts is not in our notes",
    "VAR101": "which lifts were exchanged, and when, is not in our notes",
    "VAR102": "which jumps were exchanged, and when, is not in our notes",
    "LAD101": "which jumps came first is not in our notes",
    "LAD103": "which jumps came first is not in our notes",
}
SECOND_DAY = "With one hard run a week the second session has to stand on an easy day; both key runs keep clear of it."
TO_FAILURE = (
    "A repetition maximum leaves nothing in reserve by definition; we stop a repetition short to be fresh for running."
)
THIRD = "The trials reviewed had two to three a week and nobody compared them; a third is dear to us, not wrong."
NO_LEG_LIFT = "The trial adds calf work alone to the running; it never claims to be the week's leg strength."
SECOND_LEG = "With no leg lift in the trial there is no second one either."

HEAVY = Part("strength", "back-squat", "squat")
FOUR_AT_80 = (Set(reps=4, percent_1rm=80.0, rest_s=120),) * 4
#: bouts of 10 s inside five minutes; how many, and the rest between them, are not in the notes
HOPS = Part("power", "pogo", "plyometric", (Set(seconds=300, note="in bouts of 10 s"),), seconds=300)
ROPE = Part("power", "jump-rope", "plyometric", (Set(seconds=300),), seconds=300)
HOLDS = (Set(reps=4, percent_1rm=90.0, note="each held 3 s, per cent of the strongest hold"),) * 5

STOREN = Protocol(
    source="storen-2008",
    spans=(Span(8, THRICE, (Part("strength", "half-squat", "squat", (Set(reps=4, rir=0.0),) * 4),), MIDDLE_WEEK),),
    minutes=30,
    lifting="intermediate",
    running="advanced",
    ours="Per cent of 1RM and rest are not given, so the sets hold neither.",
    unusual={
        "FRQ103": THIRD,
        "CAP108": "One lift a session was enough for +5.0 % economy; our two serve a season, not an experiment.",
        "DOS102": TO_FAILURE,
        "GAP102": "Three leg sessions beside two key runs cannot all stay 48 h clear; every one leaves more than 24 h.",
        "DAY102": "With three sessions and one hard run, two stand on easy days.",
        "VAR101": "An experiment keeps its one lift for eight weeks, so that one thing is tested.",
    },
)
PAAVOLAINEN = Protocol(
    source="paavolainen-1999",
    spans=(
        Span(
            9,
            TWICE,
            (
                Part("power", "hurdle-hop", "plyometric"),
                Part("power", "squat-jump", "plyometric"),
                Part("strength", "back-squat", "squat", (Set(percent_1rm=40.0),)),
            ),
            SPRINT_WEEK,
        ),
    ),
    minutes=45,
    lifting="intermediate",
    running="advanced",
    event="5k",
    ours="Days a week, exercises and sets are not given; with the sprints, a run here, 32 % of the time is explosive.",
    unusual={
        "DOS106": "Light loads moved fast are the point: 0–40 %1RM, trained for speed and not for heaviness.",
        "DAY102": SECOND_DAY,
    },
    silent=frozenset({"LAD103", "CAP108", "DOS110", "VOL102", "VAR101", "VAR102"}),
)
BEATTIE = Protocol(
    source="beattie-2017",
    spans=(
        Span(20, TWICE, (Part("power", "drop-jump", "plyometric"), HEAVY), EASY_WEEK),
        Span(20, (TUE,), (Part("power", "drop-jump", "plyometric"), HEAVY), HARD_WEEK),
    ),
    minutes=45,
    lifting="intermediate",
    running="advanced",
    ours="Exercises and sets are not given; the running of the last twenty weeks is taken to be the harder half.",
    unusual={"DAY102": SECOND_DAY},
    silent=frozenset({"LAD103", "CAP108", "DOS110", "VOL102", "VAR101", "VAR102"}),
)
ZANINI = Protocol(
    source="zanini-2025",
    spans=(Span(10, TWICE, (Part("power", "hurdle-hop", "plyometric"), HEAVY), EASY_WEEK),),
    minutes=45,
    lifting="intermediate",
    running="advanced",
    ours="Exercises and sets are not given.",
    unusual={"DAY102": SECOND_DAY},
    silent=frozenset({"LAD103", "CAP108", "DOS110", "VOL102", "VAR101", "VAR102"}),
)
GIOVANELLI = Protocol(
    source="giovanelli-2017",
    spans=(
        Span(
            12,
            TWICE,
            (
                Part("power", "squat-jump", "plyometric"),
                Part("power", "pogo", "plyometric"),
                Part("strength", "split-squat", "lunge"),
            ),
            EASY_WEEK,
        ),
    ),
    minutes=30,
    lifting="novice",
    running="advanced",
    event="ultra",
    ours="Days a week, exercises and sets are not given; those chosen need nothing but a floor.",
    unusual={"DAY102": SECOND_DAY},
    silent=frozenset({"LAD101", "CAP108", "DOS110", "VOL102", "VAR101", "VAR102"}),
)
VIKMOEN = Protocol(
    source="vikmoen-2016",
    # which weeks had how many repetitions is not given: the two ends of the range stand for the way between
    spans=tuple(
        Span(weeks, TWICE, (Part("strength", "half-squat", "squat", (Set(reps=reps, rir=0.0),) * 3),), EASY_WEEK)
        for weeks, reps in ((6, 10), (5, 4))
    ),
    minutes=45,
    lifting="intermediate",
    running="advanced",
    ours="Lifts are not given, nor which weeks had ten repetitions and which four.",
    unusual={
        "DOS101": "Four to ten was the range; fibres grew by 13 and 31 %, economy did not change.",
        "DOS102": TO_FAILURE,
        "DAY102": SECOND_DAY,
    },
    silent=frozenset({"CAP108", "VOL102", "VAR101"}),
)
KARSTEN = Protocol(
    source="karsten-2016",
    spans=(
        Span(
            6,
            TWICE,
            (
                Part("strength", "barbell-reverse-lunge", "lunge", FOUR_AT_80),
                Part("strength", "back-squat", "squat", FOUR_AT_80),
                Part("strength", "romanian-deadlift", "hinge", FOUR_AT_80),
                Part("strength", "barbell-calf-raise", "calf", FOUR_AT_80),
            ),
            EASY_WEEK,
        ),
    ),
    minutes=60,
    lifting="novice",
    running="intermediate",
    event="5k",
    ours="Days a week and the kind of lunge, squat and calf raise are not given.",
    unusual={
        "CAP106": "Four lifts fit because nothing else is done and sets of four are short; 5 km times fell by 3.62 %.",
        "VOL101": "Three leg lifts twice a week (the days are ours) make 24 sets, but of four repetitions each.",
        "DAY102": SECOND_DAY,
    },
)
ENGEROFF = Protocol(
    source="engeroff-2023",
    spans=(Span(6, tuple(range(7)), (HOPS,), EASY_WEEK),),
    minutes=5,
    lifting="novice",
    running="intermediate",
    ours="How many bouts there were is not given, so the five minutes are one set and no contacts are counted.",
    unusual={
        "FRQ102": "Seven times five minutes is one session's time in small change.",
        "FRQ103": "Daily is the programme: little and often in place of long and seldom.",
        "DAY101": "Daily means rest days too; our rule thinks of a session, not of five minutes.",
        "LEG101": NO_LEG_LIFT,
        "LEG102": SECOND_LEG,
    },
)
GARCIA_PINILLOS = Protocol(
    source="garcia-pinillos-2020",
    spans=(Span(10, THRICE, (ROPE,), MIDDLE_WEEK),),
    minutes=5,
    start="06:55",
    lifting="novice",
    running="intermediate",
    ours="Two to four days a week: three stand here, at five minutes each; contacts are not given.",
    unusual={
        "FRQ103": "It is the warm-up of three runs, not three evenings at the gym.",
        "ORD102": "The rope comes before the run because it is its warm-up.",
        "LEG101": NO_LEG_LIFT,
        "LEG102": SECOND_LEG,
        "VAR102": "One rope for ten weeks is what was tested.",
    },
)
BOHM = Protocol(
    source="bohm-2021",
    spans=(Span(14, THRICE, (Part("strength", "isometric-calf-hold", "calf", HOLDS),), MIDDLE_WEEK),),
    minutes=15,
    lifting="novice",
    running="intermediate",
    ours="About three to four days a week: three stand here; rest is not given.",
    unusual={
        "FRQ103": THIRD,
        "EXC113": "A push held at 90 % is heavy, but our main lifts all move; the evidence for holds is weak.",
        "LEG101": NO_LEG_LIFT,
        "LEG102": SECOND_LEG,
    },
)
SEDANO = Protocol(
    source="sedano-2013",
    spans=(
        Span(
            12,
            TWICE,
            (
                Part("power", "hurdle-hop", "plyometric"),
                Part("strength", "back-squat", "squat", (Set(percent_1rm=70.0),)),
            ),
            EASY_WEEK,
        ),
    ),
    minutes=45,
    lifting="intermediate",
    running="advanced",
    ours="Exercises, sets and repetitions are not given.",
    unusual={
        "DOS106": "About 70 %1RM beside jumps beat 40 % with many repetitions; no heavier group is in our notes.",
        "DAY102": SECOND_DAY,
    },
    silent=frozenset({"LAD103", "CAP108", "DOS110", "VOL102", "VAR101", "VAR102"}),
)

TRIALS = (
    STOREN,
    PAAVOLAINEN,
    BEATTIE,
    ZANINI,
    GIOVANELLI,
    VIKMOEN,
    KARSTEN,
    ENGEROFF,
    GARCIA_PINILLOS,
    BOHM,
    SEDANO,
)
