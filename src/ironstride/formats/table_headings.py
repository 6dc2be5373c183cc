"""Headings of plan tables in the languages read: columns, weekdays, and the column that says which week."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


#: Headings of each column, without accents and brackets.
COLUMNS: dict[str, tuple[str, ...]] = {
    "date": _words("date, workoutday, workout day, datum, fecha, data, jour, tag, day, dia, giorno, dag, dato"),
    "title": _words(
        "title, workout, workout name, workoutname, name, session, run, activity name, titel, einheit, training, "
        "trainingseinheit, seance, entrainement, titre, intitule, entrenamiento, sesion, titulo, allenamento, "
        "seduta, titolo, pass, treino, naam, sessie, what, plan"
    ),
    "description": _words(
        "description, workoutdescription, details, notes, beschreibung, remarque, commentaire, descripcion, "
        "notas, descrizione, note, beskrivning, beskrivelse, omschrijving, descricao, comments, bemerkung, "
        "notizen"
    ),
    "kind": _words(
        "type, activitytype, workouttype, workout type, sport, intensity, activity type, art, typ, intensitaet, "
        "intensitat, sportart, intensite, genre, tipo, intensidad, intensita, intensiteit, soort, intensidade, "
        "intensitet, kategori, category, zone, effort"
    ),
    "minutes": _words(
        "minutes, duration, plannedtimeminutes, planned time, plannedduration, planned duration, min, mins, "
        "dauer, minuten, zeit, duree, temps, duracion, minutos, tiempo, durata, minuti, duur, duracao, tid, "
        "varaktighet, varighet, varighed, hours, stunden"
    ),
    "distance": _words(
        "distance, planneddistanceinmeters, planned distance, planneddistance, km, miles, mi, distanz, strecke, "
        "kilometer, distancia, distanza, afstand, distans, distanse, kilometres, kilometros, chilometri, dist"
    ),
    "start": _words(
        "start, start time, time, time of day, clock, uhrzeit, beginn, startzeit, heure, debut, hora, inicio, "
        "ora, inizio, tijd, starttijd, starttid, klockslag, klokken"
    ),
    "climb": _words(
        "climb, ascent, elevation, elevation gain, vert, d+, hoehenmeter, hohenmeter, hm, denivele, desnivel, "
        "dislivello, hoogtemeters, hojdmeter, hoydemeter"
    ),
    "unit": _words("distance unit, unit, units, distanceunit"),
    "done_minutes": _words("timetotalinhours"),
    "done_distance": _words("distanceinmeters"),
}
#: Headings of Monday to Sunday.
WEEKDAYS: tuple[tuple[str, ...], ...] = (
    _words("m, mo, mon, monday, montag, lu, lun, l, lundi, lunes, lunedi, ma, maandag, mandag, man, segunda, seg"),
    _words(
        "t, tu, tue, tues, tuesday, di, dienstag, mar, mardi, ma, martes, martedi, dinsdag, tis, tisdag, tir, "
        "tirsdag, terca, ter, d"
    ),
    _words(
        "w, we, wed, wednesday, mi, mittwoch, mer, me, mercredi, mie, miercoles, mercoledi, wo, woensdag, "
        "ons, onsdag, quarta, qua, x"
    ),
    _words(
        "t, th, thu, thur, thurs, thursday, do, donnerstag, jeu, je, jeudi, jue, jueves, gio, giovedi, "
        "donderdag, tor, torsdag, tors, quinta, qui, j"
    ),
    _words(
        "f, fr, fri, friday, freitag, ven, ve, vendredi, vie, viernes, venerdi, vr, vrijdag, fre, fredag, sexta, sex, v"
    ),
    _words("s, sa, sat, saturday, samstag, sonnabend, sam, samedi, sab, sabado, sabato, za, zaterdag, lor, lordag"),
    _words("s, su, so, sun, sunday, sonntag, dim, di, dimanche, dom, domingo, domenica, zo, zondag, son, sondag, d"),
)
#: Names of the weekdays for messages.
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Headings of the column that says which week a row is; an empty heading may be one.
WEEK = (
    "",
    *_words(
        "week of, week, week starting, week beginning, w/c, wc, woche, woche ab, semaine, semaine du, semana, "
        "settimana, vecka, uke, uge, kw, starting"
    ),
)
#: Headings that may mean an hour of the day or a duration.
EITHER = ("time", "tijd", "hora", "ora", "heure")
