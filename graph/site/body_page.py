"""The page of one body: its goals and how it goes for them, what is expected of it, what it has decided."""

from graph.model import Body
from graph.site.page_parts import Link, Links, Page, Prose, Section, eyebrow, fact, section
from graph.site.writer import Writer


def body_page(writer: Writer, body: Body) -> Page:
    """The whole page."""
    view, say = writer.view, writer.say
    below = [each.iri for each in view.plan.bodies if each.parent == body.iri]
    replies = view.replies.get(body.iri, ())
    return Page(
        title=writer.name(body.iri),
        eyebrow=eyebrow(_kind(writer, body), body.identifier or ""),
        lead=writer.prose(body.description).paragraphs,
        facts=(
            *fact(say("part-of"), writer.links([body.parent] if body.parent else [])),
            *fact(say("has-parts"), writer.links(below)),
            *fact(say("organisation-number"), [Link(text=body.organisation_number or "")]),
            *writer.valid(body.valid),
            *fact(say("active"), [Link(text=say("not-active"))] if body.active is False else []),
            *fact(say("replaced-by"), writer.links(body.replaced_by)),
        ),
        sections=(
            *_goals(writer, body),
            *section("vantas", say("expected-of"), writer.goals(view.expected_of.get(body.iri, ()))),
            *section(
                "remiss",
                say("replies"),
                *(Prose(writer.prose(reply.text).paragraphs) for reply in replies),
            ),
            *section(
                "indikatorer",
                say("indicators"),
                Links(tuple(writer.named(each) for each in view.measured_by.get(body.iri, ()))),
            ),
            *section(
                "uppdrag",
                say("assignments"),
                Links(tuple(writer.named(each) for each in view.assignments.get(body.iri, ()))),
            ),
            *section("beslut", say("decisions"), writer.decisions(view.decided_by.get(body.iri, ()))),
        ),
    )


def _kind(writer: Writer, body: Body) -> str:
    said = writer.view.kind(body.iri, writer.language)
    return said[:1].upper() + said[1:]


def _goals(writer: Writer, body: Body) -> list[Section]:
    view = writer.view
    goals = writer.goals(view.connections.owned(body.iri), owned=False)
    if view.follow_up is None:
        return section("mal", writer.say("goals"), goals)
    period = view.follow_up.period.name(writer.language)
    return section("mal", writer.say("goals-in", period=period), goals)
