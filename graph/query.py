"""A plan's graph becomes the read model; the fields and their properties stand in graph.fields."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, RDF, SKOS
from rdflib.term import Node

from graph import model
from graph.fields import AnyThing, read_thing
from graph.model_base import Named, Thing
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.model_process import (
    Assignment,
    Decision,
    Dialogue,
    DialogueInput,
    Document,
    Milestone,
    Programme,
    ProgrammeSection,
    ReferralReply,
)
from graph.reading import Properties, Statements, key, node_of, one, reference
from graph.reference import BodyKind, ConceptKind, GoalKind
from ontology.namespaces import RT, RTC, SDG, SDMX_CODE

Classes: TypeAlias = Iterable[tuple[URIRef, StrEnum]]

# Most special first: an executive board is a committee too, once super-classes are stated.
_BODY_CLASSES = tuple((RT[kind.value], kind) for kind in BodyKind)
_GOAL_CLASSES = tuple((RT[kind.value], kind) for kind in GoalKind)
_CONCEPT_CLASSES = tuple((RT[kind.value], kind) for kind in ConceptKind)
_SHARED_CONCEPTS = (str(RTC), str(SDG), str(SDMX_CODE))
_NUMBERS = re.compile(r"(\d+)")


def read_plan(graph: Graph, iri: str | None = None) -> model.Plan:
    """Read a plan, the only one in the graph unless `iri` names it.

    Things that are said to be in another plan are left out. Raises LookupError when there is no such plan,
    or several and none was named.
    """
    return plan_in(Statements(graph), iri)


def plan_in(statements: Statements, iri: str | None = None) -> model.Plan:
    """The same, from statements that were gathered before."""
    plans = sorted(key(node) for node in statements.instances(RT.Plan))
    if iri is None and len(plans) != 1:
        raise LookupError(f"the graph holds {len(plans)} plans: {', '.join(plans)}")
    if iri is not None and iri not in plans:
        raise LookupError(f"the graph holds no plan {iri}")
    return _Reader(statements, node_of(iri or plans[0])).plan()


class _Reader:
    """Reads one plan out of a graph's statements."""

    def __init__(self, statements: Statements, plan: Node) -> None:
        self.statements = statements
        self.node = plan

    def plan(self) -> model.Plan:
        concepts, scale = self._concepts()
        linked = self._linked
        return read_thing(
            self.statements,
            self.node,
            model.Plan,
            governing_model=linked(RT.governingModel, model.GoverningModel) or model.GoverningModel(iri=""),
            municipality=linked(RT.municipality, model.Municipality),
            mandate_period=linked(RT.mandatePeriod, model.MandatePeriod),
            contact=linked(DCAT.contactPoint, model.Contact),
            bodies=self._sorted_out(model.Body, _BODY_CLASSES),
            visions=self._all(model.Vision, RT.Vision),
            core_values=self._all(model.CoreValue, RT.CoreValue),
            goals=self._sorted_out(model.Goal, _GOAL_CLASSES),
            concepts=concepts,
            scale=scale,
            indicators=self._all(Indicator, RT.Indicator),
            targets=self._all(TargetValue, RT.TargetValue),
            outcomes=self._all(Outcome, RT.Outcome),
            assessments=self._all(Assessment, RT.Assessment),
            periods=self._all(FollowUpPeriod, RT.FollowUpPeriod),
            programmes=self._all(Programme, RT.Programme),
            sections=self._all(ProgrammeSection, RT.ProgrammeSection),
            decisions=self._all(Decision, RT.Decision),
            documents=self._all(Document, RT.Document),
            milestones=self._all(Milestone, RT.Milestone),
            dialogues=self._all(Dialogue, RT.Dialogue),
            inputs=self._all(DialogueInput, RT.DialogueInput),
            assignments=self._all(Assignment, RT.Assignment),
            replies=self._all(ReferralReply, RT.ReferralReply),
        )

    def _linked(self, prop: URIRef, kind: type[AnyThing]) -> AnyThing | None:
        """The one thing that the plan leads to by a property."""
        found = one(prop, reference)(self.statements, self.statements.of(self.node))
        return read_thing(self.statements, node_of(found), kind) if found else None

    def _all(self, kind: type[AnyThing], rdf_class: URIRef) -> tuple[AnyThing, ...]:
        """Every thing of a class in the plan, in order."""
        nodes = (node for node in self.statements.instances(rdf_class) if self._in_plan(node))
        return in_order(read_thing(self.statements, node, kind) for node in nodes)

    def _sorted_out(self, thing: type[AnyThing], classes: Classes) -> tuple[AnyThing, ...]:
        """Every thing of some classes, each with the first of the kinds that it is said to be."""
        found: dict[Node, AnyThing] = {}
        for rdf_class, kind in classes:
            for node in self.statements.instances(rdf_class):
                if node not in found and self._in_plan(node):
                    found[node] = read_thing(self.statements, node, thing, kind=kind)
        return in_order(found.values())

    def _concepts(self) -> tuple[tuple[model.Concept, ...], tuple[model.ScaleStep, ...]]:
        """The municipality's own concepts, and the steps of its assessment scale."""
        own = self._sorted_out(model.Concept, _CONCEPT_CLASSES)
        model_node = one(RT.governingModel, reference)(self.statements, self.statements.of(self.node))
        scale = model_node and one(RT.assessmentScale, reference)(
            self.statements, self.statements.of(node_of(model_node))
        )
        others: list[model.Concept] = []
        steps: list[model.ScaleStep] = []
        for node in self.statements.instances(SKOS.Concept):
            properties = self.statements.of(node)
            shared = str(node).startswith(_SHARED_CONCEPTS)
            if shared or not self._in_plan(node) or _has_own_class(properties):
                continue
            schemes = {key(scheme) for scheme in properties.get(SKOS.inScheme, ())}
            if RT.canonicalStatus in properties or (scale and scale in schemes):
                steps.append(read_thing(self.statements, node, model.ScaleStep))
            else:
                others.append(read_thing(self.statements, node, model.Concept))
        return in_order((*own, *others)), in_order(steps)

    def _in_plan(self, node: Node) -> bool:
        plans = self.statements.of(node).get(RT.inPlan)
        return plans is None or self.node in plans


def _has_own_class(properties: Properties) -> bool:
    return any(str(rdf_class).startswith(str(RT)) for rdf_class in properties.get(RDF.type, ()))


def in_order(things: Iterable[AnyThing]) -> tuple[AnyThing, ...]:
    """Things in the order they are shown: by sort order or sequence, then identifier, then IRI.

    Identifiers are compared as people read them: KF-2 comes before KF-10.
    """
    return tuple(sorted(things, key=_place))


def _place(thing: Thing) -> tuple[bool, int, tuple[tuple[int, str], ...], str]:
    order = thing.sequence if isinstance(thing, Milestone) else None
    if order is None and isinstance(thing, Named):
        order = thing.sort_order
    return order is None, order or 0, _natural(thing.identifier or ""), thing.iri


@cache
def _natural(identifier: str) -> tuple[tuple[int, str], ...]:
    # Every second part is what the pattern caught: a number.
    parts = enumerate(_NUMBERS.split(identifier.casefold()))
    return tuple((int(part), "") if place % 2 else (-1, part) for place, part in parts)
