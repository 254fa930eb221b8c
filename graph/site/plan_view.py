"""One plan as the pages need it: what there is, what hangs together, and how it goes in the latest period."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS
from rdflib.term import Node

from graph.analysis.connections import Connections, grouped
from graph.analysis.followup_report import FollowUp, GoalReport, IndicatorReport, follow_up
from graph.analysis.thread import Standing
from graph.errors import UnknownName
from graph.facts.period import period_to_follow_up
from graph.model import Goal, Plan, ScaleStep
from graph.model_base import Named, Thing
from graph.model_followup import Assessment, FollowUpPeriod, Indicator
from graph.model_process import Assignment, Decision, Milestone, ProgrammeSection, ReferralReply
from graph.reading import node_of
from graph.reference import Status
from graph.report.followup_words import Words
from ontology.labels import best, label
from ontology.namespaces import RT, VCARD
from ontology.vocabulary import vocabulary
from shapes.findings import Language

_NAMES = (SKOS.prefLabel, RDFS.label, DCTERMS.title, FOAF.name, VCARD.fn)


class PlanView:
    """A plan with the indexes that its pages are made from. `graph` may hold more than this plan."""

    def __init__(self, graph: Graph, plan: Plan) -> None:
        self.graph = graph
        self.plan = plan
        self.connections = Connections(plan)

    @cached_property
    def things(self) -> Mapping[str, Thing]:
        """Everything in the plan by IRI."""
        plan = self.plan
        alone = [plan, plan.municipality, plan.governing_model, plan.mandate_period, plan.contact]
        many: Iterable[Thing] = chain(
            plan.bodies,
            plan.visions,
            plan.core_values,
            plan.goals,
            plan.concepts,
            plan.scale,
            plan.indicators,
            plan.targets,
            plan.outcomes,
            plan.assessments,
            plan.periods,
            plan.programmes,
            plan.sections,
            (meaning for each in plan.sections for meaning in each.meanings),
            plan.decisions,
            plan.documents,
            plan.milestones,
            plan.dialogues,
            plan.inputs,
            plan.assignments,
            plan.replies,
        )
        return {thing.iri: thing for thing in chain((each for each in alone if each), many) if thing.iri}

    @cached_property
    def follow_up(self) -> FollowUp | None:
        """How it goes in the latest period that was followed up; None where nothing was."""
        try:
            period = period_to_follow_up(self.plan, None)
        except UnknownName:
            return None
        return follow_up(self.plan, period)

    def words(self, language: Language) -> Words | None:
        """The words of the follow-up in one language."""
        if language not in self._words and self.follow_up is not None:
            self._words[language] = Words(self.follow_up, language)
        return self._words.get(language)

    @cached_property
    def _words(self) -> dict[Language, Words]:
        return {}

    def report(self, goal: str) -> GoalReport | None:
        """How it goes for a goal."""
        return self.follow_up.goals.get(goal) if self.follow_up else None

    def standing(self, goal: str) -> Standing | None:
        """How it goes for a goal, as stated and as computed."""
        report = self.report(goal)
        if report is None or self.follow_up is None:
            return None
        stated = report.stated
        step = self.steps.get((stated.assessment.status if stated else None) or "")
        return Standing(
            self.follow_up.period,
            report.computed,
            stated.assessment if stated else None,
            stated.status if stated else None,
            step,
        )

    def indicator_report(self, indicator: str) -> IndicatorReport | None:
        """How it goes for an indicator in the latest period."""
        return self._indicator_reports.get(indicator)

    @cached_property
    def _indicator_reports(self) -> Mapping[str, IndicatorReport]:
        goals = self.follow_up.goals.values() if self.follow_up else ()
        return {report.indicator.iri: report for goal in goals for report in goal.indicators}

    @cached_property
    def steps(self) -> Mapping[str, ScaleStep]:
        """The steps of the municipality's own scale."""
        return {step.iri: step for step in self.plan.scale}

    @cached_property
    def own_steps(self) -> Mapping[Status, ScaleStep]:
        """The step that stands for each reference status, the first where several do."""
        found: dict[Status, ScaleStep] = {}
        for step in self.plan.scale:
            if step.canonical is not None:
                found.setdefault(step.canonical, step)
        return found

    @cached_property
    def sections(self) -> Mapping[str, Sequence[ProgrammeSection]]:
        """The programme sections that clarify each goal."""
        return grouped((goal, each) for each in self.plan.sections for goal in each.clarifies)

    @cached_property
    def assignments(self) -> Mapping[str, Sequence[Assignment]]:
        """The assignments for each goal, and to each body."""
        plan = self.plan
        return grouped(
            chain(
                ((goal, each) for each in plan.assignments for goal in each.goals),
                ((each.assigned_to, each) for each in plan.assignments),
            )
        )

    @cached_property
    def expected_of(self) -> Mapping[str, Sequence[Goal]]:
        """The council goals that each body is expected to contribute to."""
        return grouped((body, goal) for goal in self.plan.goals for body in goal.expected_contributors)

    @cached_property
    def decided_by(self) -> Mapping[str, Sequence[Decision]]:
        """The decisions of each body, the latest first."""
        ordered = sorted(self.plan.decisions, key=_day, reverse=True)
        return grouped((each.decided_by, each) for each in ordered)

    @cached_property
    def replies(self) -> Mapping[str, Sequence[ReferralReply]]:
        """The replies of each body to the referral."""
        return grouped((each.replied_by, each) for each in self.plan.replies)

    @cached_property
    def measured_by(self) -> Mapping[str, Sequence[Indicator]]:
        """The indicators that each body answers for."""
        return grouped((each.owner, each) for each in self.plan.indicators)

    @cached_property
    def assessments_from(self) -> Mapping[str, Sequence[Assessment]]:
        """The assessments that each indicator was a ground for."""
        return grouped((each, found) for found in self.plan.assessments for each in found.assessed_from)

    @cached_property
    def milestones(self) -> Mapping[str, Sequence[Milestone]]:
        """The steps of the time plan that ended in each decision."""
        return grouped((decision, each) for each in self.plan.milestones for decision in each.ended_in)

    def thing(self, iri: str | None) -> Thing | None:
        """A thing of the plan."""
        return self.things.get(iri or "")

    def classes(self, iri: str) -> set[Node]:
        """The classes that a thing is said to be of."""
        return set(self.graph.objects(node_of(iri), RDF.type))

    def kind(self, iri: str, language: Language) -> str:
        """What kind of thing it is, as the vocabulary calls its class; empty where it has none of ours."""
        ours = [each for each in self.classes(iri) if str(each).startswith(str(RT))]
        # the most special class first: an executive board is a committee too
        ours.sort(key=lambda each: (-_depth(each), str(each)))
        return label(vocabulary(), ours[0], language) if ours else ""

    def name(self, iri: str, language: Language) -> str:
        """What a thing is called, whatever it is; its IRI where nothing is known of it."""
        thing = self.thing(iri)
        node = URIRef(iri)
        found = (
            (thing.title.in_language(language) if isinstance(thing, Named) else None)
            or best((each for prop in _NAMES for each in self.graph.objects(node, prop)), language)
            or best((each for prop in _NAMES for each in vocabulary().objects(node, prop)), language)
            or (thing.identifier if thing else None)
        )
        return found or iri

    def days_of(self, iri: str) -> str:
        """The first and the last day of a span of time, whole years as years; empty where it is none."""
        first, last = (
            str(self.graph.value(node_of(iri), prop) or "") for prop in (DCAT.startDate, DCAT.endDate)
        )
        if first.endswith("-01-01") and last.endswith("-12-31"):
            first, last = first[:4], last[:4]
        return first if first == last else f"{first}–{last}"

    @cached_property
    def section_of(self) -> Mapping[str, ProgrammeSection]:
        """The programme section that tells each meaning."""
        return {meaning.iri: each for each in self.plan.sections for meaning in each.meanings}

    def periods_by_end(self) -> list[FollowUpPeriod]:
        """The periods, the latest first."""
        return sorted(
            self.plan.periods, key=lambda each: (str(each.end or ""), each.identifier or ""), reverse=True
        )


def _day(decision: Decision) -> str:
    return decision.dated.isoformat() if decision.dated else ""


@cache
def _depth(rdf_class: Node) -> int:
    """How many classes of ours a class is a kind of, in any number of steps."""
    above = [
        each for each in vocabulary().objects(rdf_class, RDFS.subClassOf) if str(each).startswith(str(RT))
    ]
    return 1 + max((_depth(each) for each in above), default=0)
