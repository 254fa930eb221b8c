"""Goals as lists: what the council's are called together, and those of each body by themselves."""

from collections.abc import Iterable

from graph.analysis.connections import grouped
from graph.model import Goal
from graph.reference import GoalKind
from graph.site.page_parts import Links
from graph.site.plan_view import PlanView
from graph.site.writer import Writer


def council_name(view: PlanView, writer: Writer) -> str:
    """What the council's goals are called, with a capital letter."""
    words = view.words(writer.language)
    own = view.plan.governing_model.name_of_council_goal.only(writer.language)
    said = own or (words.council_goals() if words else writer.say("council-goals"))
    return said[:1].upper() + said[1:]


def goals_by_body(writer: Writer, goals: Iterable[Goal]) -> list[Links]:
    """The goals below the council's, those of each body by themselves, in the plan's order."""
    view = writer.view
    others = grouped((goal.owner or "", goal) for goal in goals if goal.kind is not GoalKind.COUNCIL)
    order = {body.iri: place for place, body in enumerate(view.plan.bodies)}
    return [
        writer.goals(
            others[body],
            view.name(body, writer.language) if body else writer.say("owner-none"),
            owned=False,
        )
        for body in sorted(others, key=lambda iri: order.get(iri, len(order)))
    ]
