"""What every page is written with: links to things, their names, and how it goes for them."""

from collections.abc import Iterable

from rdflib import URIRef

from graph.model import (
    Concept,
    CoreValue,
    Goal,
    GoverningModel,
    MandatePeriod,
    Municipality,
    Plan,
    ScaleStep,
    Vision,
)
from graph.model_base import Named, Span, Thing, Wording
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.model_process import Decision, Dialogue, Meaning, Milestone, ReferralReply
from graph.reference import AssessmentKind, concept_iri
from graph.report.trace_words import (
    comma,
    decision_words,
    lacking,
    outcome_words,
    sdg_words,
    span_words,
    target_words,
)
from graph.report.trace_words import word as trace_word
from graph.site.foreign import paragraphs
from graph.site.frame import Frame
from graph.site.marks import goal_mark
from graph.site.page_parts import Fact, Link, Links, Prose, fact
from graph.site.plan_view import PlanView
from graph.site.words import word
from ontology.labels import label
from ontology.vocabulary import vocabulary
from shapes.findings import Language, Text

# Nobody calls a vision, a target group or a year by the id that it has in a sheet.
_NOT_BY_ID = (
    Concept, CoreValue, Dialogue, FollowUpPeriod, GoverningModel, MandatePeriod, Municipality, Plan,
    ScaleStep, Vision,
)  # fmt: skip


