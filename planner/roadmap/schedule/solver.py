"""The one place that talks to HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING, Any

import msgspec

from planner.roadmap.schedule.program import Program, Row

if TYPE_CHECKING:
    import highspy

SEED = 1


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the solver found."""

    bound: float
    """Nothing can be lower."""
    value: float
    """What the values come to; infinite without any."""
    values: list[float]
    """One a column; empty when nothing was found."""
    reduced: list[float] = []
    """What each column costs beside what its rows are worth, of a relaxed program."""
    is_best: bool = False
    """The values are proven best."""
    is_impossible: bool = False


def load_solver() -> None:
    """Import the solver, which takes a third of a second, before it is needed."""
    import highspy  # noqa: F401 - the import is what is wanted
    import numpy as np  # noqa: F401 - likewise


def _silent() -> highspy.Highs:
    """Return a solver that prints nothing: it writes its name to standard output before it can be asked not to."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - the name the library calls
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return Silent()


class Solver:
    """One program in HiGHS, on one thread."""

    def __init__(self, program: Program) -> None:
        """Hand the program over."""
        import highspy
        import numpy as np

        self._program = program
        self._highs = _silent()
        for name, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", SEED), ("presolve", "off"),
            ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6), ("mip_allow_cut_separation_at_nodes", False),
        ):  # fmt: skip
            self._highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(program.lower), len(program.rows)
        lp.col_cost_ = np.array(program.cost, dtype=float)
        lp.col_lower_ = np.array(program.lower, dtype=float)
        lp.col_upper_ = np.array(program.upper, dtype=float)
        lp.row_lower_ = np.array([row[1] for row in program.rows], dtype=float)
        lp.row_upper_ = np.array([row[2] for row in program.rows], dtype=float)
        lp.offset_ = program.offset
        starts, columns, factors = [0], [], []
        for terms, _, _ in program.rows:
            for column, factor in terms:
                columns.append(column)
                factors.append(factor)
            starts.append(len(columns))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(factors, dtype=float)
        self._check(self._highs.passModel(lp))

    def relaxed(self) -> Answer:
        """Solve without wholeness."""
        self._check(self._highs.run())
        return self._answer(relaxed=True)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows, to go on from the last solution."""
        import numpy as np

        starts = np.cumsum([0, *(len(terms) for terms, _, _ in rows)], dtype=np.int32)
        columns = np.array([column for terms, _, _ in rows for column, _ in terms], dtype=np.int32)
        factors = np.array([factor for terms, _, _ in rows for _, factor in terms], dtype=float)
        lower = np.array([row[1] for row in rows], dtype=float)
        upper = np.array([row[2] for row in rows], dtype=float)
        self._check(self._highs.addRows(len(rows), lower, upper, len(columns), starts[:-1], columns, factors))

    def whole(
        self, *, start: Sequence[float] | None = None, nodes: int | None = None, seconds: float = inf
    ) -> Answer:
        """Solve with wholeness, as far as the budget goes.

        Args:
            start: Values to begin with.
            nodes: How many nodes are looked at, at most.
            seconds: The safety stop.
        """
        import highspy
        import numpy as np

        highs, program = self._highs, self._program
        whole = np.array([n for n, is_whole in enumerate(program.whole) if is_whole], dtype=np.int32)
        kinds = np.full(len(whole), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
        self._check(highs.changeColsIntegrality(len(whole), whole, kinds))
        if nodes is not None:
            highs.setOptionValue("mip_max_nodes", nodes)
        if seconds < inf:
            highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = list(start)
            self._check(highs.setSolution(solution))
        self._check(highs.run())
        return self._answer(relaxed=False)

    def interrupt(self) -> None:
        """End a search that another thread has begun, at its next look at the clock.

        The library's own way is a call back into Python at every such look, which would take the
        interpreter lock from everybody else; the limit it looks at can be lowered at any time.
        """
        self._highs.setOptionValue("time_limit", 0.0)

    def _answer(self, *, relaxed: bool) -> Answer:
        import highspy

        highs, status = self._highs, self._highs.getModelStatus()
        info = highs.getInfo()
        best = status == highspy.HighsModelStatus.kOptimal
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(bound=inf, value=inf, values=[], is_impossible=True)
        solution: Any = highs.getSolution()
        usable = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        value = float(info.objective_function_value) if usable else inf
        bound = value if relaxed and best else (-inf if relaxed else float(info.mip_dual_bound))
        return Answer(
            bound=bound,
            value=value,
            values=list(solution.col_value) if usable else [],
            reduced=list(solution.col_dual) if relaxed and best else [],
            is_best=best,
        )

    @staticmethod
    def _check(status: highspy.HighsStatus) -> None:
        import highspy

        if status == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS refused the program")
