"""Mutation tests of the rule kinds: break them in small ways, one at a time, and see whether their tests notice.

`python tools/mutate_kinds.py --results FILE` runs every mutant, each in a forked process of its own, and writes one
line of JSON for each; called again it goes on where it stopped. `--report` prints the score of a results file,
`--again` runs the survivors anew (after a test was added), `--only` and `--sample` choose some.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import pkgutil
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
RULES = Path("ironstride") / "rules"
#: helpers of the kinds that are mutated with them
HELPERS = ("select.py", "draft.py", "model.py", "weighing.py")
#: what the rules are built on, and what therefore never imports them
BELOW = ("model", "catalogue", "running", "strength")
#: tests, the quickest first: most mutants fall to the hand-written cases
TESTS = ("edges", "small_print", "select", "model", "weighing", "ruleset", "cases", "duality", "witness")
#: those that take no time to find their cases are run before the others are looked at
QUICK_TESTS = 5
#: seconds of processor time after which a mutant counts as one that never ends (the tests take 8, or 100 under `ci`),
#: and the address space it may take
MOST_CPU_S = {"quick": 40, "ci": 900}
MOST_BYTES = 6 << 30

FLIPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: what only types are made of is checked by mypy
TYPES = {"TypeVar", "Literal"}


@dataclass(frozen=True)
class Mutant:
    """One small change: file below the source folder, line, what stood there, what stands there now, the new text."""

    path: Path
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(RULES)}:{self.line}: {self.before}  ->  {self.after}"

    @property
    def key(self) -> str:
        """Name it by its file's whole new text, so that a result is never taken for another version's."""
        return hashlib.sha256(f"{self.path}\n{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Result:
    """What became of a mutant.

    `killed`: a test failed, and is named. `survived`: all passed. `endless`: time or memory ran out before any test
    had failed; not counted as killed. `stillborn`: the module or its tests do not even load; not counted at all.
    """

    key: str
    path: str
    line: int
    before: str
    after: str
    fate: str
    by: str
    seconds: float


# ---------------------------------------------------------------- the mutants


def files() -> list[Path]:
    """Give the files that are mutated, below the source folder."""
    kinds = sorted((SOURCE / RULES / "kinds").glob("*.py"))
    return [path.relative_to(SOURCE) for path in kinds] + [RULES / name for name in HELPERS]


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a file.

    Comparisons and operators are swapped, numbers moved by one, words and truths changed, `min` and `max`, `any` and
    `all` exchanged, conditions turned round, `not` dropped, loops left early, calls whose result nobody reads dropped.
    """
    tree = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
    for number, node in enumerate(_code(tree)):
        for variant in range(len(_variants(node))):
            changed = copy.deepcopy(tree)
            target = list(_code(changed))[number]
            after = _variants(target)[variant]
            text = ast.unparse(ast.fix_missing_locations(_Replace(target, after).visit(changed)))
            yield Mutant(path, getattr(node, "lineno", 0), ast.unparse(node), ast.unparse(after), text)


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk over what runs: types are checked elsewhere, and docstrings do nothing."""
    yield tree
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    called = tree.func if isinstance(tree, ast.Call) else tree.value if isinstance(tree, ast.Subscript) else None
    if isinstance(called, ast.Name) and called.id in TYPES:
        return
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def _variants(node: ast.AST) -> Sequence[ast.AST]:
    if isinstance(node, ast.Compare):
        return [
            ast.Compare(node.left, [*node.ops[:at], _flipped(op), *node.ops[at + 1 :]], node.comparators)
            for at, op in enumerate(node.ops)
        ]
    if isinstance(node, ast.Constant):
        return _other_constants(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
        return [ast.Call(ast.Name(SWAPPED[node.func.id], ast.Load()), node.args, node.keywords)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        return [node.operand]
    if isinstance(node, ast.BoolOp):
        return [ast.BoolOp(_flipped(node.op), node.values)]
    if isinstance(node, ast.BinOp) and type(node.op) in FLIPPED:
        return [ast.BinOp(node.left, _flipped(node.op), node.right)]
    if isinstance(node, ast.AugAssign) and type(node.op) in FLIPPED:
        return [ast.AugAssign(node.target, _flipped(node.op), node.value)]
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        turned = copy.copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        return [turned]
    if isinstance(node, ast.Continue):
        return [ast.Break()]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        return [ast.Pass()]
    return []


def _flipped(operator: ast.AST) -> ast.AST:
    return FLIPPED[type(operator)]()


def _other_constants(value: object) -> list[ast.Constant]:
    if isinstance(value, bool):
        return [ast.Constant(not value)]
    if isinstance(value, int):
        return [ast.Constant(value + 1), ast.Constant(value - 1)]
    return [ast.Constant(f"other {value}")] if isinstance(value, str) else []


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


# ---------------------------------------------------------------- one mutant in a process of its own


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed text; every other one as usual."""

    def __init__(self, mutant: Mutant) -> None:
        name = ".".join(mutant.path.with_suffix("").parts)
        self.package = name.endswith(".__init__")
        self.name = name.removesuffix(".__init__")
        self.file = SOURCE / mutant.path
        self.code: CodeType = compile(mutant.text, str(self.file), "exec")
        self.loaded = False

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        where = [str(self.file.parent)] if self.package else None
        return importlib.util.spec_from_file_location(
            fullname, self.file, loader=self, submodule_search_locations=where
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)
        self.loaded = True


