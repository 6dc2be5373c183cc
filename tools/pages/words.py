"""The page of the words that rules ask for, by what carries them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ironstride.catalogue import Catalogue

from .markdown import code, codes, page, table

INTRO = """\
Rules ask about words. Runs, sessions and exercises carry them, and so do days, weeks and the runner. They are set in
`src/ironstride/rules/facts_*.py`, a few of what was really done in `done.py` beside them; a word that nothing sets
never holds. `group:?` says that the group is not known, and makes a condition unknown rather than false. Beside each
word stands what the rules of today use of it."""

#: where words are carried -> word or group (`level:`) -> what it means
WORDS: dict[str, dict[str, str]] = {
    "Runs": {
        "easy": "the class of the run; also `long`, `tempo`, `interval`, `sprint`, `hills`, `race`",
        "long": "a long run",
        "race": "a race",
        "hard": "tempo, interval, sprint, hills or race",
        "key": "hard, or the long run: a run worth arriving fresh for",
        "race-": "a race of this priority, on its day: `race-A`, `race-B`, `race-C`",
    },
    "Strength sessions": {
        "leg-strength": "it holds a strength exercise for the legs",
        "power": "it holds jumps or throws",
        "template:": "`full` trains the legs, `upper` leaves them out, `other` has no lift, `merged` is only counted",
        "place:": "where it is, by the runner's name for it",
        "slot:": "`whole` from 35 minutes, `short` below",
        "only-session": "in a plan: the one session of a week that builds and is not eased",
    },
    "Exercises of a session": {
        "block:": "the part of the session it stands in",
        "pattern:": "its pattern of movement",
        "trait:": "a trait of it; the exercises page shows them",
        "plane:": "its plane of movement",
        "skill:": "1 to 3",
        "landing:": "how hard it lands: `none`, `low`, `moderate`, `high`",
        "measure:": "what its sets count: `reps`, `seconds`, `contacts`, `metres`",
        "load-type:": "what it is loaded by",
        "exercise:": "its id",
        "seed:": "what a seed article says of it: `seed:S3:discouraged`",
        "unilateral": "one side at a time",
        "bilateral": "both sides at once",
        "hop": "a low, springy jump in the power block: pogos, rope, line hops",
        "loaded": "it carries a load in this session",
        "too-light": "a main lift done light and slow because the weights there end",
        "unrecommended": "no seed article recommends it",
        "staple": "one of the exercises every coach of runners knows (`tables/staples.toml`)",
        "practised": "among the runner's known lifts",
        "stage:": "the stage of the power ladder it stands on (`tables/ladders.toml`)",
        "emphasised": "a self-test of the runner's speaks for it",
        "favourite": "among the runner's favourites",
        "disliked": "among the runner's dislikes",
        "contraindicated": "to be left out with what is sore or present now",
        "care-needed": "to be done with care with what is sore, or was",
        "beats:": "in a log: `yes` when it tops the twelve weeks before, `no` when it does not",
        "eased-week": "in a log: its week runs hard or down, or stands round a race",
    },
    "Days": {
        "rest-day": "no run",
        "run-day": "at least one run",
        "easy-day": "only easy runs",
        "long-day": "a long run and nothing hard",
        "hard-day": "a hard run",
        "away": "elsewhere, or not available",
        "night": "a night shift begins",
        "after-night": "between two night shifts",
        "last-night": "the day after the last night shift of a row",
        "within-": "so many days before or after an A race: `within-10-days-of-a-race`",
        "mon": "the weekday; also `tue` to `sun`",
    },
    "Weeks (and their days)": {
        "phase:": "`base`, `build`, `peak`, `taper`, `race` or `transition`",
        "intense": "more than one hard run, or over a fifth of the time hard",
        "low-intensity": "not intense",
        "down": "the running is eased",
        "after-down": "the week after a down week",
        "entry": "the first weeks of somebody new to lifting",
        "power-stage:": "the stage of the power ladder that is open in its block",
        "partial": "cut short by the season's beginning or end",
        "lifting": "it holds a strength session",
        "lifting-lately": "in a log: it or one of the three weeks before holds one",
        "legs": "it holds leg strength",
    },
    "The runner": {
        "level:": "experience in lifting: `none`, `novice`, `intermediate`, `advanced`",
        "running:": "experience in running",
        "event:": "what they train for",
        "long-event": "half marathon and longer",
        "a-race": "an A race falls into the season",
        "terrain:": "`gap` when the race climbs much more than the runs at home, else `matched`",
        "pace:": "`fast` when the goal pace is faster than 12 km/h, else `slow`",
        "age:": "`youth` under 16, `60+` from 60",
        "mass:": "`over-90` above 90 kg",
        "sore:": "sore now, by place",
        "healed:": "an injury behind the runner, by place",
        "injured:": "injured now, by place",
        "condition:": "a condition the runner file names",
        "red-flag": "the runner named a sign that needs a professional's look; `red-flag:` says which",
        "red-flag:": "which sign",
        "has-favourites": "the runner named favourites",
        "has-practised": "the runner named known lifts",
        "has-emphasis": "a self-test showed a weaker side or a low value",
        "has-bar": "a place has a barbell or a trap bar",
        "has-ball": "a place has a medicine ball",
        "stability:": "`passed` or `not-yet` once the front plank has been tested; not known until then",
    },
}


def words_page(catalogue: Catalogue) -> str:
    """Give the page of the words."""
    used = set(asked_for(catalogue))
    parts = [INTRO]
    for heading, words in WORDS.items():
        rows = [
            (code(word if not word.endswith(("-", ":")) else f"{word}…"), meaning, _used(word, used))
            for word, meaning in words.items()
        ]
        parts.append(f"## {heading}\n\n{table(('word', 'means', 'asked for'), rows)}")
    return page("Words", *parts)


def asked_for(catalogue: Catalogue) -> Iterator[str]:
    """Give every word a selector, an order or a condition of a rule asks for."""
    for rule in catalogue.rules.values():
        yield from (*rule.when.all, *rule.when.any, *rule.when.none)
        yield from _in(rule.params)


def explained(word: str) -> bool:
    """Say whether the page explains a word, by itself or by its group."""
    return any(
        word == known or (known.endswith((":", "-")) and word.startswith(known))
        for words in WORDS.values()
        for known in words
    )


def _in(params: Mapping[str, object]) -> Iterator[str]:
    for name, value in params.items():
        if isinstance(value, Mapping):
            yield from _in(value)
        elif isinstance(value, list) and name in ("all", "any", "none", "order"):
            yield from value


def _used(word: str, used: set[str]) -> str:
    if word.endswith((":", "-")):
        found = sorted(one.removeprefix(word) for one in used if one.startswith(word))
        return codes(found[:12]) + (" …" if len(found) > 12 else "")
    return "yes" if word in used else "no"
