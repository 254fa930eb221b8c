"""Goals as lists: what the council's are called together, and those of each body by themselves."""

from collections.abc import Iterable

from graph.analysis.connections import grouped
from graph.model import Goal
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
    """The goals of each body by themselves, in the plan's order of bodies."""
    view = writer.view
    found = grouped((goal.owner or "", goal) for goal in goals)
    order = {body.iri: place for place, body in enumerate(view.plan.bodies)}
    return [
        writer.goals(
            found[body],
            view.name(body, writer.language) if body else writer.say("owner-none"),
            owned=False,
        )
        for body in sorted(found, key=lambda iri: order.get(iri, len(order)))
    ]
