"""Solve a model to proven optimality with CP-SAT: one worker, a fixed seed, deterministic limits.

The protocol buffer is filled through OR-Tools' own binding, without its Python modelling layer, whose import of
pandas alone would cost more than a season takes to plan.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from ironstride.model.errors import NoPlan
from ironstride.rules.model import FREE, Linear, Model

SEED = 7
#: deterministic seconds after which the solver gives up (about wall seconds on a small machine).
LIMIT = 20.0
#: deterministic seconds after which a search from nothing stops, to begin anew from the best it found: most blocks are
#: proven sooner, and those that are not are proven in about half the time this way (see docs/decisions.md).
FIRST_TRY = 0.3

#: our models are small and mostly linear: the costly parts of presolve and the cuts took two thirds of the time
#: without changing any optimum (measured over three seasons, see docs/decisions.md).
LEAN_PRESOLVE = {
    "presolve_inclusion_work_limit": 0,
    "symmetry_level": 0,
    "cp_model_probing_level": 0,
    "presolve_bve_threshold": -1,
    "max_presolve_iterations": 1,
    "cut_level": 0,
}

#: a search that starts from a plan that stands is near its end: a few cuts prove the rest, and what makes the model
#: smaller first costs more than it saves, save where clauses share slacks (measured, see docs/decisions.md).
FROM_A_HINT = {"use_sat_inprocessing": False, "cut_level": 1}


class Solution(Struct, frozen=True):
    """Values by variable, the price paid, the proven bound and the solver's word."""

    values: tuple[int, ...]
    objective: int
    bound: int
    status: Literal["OPTIMAL", "FEASIBLE"]
    seconds: float


def solve(
    model: Model,
    assumptions: Mapping[int, int] | None = None,
    hint: Mapping[int, int] | None = None,
    limit: float = LIMIT,
    kept: Iterable[Linear] = (),
) -> Solution | None:
    """Minimise the model's price; None when nothing satisfies it.

    Parameters
    ----------
    model : variables, constraints and prices.
    assumptions : variables fixed to a value for this solve.
    hint : values to start from; a whole plan that is nearly the best.
    limit : deterministic seconds.
    kept : constraints that some cheapest solution keeps besides the model's own; they make it quicker to find.

    Raises
    ------
    NoPlan : when the limit passes before any solution or proof is found.
    """
    fixed = assumptions or {}
    if any(not model.bounds[variable][0] <= value <= model.bounds[variable][1] for variable, value in fixed.items()):
        return None
    demands = tuple(kept)
    cp = _library()
    begun = time.perf_counter()
    response = _search(cp, model, fixed, hint or {}, demands, limit if hint else min(limit, FIRST_TRY))
    status = cp.CpSolverStatus
    proven = (status.OPTIMAL, status.INFEASIBLE)
    if response.status not in proven and not hint and limit > FIRST_TRY:
        found = response.status == status.FEASIBLE
        most = round(response.objective_value) if found else None
        response = _search(cp, model, fixed, dict(enumerate(response.solution)), demands, limit, most)
    seconds = time.perf_counter() - begun
    if response.status == status.INFEASIBLE:
        return None
    if response.status not in (status.OPTIMAL, status.FEASIBLE):
        raise NoPlan("no plan was found in the time allowed", mend="Plan fewer weeks or give more days.")
    return Solution(
        values=tuple(response.solution),
        objective=round(response.objective_value) + model.constant,
        bound=round(response.best_objective_bound) + model.constant,
        status="OPTIMAL" if response.status == status.OPTIMAL else "FEASIBLE",
        seconds=seconds,
    )


def _search(
    cp: Any,
    model: Model,
    fixed: Mapping[int, int],
    hint: Mapping[int, int],
    kept: Iterable[Linear],
    limit: float,
    most: int | None = None,
) -> Any:
    """Search once, from a hint or from nothing, for what costs no more than `most`, and give the solver's response."""
    parameters = cp.SatParameters()
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.random_seed = SEED
    parameters.max_deterministic_time = limit
    parameters.cp_model_presolve = not hint or bool(model.clauses)
    for name, value in (LEAN_PRESOLVE | (FROM_A_HINT if hint else {})).items():
        setattr(parameters, name, value)
    wrapper = cp.SolveWrapper()
    wrapper.set_parameters(parameters)
    return wrapper.solve(_proto(cp, model, fixed, hint, kept, most))


def version() -> str:
    """Give the version of the solver library."""
    from importlib.metadata import version as installed

    return installed("ortools")


def _library() -> Any:
    """Load the solver's binding; its stubs are older than its objects, hence Any."""
    from ortools.sat.python import cp_model_helper

    return cp_model_helper


def _proto(
    cp: Any,
    model: Model,
    fixed: Mapping[int, int],
    hint: Mapping[int, int],
    kept: Iterable[Linear] = (),
    most: int | None = None,
) -> Any:
    gone = {variable for variable, value in fixed.items() if value == 0}
    proto = cp.CpModelProto()
    add_variable, add_constraint = proto.variables.add, proto.constraints.add
    for index, bounds in enumerate(model.bounds):
        value = fixed.get(index)
        add_variable().domain.extend(list(bounds) if value is None else [value, value])
    for constraint in (*model.constraints, *kept):
        terms = constraint.terms
        if gone:
            terms = tuple([term for term in terms if term[0] not in gone])
        added = add_constraint()
        linear = added.linear
        if terms:
            variables, coefficients = zip(*terms, strict=True)
            linear.vars.extend(variables)
            linear.coeffs.extend(coefficients)
        linear.domain.extend([max(constraint.low, -FREE), min(constraint.high, FREE)])
        if constraint.guard >= 0:
            added.enforcement_literal.append(constraint.guard)
    priced = sorted(model.prices)
    proto.objective.vars.extend(priced)
    proto.objective.coeffs.extend([model.prices[variable] for variable in priced])
    if hint:
        proto.solution_hint.vars.extend(sorted(hint))
        proto.solution_hint.values.extend([hint[variable] for variable in sorted(hint)])
    if most is not None:
        proto.objective.domain.extend([-FREE, most])
    return proto
