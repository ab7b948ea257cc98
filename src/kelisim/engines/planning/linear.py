"""Small linear models over yes-or-no variables, solved by a library: CP-SAT or a MIP solver, both out of OR-Tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

NO_LIMIT = 2**31
WHOLE = 1e-6  # a value that is so near to a whole number is one


@dataclass
class Linear:
    """Maximise the sum of `gains` under `rows` (variables, factors, least, most); every variable is 0 … its `most`."""

    gains: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    hint: list[int] = field(default_factory=list)
    rows: list[tuple[Sequence[int], Sequence[int] | None, int, int]] = field(default_factory=list)
    is_broken: bool = False  # a row that nothing can fulfil

    def add(self, gain: int = 0, hint: int = 0, most: int = 1) -> int:
        self.gains.append(gain)
        self.most.append(most)
        self.hint.append(hint)
        return len(self.gains) - 1

    def at_most(self, variables: Sequence[int], most: int) -> None:
        self.is_broken |= most < 0
        if len(variables) > most or any(self.most[v] > 1 for v in variables):
            self.rows.append((variables, None, -NO_LIMIT, most))

    def at_least(self, variables: Sequence[int], least: int) -> None:
        self.is_broken |= least > 0 and not variables
        self.rows.append((variables, None, least, NO_LIMIT))

    def not_above(self, left: Sequence[int], right: Sequence[int], constant: int = 0) -> None:
        """The sum of the left is at most the sum of the right and the constant."""
        self.rows.append(([*left, *right], [1] * len(left) + [-1] * len(right), -NO_LIMIT, constant))


@dataclass(frozen=True, slots=True)
class Answer:
    """`values` is None where no solution was found; `bound` is proven; `is_impossible` means proven to have none."""

    values: list[int] | None
    bound: float | None
    is_proven: bool = False
    is_impossible: bool = False


def solve_mip(linear: Linear, seconds: float, *, gap: float = 0.0, seed: int = 0, is_whole: bool = True) -> Answer:
    """HiGHS; deterministic as long as the time does not end it.

    Where parts of one are allowed (`is_whole` is False) it is much quicker, and `values` are given only if they came out whole.
    """
    if linear.is_broken:
        return Answer(None, None, is_impossible=True)
    if not linear.gains:
        return Answer([], 0.0, is_proven=True)
    from datetime import timedelta

    from ortools.math_opt.python import mathopt

    model = mathopt.Model.from_model_proto(_as_proto(linear, is_whole))
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(0.05, seconds)),
        relative_gap_tolerance=gap,
        random_seed=seed,
    )
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    reason = result.termination.reason
    if reason == mathopt.TerminationReason.INFEASIBLE:
        return Answer(None, None, is_impossible=True)
    values = None
    if result.has_primal_feasible_solution():
        found = result.variable_values()
        exact = [found[variable] for variable in sorted(found, key=lambda variable: variable.id)]
        values = [round(value) for value in exact]
        if not is_whole and any(abs(value - near) > WHOLE for value, near in zip(exact, values, strict=True)):
            values = None
    bound = result.termination.objective_bounds.dual_bound
    return Answer(
        values,
        bound if abs(bound) < 1e300 else None,
        is_proven=reason == mathopt.TerminationReason.OPTIMAL,
    )


def _as_proto(linear: Linear, is_whole: bool) -> Any:
    """The model as MathOpt's message: made at one go it takes a tenth of the time of one call a coefficient."""
    from ortools.math_opt import model_pb2

    model = model_pb2.ModelProto()
    count, rows = len(linear.most), linear.rows
    model.variables.ids.extend(range(count))
    model.variables.lower_bounds.extend([0.0] * count)
    model.variables.upper_bounds.extend(map(float, linear.most))
    model.variables.integers.extend([is_whole] * count)
    model.objective.maximize = True
    gains = {variable: float(gain) for variable, gain in enumerate(linear.gains) if gain}
    model.objective.linear_coefficients.ids.extend(gains)
    model.objective.linear_coefficients.values.extend(gains.values())
    model.linear_constraints.ids.extend(range(len(rows)))
    model.linear_constraints.lower_bounds.extend(-inf if least == -NO_LIMIT else least for _, _, least, _ in rows)
    model.linear_constraints.upper_bounds.extend(inf if most == NO_LIMIT else most for _, _, _, most in rows)
    matrix = model.linear_constraint_matrix
    for number, (names, factors, _least, _most) in enumerate(rows):
        terms = sorted(zip(names, factors or [1] * len(names), strict=True))
        matrix.row_ids.extend([number] * len(terms))
        matrix.column_ids.extend(name for name, _factor in terms)
        matrix.coefficients.extend(factor for _name, factor in terms)
    return model


def solve_cpsat(
    linear: Linear,
    seconds: float,
    *,
    workers: int = 1,
    seed: int = 0,
    work: float | None = None,
) -> Answer:
    """CP-SAT; `work` is its deterministic time."""
    if linear.is_broken:
        return Answer(None, None, is_impossible=True)
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    variables = [model.new_bool_var("") if most == 1 else model.new_int_var(0, most, "") for most in linear.most]
    for names, factors, least, most in linear.rows:
        terms = [variables[name] for name in names]
        total = cp_model.LinearExpr.weighted_sum(terms, list(factors)) if factors else cp_model.LinearExpr.sum(terms)
        model.add_linear_constraint(total, least, most)
    model.maximize(cp_model.LinearExpr.weighted_sum(variables, linear.gains))
    for variable, hint in zip(variables, linear.hint, strict=True):
        model.add_hint(variable, hint)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed
    if work is not None:
        solver.parameters.max_deterministic_time = work
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = [solver.value(variable) for variable in variables]
        return Answer(values, solver.best_objective_bound, is_proven=status == cp_model.OPTIMAL)
    return Answer(None, None, is_impossible=status == cp_model.INFEASIBLE)
