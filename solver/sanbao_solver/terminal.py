"""How the commands of the solver read, write, speak and refuse."""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import msgspec
import typer

from sanbao_solver.faults import InvalidProblem

ProblemPath = Annotated[
    str, typer.Argument(metavar="PROBLEM", help="A sanbao-problem/1 file, or - for stdin.")
]
PlanPath = Annotated[str, typer.Argument(metavar="PLAN", help="A sanbao-plan/1 file, or - for stdin.")]


class Refused(Exception):
    """Input that cannot be used; the message is for the person at the keyboard."""


@contextmanager
def refusals() -> Iterator[None]:
    """Whatever cannot be used ends with one clear message and exit code 2."""
    try:
        yield
    except InvalidProblem as refusal:
        for path, message in refusal.faults[:20]:
            say(f"error: {path}: {message}")
        if len(refusal.faults) > 20:
            say(f"error: and {len(refusal.faults) - 20} more faults")
        raise typer.Exit(2) from None
    except (Refused, OSError) as refusal:
        say(f"error: {refusal}")
        raise typer.Exit(2) from None


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed while this lasts; pressed again it ends the command as ever."""
    pressed, before = Event(), signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def read(path: str) -> bytes:
    """A file, or standard input for a dash."""
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def write(path: str, content: bytes) -> None:
    """To a file, or to standard output for a dash."""
    if path == "-":
        sys.stdout.buffer.write(content + b"\n")
    else:
        Path(path).write_bytes(content)


def print_line(line: str) -> None:
    """An answer, to standard output."""
    sys.stdout.write(line + "\n")


def say(line: str) -> None:
    """A word on the way, to standard error."""
    sys.stderr.write(line + "\n")


def print_json(value: msgspec.Struct | Sequence[msgspec.Struct]) -> None:
    """A report as JSON, on lines that people can read."""
    print_line(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
