"""How it goes for every goal of a plan in a period: what is stated beside what is computed."""

from collections.abc import Mapping

from graph.analysis.connections import Connections
from graph.analysis.followup import canonical_status, computed_statuses, stated_assessment
from graph.analysis.thread import Standing
from graph.model import Plan
from graph.model_followup import FollowUpPeriod


def standings(
    plan: Plan, period: FollowUpPeriod, connections: Connections | None = None
) -> Mapping[str, Standing]:
    """How it goes for every goal of a plan in a period, by the goal's IRI."""
    connections = connections or Connections(plan)
    computed = computed_statuses(plan, period, connections)
    steps = {step.iri: step for step in plan.scale}
    found: dict[str, Standing] = {}
    for goal in plan.goals:
        assessment = stated_assessment(connections.assessments(goal.iri), period)
        status = assessment.status if assessment else None
        found[goal.iri] = Standing(
            period, computed[goal.iri], assessment, canonical_status(plan, status), steps.get(status or "")
        )
    return found
