"""Finding good prices: steps along the averaged slope of the bound, each price with a stride of its own.

Most steps only glance at the starts that were near the best of their request a few steps ago. The stride of a price shrinks with the usual size of its own slope (as in the Adam method of Kingma and Ba, 2015)
and, for all together, from a tenth to a few ten-thousandths of what a place in a team is worth.
Guarantees: the prices returned are the best of those tried. Without a time limit the path depends on the number of
steps alone; with one, at most `share` of it is spent here and the strides shrink by the clock where it runs ahead.
"""

from concurrent.futures import ThreadPoolExecutor

from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.relaxation import Prices, Relaxation

FIRST_STRIDE, LAST_STRIDE = 0.1, 0.001
GLANCES, SLACK = 5, 12
TOLD_EVERY = 20


def ascend(
    relaxation: Relaxation, steps: int, budget: Budget, total: int, share: float = 0.4
) -> tuple[Prices, int]:
    """The best prices of `steps` steps, or of as many as the budget allows, and their bound."""
    prices = relaxation.opening()
    unit = place_worth(relaxation.instance)
    limit = share * budget.left_seconds()
    began = budget.elapsed_seconds()
    with ThreadPoolExecutor(relaxation.threads) as threads:
        pool = threads if relaxation.threads > 1 else None
        best, best_bound = prices.copy(), relaxation.bound(prices, pool)
        for step in range(steps):
            gone = max(step / steps, (budget.elapsed_seconds() - began) / limit if limit > 0 else 1.0)
            if budget.spent() or gone >= 1:
                break
            stride = unit * FIRST_STRIDE * (LAST_STRIDE / FIRST_STRIDE) ** gone
            relaxation.step(prices, stride, pool)
            budget.work += 1
            if step % (GLANCES + 1):
                relaxation.glance(prices, pool)
                continue
            bound = relaxation.bound(prices, pool, SLACK * stride)
            if bound < best_bound:
                best, best_bound = prices.copy(), bound
            if step % TOLD_EVERY < GLANCES + 1:
                budget.report("prices", total, best_bound)
    return best, best_bound


def place_worth(instance: Instance) -> float:
    """What a required place in a team is worth on average, in points."""
    return max(1.0, float(instance.value.sum()) / max(1.0, float(instance.required.sum())))
