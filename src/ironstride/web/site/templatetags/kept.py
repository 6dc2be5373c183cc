"""A template tag that keeps a rendered part for as long as what it shows is the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ironstride.web.runners.stored import forgotten_with_plans

register = template.Library()
#: parts kept by one process; the largest, a season's weeks, has 40 kB
MOST = 400


class _Parts:
    """Rendered parts by what they show; those not asked for longest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, SafeString] = OrderedDict()

    def get(self, key: Hashable) -> SafeString | None:
        """Give a part, if it is kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: Hashable, part: SafeString) -> None:
        """Keep a part."""
        with self._lock:
            self._held[key] = part
            while len(self._held) > MOST:
                self._held.popitem(last=False)

    def forget(self) -> None:
        """Forget all, because somebody was erased."""
        with self._lock:
            self._held.clear()


PARTS = _Parts()
forgotten_with_plans(PARTS.forget)


class Kept(template.Node):
    """The part between the tags; values that only it needs can be callables, which a kept part never calls."""

    def __init__(self, nodelist: NodeList, name: str, shows: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.shows = nodelist, name, shows

    def render(self, context: Context) -> SafeString:
        """Give the part as it is kept, or render it."""
        key = (self.name, get_language(), *(one.resolve(context) for one in self.shows))
        part = PARTS.get(key)
        if part is None:
            part = mark_safe(self.nodelist.render(context))
            PARTS.keep(key, part)
        return part


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept name what it shows %}`: all that may differ, the language apart, must be named, and be hashable."""
    _, name, *shows = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, name, [parser.compile_filter(one) for one in shows])
