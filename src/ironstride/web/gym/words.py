"""The words gym mode speaks, for its script to put together."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> dict[str, str]:
    """Give every phrase in the reader's language; what stands in braces is put in by the script."""
    return {**_states(), **_advice(), **_session(), **_sheets()}


def _states() -> dict[str, str]:
    return {
        "saved": _("Saved"),
        "on-phone": _("{count} on this phone"),
        "sending": _("Sending {count}"),
        "login": _("{count} on this phone. Log in to send"),
        "full": _("{count} on this phone. The server’s disk is full"),
        "other-account": _("{count} of another account wait on this phone"),
        "consent": _("{count} on this phone. Your yes is missing, see Data"),
        "fault": _("{count} on this phone. The server did not take them; a later version will"),
        "rejected": _("{count} were not taken"),
        "no-store": _("This browser keeps nothing here. Sets are sent at once or lost"),
        "evicted": _(
            "This browser threw away what it kept here. What was saved is below; sets that were not saved are gone. "
            "Put the app on your home screen and it will not happen again."
        ),
        "clock": _("This phone’s clock is {hours} h off. The server’s time is used."),
        "taken-out-elsewhere": _(
            "This session was thrown away on another device. What you logged here since goes on in a new one."
        ),
        "logged-already": _(
            "This set is logged already: {set}. It is not counted twice; if {yours} is right, tap the set to change it."
        ),
        "nothing-waits": _("Nothing waits: all you logged is saved."),
        "no-logout": _(
            "Logging out needs a signal. Nothing is lost: what you logged stays on this phone until it is sent."
        ),
    }


def _advice() -> dict[str, str]:
    return {
        "planned": _("As planned."),
        "as-asked": _("As asked: stay at {load}."),
        "easier": _("That was easier than asked: {load} next."),
        "harder": _("Harder than asked today: {load} keeps {reps} within reach."),
        "kept": _("That was easy, and today {load} is as heavy as it gets."),
        "more-reps": _("The next weight is too far: stay at {load} and do {reps}."),
        "fewer-reps": _("There is nothing lighter: do {reps} at {load}."),
        "warm-up": _("The warm-up was heavy today: begin with {load}."),
        "stop": _("Twice short of the count: leave this lift for today."),
        "heavy-day": _("A heavy day: begin a step lighter."),
        "last-time": _("Last time, {date}:"),
        "first-time": _("First time here."),
        "per-side": _("On each side of the bar"),
        "bare-bar": _("The bare bar"),
        "odd-load": _("These plates cannot make it."),
        "plates-of": _("{load}: bar {bar}, each side {plates}"),
    }


def _session() -> dict[str, str]:
    return {
        "set-of": _("Set {number} of {count}"),
        "warmup-of": _("Warm-up {number} of {count}"),
        "set-more": _("Set {number}"),
        "reps": _("reps"),
        "seconds": _("s"),
        "contacts": _("contacts"),
        "metres": _("m"),
        "each-side": _("each side"),
        "left": _("left"),
        "right": _("right"),
        "body": _("Body"),
        "in-reserve": _("{rir} in reserve"),
        "how-many": _("How many more could you have done?"),
        "done": _("Done"),
        "failed": _("Failed"),
        "or-more": _("{rir} or more"),
        "start-hold": _("Start {seconds} s"),
        "hold": _("Hold"),
        "rest": _("Rest"),
        "over": _("over"),
        "go": _("Go on"),
        "longer": _("+30 s"),
        "enough": _("Enough"),
        "item-of": _("{number} of {count}"),
        "skipped": _("skipped"),
        "all-done": _("That was all of it."),
        "finish": _("Finish"),
        "rpe": _("How hard was it all in all?"),
        "rpe-low": _("0 nothing"),
        "rpe-high": _("10 all there was"),
        "finished": _("Done for today."),
        "sets-count": _("{count} sets"),
        "minutes-count": _("{minutes} min"),
        "kept-here": _("It is all on this phone and goes out with the next signal."),
        "kept-there": _("Saved."),
        "free": _("Without a plan"),
        "add-first": _("Add an exercise to begin."),
        "more-kg": _("more"),
        "less-kg": _("less"),
        "load": _("Load"),
        "undo": _("Undo"),
        "undone": _("Taken back."),
        "removed": _("Set taken out."),
        "logged": _("Logged."),
        "go-back": _("Back"),
        "in-turns": _("In turns with {name}"),
        "each-hand": _("in each hand"),
        "set-here": _("On this phone"),
    }


def _sheets() -> dict[str, str]:
    return {
        "more": _("More"),
        "swap": _("Swap"),
        "swap-for": _("Instead of {name}"),
        "no-swap": _("Nothing else here trains the same. Add any exercise instead."),
        "skip": _("Skip"),
        "unskip": _("Do it after all"),
        "add-set": _("One more set"),
        "add-exercise": _("Add an exercise"),
        "no-turns": _("One after the other"),
        "note": _("Note"),
        "pain": _("Something hurts"),
        "pain-why": _("Exercises that bother it are left out from the next plan on. Nothing is diagnosed."),
        "pain-consent": _("Where it hurts is kept only with your yes. Give it under Data, then it can be told here."),
        "pain-told": _("Noted."),
        "where": _("Where?"),
        "which-side": _("Which side?"),
        "both": _("both"),
        "how-much": _("How much, 0 to 10?"),
        "sore": _("Sore, as after work"),
        "hurts": _("Pain"),
        "signs": _("Is it any of these?"),
        "changes-gait": _("changes how I walk or run"),
        "sharp": _("sharp"),
        "at-night": _("at night"),
        "at-rest": _("at rest"),
        "on-bone": _("on the bone"),
        "swelling": _("swollen"),
        "numb": _("numb or tingling"),
        "see-someone": _("Let a doctor or physio see it before you load it again."),
        "edit": _("Change this set"),
        "keep": _("Keep it"),
        "take-out": _("Take it out"),
        "sides-differ": _("Sides differ"),
        "sides-same": _("Both sides the same"),
        "search": _("Search"),
        "how": _("How it is done"),
        "throw-away": _("Throw this session away"),
        "throw-away-sure": _("All its sets are taken out. Sure?"),
        "yes": _("Yes"),
        "no": _("No"),
        "close": _("Close"),
        "begin": _("Begin"),
        "go-on": _("Go on"),
        "look": _("Look at it"),
        "set-kinds": _("What was it?"),
        "leave": _("Go on later"),
        "no-warmup": _("Without warm-up sets"),
        "to-data": _("To your data"),
        **_sites(),
    }


def _sites() -> dict[str, str]:
    return {
        "achilles": _("Achilles tendon"),
        "ankle": _("Ankle"),
        "back": pgettext("part of the body", "Back"),
        "calf": _("Calf"),
        "elbow": _("Elbow"),
        "foot": _("Foot"),
        "groin": _("Groin"),
        "hamstring": _("Hamstring"),
        "hip": _("Hip"),
        "knee": _("Knee"),
        "neck": _("Neck"),
        "shin": _("Shin"),
        "shoulder": _("Shoulder"),
        "wrist": _("Wrist"),
    }
