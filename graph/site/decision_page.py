"""The page of one decision: who, when, §, matter, what it decided, and on which documents."""

from graph.model_base import Named
from graph.model_process import Decision
from graph.reference import concept_iri
from graph.site.page_parts import Link, Links, Page, Section, eyebrow, fact, section
from graph.site.writer import Writer


def decision_page(writer: Writer, decision: Decision) -> Page:
    """The whole page."""
    view, say = writer.view, writer.say
    number = (decision.paragraph or "").removeprefix("§").strip()
    steps = view.milestones.get(decision.iri, ())
    return Page(
        title=writer.name(decision.iri),
        eyebrow=eyebrow(say("decision"), decision.identifier or ""),
        lead=writer.prose(decision.description).paragraphs,
        facts=(
            *fact(say("decided-by"), writer.links([decision.decided_by] if decision.decided_by else [])),
            *fact(say("date"), [Link(text=decision.dated.isoformat() if decision.dated else "")]),
            *fact(say("paragraph"), [Link(text=f"§\N{NO-BREAK SPACE}{number}" if number else "")]),
            *fact(say("registry-number"), [Link(text=decision.registry_number or "")]),
            *fact(
                say("decision-kind"),
                [Link(text=writer.concept(concept_iri(decision.kind)))] if decision.kind else [],
            ),
            *fact(
                say("previous-end"),
                [Link(text=decision.previous_end.isoformat() if decision.previous_end else "")],
            ),
            *fact(say("new-end"), [Link(text=decision.new_end.isoformat() if decision.new_end else "")]),
            *fact(say("sent-to"), [Link(text=each) for each in decision.sent_to]),
        ),
        sections=(
            *_decides(writer, decision),
            *section("underlag", say("documents"), Links(writer.links(decision.documents))),
            *section("tidplan", say("time-plan"), Links(tuple(writer.named(each) for each in steps))),
        ),
    )


def _decides(writer: Writer, decision: Decision) -> list[Section]:
    """What it decided, goals first with how it goes, then all else by kind."""
    view = writer.view
    goals = [view.connections.goals[iri] for iri in decision.decides if iri in view.connections.goals]
    others: dict[str, list[Link]] = {}
    for iri in decision.decides:
        if iri not in view.connections.goals:
            thing = view.thing(iri)
            link = writer.named(thing) if isinstance(thing, Named) else writer.link(iri)
            kind = view.kind(iri, writer.language)
            others.setdefault(kind[:1].upper() + kind[1:], []).append(link)
    heading = writer.say("goals") if others else ""
    lists = [Links(tuple(links), kind) for kind, links in sorted(others.items())]
    return section("avser", writer.say("decides"), writer.goals(goals, heading), *lists)
