"""The catalogue's own words in the reader's language: patterns, blocks, verdicts, kinds of source, certainty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

PATTERNS: Words = {
    "squat": _("Squats"),
    "lunge": _("Lunges"),
    "step-up": _("Step-ups"),
    "hinge": _("Hip hinges"),
    "calf": _("Calves"),
    "foot": _("Feet"),
    "push": _("Pushes"),
    "pull": _("Pulls"),
    "carry": _("Carries"),
    "core-anti-extension": _("Trunk: against arching"),
    "core-anti-rotation": _("Trunk: against turning"),
    "core-anti-lateral-flexion": _("Trunk: against leaning"),
    "core-flexion": _("Trunk: bending"),
    "core-extension": _("Trunk: straightening"),
    "rotation": _("Turning"),
    "plyometric": _("Jumps and springs"),
    "sprint": _("Sprints"),
    "throw": _("Throws"),
    "hip-flexion": _("Hip flexors"),
    "abduction": _("Side of the hip"),
    "mobility": _("Mobility"),
    "balance": _("Balance"),
    "conditioning": _("Conditioning"),
}
BLOCKS: Words = {
    "mobility": _("mobility"),
    "power": _("power"),
    "strength": _("strength"),
    "accessory": _("accessory"),
    "core": _("core"),
    "transfer": _("transfer"),
}
PLANES: Words = {
    "sagittal": _("forwards and backwards"),
    "frontal": _("sideways"),
    "transverse": _("turning"),
    "multi": _("in several planes"),
}
VERDICTS: Words = {
    "recommended": _("recommended"),
    "allowed": _("allowed"),
    "discouraged": _("discouraged"),
}
LANDINGS: Words = {
    "low": _("low impact"),
    "moderate": _("moderate impact"),
    "high": _("high impact"),
}
CERTAINTIES: Words = {
    "high": _("high certainty"),
    "moderate": _("moderate certainty"),
    "low": _("low certainty"),
    "very-low": _("very low certainty"),
    "convention": _("convention"),
    "contradicted": _("contradicted"),
}
KINDS: Words = {
    "meta-analysis": _("meta-analysis"),
    "systematic-review": _("systematic review"),
    "trial": _("trial"),
    "observational": _("observational study"),
    "position-stand": _("position stand"),
    "textbook": _("textbook"),
    "coaching": _("coaching"),
    "convention": _("convention"),
    "heuristic": _("heuristic of ours"),
    "seed": _("article"),
    "measurement": _("measurement"),
}
KNOWN_BY: Words = {
    "read": _("We read it."),
    "read-abstract": _("We read its abstract."),
    "secondary": _("We know it from what others write of it."),
    "memory": _("We know it from memory."),
    "memory-uncertain": _("We know it from memory and are not sure."),
    "derived": _("Computed from printed numbers."),
    "heuristic": _("Our own rule of thumb."),
}
RELATIONS: Words = {
    "supports": _("supports it"),
    "narrows": _("narrows it"),
    "extrapolates": _("is stretched beyond what it studied"),
    "contradicts": _("speaks against it"),
    "silent": _("does not speak of it"),
}
LEVELS: Words = {
    "safety": _("never broken"),
    "must": _("must hold"),
    "should": _("a wish with a price"),
    "info": _("only checked"),
}
STANDINGS: Words = {
    "planned": _("planned and checked"),
    "checked": _("only checked"),
    "switched": _("by a switch"),
    "reason": _("no rule, and why"),
    "opposed": _("only opposed"),
    "open": _("unanswered"),
}
STANDINGS_LONG: Words = {
    "planned": _("A rule that stands on it shapes plans, and checks them."),
    "checked": _("A rule that stands on it checks plans and shapes none."),
    "switched": _("A switch acts on it for the runner who sides with it."),
    "reason": _("No rule acts on it, and the reason is given."),
    "opposed": _("Rules only speak against it or pass it by."),
    "open": _("Nothing answers for it yet."),
}
DIFFERENCES: Words = {
    "adds": _("It also asks"),
    "drops": _("It does not ask"),
    "asks more": _("It asks more strongly"),
    "asks less": _("It asks less strongly"),
    "asks otherwise": _("It asks in another measure"),
}
SITES: Words = {
    "achilles": _("a sore Achilles tendon"),
    "ankle": _("a sore ankle"),
    "back": _("a sore back"),
    "calf": _("a sore calf"),
    "elbow": _("a sore elbow"),
    "foot": _("a sore foot"),
    "groin": _("a sore groin"),
    "hamstring": _("a sore hamstring"),
    "hip": _("a sore hip"),
    "knee": _("a sore knee"),
    "neck": _("a sore neck"),
    "shin": _("a sore shin"),
    "shoulder": _("a sore shoulder"),
    "wrist": _("a sore wrist"),
    "bone-stress": _("a bone stress injury"),
    "pregnancy": _("pregnancy"),
    "high-blood-pressure": _("high blood pressure"),
    "recent-surgery": _("recent surgery"),
    "growth-spurt": _("a growth spurt"),
}
#: the articles the project began with; their titles are in the catalogue
ARTICLES: Final = ("S0", "S1", "S2", "S3", "S4")
