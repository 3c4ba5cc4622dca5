"""Is a plan allowed? Every rule asked in turn, in plain Python, apart from everything that solves."""

from sanbao_solver.plan import Plan
from sanbao_solver.problem import Problem
from sanbao_solver.rules import RULES
from sanbao_solver.violation import Layout, Violation


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Every broken rule of the plan, rule by rule in the order of `sanbao_solver.rules`; empty when it is allowed."""
    layout = Layout(problem, plan)
    return [violation for rule in RULES for violation in rule.check(layout)]
