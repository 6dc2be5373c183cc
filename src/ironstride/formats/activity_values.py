"""Reads the words, numbers, durations and dates that activity tables hold, in the languages and shapes met."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Literal

#: Column headers by what they hold, folded: small letters, no accents. Garmin and Strava translate theirs.
HEADERS: dict[str, frozenset[str]] = {
    "date": frozenset({
        "date", "activity date", "start_date_local", "start date", "start_date", "start", "start time", "datum",
        "dato", "fecha", "data", "aktivitatsdatum", "fecha de la actividad", "date de l'activite", "workoutday",
        "data aktywnosci",
    }),
    "name": frozenset({
        "title", "name", "activity name", "titel", "tittel", "titre", "titulo", "titolo", "namn", "tytul",
        "name der aktivitat", "nombre de la actividad", "nom de l'activite",
    }),
    "type": frozenset({
        "activity type", "type", "sport", "aktivitatstyp", "aktivitatsart", "aktivitetstype", "aktivitetstyp",
        "type d'activite", "tipo de actividad", "tipo di attivita", "tipo de atividade", "activiteittype",
        "typ aktywnosci", "workouttype",
    }),
    "moving": frozenset({
        "moving time", "moving_time", "zeit in bewegung", "bewegungszeit", "temps de deplacement",
        "tiempo en movimiento", "tid i bevegelse", "tid i bevaegelse", "bewegingstijd", "tempo di movimento",
    }),
    "time": frozenset({
        "time", "duration", "zeit", "dauer", "tid", "duree", "tiempo", "duracion", "tempo", "durata", "tijd", "duur",
        "czas", "minutes", "min", "duration_min", "duration_s", "duration (min)", "duration (s)", "duration (h)",
        "duration_h", "hours", "activity time", "duration_minutes", "time (min)", "timetotalinhours",
    }),
    "elapsed": frozenset({"elapsed time", "elapsed_time", "verstrichene zeit", "temps ecoule", "tiempo transcurrido"}),
    "distance": frozenset({
        "distance", "distanz", "distanse", "distans", "distancia", "distanza", "afstand", "dystans", "distance (km)",
        "distance_km", "km", "kilometers", "kilometres", "distance (mi)", "distance_mi", "miles", "distance (m)",
        "distance_m", "meters", "metres", "distanceinmeters",
    }),
    "mean_hr": frozenset({
        "avg hr", "average heart rate", "average_heartrate", "heart rate", "hr", "avg_hr", "mean_hr", "heartrate",
        "heartrateaverage", "ø hf", "ø herzfrequenz", "durchschnittliche herzfrequenz", "puls", "puls (ø)",
        "gennemsnitlig puls", "gjennomsnittlig puls", "medelpuls", "frequence cardiaque moyenne", "fc moyenne",
        "frecuencia cardiaca media", "fc media", "gem. hs", "srednie tetno", "average hr", "hr_avg",
    }),
    "max_hr": frozenset({
        "max hr", "max heart rate", "max_heartrate", "max_hr", "heartratemax", "max. hf", "maximale herzfrequenz",
        "maks. puls", "makspuls", "maxpuls", "frequence cardiaque maximale", "fc maximale",
        "frecuencia cardiaca maxima", "fc maxima", "fc max", "max. hs", "maksymalne tetno",
    }),
    "climb": frozenset({
        "total ascent", "elev gain", "elevation gain", "total_elevation_gain", "climb", "climb_m", "ascent",
        "anstieg gesamt", "gesamtanstieg", "positiver hohenunterschied", "hohenmeter", "samlet stigning",
        "total stigning", "stigning totalt", "ascension totale", "ascenso total", "ascesa totale", "totale stijging",
        "ascent (m)", "elevation_gain", "climb (m)",
    }),
}  # fmt: skip

RUN_WORDS = frozenset({
    "run", "running", "runs", "trailrun", "virtualrun", "treadmill", "trailrunning", "jog", "jogging",
    "laufen", "lauf", "laufband", "laufbandtraining", "traillauf", "bahnlauf", "lob", "loping", "lopning",
    "lopband", "lobeband", "lopeband", "tredemolle", "course", "tapis", "carrera", "correr", "trail", "corrida",
    "corsa", "hardlopen", "loopband", "bieganie", "bieg", "biezni",
})  # fmt: skip
INDOOR_WORDS = frozenset({
    "treadmill", "indoor", "virtualrun", "laufband", "laufbandtraining", "lopband", "lobeband", "lopeband",
    "tredemolle", "tapis", "loopband", "cinta", "biezni",
})  # fmt: skip
STRENGTH_WORDS = frozenset({
    "strength", "weighttraining", "weight", "weights", "krafttraining", "kraft", "musculation", "fuerza", "forza",
    "styrketrening", "styrketraening", "styrketraning", "krachttraining", "forca", "silowy", "renforcement",
})  # fmt: skip

MONTHS = {
    "jan": 1, "gen": 1, "ene": 1, "janv": 1, "sty": 1, "feb": 2, "fev": 2, "fevr": 2, "lut": 2, "mar": 3, "mars": 3,
    "marz": 3, "mrz": 3, "maa": 3, "mrt": 3, "apr": 4, "avr": 4, "avril": 4, "abr": 4, "kwi": 4, "may": 5, "mai": 5,
    "maj": 5, "mei": 5, "mag": 5, "mayo": 5, "jun": 6, "juin": 6, "giu": 6, "cze": 6, "jul": 7, "juil": 7, "lug": 7,
    "lip": 7, "aug": 8, "aout": 8, "ago": 8, "sie": 8, "sep": 9, "sept": 9, "set": 9, "wrz": 9, "oct": 10, "okt": 10,
    "ott": 10, "out": 10, "paz": 10, "nov": 11, "lis": 11, "dec": 12, "dez": 12, "dic": 12, "des": 12, "gru": 12,
}  # fmt: skip

Order = Literal["dmy", "mdy"]
MISSING = frozenset({"", "-", "--", "n/a", "na", "null", "none", "nan"})
#: how spreadsheets write large and small numbers: `1.5E+02`
_POWER_OF_TEN = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}(?!\w)")
_UNITED = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?|eures?)?)?\s*(?:(\d+(?:[.,]\d+)?)\s*m(?:in(?:utes?|uten|s)?)?)?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*s(?:ec(?:onds?)?|ek)?)?"
)


def folded(text: str) -> str:
    """Small letters without accents, tags and doubled blanks, for comparing headers and sport names."""
    bare = re.sub(r"<[^>]*>", "", text).strip().lower()
    bare = bare.replace("æ", "ae").replace("ß", "ss").replace("ł", "l").replace("’", "'").lstrip("\ufeff")
    plain = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain).strip(' "')


def sport_words(sport: str) -> frozenset[str]:
    """The words of a sport's name: `TrailRun`, `trail_running` and `Løb på løbebånd` alike."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", sport)
    words = re.findall(r"[a-z]+", folded(apart).replace("ø", "o"))
    return frozenset([*words, "".join(words)])