class _Nearest:
    """Puts the tests that are most likely to notice first, and remembers the first that did.

    A kind stands in a file of its own that no other kind imports: of the tests that take one kind after the other,
    those of the others cannot notice and are left out.
    """

    def __init__(self, stem: str) -> None:
        self.stem, self.failed, self.starved = stem, "", False

    def pytest_collection_modifyitems(self, items: list[object]) -> None:
        from ironstride.catalogue import catalogue

        self.rules = catalogue().rules
        items[:] = sorted((item for item in items if self._may_notice(item)), key=self._rank)

    def _may_notice(self, item: object) -> bool:
        name = str(getattr(item, "nodeid", ""))
        file, _, case = name.partition("::")
        if self.stem not in {rule.kind for rule in self.rules.values()} or "[" not in case:
            return True
        code = case.partition("[")[2].rstrip("]")
        if file.endswith("test_cases.py"):
            return code not in self.rules or self.rules[code].kind == self.stem
        return not file.endswith(("duality.py", "witness.py")) or self._is_near(name)

    def _is_near(self, name: str) -> bool:
        return f"[{self.stem}" in name

    def pytest_runtest_logreport(self, report: object) -> None:
        if getattr(report, "failed", False) and not self.failed:
            self.failed = str(getattr(report, "nodeid", ""))
            self.starved = "MemoryError" in str(getattr(report, "longrepr", ""))

    def _rank(self, item: object) -> tuple[bool, int]:
        name = str(getattr(item, "nodeid", ""))
        file = next((at for at, test in enumerate(TESTS) if f"test_{test}.py" in name), len(TESTS))
        slow = file >= TESTS.index("duality")
        near = self._is_near(name)
        return slow and not near, -1 if near and not slow else file


