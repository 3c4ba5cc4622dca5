"""Solves, checks, scores and explains a week: `sanbao-problem/1` in, `sanbao-plan/1` out."""

from sanbao_solver.check import check
from sanbao_solver.edits import Edit, Price, price_change
from sanbao_solver.explain.changes import Change, apply_change
from sanbao_solver.explain.member import MemberReport, explain_member
from sanbao_solver.explain.request import RequestReport, explain_on, explain_request
from sanbao_solver.faults import ContradictoryPins, InvalidProblem
from sanbao_solver.plan import Plan, Score, ScoreParts, Served, Unserved
from sanbao_solver.preflight import Preflight, preflight
from sanbao_solver.problem import (
    ChangeCost,
    Member,
    Pin,
    Policy,
    Previous,
    Problem,
    Request,
    Seat,
    Travel,
)
from sanbao_solver.reading import read_plan, read_problem, write_plan, write_problem
from sanbao_solver.repairs import Repair, repairs
from sanbao_solver.score import score
from sanbao_solver.settings import Progress, SolveSettings
from sanbao_solver.solve import greedy, solve
from sanbao_solver.version import SOLVER_VERSION
from sanbao_solver.violation import Violation

__all__ = [
    "SOLVER_VERSION",
    "Change",
    "ChangeCost",
    "ContradictoryPins",
    "Edit",
    "InvalidProblem",
    "Member",
    "MemberReport",
    "Pin",
    "Plan",
    "Policy",
    "Preflight",
    "Previous",
    "Price",
    "Problem",
    "Progress",
    "Repair",
    "Request",
    "RequestReport",
    "Score",
    "ScoreParts",
    "Seat",
    "Served",
    "SolveSettings",
    "Travel",
    "Unserved",
    "Violation",
    "apply_change",
    "check",
    "explain_member",
    "explain_on",
    "explain_request",
    "greedy",
    "preflight",
    "price_change",
    "read_plan",
    "read_problem",
    "repairs",
    "score",
    "solve",
    "write_plan",
    "write_problem",
]
