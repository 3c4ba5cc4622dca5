"""A run of the street that waits to be read and adjusted, made by the API."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from sanbao.core import clock
from sanbao.core.clock import Week
from tests.web.street import Served

SECOND_WEEK = str(Week.containing(clock.now()).following().following())
_PATIENCE_SECONDS = 120
_UNIT = "{ viewer { grants { unit { id } } } }"
_CREATE = """mutation ($input: RunCreateInput!) { runCreate(input: $input) {
  ... on RunCreateSuccess { run { id } } ... on UserError { message } } }"""
_START = """mutation ($input: RunStartInput!) { runStart(input: $input) {
  ... on RunStartSuccess { run { id } } ... on UserError { message } } }"""
_STATE = "query ($id: ID!) { node(id: $id) { ... on AssignmentRun { state } } }"
_BOARD = """query ($run: ID!) { runBoard(run: $run) { run { version }
  members { ids numbers names } requests { ids numbers starts } duties { requests members seats }
  services { seatOf } locks { ids requests } } }"""


@dataclass(frozen=True, slots=True)
class BoardRun:
    """A PROPOSED run, and what the API says of it."""

    sanbao: Served
    id: str

    def board(self) -> Any:
        return self.sanbao.ask("street", _BOARD, run=self.id)["runBoard"]

    def team(self, request: str) -> list[str]:
        """The numbers of those who serve a request."""
        board = self.board()
        at = board["requests"]["numbers"].index(request)
        pairs = zip(board["duties"]["requests"], board["duties"]["members"], strict=True)
        return [board["members"]["numbers"][member] for asked, member in pairs if asked == at]

    def locks(self, request: str) -> int:
        """How many locks lie on a request."""
        board = self.board()
        return int(board["locks"]["requests"].count(board["requests"]["numbers"].index(request)))

    def served_alone(self) -> tuple[str, str, str]:
        """A request that one member serves: its number, his number, his name."""
        board = self.board()
        members, duties = board["members"], board["duties"]
        at = next(at for at in duties["requests"] if duties["requests"].count(at) == 1)
        holder = duties["members"][duties["requests"].index(at)]
        return board["requests"]["numbers"][at], members["numbers"][holder], members["names"][holder]


def make_board_run(sanbao: Served) -> BoardRun:
    """Make and solve a run of the week that is still to be planned."""
    unit = sanbao.ask("street", _UNIT)["viewer"]["grants"][0]["unit"]["id"]
    made = sanbao.ask("street", _CREATE, input={"unit": unit, "week": SECOND_WEEK})
    id = made["runCreate"]["run"]["id"]
    sanbao.ask("street", _START, input={"id": id})
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if sanbao.ask("street", _STATE, id=id)["node"]["state"] == "PROPOSED":
            return BoardRun(sanbao, id)
        time.sleep(0.5)
    raise AssertionError("the run was not solved")
