"""The same problems by cvxpy and cvxopt. A line of JSON in, a line of JSON out.

In: {"peer", "solver", "anew", "tolerance", "programs": [{"P", "q", "G", "h"}], "problems": [OptimizeInput]}.
Out: {"elapsedMs", "solutions": [{"x", "z"}]} of cvxopt, {"elapsedMs", "answers": [Answer]} of cvxpy.
Called with the argument "versions": the versions of both as JSON, without those that are not installed.
"""

import json
import os
import sys
import time


def versions():
    found = {}
    for name in ("cvxopt", "cvxpy"):
        try:
            found[name] = __import__(name).__version__
        except ImportError:
            pass
    return found


def by_cvxopt(programs, tolerance):
    """Its interior point for cone programs, on dense matrices; its general QP solver is the same code."""
    from cvxopt import matrix, solvers

    def dense(rows):
        return matrix([[row[j] for row in rows] for j in range(len(rows[0]))], tc="d")

    data = [(dense(p["P"]), matrix(p["q"], tc="d"), dense(p["G"]), matrix(p["h"], tc="d")) for p in programs]
    names = ("abstol", "reltol", "feastol")
    options = {"show_progress": False, **{name: tolerance for name in names}}
    start = time.perf_counter()
    solved = [solvers.coneqp(*each, options=options) for each in data]
    elapsed_ms = 1000 * (time.perf_counter() - start)
    solutions = [{"x": list(each["x"]), "z": list(each["z"])} for each in solved]
    return {"elapsedMs": elapsed_ms, "solutions": solutions}


class Portfolio:
    """One problem with a parameter, so that cvxpy compiles it once (disciplined parametrised programming)."""

    def __init__(self, problem):
        import cvxpy as cp
        import numpy as np

        covariance, means, long, short = (
            np.array(problem[name])
            for name in ("covarianceDaily", "meanDailyReturn", "costLong", "costShort")
        )
        self.unit = covariance.diagonal().max()
        w = cp.Variable(len(means))
        # A short's income makes its cost negative: w- = w+ - w keeps the form convex.
        earnings = (means + short) @ w - (long + short) @ cp.pos(w)
        risk = cp.quad_form(w, cp.psd_wrap(covariance / self.unit))
        limits = [
            cp.norm1(w) <= problem["grossLimit"],
            cp.sum(w) <= problem["netLimit"],
            -cp.sum(w) <= problem["netLimit"],
        ]
        self.weights, self.parameter, self.limits = w, cp.Parameter(nonneg=True), limits
        if problem["objective"] == "meanVariance":
            self.field = "riskAversion"
            objective = self.parameter * risk - earnings / self.unit
        else:
            self.field = "minimumMean"
            self.mean_unit = abs(means).max()
            self.parameter = cp.Parameter()
            limits.append(earnings / self.mean_unit >= self.parameter)
            objective = risk
        self.problem = cp.Problem(cp.Minimize(objective), limits)

    def solve(self, problem, options):
        value = problem[self.field]
        self.parameter.value = value if self.field == "riskAversion" else value / self.mean_unit
        self.problem.solve(**options)
        duals = [float(limit.dual_value) * self.unit for limit in self.limits]
        return {
            "weights": self.weights.value.tolist(),
            "gross": duals[0],
            "net": duals[1] - duals[2],
            "mean": duals[3] / self.mean_unit if len(duals) > 3 else 0,
        }


def by_cvxpy(problems, solver, tolerance, anew):
    """`anew`: each problem is stated and compiled, as a script does that solves once; that is timed too."""
    names = {
        "CLARABEL": ("tol_gap_abs", "tol_gap_rel", "tol_feas"),
        "OSQP": ("eps_abs", "eps_rel"),
    }[solver]
    options = {"solver": solver, **{name: tolerance for name in names}}
    if solver == "OSQP":
        options["max_iter"] = 1_000_000
    portfolio = Portfolio(problems[0])
    portfolio.solve(problems[0], options)  # compiles
    start = time.perf_counter()
    answers = [
        (Portfolio(problem) if anew else portfolio).solve(problem, options) for problem in problems
    ]
    return {"elapsedMs": 1000 * (time.perf_counter() - start), "answers": answers}


def answer(asked):
    if asked["peer"] == "cvxopt":
        return by_cvxopt(asked["programs"], asked["tolerance"])
    return by_cvxpy(asked["problems"], asked["solver"], asked["tolerance"], asked["anew"])


if sys.argv[1:] == ["versions"]:
    print(json.dumps(versions()))
else:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # OSQP writes to it
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=answers, flush=True)
