"""The page of the command line, read from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ironstride.cli.main import HELP, cli

from .markdown import anchor, code, codes, page, sentence, table

INTRO = """\
`make run` and `make install` put the command at `.venv/bin/ironstride`. Every command says what it takes with
`--help`."""

ENDINGS = """\
## How a command ends

| code | when |
|---|---|
| 0 | done |
| 1 | `check` found a rule broken that must hold |
| 2 | an input cannot be used, or wishes clash: one line says what, where, and how to mend it; nothing is written |
| 130 | stopped by the keyboard |

Results go to standard output or to the file after `-o`, which is written whole or not at all. Everything else goes to
standard error."""

#: what is said of an option whose own help says nothing
HINTS = {
    "--format": "What to write; see [formats](formats.md).",
    "--example": "Which of the runners in `examples/`.",
    "--out": "Where every format is written to.",
}

#: what commands read from the environment
SETTINGS: dict[str, str] = {
    "DATABASE_URL": "`serve`: a PostgreSQL database, `postgres://user:password@host/name`, instead of SQLite",
    "IRONSTRIDE_ADDRESS": "`serve`: as `--address`; with https cookies are secure and plain http is sent on",
    "IRONSTRIDE_DATA": "`serve`: as `--data`",
    "IRONSTRIDE_DEMO": "`serve`: `1` is `--demo`",
    "IRONSTRIDE_MAIL_FROM": "`serve`: sender of letters",
    "IRONSTRIDE_MAIL_URL": "`serve`: mail server, `smtp://user:password@host:587`; without it letters lie in `mail/`",
    "IRONSTRIDE_PARENT": "`serve` tells its own processes by it whose they are",
    "IRONSTRIDE_PROXIES": "`serve`: how many proxies of yours stand before it",
    "IRONSTRIDE_SIGNUP": "`serve`: `closed` lets no stranger open an account",
    "XDG_DATA_HOME": "where `serve` keeps its folder `ironstride`; `~/.local/share` when not set",
    "COLUMNS": "columns to write for, when the output is no terminal",
    "IRONSTRIDE_CACHE": "folder for what was read from watch files, so that each is decoded once",
    "IRONSTRIDE_LOG": "the log file of `ironstride log`; `log.jsonl` in the folder you are in when not set",
    "IRONSTRIDE_PLAN": "the plan that `ironstride log` walks through",
    "IRONSTRIDE_UNIT": "`lb` when you type loads in pounds",
    "LOCALAPPDATA": "where that folder lies on Windows when `IRONSTRIDE_CACHE` is not set",
    "NO_COLOR": "set to anything, it turns colours off",
    "TERM": "`dumb` turns colours off",
    "TZ": "the time zone `init` writes down; otherwise the machine's",
    "XDG_CACHE_HOME": "where that folder lies elsewhere; `~/.cache` when not set",
}


def commands_page() -> str:
    """Give the page of the commands."""
    found = dict(walk())
    rows = [
        (f"[{name}](#{name.replace(' ', '-')})", HELP.get(name) or _help(command)) for name, command in found.items()
    ]
    parts = [INTRO, table(("command", "what it does"), rows)]
    parts += [_command(name, command) for name, command in found.items()]
    settings = table(("variable", "what it does"), ((code(name), words) for name, words in SETTINGS.items()))
    return page("Commands", *parts, ENDINGS, f"## From the environment\n\n{settings}")


def walk() -> Iterator[tuple[str, click.Command]]:
    """Give every command that does something, by its words without `ironstride`."""
    yield from _walk(cli, "")


def _walk(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _walk(command, f"{before}{name} ")
        elif command is not None:
            yield f"{before}{name}", command


def options(command: click.Command) -> list[click.Option]:
    """Give a command's options."""
    return [one for one in command.params if isinstance(one, click.Option)]


def _command(name: str, command: click.Command) -> str:
    arguments = [_argument(one) for one in command.params if isinstance(one, click.Argument)]
    usage = " ".join(["ironstride", name, *arguments, *(["[OPTIONS]"] if options(command) else [])])
    parts = [f"{anchor(name.replace(' ', '-'))}\n## ironstride {name}", f"```text\n{usage}\n```"]
    parts.append(_help(command))
    if options(command):
        rows = [(codes(one.opts), _takes(one), _otherwise(one), _does(one)) for one in options(command)]
        parts.append(table(("option", "takes", "if left out", "what it does"), rows))
    return "\n\n".join(parts)


def _help(command: click.Command) -> str:
    return sentence(" ".join((command.help or "").split()))


def _does(option: click.Option) -> str:
    text = option.help or HINTS.get(option.opts[-1], "")
    return text if text.endswith(".") or not text else f"{text}."


def _argument(argument: click.Argument) -> str:
    name = (argument.name or "").upper()
    return name if argument.required else f"[{name}]"


def _takes(option: click.Option) -> str:
    kind = option.type
    if option.is_flag:
        return "nothing"
    if isinstance(kind, click.Choice):
        text = f"one of {codes(kind.choices)}"
    elif isinstance(kind, click.IntRange):
        text = f"a whole number from {kind.min} to {kind.max}"
    elif isinstance(kind, click.Path):
        text = "a folder" if not kind.file_okay else "a file" if not kind.dir_okay else "a file or folder"
    else:
        text = "text"
    return f"{text}; may be given several times" if option.multiple else text


def _otherwise(option: click.Option) -> str:
    value = option.default
    return code(value) if isinstance(value, str | int | Path) and not option.is_flag else ""
