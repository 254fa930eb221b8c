"""Which property each field of the read model is read from: the table, and nothing more."""

from collections.abc import Mapping
from typing import Any, TypeVar

from rdflib.namespace import DCAT, DCTERMS, ORG, PROV, SKOS, VOID
from rdflib.term import Node

from graph import model
from graph.model_base import Thing
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.model_process import (
    Assignment,
    Decision,
    Dialogue,
    DialogueInput,
    Document,
    Meaning,
    Milestone,
    Programme,
    ProgrammeSection,
    ReferralReply,
)
from graph.reading import (
    Field,
    Properties,
    Statements,
    day,
    key,
    many,
    member,
    node_of,
    number,
    one,
    reference,
    span,
    text,
    truth,
    whole_number,
    wording,
    year,
)
from graph.reference import (
    AssessmentKind,
    Channel,
    Condition,
    DecisionKind,
    Direction,
    IndicatorKind,
    OutcomeStatus,
    PeriodKind,
    Perspective,
    RollUp,
    Sex,
    Status,
    Symbol,
)
from ontology.namespaces import RT, SDMX_DIMENSION, SDMX_MEASURE, VCARD
from shapes.findings import Gate

AnyThing = TypeVar("AnyThing", bound=Thing)
Table = Mapping[str, Field]


def read_thing(statements: Statements, node: Node, kind: type[AnyThing], /, **given: Any) -> AnyThing:
    """Read one thing of a kind; `given` holds the fields that no property says."""
    properties = statements.of(node)
    fields = {name: read(statements, properties) for name, read in FIELDS[kind].items()}
    return kind(iri=key(node), **fields, **given)


def _meanings(statements: Statements, properties: Properties) -> tuple[Meaning, ...]:
    references = sorted(filter(None, map(reference, properties.get(RT.meaningFor, ()))))
    return tuple(read_thing(statements, node_of(iri), Meaning) for iri in references)


_THING: Table = {"identifier": one(DCTERMS.identifier, text)}
_NAMED: Table = {
    **_THING,
    "title": wording(SKOS.prefLabel),
    "description": wording(DCTERMS.description),
    "sort_order": one(RT.sortOrder, whole_number),
}
_VALID: Table = {"valid": span(DCTERMS.valid)}


