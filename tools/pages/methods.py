"""The pages of the methods and of the switches between sources that disagree."""

from __future__ import annotations

from ironstride.catalogue import Catalogue
from ironstride.model.rule import Method, Switch, SwitchSide
from ironstride.rules.ruleset import rule_set

from .markdown import anchor, code, codes, page, plural, said, sentence, table
from .rules import link, reasoned, source_link

METHODS = """\
A method is a choice of rules and values. `evidence` is the default. The others each follow one of the five articles the
project began with (S0 to S4), and take the evidence's values where their article says nothing.

Choose one with `method = "s3"` in the runner file or `--method s3` on the command line. Single points can be turned
with [switches](switches.md); [a method of your own](../how-to/add-a-method.md) is one file."""

SWITCHES = """\
Where two sources pull opposite ways nothing is averaged: the conflict has a name and its sides, and you may take one.

```toml
# runner.toml
[switches]
taper = "stay-consistent"
```

A switch changes the rules below on top of whatever method you plan by. Left alone, each method keeps the side it was
built with; that side is shown, too."""


def methods_page(catalogue: Catalogue) -> str:
    """Give the page of the methods."""
    order = sorted(catalogue.methods.values(), key=lambda method: (method.extends is not None, method.id))
    rows = [
        (f"[{method.id}](#{method.id})", method.name, method.summary, str(len(rule_set(catalogue, method.id).rules)))
        for method in order
    ]
    overview = table(("method", "name", "in a sentence", "rules"), rows)
    return page("Methods", METHODS, overview, *(_method(catalogue, method) for method in order))


def switches_page(catalogue: Catalogue) -> str:
    """Give the page of the switches."""
    switches = [catalogue.switches[name] for name in sorted(catalogue.switches)]
    rows = [(f"[{one.id}](#{one.id})", one.question, code(one.default)) for one in switches]
    overview = table(("switch", "question", "default"), rows)
    return page("Switches", SWITCHES, overview, *(_switch(catalogue, one) for one in switches))


def _method(catalogue: Catalogue, method: Method) -> str:
    parts = [f"{anchor(method.id)}\n## {method.name}", f"`{method.id}`. {said(method.summary)}"]
    if method.extends:
        parts.append(f"Takes over [{method.extends}](#{method.extends}) and changes what follows.")
        added = ", ".join(link(rule, rule) for rule in method.rules)
        parts.append(f"**Adds.** {added or 'Nothing.'}")
        dropped = ", ".join(link(rule, rule) for rule in method.without)
        parts.append(f"**Leaves out.** {dropped or 'Nothing.'}")
    else:
        parts.append(f"Holds {plural(len(method.rules), 'rule')}; see [the list](rules.md).")
    if method.change:
        rows = [
            (link(rule, rule), said(catalogue.rules[rule].claim), reasoned(catalogue, change))
            for rule, change in method.change.items()
        ]
        parts.append("**Changes.**\n\n" + table(("rule", "what it asks", "here"), rows))
    parts.append(f"**Parts of a session.** {_blocks(catalogue, method)}")
    if method.silent_on:
        parts.append(
            f"**Silent on.** {sentence(', '.join(method.silent_on))} There the values of {code(method.extends)} hold, "
            "and every plan by this method says so."
        )
    return "\n\n".join(parts)


def _blocks(catalogue: Catalogue, method: Method) -> str:
    from ironstride.model.exercise import BLOCKS

    found = method
    while found.blocks is None and found.extends:
        found = catalogue.methods[found.extends]
    return codes(found.blocks or BLOCKS, " → ")


def _switch(catalogue: Catalogue, switch: Switch) -> str:
    parts = [f"{anchor(switch.id)}\n## {switch.topic}", f"`{switch.id}`. {said(switch.question)}"]
    parts += [_side(catalogue, switch, side) for side in switch.sides]
    parts.append(f"**Default.** {code(switch.default)}: {said(switch.reason)}")
    return "\n\n".join(parts)


def _side(catalogue: Catalogue, switch: Switch, side: SwitchSide) -> str:
    whose = [method for method, taken in switch.methods.items() if taken == side.id]
    claims = ", ".join(source_link(catalogue, claim) for claim in side.claims)
    lines = [f"**{code(side.id)}**: {said(side.says)} {claims}".rstrip()]
    if whose:
        lines.append(f"The side of {', '.join(f'[{method}](methods.md#{method})' for method in whose)}.")
    if side.without:
        lines.append(f"- leaves out {', '.join(link(rule, rule) for rule in side.without)}")
    if kept := [rule for rule in side.rules if rule not in side.change]:
        lines.append(f"- holds {', '.join(link(rule, rule) for rule in kept)}")
    lines += [f"- {link(rule, rule)}: {reasoned(catalogue, change)}" for rule, change in side.change.items()]
    head = [line for line in lines if not line.startswith("- ")]
    points = [line for line in lines if line.startswith("- ")]
    return "\n".join(head) + ("\n\n" + "\n".join(points) if points else "")
