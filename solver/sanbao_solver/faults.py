"""What the solver refuses, said so that the writer of the document can mend it."""

from collections.abc import Sequence

Fault = tuple[str, str]


class InvalidProblem(ValueError):
    """A document that cannot be used; `faults` lists `(path, message)`, all that could be found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults: list[Fault] = list(faults)
        first = "; ".join(f"{path}: {message}" for path, message in self.faults[:5])
        more = f" (and {len(self.faults) - 5} more)" if len(self.faults) > 5 else ""
        super().__init__(first + more)


class ContradictoryPins(InvalidProblem):
    """Pins that cannot hold together or against a rule; `pins` are their positions in `problem.pins`."""

    def __init__(self, pins: Sequence[int], rules: Sequence[str], faults: Sequence[Fault]) -> None:
        self.pins = tuple(pins)
        self.rules = tuple(rules)
        super().__init__(faults)
