"""Every namespace and every term that the project uses, as closed namespaces.

A term that stands here stands in the Turtle beside it, and the reverse; a test compares them.
"""

from inspect import get_annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

SDG = Namespace("http://metadata.un.org/sdg/")
SDGO = Namespace("http://metadata.un.org/sdg/ontology#")
SDG_SCHEME = URIRef("http://metadata.un.org/sdg")
RTS = Namespace("https://w3id.org/rodatraden/shapes#")
RTC = Namespace("https://w3id.org/rodatraden/concept/")
M8G = Namespace("http://data.europa.eu/m8g/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SDMX_DIMENSION = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#")
SDMX_MEASURE = Namespace("http://purl.org/linked-data/sdmx/2009/measure#")
SDMX_CODE = Namespace("http://purl.org/linked-data/sdmx/2009/code#")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")


class RT(DefinedNamespace):
    """The project's own vocabulary, `rt:`."""

    _NS = Namespace("https://w3id.org/rodatraden/ns#")
    _fail = True

    # Classes: the plan and its settings
    Plan: URIRef
    GoverningModel: URIRef
    MandatePeriod: URIRef
    FollowUpPeriod: URIRef
    # Classes: what is aimed at
    Vision: URIRef
    CoreValue: URIRef
    Goal: URIRef
    CouncilGoal: URIRef
    CommitteeGoal: URIRef
    CompanyGoal: URIRef
    GoalArea: URIRef
    FocusArea: URIRef
    TargetGroup: URIRef
    SuccessFactor: URIRef
    Assignment: URIRef
    # Classes: the clarifying programme
    Programme: URIRef
    ProgrammeSection: URIRef
    Meaning: URIRef
    # Classes: who
    Municipality: URIRef
    Body: URIRef
    Council: URIRef
    Committee: URIRef
    ExecutiveBoard: URIRef
    WorkingCommittee: URIRef
    JointCommittee: URIRef
    Company: URIRef
    Foundation: URIRef
    Federation: URIRef
    # Classes: how it came about
    Decision: URIRef
    Document: URIRef
    Milestone: URIRef
    Dialogue: URIRef
    DialogueInput: URIRef
    ReferralReply: URIRef
    # Classes: how it goes
    Indicator: URIRef
    TargetValue: URIRef
    Outcome: URIRef
    Assessment: URIRef
    # Classes: rules
    Gate: URIRef
    ReadingRule: URIRef

    # Properties: plan, settings
    municipality: URIRef
    municipalityCode: URIRef
    organisationNumber: URIRef
    budgetYear: URIRef
    mandatePeriod: URIRef
    governingModel: URIRef
    inPlan: URIRef
    sortOrder: URIRef
    minimumCouncilGoals: URIRef
    maximumCouncilGoals: URIRef
    maximumGoalsPerBody: URIRef
    maximumSdgGoals: URIRef
    goalHorizon: URIRef
    rollUpRule: URIRef
    rollUpThreshold: URIRef
    partlyThreshold: URIRef
    nameOfCouncilGoal: URIRef
    nameOfCommitteeGoal: URIRef
    nameOfCompanyGoal: URIRef
    assessmentScale: URIRef
    canonicalStatus: URIRef
    symbol: URIRef
    colour: URIRef
    periodKind: URIRef
    # Properties: the thread
    basedOn: URIRef
    contributesTo: URIRef
    supportedBy: URIRef
    addresses: URIRef
    addressesPartly: URIRef
    alignsWith: URIRef
    ownedBy: URIRef
    expectedContributor: URIRef
    referredTo: URIRef
    repliedBy: URIRef
    repliesTo: URIRef
    intendedEffect: URIRef
    targetGroup: URIRef
    focusArea: URIRef
    goalArea: URIRef
    perspective: URIRef
    soundFinancialManagement: URIRef
    active: URIRef
    # Properties: programme
    clarifies: URIRef
    purpose: URIRef
    strategy: URIRef
    followUpPlan: URIRef
    meaningFor: URIRef
    concerns: URIRef
    successFactor: URIRef
    # Properties: decisions, time plan, dialogue, assignments
    decidedBy: URIRef
    paragraph: URIRef
    registryNumber: URIRef
    decisionKind: URIRef
    decides: URIRef
    basedOnDocument: URIRef
    sentTo: URIRef
    previousEnd: URIRef
    newEnd: URIRef
    sequence: URIRef
    plannedStart: URIRef
    plannedEnd: URIRef
    responsibleBody: URIRef
    activity: URIRef
    gate: URIRef
    endedIn: URIRef
    channel: URIRef
    keyword: URIRef
    dialogue: URIRef
    place: URIRef
    participants: URIRef
    reasonNotUsed: URIRef
    assignedTo: URIRef
    assignedBy: URIRef
    assignmentFor: URIRef
    dueDate: URIRef
    # Properties: follow-up
    measures: URIRef
    indicatorKind: URIRef
    definition: URIRef
    unit: URIRef
    direction: URIRef
    dataSource: URIRef
    koladaId: URIRef
    baselineValue: URIRef
    baselineYear: URIRef
    indicator: URIRef
    period: URIRef
    condition: URIRef
    value: URIRef
    upperValue: URIRef
    measuredYear: URIRef
    outcomeStatus: URIRef
    referenceValue: URIRef
    assesses: URIRef
    assessesPerspective: URIRef
    assessmentKind: URIRef
    status: URIRef
    motivation: URIRef
    action: URIRef
    assessedBy: URIRef
    assessedFrom: URIRef
    # Properties: rules
    ruleCode: URIRef
    basis: URIRef
    remedy: URIRef
    needs: URIRef
    pointsAt: URIRef
    derivedFact: URIRef

    # Facts computed on the way in (graph/facts.py); never stored, never published
    notInForce: URIRef
    validYears: URIRef
    horizonYears: URIRef
    circularVia: URIRef
    councilGoalCount: URIRef
    leastCouncilGoals: URIRef
    mostCouncilGoals: URIRef
    goalCount: URIRef
    mostGoals: URIRef
    sdgGoalCount: URIRef
    mostSdgGoals: URIRef
    sameTitleAs: URIRef
    missingContributor: URIRef
    nextStart: URIRef
    passed: URIRef
    decidedBefore: URIRef
    budgetYearTarget: URIRef
    followUpPeriod: URIRef
    periodOutcome: URIRef
    periodAssessment: URIRef
    statedStatus: URIRef
    differsFromComputed: URIRef
    notFulfilledAgain: URIRef
    undecidedIndicator: URIRef
    unmeasuredFulfilled: URIRef
    financeGoal: URIRef
    operationsGoal: URIRef
    financeSummary: URIRef
    operationsSummary: URIRef
    wrongCheckDigit: URIRef
    outsideBase: URIRef
    personalDataIn: URIRef


# rdflib works out a term each time it is named, and that takes longer than what is done with it; a plain
# attribute is there at once.
for _term in get_annotations(RT):
    setattr(RT, _term, RT[_term])