def number(text: str) -> float | None:
    """A number with decimal point or comma, thousands marks, a leading apostrophe or a unit behind; None if missing.

    A single comma with exactly three digits behind it marks thousands (`6,060`), unless a 0 stands before it.
    """
    bare = text.strip().lstrip("'").strip()
    if bare.lower() in MISSING:
        return None
    if power := _POWER_OF_TEN.match(bare):
        value = float(power[0].replace(",", "."))
        return value if math.isfinite(value) else None
    found = re.match(r"[-+]?\d[\d.,\u00a0\u202f ]*", bare)
    if not found:
        return None
    digits = re.sub(r"[\u00a0\u202f ]", "", found.group()).rstrip(".,")
    if "," in digits and "." in digits:
        mark = "," if digits.rfind(",") < digits.rfind(".") else "."
        digits = digits.replace(mark, "").replace(",", ".")
    elif "," in digits:
        thousands = re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+", digits)
        digits = digits.replace(",", "" if thousands else ".")
    try:
        return float(digits)
    except ValueError:
        return None


def clock_parts(text: str) -> tuple[float, ...]:
    """The numbers between colons of `1:02:03`, `45:12.3`; () for anything else."""
    bare = text.strip().lstrip("'")
    if not re.fullmatch(r"\d+(:\d+){1,2}([.,]\d+)?", bare, re.ASCII):
        return ()
    return tuple(float(p) for p in bare.replace(",", ".").split(":"))


