"""Mutation tests of the rule kinds: break them in small ways, one at a time, and see whether their tests notice.

Run `python tools/mutate_kinds.py --sample 60`; without `--sample` every mutant is run, which takes an hour.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
RULES = Path("ironstride") / "rules"
#: the quickest first: most mutants fall to the hand-written cases
TESTS = ("edges", "select", "model", "ruleset", "duality", "witness")
TIMEOUT_S = 300

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SWAPPED = {"min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One small change: file below the source folder, line, what stood there, what stands there now, the new text."""

    path: Path
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  ->  {self.after}"


def files() -> list[Path]:
    """Give the files that are mutated, below the source folder."""
    kinds = sorted((SOURCE / RULES / "kinds").glob("*.py"))
    return [path.relative_to(SOURCE) for path in kinds] + [
        RULES / name for name in ("select.py", "draft.py", "model.py")
    ]


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a file: comparisons flipped, constants off by one, min for max, no `not`, or for and."""
    tree = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
    for number, node in enumerate(_code(tree)):
        for variant in range(len(_variants(node))):
            changed = copy.deepcopy(tree)
            target = list(_code(changed))[number]
            after = _variants(target)[variant]
            text = ast.unparse(_Replace(target, after).visit(changed))
            yield Mutant(path, getattr(node, "lineno", 0), ast.unparse(node), ast.unparse(after), text)


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk over what runs: types are checked elsewhere."""
    yield tree
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def _variants(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Compare):
        return [
            ast.Compare(node.left, [*node.ops[:at], FLIPPED[type(op)](), *node.ops[at + 1 :]], node.comparators)
            for at, op in enumerate(node.ops)
        ]
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return [ast.Constant(node.value + 1), ast.Constant(node.value - 1)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
        return [ast.Call(ast.Name(SWAPPED[node.func.id], ast.Load()), node.args, node.keywords)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    if isinstance(node, ast.BoolOp):
        return [ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)]
    return []


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def survives(package: Path) -> bool:
    """Run the kinds' tests against a copy of the package; a mutant that hangs or does not load is caught."""
    tests = [str(ROOT / "tests" / "rules" / f"test_{name}.py") for name in TESTS]
    environment = {
        **os.environ,
        "PYTHONPATH": str(package),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "quick",
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def main() -> int:
    """Run the mutants and print the share that was caught, and those that were not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="run only so many mutants, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="run only mutants of files whose path contains this")
    options = parser.parse_args()
    every = [mutant for path in files() if options.only in str(path) for mutant in mutants(path)]
    drawn = (
        every if options.sample is None else random.Random(options.seed).sample(every, min(options.sample, len(every)))
    )
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder)
        shutil.copytree(SOURCE, package, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        if not survives(package):
            print("The tests fail without any mutant; mend them first.")
            return 2
        for mutant in drawn:
            original = (package / mutant.path).read_text(encoding="utf-8")
            (package / mutant.path).write_text(mutant.text, encoding="utf-8")
            if survives(package):
                survivors.append(mutant)
                print(f"survived  {mutant}", flush=True)
            (package / mutant.path).write_text(original, encoding="utf-8")
    caught = len(drawn) - len(survivors)
    print(
        f"{caught} of {len(drawn)} mutants caught ({100 * caught / max(1, len(drawn)):.0f} %), of {len(every)} in all."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