class Writer:
    """Writes parts of pages about one plan, in one language, with links as the frame has them."""

    def __init__(self, view: PlanView, frame: Frame) -> None:
        self.view = view
        self.frame = frame
        self.language: Language = frame.language

    def say(self, key: str, **values: Text | str) -> str:
        """One of the site's texts."""
        return word(key, **values)[self.language]

    def text(self, wording: Wording) -> str:
        """What somebody has written, in the language of the page where they did; else empty."""
        return self.frame.told(wording.in_language(self.language) or "")

    def prose(self, *wordings: Wording) -> Prose:
        """Texts as paragraphs."""
        return Prose(tuple(part for each in wordings for part in self.paragraphs(each)))

    def paragraphs(self, wording: Wording) -> list[str]:
        """A text as its paragraphs, each with its language where that is not the page's."""
        return [self.frame.told(part) for part in paragraphs(self.text(wording))]

    def link(self, iri: str, *, note: str = "") -> Link:
        """A link to a thing by its name; only the name where the thing has no page."""
        return Link(text=self.name(iri), href=self.frame.href(iri) or "", note=note)

    def name(self, iri: str) -> str:
        """What to call a thing; what has no name of its own is told by what it says, or by kind and id."""
        view, language = self.view, self.language
        thing = view.thing(iri)
        match thing:
            case Meaning():
                return self._joined(thing.concerns, thing.text.in_language(language) or "")
            case Outcome():
                return self._joined(thing.period, outcome_words(thing, language))
            case TargetValue():
                return self._joined(thing.period, target_words(thing, language))
            case Assessment():
                return self.say("assessment-of", what=self.assessed(thing), when=self.assessed_when(thing))
            case ReferralReply():
                return self.say("reply-from", body=view.name(thing.replied_by or "", language))
        known = view.name(iri, language)
        return self.frame.told(known) if known != iri else lacking(iri, view.plan)

    def assessed(self, assessment: Assessment) -> str:
        """What was assessed: a goal, or how the finances or the operations went as a whole."""
        if assessment.perspective is not None:
            of = self.concept(concept_iri(assessment.perspective))
            return self.say("sound-management-of", perspective=of.lower())
        return self.name(assessment.goal) if assessment.goal else assessment.identifier or ""

    def assessed_when(self, assessment: Assessment) -> str:
        """The period that an assessment is about, and that it was a forecast where it was."""
        period = self.view.name(assessment.period, self.language) if assessment.period else ""
        if assessment.kind is not AssessmentKind.FORECAST:
            return period
        return ", ".join(filter(None, [period, trace_word("forecast")[self.language]]))

    def _joined(self, about: str | None, said: str) -> str:
        return f"{self.view.name(about, self.language)}: {said}" if about else said

    def links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        """Links to several things, each once."""
        return tuple(self.link(iri) for iri in dict.fromkeys(iris))

    def listed(self, iri: str) -> Link:
        """A link to anything, with what a reader of a list wants to know of its kind."""
        thing = self.view.thing(iri)
        match thing:
            case Goal():
                return self.goal(thing)
            case Decision():
                return self.decision(thing)
            case Indicator():
                owner = self.view.name(thing.owner, self.language) if thing.owner else ""
                return self.link(iri, note=comma([thing.identifier or "", owner]))
            case Milestone():
                days = {str(day) for day in (thing.planned_start, thing.planned_end) if day}
                return self.link(iri, note=comma([thing.identifier or "", "–".join(sorted(days))]))
            case Named():
                return self.named(thing)
        return self.link(iri)

    def named(self, thing: Named) -> Link:
        """A link by title, with the id after it."""
        return self.link(thing.iri, note=spoken_id(thing))

    def goal(self, goal: Goal, *, owned: bool = True) -> Link:
        """A link to a goal with how it goes for it, and who answers for it where `owned`."""
        owner = self.view.name(goal.owner, self.language) if goal.owner and owned else ""
        note = ", ".join(part for part in (goal.identifier or "", owner) if part)
        link = self.link(goal.iri, note=note)
        return Link(
            text=link.text, href=link.href, note=note, mark=goal_mark(self.view, goal.iri, self.language)
        )

    def goals(self, goals: Iterable[Goal], heading: str = "", *, owned: bool = True) -> Links:
        """A list of goals; not `owned` where it is plain who answers for them."""
        return Links(tuple(self.goal(each, owned=owned) for each in goals), heading)

    def as_of(self) -> tuple[str, ...]:
        """Which period the status of goals is for, as a sentence; nothing where nothing was followed up."""
        found = self.view.follow_up
        return (self.say("status-as-of", period=found.period.name(self.language)),) if found else ()

    def decision(self, decision: Decision) -> Link:
        """A link to a decision, with who decided it, when, under which § and in which matter."""
        body = self.view.name(decision.decided_by, self.language) if decision.decided_by else ""
        said = decision_words(decision, body, self.language)
        for whole in ("§ ", decision.registry_number or " "):
            said = said.replace(whole, whole.replace(" ", "\N{NO-BREAK SPACE}")) if whole != " " else said
        return self.link(decision.iri, note=said)

    def decisions(self, decisions: Iterable[Decision]) -> Links:
        """A list of decisions, the latest first."""
        ordered = sorted(
            decisions, key=lambda each: (each.dated.isoformat() if each.dated else "", each.iri), reverse=True
        )
        return Links(tuple(map(self.decision, ordered)))

    def sdg(self, goal: Goal) -> tuple[Link, ...]:
        """The ties of a goal to Agenda 2030; they lead to the United Nations."""
        whole = [iri for iri in goal.addresses if iri not in goal.addresses_partly]
        found: list[Link] = []
        for iris, partly in ((whole, ()), (goal.addresses_partly, goal.addresses_partly)):
            alone = Goal(iri="", kind=goal.kind, addresses=tuple(iris), addresses_partly=tuple(partly))
            ordered = sorted(iris, key=_sdg_place)
            texts = sdg_words(alone, self.language, named=True)
            found += [Link(text=text, href=iri) for iri, text in zip(ordered, texts, strict=True)]
        return tuple(found)

    def valid(self, valid: Span | None) -> list[Fact]:
        """When something holds."""
        said = span_words(valid, self.language)
        return fact(self.say("valid"), [Link(text=said[:1].upper() + said[1:])])

    def concept(self, iri: str) -> str:
        """What one of the shared concepts is called."""
        said = label(vocabulary(), URIRef(iri), self.language)
        return said[:1].upper() + said[1:]


def spoken_id(thing: Thing | None) -> str:
    """The id of a thing, where people name such things by it; else empty."""
    return (thing.identifier or "") if thing is not None and not isinstance(thing, _NOT_BY_ID) else ""


def _sdg_place(iri: str) -> list[tuple[int, str]]:
    code = iri.rstrip("/").rsplit("/", 1)[-1]
    return [(int(part) if part.isdecimal() else 1000, part) for part in code.split(".")]
