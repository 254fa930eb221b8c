"""What a user asks for by name, on the command line or in an address: a goal by its id or its IRI."""

from collections import Counter
from collections.abc import Mapping

from graph.errors import UnknownName
from graph.model import Goal, Plan
from graph.nearest import nearest

_FEW = 5


def goal_asked_for(plan: Plan, asked: str) -> Goal:
    """The goal with an IRI, or with an id as in the column Id; an id in another case will do.

    Raises UnknownName (E21) with the ids most like it, or with every id where these are few.
    """
    wanted = asked.strip()
    exact = [goal for goal in plan.goals if wanted in {goal.iri, goal.identifier}]
    folded = [goal for goal in plan.goals if (goal.identifier or "").casefold() == wanted.casefold()]
    found = exact or (folded if wanted else [])
    if found:
        return found[0]
    known = [goal.identifier for goal in plan.goals if goal.identifier]
    raise UnknownName("E21", {"id": asked}, nearest(wanted, known) or (known if len(known) <= _FEW else ()))


def names_to_ask_by(plan: Plan) -> Mapping[str, str]:
    """What to ask for each goal by: its id, or its IRI where it has none of its own. By IRI."""
    ids = Counter((goal.identifier or "").casefold() for goal in plan.goals)

    def of_its_own(identifier: str) -> bool:
        return identifier == identifier.strip() and ids[identifier.casefold()] == 1

    return {
        goal.iri: goal.identifier if goal.identifier and of_its_own(goal.identifier) else goal.iri
        for goal in plan.goals
    }
