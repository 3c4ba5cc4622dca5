"""Finding good prices: steps along the averaged slope of the bound, each price with a stride of its own.

The stride of a price shrinks with the usual size of its own slope (as in the Adam method of Kingma and Ba, 2015)
and, for all together, from a tenth to a few ten-thousandths of what a place in a team is worth.
Guarantees: the prices returned are the best of those tried. Without a time limit the path depends on the number of
steps alone; with one, at most TIME_SHARE of it is spent here and the strides shrink by the clock where it runs ahead.
"""

import numpy as np

from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.prices import Market, Prices

MOMENTUM, MEMORY, DAMPING = 0.9, 0.98, 0.05
FIRST_STRIDE, LAST_STRIDE = 0.1, 0.0003
TIME_SHARE = 0.4


def ascend(market: Market, steps: int, budget: Budget, total: int) -> Prices:
    """The best prices of `steps` steps, or of as many as the budget allows."""
    prices = market.opening()
    cells = market.slots.cells
    floor = np.concatenate((prices.cell, prices.item))
    x = floor.copy()
    slope, spread = np.zeros_like(x), np.zeros_like(x)
    unit = place_worth(market)
    best, best_bound = prices, np.inf
    limit = TIME_SHARE * budget.left_seconds()
    began = budget.elapsed_seconds()
    for step in range(steps):
        gone = max(step / steps, (budget.elapsed_seconds() - began) / limit if limit > 0 else 1.0)
        if budget.spent() or gone >= 1:
            break
        answer = market.answer(prices)
        if answer.bound < best_bound:
            best, best_bound = prices, answer.bound
        cell, item = market.slack(answer)
        now = np.concatenate((cell, item))
        now = np.where((x <= floor) & (now > 0), 0.0, now)
        slope = MOMENTUM * slope + (1 - MOMENTUM) * now
        spread = MEMORY * spread + (1 - MEMORY) * now * now
        stride = unit * FIRST_STRIDE * (LAST_STRIDE / FIRST_STRIDE) ** gone
        x = np.maximum(floor, x - stride * slope / (np.sqrt(spread) + DAMPING))
        prices = Prices(x[:cells], x[cells:])
        budget.work += 1
        if step % 20 == 0:
            budget.report("prices", total, int(best_bound))
    return best


def place_worth(market: Market) -> float:
    """What a required place in a team is worth on average, in points."""
    instance = market.instance
    return max(1.0, float(instance.value.sum()) / max(1.0, float(instance.required.sum())))
