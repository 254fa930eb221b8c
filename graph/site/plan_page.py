"""The page of one plan: what it decided, whose goals, how it goes, by which decisions."""

from graph.analysis.coverage_scope import Scope
from graph.model import Plan
from graph.reference import GoalKind
from graph.site.goal_lists import council_name, goals_by_body
from graph.site.outward import web_link
from graph.site.page_parts import Fact, Link, Page, eyebrow, fact, section
from graph.site.writer import Writer


def plan_page(writer: Writer, plan: Plan) -> Page:
    """The whole page."""
    view, say = writer.view, writer.say
    kind = view.kind(plan.iri, writer.language)
    others = [goal for goal in plan.goals if goal.kind is not GoalKind.COUNCIL]
    return Page(
        title=writer.name(plan.iri),
        eyebrow=eyebrow(kind[:1].upper() + kind[1:]),
        lead=(*writer.prose(plan.description).paragraphs, *writer.as_of()),
        facts=(*_facts(writer, plan),),
        sections=(
            *section("mal", council_name(view, writer), writer.goals(Scope(plan).council_goals, owned=False)),
            *section("organ", say("bodies-goals"), *goals_by_body(writer, others)),
            *section("beslut", say("decisions"), writer.decisions(view.connections.decisions(plan.iri))),
        ),
    )


def _facts(writer: Writer, plan: Plan) -> list[Fact]:
    say = writer.say
    things = (plan.municipality, plan.mandate_period, plan.governing_model)
    keys = ("municipality", "mandate-period", "governing-model")
    return [
        *fact(say("budget-year"), [Link(text=str(plan.budget_year or ""))]),
        *(
            each
            for key, thing in zip(keys, things, strict=True)
            if thing and thing.iri
            for each in fact(say(key), [writer.link(thing.iri)])
        ),
        *fact(say("contact"), [writer.link(plan.contact.iri)] if plan.contact else []),
        *fact(say("published"), [Link(text=plan.published.isoformat() if plan.published else "")]),
        *fact(say("web-page"), [web_link(plan.landing_page or "")]),
    ]
