"""Solves, checks, scores and explains a week: `sanbao-problem/1` in, `sanbao-plan/1` out."""

from sanbao_solver.amendment import Amendment, amended
from sanbao_solver.check import check
from sanbao_solver.compare import Comparison, PairChange, compare
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
from sanbao_solver.repairs import (
    Mended,
    Mending,
    Repair,
    mend_absence,
    mend_decline,
    mend_urgent,
    repairs,
)
from sanbao_solver.score import score
from sanbao_solver.settings import Progress, SolveSettings
from sanbao_solver.shortage import SeatPrice, Shortage, seat_prices, shortage
from sanbao_solver.solve import greedy, solve
from sanbao_solver.staffing import Desk
from sanbao_solver.version import SOLVER_VERSION
from sanbao_solver.violation import Violation

__all__ = [
    "SOLVER_VERSION",
    "Amendment",
    "Change",
    "ChangeCost",
    "Comparison",
    "ContradictoryPins",
    "Desk",
    "Edit",
    "InvalidProblem",
    "Member",
    "MemberReport",
    "Mended",
    "Mending",
    "PairChange",
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
    "SeatPrice",
    "Served",
    "Shortage",
    "SolveSettings",
    "Travel",
    "Unserved",
    "Violation",
    "amended",
    "apply_change",
    "check",
    "compare",
    "explain_member",
    "explain_on",
    "explain_request",
    "greedy",
    "mend_absence",
    "mend_decline",
    "mend_urgent",
    "preflight",
    "price_change",
    "read_plan",
    "read_problem",
    "repairs",
    "score",
    "seat_prices",
    "shortage",
    "solve",
    "write_plan",
    "write_problem",
]
