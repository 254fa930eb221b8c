"""What every derived fact is worked out from: the plan, how it hangs together, the day and the period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from rdflib import URIRef

from graph.analysis.connections import Connections
from graph.analysis.followup import ComputedStatus, computed_statuses
from graph.analysis.validity import in_force
from graph.model import Body, Goal, Plan
from graph.model_followup import FollowUpPeriod

# A text among these is always a reference to a thing, never a text for people.
Value: TypeAlias = str | bool | int | date
Fact: TypeAlias = tuple[str, URIRef, Value]


@dataclass(frozen=True)
class Circumstances:
    """One plan on one day, with the follow-up period that was chosen, if any."""

    plan: Plan
    connections: Connections
    today: date
    period: FollowUpPeriod | None = None

    def is_in_force(self, thing: Goal | Body) -> bool:
        """Whether a goal or body is in force in the plan's budget year; true where no year is stated."""
        return thing.iri not in self._not_in_force

    @cached_property
    def _not_in_force(self) -> frozenset[str]:
        year = self.plan.budget_year
        if year is None:
            return frozenset()
        things: tuple[Goal | Body, ...] = (*self.plan.goals, *self.plan.bodies)
        return frozenset(
            thing.iri
            for thing in things
            if not in_force(thing.valid, self.connections.decisions(thing.iri), year)
        )

    @cached_property
    def computed(self) -> Mapping[str, ComputedStatus]:
        """The computed status of every goal in the chosen period; empty without one."""
        return computed_statuses(self.plan, self.period, self.connections) if self.period else {}