def durations(texts: Iterable[str], unit_s: float | None) -> list[float | None]:
    """A column of durations in seconds.

    Parameters
    ----------
    texts : the column as written: clock times, `1h 02m`, or bare numbers.
    unit_s : seconds that a bare number stands for; None to judge by size: a median under 600 means minutes.

    Notes
    -----
    Two-part clock times are minutes and seconds, unless their median would be under ten minutes; then they are
    hours and minutes.
    """
    cells = list(texts)
    clocks = [clock_parts(c) for c in cells]
    pairs = [60 * p[0] + p[1] for p in clocks if len(p) == 2]
    pair_s = 60.0 if pairs and median(pairs) < 600 else 1.0
    bare = [n for c in cells if re.fullmatch(r"[\d.,']+", c.strip()) and (n := number(c)) is not None]
    if unit_s is None:
        unit_s = 60.0 if bare and median(bare) < 600 else 1.0
    return [_duration(cell, parts, pair_s, unit_s) for cell, parts in zip(cells, clocks, strict=True)]


def _duration(cell: str, parts: tuple[float, ...], pair_s: float, unit_s: float) -> float | None:
    if len(parts) == 3:
        return 3600 * parts[0] + 60 * parts[1] + parts[2]
    if len(parts) == 2:
        return pair_s * (60 * parts[0] + parts[1])
    return united_s(cell.strip().lower(), unit_s)


def united_s(bare: str, unit_s: float) -> float | None:
    """Seconds of `2h 18m`, `35min`, `75.0` in the unit given; small letters without blanks around. None for others."""
    united = _UNITED.fullmatch(bare)
    if united and any(united.groups()):
        hours, minutes, seconds = (number(group or "0") or 0.0 for group in united.groups())
        return 3600 * hours + 60 * minutes + seconds
    value = number(bare)
    return None if value is None else value * unit_s


def slash_order(texts: Iterable[str]) -> Order | None:
    """Whether dates like 3/4/2026 are day first: told by a number over 12 in either place, None if none tells."""
    pairs = [m.groups() for t in texts if (m := re.match(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}", t))]
    if any(int(a) > 12 for a, _ in pairs):
        return "dmy"
    return "mdy" if any(int(b) > 12 for _, b in pairs) else None


def moment(text: str, order: Order | None) -> datetime | None:
    """A date with or without a time: ISO, `Jan 4, 2020, 2:57:37 PM`, `22 mai 2024, 08:19:26`, `04.01.2020`, slashes.

    Parameters
    ----------
    order : for dates with slashes whether the day or the month comes first; None leaves them unread.

    Returns
    -------
    Naive, or aware when the text carries an offset; None when it is no date.
    """
    bare = text.strip().lstrip("'")
    try:
        return datetime.fromisoformat(bare)
    except ValueError:
        pass
    day = _day(folded(bare), order)
    if day is None:
        return None
    try:
        return datetime(*day, *_time_of_day(bare.lower()))
    except ValueError:
        return None


def _day(text: str, order: Order | None) -> tuple[int, int, int] | None:
    """Year, month and day at the head of a date in words or figures."""
    if m := re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{1,2})-(\d{1,2})-(\d{4})", text):
        day, month, year = (int(g) for g in m.groups() if g)
        return year, month, day
    if m := re.match(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", text):
        first, second, year = (int(g) for g in m.groups())
        year += 2000 if year < 100 else 0
        return None if order is None else (year, second, first) if order == "dmy" else (year, first, second)
    if m := re.match(r"(\d{1,2})\.? (?:de )?([a-z]+)\.?,? (?:de )?(\d{4})", text):
        day, word, year = int(m[1]), m[2], int(m[3])
    elif m := re.match(r"([a-z]+)\.? (\d{1,2}),? (\d{4})", text):
        day, word, year = int(m[2]), m[1], int(m[3])
    else:
        return None
    named = MONTHS.get(word) or MONTHS.get(word[:4]) or MONTHS.get(word[:3])
    return (year, named, day) if named else None


def _time_of_day(text: str) -> tuple[int, int, int]:
    """Hour, minute, second found after a date; midnight when there is none."""
    m = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?\.?\s?m?", text)
    if not m:
        return 0, 0, 0
    hour = int(m[1]) % 12 + (12 if m[4] == "p" else 0) if m[4] else int(m[1])
    return hour, int(m[2]), int(m[3] or 0)
