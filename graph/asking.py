"""What a user asks for by name, on the command line or in an address: a goal or a thing, by id or IRI."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from graph.errors import UnknownName
from graph.model import Goal, Plan
from graph.model_base import Thing
from graph.nearest import nearest

_FEW = 5
T = TypeVar("T", bound=Thing)


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
    return names_of(plan.goals)


def names_of(things: Iterable[Thing]) -> Mapping[str, str]:
    """What to ask for each of some things by: its id, or its IRI where it has none of its own. By IRI."""
    found = tuple(things)
    ids = Counter((each.identifier or "").casefold() for each in found)

    def of_its_own(identifier: str) -> bool:
        return identifier == identifier.strip() and ids[identifier.casefold()] == 1

    return {
        each.iri: each.identifier if each.identifier and of_its_own(each.identifier) else each.iri
        for each in found
    }


def one_asked_for(things: Iterable[T], asked: str) -> T | None:
    """The thing among some that `names_of` calls so, in any case; None where there is none."""
    found = tuple(things)
    names = names_of(found)
    return next((each for each in found if names[each.iri].casefold() == asked.casefold()), None)