def run(mutant: Mutant | None) -> tuple[str, str]:
    """Run the kinds' tests with a mutant in place, in a forked process; give its fate and the test that noticed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            fate, by = _tested(mutant)
        except BaseException as error:
            fate, by = "stillborn", repr(error)
        os.write(writing, f"{fate}\n{by}".encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if not said or status:
        return "endless", f"signal {os.WTERMSIG(status)}"
    fate, _, by = said.partition("\n")
    return fate, by


def _tested(mutant: Mutant | None) -> tuple[str, str]:
    import pytest

    most_cpu_s = MOST_CPU_S[os.environ["HYPOTHESIS_PROFILE"]]
    resource.setrlimit(resource.RLIMIT_CPU, (most_cpu_s, most_cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    stem = ""
    if mutant is not None:
        changed = _Changed(mutant)
        sys.meta_path.insert(0, changed)
        stem = mutant.path.stem.rstrip("_")
        try:
            importlib.import_module(changed.name)
        except Exception as error:
            return "stillborn", repr(error)
    nearest = _Nearest(stem)
    files = [str(ROOT / "tests" / "rules" / f"test_{name}.py") for name in TESTS]
    for some in (files[:QUICK_TESTS], files[QUICK_TESTS:]):
        code = pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", *some], plugins=[nearest])
        if code and nearest.failed:
            return "endless" if nearest.starved else "killed", nearest.failed
        if code:
            return "stillborn", f"pytest ended with {code}"
    return "survived", ""


# ---------------------------------------------------------------- all of them


def known(path: Path | None) -> dict[str, Result]:
    """Read the results so far; of several for one mutant, the last counts."""
    if path is None or not path.exists():
        return {}
    results = (Result(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())
    return {result.key: result for result in results}


def fallen(path: Path | None) -> set[tuple[str, str, str]]:
    """Name the changes that older results know of and that all fell: those are the last to be run."""
    found = known(path).values()
    survived = {(one.path, one.before, one.after) for one in found if one.fate == "survived"}
    return {(one.path, one.before, one.after) for one in found} - survived


def report(every: Sequence[Mutant], found: dict[str, Result]) -> str:
    """Give the score file by file, and the survivors."""
    rows: dict[str, Counter[str]] = {}
    survivors, seconds = [], 0.0
    for mutant in every:
        fate = found[mutant.key].fate if mutant.key in found else "not run"
        seconds += found[mutant.key].seconds if mutant.key in found else 0.0
        rows.setdefault(str(mutant.path.relative_to(RULES)), Counter())[fate] += 1
        if fate in ("survived", "endless"):
            survivors.append(f"{fate:<9} {mutant}")
    total = sum(rows.values(), Counter())
    lines = [_row(name, row) for name, row in rows.items()]
    return "\n".join([*survivors, "", *lines, _row("all", total), f"{seconds / 60:.0f} minutes of testing."])


def _row(name: str, row: Counter[str]) -> str:
    killed = row["killed"]
    live = killed + row["survived"] + row["endless"]
    others = f"{row['endless']} endless, {row['stillborn']} do not load"
    others += f", {row['not run']} not run" if row["not run"] else ""
    share = f"{100 * killed / live:5.1f} %" if live else "    –  "
    return f"{name:<20}{killed:>5} of {live:>4} killed {share}  ({others})"


def main() -> int:
    """Run the mutants that have no result yet and print the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, help="file of results to read, and to add to")
    parser.add_argument("--report", action="store_true", help="run nothing, print the score of the results")
    parser.add_argument("--again", action="store_true", help="run the survivors of the results again")
    parser.add_argument("--older", type=Path, help="results of older code: what survived there, or is new, goes first")
    parser.add_argument("--sample", type=int, help="run only so many mutants, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="run only mutants of files whose path contains this")
    parser.add_argument(
        "--profile", default="quick", choices=MOST_CPU_S, help="how many examples the properties draw: quick or ci"
    )
    options = parser.parse_args()
    os.environ["HYPOTHESIS_PROFILE"] = options.profile
    os.environ["PYTHONDONTWRITEBYTECODE"] = os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path.insert(0, str(SOURCE))
    every = [mutant for path in files() if options.only in str(path) for mutant in mutants(path)]
    found = known(options.results)
    if not options.report:
        drawn = every
        if options.sample is not None:
            drawn = random.Random(options.seed).sample(every, min(options.sample, len(every)))
        likely = fallen(options.older)
        drawn = sorted(drawn, key=lambda mutant: (str(mutant.path), mutant.before, mutant.after) in likely)
        again = {key for key, result in found.items() if options.again and result.fate in ("survived", "endless")}
        if not _all_run([m for m in drawn if m.key not in found or m.key in again], found, options.results):
            print("The tests fail without any mutant; mend them first.")
            return 2
        every = drawn
    print(report(every, found))
    return 0


def _preload() -> None:
    """Import once what no mutant can change, so that the processes of the mutants need not."""
    from _pytest.config import default_plugins

    outside = ("pytest", "hypothesis", "msgspec", "numpy", "ortools.sat.python.cp_model_helper")
    for name in (*outside, *(f"_pytest.{plugin}" for plugin in default_plugins)):
        importlib.import_module(name)
    for layer in BELOW:
        for found in pkgutil.walk_packages([str(SOURCE / "ironstride" / layer)], f"ironstride.{layer}."):
            importlib.import_module(found.name)
    # the data stands below the rules too, and reading it costs more than most mutants take
    importlib.import_module("ironstride.catalogue").catalogue()
    gc.freeze()


def _all_run(drawn: Sequence[Mutant], found: dict[str, Result], path: Path | None) -> bool:
    """Run mutants one by one, noting each result at once; False when the tests fail without any."""
    if not drawn:
        return True
    _preload()
    if run(None)[0] != "survived":
        return False
    for number, mutant in enumerate(drawn, 1):
        begun = time.perf_counter()
        fate, by = run(mutant)
        seconds = round(time.perf_counter() - begun, 2)
        result = Result(mutant.key, str(mutant.path), mutant.line, mutant.before, mutant.after, fate, by, seconds)
        found[mutant.key] = result
        if path is not None:
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(result)) + "\n")
        if fate in ("survived", "endless"):
            print(f"{number}/{len(drawn)} {fate:<9} {mutant}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