FIELDS: Mapping[type[Thing], Table] = {
    model.Municipality: {
        **_NAMED,
        "code": one(RT.municipalityCode, text),
        "organisation_number": one(RT.organisationNumber, text),
    },
    model.Contact: {**_THING, "name": one(VCARD.fn, text), "email": one(VCARD.hasEmail, reference)},
    model.MandatePeriod: {**_NAMED, "start": one(DCAT.startDate, day), "end": one(DCAT.endDate, day)},
    model.GoverningModel: {
        **_NAMED,
        "minimum_council_goals": one(RT.minimumCouncilGoals, whole_number),
        "maximum_council_goals": one(RT.maximumCouncilGoals, whole_number),
        "maximum_goals_per_body": one(RT.maximumGoalsPerBody, whole_number),
        "maximum_sdg_goals": one(RT.maximumSdgGoals, whole_number),
        "goal_horizon": one(RT.goalHorizon, whole_number),
        "roll_up_rule": one(RT.rollUpRule, member(RollUp)),
        "roll_up_threshold": one(RT.rollUpThreshold, number),
        "partly_threshold": one(RT.partlyThreshold, number),
        "name_of_council_goal": wording(RT.nameOfCouncilGoal),
        "name_of_committee_goal": wording(RT.nameOfCommitteeGoal),
        "name_of_company_goal": wording(RT.nameOfCompanyGoal),
        "assessment_scale": one(RT.assessmentScale, reference),
    },
    model.Body: {
        **_NAMED,
        **_VALID,
        "parent": one(ORG.subOrganizationOf, reference),
        "organisation_number": one(RT.organisationNumber, text),
        "active": one(RT.active, truth),
        "replaced_by": many(DCTERMS.isReplacedBy, reference),
    },
    model.Vision: {**_NAMED, **_VALID},
    model.CoreValue: {**_NAMED, **_VALID},
    model.Concept: {**_NAMED, "scheme": one(SKOS.inScheme, reference)},
    model.ScaleStep: {
        **_NAMED,
        "canonical": one(RT.canonicalStatus, member(Status)),
        "symbol": one(RT.symbol, member(Symbol)),
        "colour": one(RT.colour, text),
    },
    model.Goal: {
        **_NAMED,
        **_VALID,
        "owner": one(RT.ownedBy, reference),
        "based_on": many(RT.basedOn, reference),
        "contributes_to": many(RT.contributesTo, reference),
        "addresses": many(RT.addresses, reference),
        "addresses_partly": many(RT.addressesPartly, reference),
        "aligns_with": many(RT.alignsWith, reference),
        "expected_contributors": many(RT.expectedContributor, reference),
        "referred_to": many(RT.referredTo, reference),
        "intended_effect": wording(RT.intendedEffect),
        "target_groups": many(RT.targetGroup, reference),
        "focus_areas": many(RT.focusArea, reference),
        "goal_area": one(RT.goalArea, reference),
        "perspective": one(RT.perspective, member(Perspective)),
        "sound_financial_management": one(RT.soundFinancialManagement, truth),
        "revision_of": many(PROV.wasRevisionOf, reference),
        "derived_from": many(PROV.wasDerivedFrom, reference),
    },
    Indicator: {
        **_NAMED,
        "measures": many(RT.measures, reference),
        "owner": one(RT.ownedBy, reference),
        "kind": one(RT.indicatorKind, member(IndicatorKind)),
        "definition": wording(RT.definition),
        "unit": one(RT.unit, text),
        "direction": one(RT.direction, member(Direction)),
        "data_source": one(RT.dataSource, text),
        "kolada_id": one(RT.koladaId, text),
        "baseline_value": one(RT.baselineValue, number),
        "baseline_year": one(RT.baselineYear, year),
    },
    TargetValue: {
        **_THING,
        "indicator": one(RT.indicator, reference),
        "period": one(RT.period, reference),
        "condition": one(RT.condition, member(Condition)),
        "value": one(RT.value, number),
        "upper_value": one(RT.upperValue, number),
        "description": wording(DCTERMS.description),
    },
    Outcome: {
        **_THING,
        "indicator": one(RT.indicator, reference),
        "period": one(SDMX_DIMENSION.refPeriod, reference),
        "value": one(SDMX_MEASURE.obsValue, number),
        "status": one(RT.outcomeStatus, member(OutcomeStatus)),
        "sex": one(SDMX_DIMENSION.sex, member(Sex)),
        "measured_year": one(RT.measuredYear, year),
        "reference_value": one(RT.referenceValue, number),
        "data_source": one(RT.dataSource, text),
        "description": wording(DCTERMS.description),
    },
    Assessment: {
        **_THING,
        "goal": one(RT.assesses, reference),
        "perspective": one(RT.assessesPerspective, member(Perspective)),
        "period": one(RT.period, reference),
        "kind": one(RT.assessmentKind, member(AssessmentKind)),
        "status": one(RT.status, reference),
        "motivation": wording(RT.motivation),
        "action": wording(RT.action),
        "assessed_from": many(RT.assessedFrom, reference),
        "assessed_by": one(RT.assessedBy, reference),
        "dated": one(DCTERMS.date, day),
    },
    FollowUpPeriod: {
        **_NAMED,
        "kind": one(RT.periodKind, member(PeriodKind)),
        "start": one(DCAT.startDate, day),
        "end": one(DCAT.endDate, day),
    },
    Programme: {**_NAMED, **_VALID, "referred_to": many(RT.referredTo, reference)},
    ProgrammeSection: {
        **_NAMED,
        "programme": one(DCTERMS.isPartOf, reference),
        "clarifies": many(RT.clarifies, reference),
        "purpose": wording(RT.purpose),
        "strategy": wording(RT.strategy),
        "follow_up_plan": wording(RT.followUpPlan),
        "meanings": _meanings,
        "success_factors": many(RT.successFactor, reference),
        "derived_from": many(PROV.wasDerivedFrom, reference),
    },
    Meaning: {**_THING, "concerns": one(RT.concerns, reference), "text": wording(DCTERMS.description)},
    Decision: {
        **_NAMED,
        "decided_by": one(RT.decidedBy, reference),
        "dated": one(DCTERMS.date, day),
        "paragraph": one(RT.paragraph, text),
        "registry_number": one(RT.registryNumber, text),
        "kind": one(RT.decisionKind, member(DecisionKind)),
        "decides": many(RT.decides, reference),
        "documents": many(RT.basedOnDocument, reference),
        "sent_to": many(RT.sentTo, text),
        "previous_end": one(RT.previousEnd, day),
        "new_end": one(RT.newEnd, day),
    },
    Document: _NAMED,
    Milestone: {
        **_NAMED,
        "sequence": one(RT.sequence, whole_number),
        "planned_start": one(RT.plannedStart, day),
        "planned_end": one(RT.plannedEnd, day),
        "responsible_bodies": many(RT.responsibleBody, reference),
        "activity": wording(RT.activity),
        "gate": one(RT.gate, member(Gate)),
        "ended_in": many(RT.endedIn, reference),
    },
    Dialogue: {
        **_NAMED,
        "channel": one(RT.channel, member(Channel)),
        "held": span(DCTERMS.temporal),
        "place": one(RT.place, text),
        "participants": one(RT.participants, whole_number),
    },
    DialogueInput: {
        **_NAMED,
        "dialogue": one(RT.dialogue, reference),
        "keywords": many(RT.keyword, text),
        "reason_not_used": wording(RT.reasonNotUsed),
    },
    Assignment: {
        **_NAMED,
        "assigned_to": one(RT.assignedTo, reference),
        "assigned_by": one(RT.assignedBy, reference),
        "goals": many(RT.assignmentFor, reference),
        "due": one(RT.dueDate, day),
    },
    ReferralReply: {
        **_THING,
        "replied_by": one(RT.repliedBy, reference),
        "replies_to": many(RT.repliesTo, reference),
        "dated": one(DCTERMS.date, day),
        "text": wording(DCTERMS.description),
    },
    model.Plan: {
        **_NAMED,
        "title": wording(DCTERMS.title),
        "budget_year": one(RT.budgetYear, year),
        "base": one(VOID.uriSpace, text),
        "publisher": one(DCTERMS.publisher, reference),
        "licence": one(DCTERMS.license, reference),
        "language": one(DCTERMS.language, reference),
        "published": one(DCTERMS.issued, day),
        "landing_page": one(DCAT.landingPage, reference),
        "endpoint": one(VOID.sparqlEndpoint, reference),
    },
}  # fmt: skip
