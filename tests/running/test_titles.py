"""The title reader reads what plans print in eight languages, says how sure it is, and never guesses in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.running.title_words import fold, tables
from ironstride.running.titles import read_title, split_title, title_key

#: class, then the titles that must be read as it.
READ: dict[str, tuple[str, ...]] = {
    "easy": (
        *(
            "Rolig 5–6 km",
            "30–40 min locker + 4 kurze Steigerungen",
            "1h corsa lenta stretching e allunghi",
            "Duurloop met versnellingen",
            "Lett jogg, 40 min i sone 1",
            "Corrida de Recuperação",
            "5 kilómetros a paso ligero",
        ),
        *("Easy 45'", "Easy", "easy run", "Easy + strides", "Easy Run + Strides", "Recovery run 5k", "Recovery"),
        *("2 miles Steady Run", "Moderate 10k", "Shakeout", "Pre-Race Shakeout", "Walk/run 30 min", "Z2 60min"),
        *("7-9 mi very easy", "12-13 mi easy through rolling hills", "Easy 10k w/ 6x20s hill strides", "jog 20 min"),
        *("SS1. 5 Basic Strides 45min RPE", "Run: Laufen LIT", "🏃 Easy Run • 6mi • 50m - 55m", "parkrun easy"),
        *("Easy run (45 min)", "E pace 8 km", "MAF 50 min", "Easy 10k (no watch)", "8 km easy + 6x100m strides"),
        *(
            "Dauerlauf",
            "lockerer Dauerlauf 10 km",
            "Regenerationslauf 30 min",
            "GA1 60 min",
            "70 min DL 1",
            "Rekom 40'",
        ),
        *("ruhiger DL 12 km", "Dauerlauf 8 km + 4 Steigerungen", "Footing 50 min", "Footing lent 40'"),
        *("Endurance fondamentale 1h", "Footing 45mn + 6 lignes droites", "Décrassage", "Récup 30'"),
        *(
            "Rodaje suave 50 min",
            "Carrera continua 40'",
            "Trote suave 30 min",
            "Corsa lenta 10 km",
            "Fondo lento 12 km",
        ),
        *("Corsa rigenerante 40'", "Rustige duurloop 8 km", "Herstelloop 30 min", "Rodagem leve 45 min"),
        *("Corrida leve 8 km", "Lugn distans 10 km", "Rolig langkjøring 50 min", "Roligt løb 6 km", "Rolig tur 8 km"),
        *("My First Run • 2.3km", "8 km @ 5:10", "Run", "3 mi run", "45 min", "Treadmill 40 min", "Laufen 40 min"),
    ),
    "long": (
        *("20 miles long run w/ 8 miles at MP", "Langer Trailrun", "Progressiv langtur, 1t 45 min", "Corrida Longa"),
        *("MLR 18k", "Long run w/ 10k MP", "Long Run", "LSD 2h", "Sunday long 2h15", "2 miles Long Run", "Easy 2h30"),
        *("Peak Long Run", "Medium-long run 20 km", "17-18 mi at 90–92% MP", "Long 90 min", "Long hilly trail run 3h"),
        *("Sortie longue", "Sortie longue 1h45 dont 3x10' allure marathon", "SL 2h", "langer Lauf 25 km"),
        *(
            "Langer Lauf 28 km mit 10 km Endbeschleunigung",
            "Langer Dauerlauf 90 min",
            "LALA 30 km",
            "Tirada larga 20 km",
        ),
        *("Rodaje largo 1h30", "Lungo 24 km", "Lunghissimo 30 km", "Lange duurloop 18 km", "Longão 25 km"),
        *("Långpass 20 km", "Langtur 18 km", "Rodagem longa 22 km", "Footing long 1h20"),
    ),
    "tempo": (
        *(
            "2x15 min tempo w/ 3 min jog",
            "5x1km Threshold",
            "HM-Renntempo 3×3 km",
            "Løp: Terskel (i4)",
            "Tempolöpning",
            "Threshold Intervals • 5mi",
        ),
        *("Threshold 3x10min (2min)", "Tempo 20'", "4 mi tempo", "2 miles Tempo Run", "Cruise intervals 5x1 mile"),
        *("10k @ MP", "3x5k HMP", "5 mi at 100% MP", "7 mi at 85% 5k", "Progression run 10k", "Tempo 2 x 15 min"),
        *(
            "Race Pace Simulation",
            "LT 4x2k",
            "Sub-threshold 6x6' (1')",
            "3x10'",
            "steady state 40 min",
            "Marathon pace 12k",
        ),
        *("8 × 3 min at 90–92% 5k with 1 min jog", "Double threshold AM 5x6'", "10 km half marathon pace"),
        *("Schwellenlauf 30 min", "TDL 10 km", "Tempodauerlauf 8 km", "zügiger Dauerlauf 12 km", "5 km im Renntempo"),
        *("Seuil 3x8'", "Séance seuil 2x15 min", "40 min allure semi", "Allure marathon 12 km", "Umbral 2x15'"),
        *("Ritmo maratón 10 km", "Soglia 3x3000", "Fondo medio 10 km", "Corsa media 12 km", "Tempoloop 6 km"),
        *("Drempel 4x5 min", "Limiar 20 min", "Tröskel 5x6 min", "Terskel 4x8 min", "Tærskel 3x10 min"),
    ),
    "interval": (
        *(
            "6–8 × 1 min hard / 1 min jog",
            "12x600m at 110% w/ 200m float",
            "5xMile at 110%",
            "10 miles w/ 5×1600m",
            "Loopinterval",
            "Interval: 800 meter, 2,5 min rust, 8 keer",
        ),
        *("6x800 @ 5k w/ 2' jog", "10 x 400", "6x800", "5 x 1k", "8x400m @ 3k", "WU 2k, 5x1k, CD 2k", "5x1k, 2k easy"),
        *("2k easy, 6x600, 2k easy", "VO2max 5x3'", "2 miles Intervals", "Fartlek", "Light Fartlek", "Track 12x300"),
        *("Track night", "4 sets of (3 min at 98% 5k, 1 min jog, 2 min at 100% 5k)", "Pyramid Intervals • 6km"),
        *(
            "5 × {1:1.6} intervals",
            "Yasso 800s 8x800",
            "mile repeats 4x1 mile",
            "3x(4x400) w/ 60s",
            "10x1' on / 1' off",
        ),
        *("Norwegian 4x4", "10x400m/200m jog", "Intervalle 6x1000 m", "15-mal 200 m", "IV 8x800m, 400m Trabpause"),
        *("Fahrtspiel 45 min", "Bahntraining", "Fractionné 10x30/30", "VMA 12x200", "2 x (8×30-30) à 100% VMA"),
        *(
            "Series 5x1000",
            "Ripetute 6x1000",
            "Fartlek 40'",
            "Intervaltraining 6x800",
            "Intervalado 8x400",
            "Tiros 10x200",
        ),
        *("Intervaller 4x4 min", "Intervall 5x1000", "Intervaltræning 8x400"),
    ),
    "sprint": ("Sprint 10x60m", "Sprints", "Flying 30s", "10x80m", "8x15s", "Strides", "Sprinttraining 6x60 m"),
    "hills": (
        *(
            "Hill repeats 8x60s",
            'Hills 10x45"',
            "Bergsprints 8x10s",
            "6x hill sprints",
            'Côtes 10x30"',
            "5 côtes de 20 sec",
        ),
        *("Cuestas 8x1'", "Salite 10x100 m", "Heuveltraining 8x1 min", "Backintervaller 10x45 s", "Bakkedrag 8x1 min"),
        *("Bergläufe 6x2 min", "Tiros em subida 8x30s", "Kenyan hills 3x10'"),
    ),
    "race": (
        *(
            "Parkrun",
            "5-K Race",
            "RACE DAY - Half Marathon",
            "14 miles Race Day",
            "Half Marathon",
            "5k time trial",
            "Marathon",
        ),
        *(
            "Tune-up race 10k",
            "Wettkampf 10 km",
            "Compétition 10 km",
            "Course objectif",
            "Gara 10 km",
            "Wedstrijd 10 km",
        ),
        *("Competición 5 km", "Halbmarathon", "Tävling 10 km", "Konkurranse 5 km", "Semi-marathon", "Mezza maratona"),
    ),
    "rest": (
        *(
            "Rest",
            "Rest day",
            "Rest or x-train",
            "Rest or Easy Run",
            "Off",
            "Day off",
            "Full rest",
            "Rest Day - Pre-Race",
        ),
        *(
            "Off or 4-6 mi very easy",
            "Ruhetag",
            "Repos",
            "Jour de repos",
            "Descanso",
            "Riposo",
            "Rustdag",
            "Vila",
            "Hviledag",
        ),
        *("Repos ou vélo", "Ruhetag oder Yoga", "Folga", "REST!"),
    ),
    "strength": (
        *("Renfo fonctionnel", "Styrka & core", "Fuerza Funcional"),
        *(
            "Gym",
            "Strength",
            "S&C",
            "S & C 45 min",
            "Strength for runners",
            "Runner Strength",
            "Lift 60'",
            "Weights",
            "5x5 squats",
        ),
        *("Strength: AA, 3-4 sets", "Krafttraining", "Kraft 45 min", "Muscu", "Renforcement musculaire 30'", "PPG"),
        *(
            "Fuerza 45 min",
            "Gimnasio",
            "Palestra",
            "Krachttraining",
            "Musculação",
            "Styrka 45 min",
            "Styrketrening",
            "Core",
        ),
    ),
    "other": (
        *("GA1 Radausfahrt", "Rustige rit", "Simning – Distans", "Sykkel: VO2max (i5)", "Fiets tempo"),
        *(
            "Bike 60'",
            "Bike: Sweet Spot 5x5min",
            "Swim 10x100",
            "Easy ride 1h",
            "Recovery spin 40' Z1",
            "Yoga",
            "x-train 45'",
        ),
        *(
            "30 min cross",
            "Elliptical 40 min",
            "Radfahren 2h",
            "Schwimmen 1500 m",
            "Vélo 1h30",
            "Natation",
            "Bici 60 min",
        ),
        *(
            "Nuoto 2000 m",
            "Fietsen 90 min",
            "Cykling 1h",
            "Hike 3h",
            "Aqua jogging 40'",
            "Rowing 5x500m",
            "Skilanglauf 90 min",
        ),
    ),
    "unread": (
        *(
            "Dentist",
            "Meeting 45 min",
            "Long weekend in Rome",
            "AA, 3-4 sets",
            "Triathlete: As you get started...",
            "",
            "???",
        ),
        *("Intervls 8x", "Run payroll with Anna", "Birthday", "12345", "Hill family dinner"),
    ),
}
CASES = [(means, title) for means, titles in READ.items() for title in titles]


def word(title: str, description: str = "") -> str:
    reading = read_title(title, description)
    return reading.intensity or reading.kind


def test_there_are_many_titles() -> None:
    assert len(CASES) >= 120
    assert len({title for _, title in CASES}) == len(CASES)


@pytest.mark.parametrize(("means", "title"), CASES)
def test_titles_are_read(means: str, title: str) -> None:
    assert word(title) == means


@pytest.mark.parametrize(("means", "title"), CASES)
def test_case_and_blanks_change_nothing(means: str, title: str) -> None:
    reading = read_title(title)
    for same in (title.upper(), title.lower(), f"  {title}\t", title.replace(" ", "   "), title.swapcase()):
        assert read_title(same) == reading


@pytest.mark.parametrize(
    ("title", "minutes", "metres", "hard"),
    [
        ("Easy 45'", 45, None, None),
        ("Easy run (45 min)", 45, None, None),
        ("Easy 40-50 min", 45, None, None),
        ("Long run 1h20", 80, None, None),
        ("Long run 1h 20 min", 80, None, None),
        ("Long 2h", 120, None, None),
        ("Long 1:45", 105, None, None),
        ("Long run 1:30:00", 90, None, None),
        ("Footing 1.5h", 90, None, None),
        ("Lauf 7,5 km locker", None, 7500, None),
        ("MLR 18k", None, 18000, None),
        ("2 miles Steady Run", None, 3218.688, None),
        ("10 miles (16 km) easy", None, 16093.44, None),
        ("8 km @ 5:10", 41.3, 8000, None),
        ("10 km easy 5:30/km", 55, 10000, None),
        ("10 km locker, 12 km/h", 50, 10000, None),
        ("6x800 @ 5k w/ 2' jog", None, None, 24),
        ("10 x 400", None, None, 20),
        ("3x10'", None, None, 30),
        ("Threshold 3x10min (2min)", None, None, 30),
        ("2x(6x400m)", None, None, 24),
        ("2x6x400m", None, None, 24),
        ("10x30/30", None, None, 5),
        ("WU 2k, 5x1k, CD 2k", None, 9000, 25),
        ("15' warm-up, 4x5' @ 10k, 10' cool-down", 45, None, 20),
        ("10 km, 2 km Ein- und Auslaufen, 6x800m in 3:30, 400m Trabpause", None, 10000, 24),
        ("Long run w/ 10k MP", None, None, 50),
        ("Long run 28 km with 10 km MP", None, 28000, 50),
        ("Long run 20 km (last 5 km fast)", None, 20000, 25),
        ("Sortie longue 1h45 dont 3x10' allure marathon", 105, None, 30),
        ("Footing 1h dont 3×3′ R = 3 min", 60, None, 9),
        ("2k easy + 4k tempo + 2k easy", None, 8000, 20),
        ("4 mi tempo", None, None, 32),
        ("2 miles Tempo Run", None, 3218.688, None),
        ("Tempo 20'", None, None, 20),
        ("Tempo 60'", 60, None, None),
        ("🏃 Easy Run • 6mi • 50m - 55m", 52.5, 9656.064, None),
        ("Half Marathon", None, 21097.5, None),
        ("Easy 10k w/ 6x20s hill strides", None, 10000, None),
    ],
)
def test_amounts_are_read(title: str, minutes: float | None, metres: float | None, hard: int | None) -> None:
    reading = read_title(title)
    assert reading.minutes == (None if minutes is None else pytest.approx(minutes, abs=0.1))
    assert reading.distance_m == (None if metres is None else pytest.approx(metres, abs=0.1))
    assert reading.hard_minutes == hard


def test_long_run_with_work_is_long_and_hard_in_part() -> None:
    reading = read_title("Long run w/ 10k MP", hard_pace_s_per_km=270)
    assert (reading.intensity, reading.hard_minutes) == ("long", 45)


def test_strides_do_not_make_an_easy_run_hard() -> None:
    for title in ("Easy 8k + 6x100m strides", "Dauerlauf 8 km + 4 Steigerungen", "Footing 40' + 5 lignes droites"):
        reading = read_title(title)
        assert (reading.intensity, reading.hard_minutes) == ("easy", None)


def test_doubt_is_said() -> None:
    ask = tables().ask_below
    for title in ("2 miles Steady Run", "3 mi run", "8 km @ 5:10", "Run", "Strides", "45 min", "Lisbon Marathon"):
        reading = read_title(title)
        assert 0 < reading.confidence < ask
        assert reading.reasons
    assert "interval" in read_title("Intervls 8x").guesses
    assert read_title("Rest or x-train").guesses == ("cross-training",)
    assert read_title("Long weekend in Rome").guesses == ()


def test_what_the_runner_says_stands() -> None:
    names = {"Kenyan run": "tempo", "Stadtwald": "easy", "steady run": "tempo", "Dentist": "other", "XY": "nonsense"}
    assert read_title("KENYAN  run", "", names).intensity == "tempo"
    assert read_title("Kenyan run 10k", "", names).intensity == "tempo"
    assert read_title("2 miles Steady Run", "", names).intensity == "tempo"
    assert read_title("2 miles Steady Run", "", names).confidence == 1
    assert read_title("stadtwald", "", names).kind == "run"
    assert read_title("Dentist", "", names).kind == "other"
    assert read_title("XY", "", names).kind == "unread"
    assert read_title("5 km", "", {"10 km": "race"}).intensity == "easy"


def test_the_description_helps_where_the_title_does_not() -> None:
    assert word("Tuesday", "Workout type: Bike\nEasy") == "other"
    assert read_title("Laufen LIT", "Workout type: Run\nPlanned Time: 0:40").minutes == 40
    assert read_title("Easy", "Planned Distance: 7.5 km").distance_m == 7500
    assert word("Endurance 1h", "Workout type: Swim") == "other"
    assert word("AA, 3-4 sets", "Workout type: Strength") == "strength"
    assert word("Anything", "Workout type: Day Off") == "rest"
    runna = read_title("🏃 Week one • 2.3km", "Walk Run • 2.3km • 25m - 30m\nWarm up")
    assert (runna.intensity, runna.confidence) == ("easy", 0.75)
    assert word("Dentist", "Long wait, take the race magazine and an easy book") == "unread"


def test_two_workouts_in_one_title_are_parted() -> None:
    assert split_title("AM: 4 mi very easy / PM: 8 mi easy") == ("4 mi very easy", "8 mi easy")
    assert split_title("Easy run 40' + gym") == ("Easy run 40'", "gym")
    assert split_title("Muscu et footing 30 min") == ("Muscu", "footing 30 min")
    for one in ("Easy + strides", "2k easy + 4k tempo", "Walk/run 30 min", "S & C", "Strength and conditioning", ""):
        assert split_title(one) == (one,)


def test_key_is_the_same_for_other_amounts() -> None:
    assert title_key("2 miles Steady Run") == title_key("12.5 km  steady run") == "steady run"
    assert title_key("6x800") == ""


def test_no_word_has_two_meanings_of_one_weight() -> None:
    seen: dict[str, tuple[str, str]] = {}
    clashes = []
    for group in tables().words:
        for name in group.words:
            before = seen.setdefault(fold(name), (group.means, group.sport))
            if before != (group.means, group.sport):
                clashes.append((fold(name), before, group.means))
    assert not clashes


def test_stems_are_single_words() -> None:
    assert not [w for group in tables().words for w in group.words if "*" in w and (" " in w or "*" in w[1:-1])]


@pytest.mark.slow
@given(st.text(max_size=80), st.text(max_size=80))
def test_never_raises(title: str, description: str) -> None:
    reading = read_title(title, description)
    assert 0 <= reading.confidence <= 1
    assert (reading.intensity is not None) == (reading.kind == "run")
    assert reading.kind == "unread" or reading.reasons
    assert "".join(split_title(title)) or not title.strip()


WORDS = """0 1 2 3 4 5 6 7 8 9 x ( ) ' " : / - + , @ % k km m mi h min easy tempo 5k MP w/ jog rest strides
WU CD or hills gym bike r="""
PIECES = st.lists(st.sampled_from([" ", *WORDS.split()]), max_size=14)


@pytest.mark.slow
@given(PIECES)
def test_any_mix_of_the_pieces_is_read(pieces: list[str]) -> None:
    title = "".join(pieces)
    reading = read_title(title)
    assert read_title(" ".join(title.upper().split())) == reading
    for amount in (reading.minutes, reading.distance_m, reading.hard_minutes):
        assert amount is None or amount >= 0


@pytest.mark.parametrize(
    ("title", "kind", "intensity", "hard_minutes"),
    [
        ("Yasso 800 x 8", "run", "interval", 32),
        ("Yasso 800s", "run", "interval", None),
        ("8 x 400s", "run", "interval", 16),
        ("30/30 x 12", "run", "interval", 6),
        ("LT 2x20", "run", "tempo", 40),
        ("Schwellenlauf 2x15", "run", "tempo", 30),
        ("10x20 hill sprints", "run", "hills", 3),
        ("Race expo", "unread", None, None),
        ("Day before race: 20 min easy", "run", "easy", None),
        ("Race-specific intervals", "run", "interval", None),
        ("Marathon - 5 mi run", "run", "easy", None),
        ("Marathon 42 km", "run", "race", None),
        ("Cyclocross race", "other", None, None),
        ("Sprint review", "unread", None, None),
        ("Race director call", "unread", None, None),
        ("Marathon meeting", "unread", None, None),
        ("Easy run then dinner", "run", "easy", None),
        ("WeightTraining - Legs", "strength", None, None),
    ],
)
def test_titles_people_write_that_were_once_taken_for_another(
    title: str, kind: str, intensity: str | None, hard_minutes: int | None
) -> None:
    found = read_title(title)
    assert (found.kind, found.intensity, found.hard_minutes) == (kind, intensity, hard_minutes)


def test_the_length_of_one_repetition_is_not_that_of_the_run() -> None:
    assert read_title("⚡️ 800m Repeats • 8.2km").distance_m == 8200
    assert read_title("Tempo 2k Repeats • 9km").distance_m == 9000
