"""VROOM on a one-seat week: a member is a vehicle, a request a job, the week the time axis (a minute for a second).

Said exactly:

* starts: a job's time windows are its candidate starts, each of no length;
* skill, level, tags, reach and forbidden pairs: VROOM's skills are plain numbers without levels, so each request asks
  for a skill of its own, held by the members who may serve it;
* availability: the vehicle's time window runs from the first offered minute to the last, and every gap between is a
  break that starts on its minute and lasts as long as the gap;
* the weekly caps: `max_tasks`, and minutes as capacity with each job's duration as its load;
* time between two services: the durations matrix. The way from and to the home takes no time, as in our rules.

Not said, because VROOM has no words for it, and left to the common score to judge:

* travel is paid from home for every service; a vehicle pays from home to its first job of the week and from there on
  from job to job (the way home at the end costs nothing);
* fairness rises with each service; a vehicle pays the price of its first service (`costs.fixed`) and none later;
* pair costs: the costs matrix is one for all members;
* weight against cost: VROOM serves the highest sum of priorities first and saves costs second, where we add both up;
* teams, wanted members, and a bound.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np
import vroom

import sanbao_solver as solver
from sanbao_solver import Member, Plan, Problem, Served
from tests.solver_bench.method import Answer, Clock, Limits
from tests.solver_bench.staffing import Staffing, starts_of, whole_metres

EXPLORATION = 5
MOST_PRIORITY = 100
MOST_PLACES = 20_000


def can_say(week: Problem) -> bool:
    """One seat for one member in each request, weights that are priorities, nothing pinned or planned before."""
    one_seat = all(
        [(s.required, s.wanted) for s in request.seats] == [(1, 0)] and request.weight <= MOST_PRIORITY
        for request in week.requests
    )
    return one_seat and not week.pins and not week.previous


def vroom_week(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """Exploration at its most thorough level; VROOM stops by itself or at the time limit."""
    week = solver.read_problem(document)
    if len(week.members) + len(week.requests) > MOST_PLACES:
        return Answer(None, note=f"not tried: more than {MOST_PLACES:,} places in one matrix")
    given = _input(week)
    if given is None:
        return Answer(Plan(served=()))
    clock.start()
    found = given.solve(
        exploration_level=EXPLORATION,
        nb_threads=limits.workers,
        timeout=timedelta(seconds=limits.seconds),
    )
    steps = found.routes
    jobs = steps[steps["type"] == "job"]
    served = (
        Served(
            request=week.requests[int(job.id) - 1].id,
            start=int(job.arrival) + int(job.waiting_time),
            seats=((week.members[int(job.vehicle_id) - 1].id,),),
        )
        for job in jobs.itertuples()
    )
    return Answer(Plan(served=tuple(served)))


def _input(week: Problem) -> vroom.Input | None:
    """The week in VROOM's words; None when nobody may serve anything, which VROOM refuses."""
    staffing = Staffing(week)
    members, homes = len(week.members), [m.place for m in week.members]
    places = np.array([*homes, *(q.place for q in week.requests)], dtype=np.int64).reshape(-1, 2)
    minutes = np.zeros((len(places), len(places)), dtype=np.uint32)
    for at, place in enumerate(places):
        minutes[at] = staffing.minutes(whole_metres(places - place))
    durations, costs = minutes, minutes * np.uint32(week.policy.travel_cost)
    durations[:members], durations[:, :members] = 0, 0
    costs[:, :members] = 0
    given = vroom.Input()
    given.set_durations_matrix("car", durations)
    given.set_costs_matrix("car", costs)
    may_serve: list[set[int]] = [set() for _ in week.members]
    for number, request in enumerate(week.requests, 1):
        starts = starts_of(week, request)
        who = staffing.suited(request, request.seats[0])
        if not starts or not len(who):
            continue
        for member in who.tolist():
            may_serve[member].add(number)
        given.add_job(
            vroom.Job(
                number,
                location=members + number - 1,
                default_service=request.duration,
                delivery=[request.duration],
                skills={number},
                priority=request.weight,
                time_windows=[vroom.TimeWindow(s, s) for s in starts],
            )
        )
    asked = [i for i, member in enumerate(week.members) if may_serve[i] and member.available]
    for i in asked:
        given.add_vehicle(_vehicle(i, week.members[i], may_serve[i], week.policy.fairness_cost))
    return given if asked else None


def _vehicle(number: int, member: Member, skills: set[int], fairness_cost: int) -> vroom.Vehicle:
    hours = member.available
    gaps = [(end, begin) for (_, end), (begin, _) in pairwise(hours)]
    return vroom.Vehicle(
        number + 1,
        start=number,
        end=number,
        capacity=[member.max_minutes],
        skills=skills,
        time_window=vroom.TimeWindow(hours[0][0], hours[-1][1]),
        breaks=[
            vroom.Break(i, time_windows=[vroom.TimeWindow(end, end)], service=begin - end)
            for i, (end, begin) in enumerate(gaps)
        ],
        costs=vroom.VehicleCosts(fixed=fairness_cost * (2 * member.recent_services + 1)),
        max_tasks=member.max_services,
    )
