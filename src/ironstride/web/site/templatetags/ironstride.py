"""Template tags of the whole app: a coach's navigation, masses in the runner's unit, numbers, links to other pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe

from ironstride.model.log import LoggedSet
from ironstride.model.words import MassUnit, mass_text, number
from ironstride.model.words import mass as mass_in
from ironstride.web.accounts.access import Subject
from ironstride.web.insight.progress import LiftShown
from ironstride.web.insight.sessions import amount_text
from ironstride.web.site.nav import of_runner
from ironstride.web.site.told import spoken, told
from ironstride.web.site.words import WORDS

register = template.Library()


@register.inclusion_tag("site/squad_nav.html", takes_context=True)
def squad_nav(context: dict[str, Any], subject: Subject) -> dict[str, object]:
    """Show a coach the pages of the runner they read."""
    match = context["request"].resolver_match
    return {"entries": of_runner(subject, match.view_name if match else "")}


@register.filter
def mass(kg: float | None, unit: MassUnit) -> str:
    """Write a mass in kilograms or pounds: `82.5 kg`."""
    return "" if kg is None else mass_text(kg, unit)


@register.filter
def worded(word: str) -> str:
    """Write a word of the runner file in the reader's language; one that is not known stays as it is."""
    return str(WORDS.get(word, word))


@register.filter
def plain(value: float | None) -> str:
    """Write a number without needless zeros."""
    return "" if value is None else number(value)


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """Give this page's query with some of it changed; what becomes empty is left out."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value not in ("", None):
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.filter(name="said")
def said_filter(text: object) -> str:
    """Say a text of the core in the reader's language, where it stands inside one of the app's own."""
    return spoken(str(text))


@register.filter
def rounded(value: float) -> float:
    """Round to a whole number, as beliefs are told."""
    return float(round(value))


@register.filter
def band(lift: LiftShown, unit: MassUnit) -> str:
    """Write what is believed of a lift as a span: `46–79 kg`."""
    low, high = (number(round(mass_in(kg, unit))) for kg in (lift.low_kg, lift.high_kg))
    return f"{low}–{high}\u00a0{unit}"


@register.filter
def gain(kg: float, unit: MassUnit) -> str:
    """Write a change of a mass with its sign: `+2.5 kg`."""
    change = float(round(kg))
    return mass_text(0, unit) if not change else f"{'+' if change > 0 else '−'}{mass_text(abs(change), unit)}"


@register.filter
def share(kg: float, body_kg: float) -> str:
    """Write a load as a multiple of body mass: `0.84`."""
    return number(round(kg / body_kg, 2)) if body_kg else ""


@register.filter
def amount(one: LoggedSet) -> str:
    """Write how much of a set was done."""
    return amount_text(one)


class ToldNode(template.Node):
    """What stands between `told` and `endtold`, in the reader's language."""

    def __init__(self, inner: template.NodeList) -> None:
        self.inner = inner

    def render(self, context: template.Context) -> SafeString:
        """Render it, then translate what the core says in it."""
        return mark_safe(told(self.inner.render(context)))


@register.tag("told")
def do_told(parser: Parser, token: Token) -> ToldNode:
    """Say in the reader's language what the core says in English between here and `endtold`."""
    inner = parser.parse(("endtold",))
    parser.delete_first_token()
    return ToldNode(inner)
