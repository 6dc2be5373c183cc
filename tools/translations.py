"""Gathers the web app's texts, keeps the German catalogue in step and compiles it; `--check` only says what is off.

Needs no gettext on the machine: texts are found by Django's own template lexer and Python's parser.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/ironstride/web"
FOLDER = WEB / "locale/de/LC_MESSAGES"
CALLS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"})
#: stands between a context and its text, in memory and in the compiled form
CONTEXT = "\x04"
HEAD = (
    "Project-Id-Version: Ironstride\nLanguage: de\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
_STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TEMPLATE_CALL = re.compile(rf"\b(ngettext|pgettext|gettext|_)\(\s*{_STRING}(?:\s*,\s*{_STRING})?", re.DOTALL)
_PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@dataclass
class Message:
    """A text: its plural if it has one, the files it stands in, and its German forms."""

    text: str
    plural: str = ""
    files: set[str] = field(default_factory=set)
    german: tuple[str, ...] = ()
    fuzzy: bool = False


def gathered() -> dict[str, Message]:
    """Find every text that is marked for translation, by itself."""
    found: dict[str, Message] = {}
    for path in sorted([*WEB.rglob("*.html"), *WEB.rglob("*.txt"), *WEB.rglob("*.py")]):
        if "static" in path.parts or "migrations" in path.parts:
            continue
        texts = _python(path.read_text("utf-8")) if path.suffix == ".py" else _template(path.read_text("utf-8"))
        for text, plural in texts:
            one = found.setdefault(text, Message(text))
            one.plural = one.plural or plural
            one.files.add(str(path.relative_to(WEB)))
    return found


def _python(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name == "pgettext" and len(texts) > 1:
            yield f"{texts[0]}{CONTEXT}{texts[1]}", ""
        elif name in CALLS and texts:
            yield texts[0], texts[1] if name.startswith("ngettext") else ""


def _template(source: str) -> Iterator[tuple[str, str]]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    for match in _TEMPLATE_CALL.finditer(templatize(source)):
        first, second = (ast.literal_eval(one) if one else "" for one in (match[2], match[3]))
        if match[1] == "pgettext":
            yield f"{first}{CONTEXT}{second}", ""
        else:
            yield first, second if match[1] == "ngettext" else ""


def read(path: Path) -> dict[str, Message]:
    """Read a catalogue of texts as `written` writes it."""
    found: dict[str, Message] = {}
    if not path.exists():
        return found
    for block in path.read_text("utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line):
                name = match[1]
                parts[name] = ast.literal_eval(match[2])
            elif line.startswith('"') and name:
                parts[name] += ast.literal_eval(line)
        if parts.get("msgid"):
            forms = tuple(value for key, value in parts.items() if key.startswith("msgstr"))
            text = parts["msgctxt"] + CONTEXT + parts["msgid"] if "msgctxt" in parts else parts["msgid"]
            found[text] = Message(text, parts.get("msgid_plural", ""), set(), forms, "#, fuzzy" in block)
    return found


def merged(texts: dict[str, Message], known: dict[str, Message]) -> dict[str, Message]:
    """Give the texts with the German that is known of them; what is in no file any more goes."""
    for text, one in texts.items():
        if text in known and bool(known[text].plural) == bool(one.plural):
            one.german, one.fuzzy = known[text].german, known[text].fuzzy
    return texts


def written(texts: dict[str, Message]) -> str:
    """Write the catalogue, in the order of files."""
    blocks = ['msgid ""\nmsgstr ""\n' + "\n".join(_quoted(line + "\n") for line in HEAD.splitlines())]
    for one in sorted(texts.values(), key=lambda message: (min(message.files), message.text)):
        lines = [f"#: {name}" for name in sorted(one.files)] + (["#, fuzzy"] if one.fuzzy else [])
        context, _, text = one.text.rpartition(CONTEXT)
        lines += [f"msgctxt {_quoted(context)}"] if context else []
        lines.append(f"msgid {_quoted(text)}")
        if one.plural:
            forms = one.german or ("", "")
            lines.append(f"msgid_plural {_quoted(one.plural)}")
            lines += [f"msgstr[{number}] {_quoted(form)}" for number, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {_quoted(one.german[0] if one.german else '')}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compiled(texts: dict[str, Message]) -> bytes:
    """Compile to the binary form of GNU gettext (its manual, "The Format of GNU MO Files"), sorted by text."""
    held = {"": HEAD}
    for one in texts.values():
        if one.german and all(one.german) and not one.fuzzy:
            held["\0".join((one.text, one.plural)) if one.plural else one.text] = "\0".join(one.german)
    keys = sorted(held, key=lambda key: key.encode())
    start = 7 * 4 + 16 * len(keys)
    tables, data = [b"", b""], b""
    for table, strings in enumerate((keys, [held[key] for key in keys])):
        for text in strings:
            raw = text.encode()
            tables[table] += struct.pack("<II", len(raw), start + len(data))
            data += raw + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + b"".join(tables) + data


def faults(texts: dict[str, Message]) -> list[str]:
    """Say what is not translated, unsure, or lost a place for a value."""
    wrong = []
    for text, one in texts.items():
        if not one.german or not all(one.german):
            wrong.append(f"not translated: {text!r}")
        elif one.fuzzy:
            wrong.append(f"unsure: {text!r}")
        elif any(set(_PLACE.findall(form)) - set(_PLACE.findall(text + one.plural)) for form in one.german) or (
            set(_PLACE.findall(one.plural or text)) - set(_PLACE.findall(one.german[-1]))
        ):
            wrong.append(f"its places for values differ: {text!r}")
    return wrong


def main(arguments: list[str]) -> int:
    """Bring the catalogue and its compiled form up to date, or say what is off; what is not translated is named."""
    texts = merged(gathered(), read(FOLDER / "django.po"))
    wrong = faults(texts)
    for name, content in (("django.po", written(texts).encode()), ("django.mo", compiled(texts))):
        path = FOLDER / name
        if path.exists() and path.read_bytes() == content:
            continue
        if "--check" in arguments:
            wrong.append(f"stale: {name}, run tools/translations.py")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for line in wrong:
        print(line)
    print(f"{len(texts)} texts, {len(wrong)} to mend")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
