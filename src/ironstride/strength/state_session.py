"""One session of sets: the day's form of every lift in it, and the lift whose sets are being learned."""

from __future__ import annotations

import math

import numpy as np

from ironstride.model.exercise import Exercise
from ironstride.strength.state_block import Block
from ironstride.strength.state_gauss import DAY, Joint, Vector
from ironstride.strength.state_lifts import Lift
from ironstride.strength.state_numbers import Numbers


class Form:
    """The day's form of one lift: mean and variance on the log scale, fatigue so far, and the hardest set so far."""

    __slots__ = ("lift", "mean", "nearest", "tired", "variance")

    def __init__(self, lift: Lift, mean: float, variance: float) -> None:
        self.lift, self.mean, self.variance = lift, mean, variance
        self.tired, self.nearest = 0.0, math.inf

    def copy(self) -> Form:
        """An independent copy."""
        other = Form(self.lift, self.mean, self.variance)
        other.tired, other.nearest = self.tired, self.nearest
        return other


class _Open:
    """The lift being done: its block, and what was believed when it was opened."""

    __slots__ = ("block", "cov", "lift", "means", "shares")

    def __init__(self, lift: Lift, block: Block, shares: Vector, means: list[float], cov: list[float]) -> None:
        self.lift, self.block, self.shares, self.means, self.cov = lift, block, shares, means, cov


class Session:
    """The session under way; `id` is empty before the first."""

    def __init__(self, joint: Joint, numbers: Numbers) -> None:
        self.id = ""
        self._joint, self._numbers = joint, numbers
        self._form: dict[str, Form] = {}
        self._open: _Open | None = None

    def begin(self, session: str) -> None:
        """End the session before and begin one: the day's form is new, and levels far off are doubted."""
        self.close()
        for form in self._form.values():
            far = math.inf > form.nearest > self._numbers.outlier.far_margin
            form.lift.far = form.lift.far + 1 if far else 0
        self.id = session
        self._form.clear()
        self._joint.reset(DAY, self._numbers.day.shared)

    def block(self, lift: Lift, run_before: bool) -> Block:
        """The block of a lift, opened when it is not open yet."""
        if self._open is not None and self._open.lift is lift:
            return self._open.block
        self.close()
        form = self._form.get(lift.key)
        if form is None:
            form = self._form[lift.key] = self._first_form(lift, run_before)
        joint = self._joint
        shares = joint.shares(lift.parts, lift.weights)
        means = [lift.log_max(joint) + form.mean, *joint.mean[:3].tolist()]
        own, *others = (shares[:, lift.parts] @ lift.weights).tolist()
        first, second, third = shares[1:, :3].tolist()
        cov = [own + form.variance, *others, *first, *second[1:], third[2]]
        block = Block(means.copy(), cov.copy())
        block.tired, block.nearest = form.tired, form.nearest
        self._open = _Open(lift, block, shares, means, cov)
        return block

    def start_anew(self, lift: Lift) -> Block:
        """Let go of a level that sets in a row contradict: another machine, another unit, or a slip before."""
        self.close()
        self._joint.widen(lift.own, self._numbers.outlier.jump**2)
        lift.doubted.clear()
        return self.block(lift, run_before=False)

    def close(self) -> None:
        """Let the whole belief take over what the sets of the open lift told (exact for a Gaussian)."""
        opened, self._open = self._open, None
        if opened is None:
            return
        before = _matrix(opened.cov)
        inverse = np.linalg.inv(before)
        gain = inverse @ np.array([now - was for now, was in zip(opened.block.means, opened.means, strict=True)])
        spread = inverse @ (_matrix(opened.block.cov) - before) @ inverse
        self._joint.absorb(opened.shares, gain, spread)
        form = self._form[opened.lift.key]
        form.mean += form.variance * float(gain[0])
        form.variance = max(form.variance + form.variance**2 * float(spread[0, 0]), 0.0)
        form.tired, form.nearest = opened.block.tired, opened.block.nearest

    def copy(self, joint: Joint) -> Session:
        """A copy that works on a copy of the belief."""
        other = Session(joint, self._numbers)
        other.id, other._open = self.id, self._open
        other._form = {key: form.copy() for key, form in self._form.items()}
        return other

    def _first_form(self, lift: Lift, run_before: bool) -> Form:
        """The form of a lift before its first set of the session."""
        fixed = self._numbers
        lift.stops.begin(self.id)
        lift.sessions += 1
        self._joint.widen(lift.own, fixed.drift.learning**2 / lift.sessions)
        if lift.far >= fixed.outlier.far_sessions:
            self._joint.widen(lift.own, fixed.outlier.far_jump**2)
            lift.far = 0
        form = Form(lift, 0.0, fixed.day.lift**2)
        if run_before and _is_leg(lift.exercise):
            form.mean, form.variance = fixed.after_run.log_mean, form.variance + fixed.after_run.spread**2
        return form


def _matrix(ten: list[float]) -> Vector:
    """The symmetric matrix of ten numbers, row by row from the diagonal on."""
    a, b, c, d, e, f, g, h, i, j = ten
    return np.array(((a, b, c, d), (b, e, f, g), (c, f, h, i), (d, g, i, j)))


def _is_leg(exercise: Exercise | None) -> bool:
    return exercise is not None and exercise.pattern in ("squat", "lunge", "step-up", "hinge", "calf", "plyometric")
