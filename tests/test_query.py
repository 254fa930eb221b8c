"""Every field of the read model is read from its property, and odd data never stops the reading."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from graph import model, model_followup, model_process
from graph.fields import FIELDS
from graph.model_base import Named, Span, Thing, Wording
from graph.query import read_plan
from graph.reference import (
    AssessmentKind,
    BodyKind,
    Channel,
    ConceptKind,
    Condition,
    DecisionKind,
    Direction,
    GoalKind,
    IndicatorKind,
    OutcomeStatus,
    PeriodKind,
    Perspective,
    RollUp,
    Sex,
    Status,
    Symbol,
)
from ontology.parsing import read_turtle
from shapes.findings import Gate
from tests.small_plans import BASE, iri, swedish

VALID = Span(date(2024, 1, 1), date(2027, 12, 31))
READ = read_plan(read_turtle((Path(__file__).parent / "data" / "every-field.ttl").read_bytes()))


def test_the_plan() -> None:
    assert READ.iri == iri("plan/2024")
    assert READ.identifier == "2024"
    assert READ.title == Wording((("en", "Plan 2024"), ("sv", "Mål och budget 2024")))
    assert READ.description == swedish("Antagen i juni.")
    assert READ.sort_order == 1
    assert READ.budget_year == 2024
    assert READ.base == BASE
    assert READ.publisher == iri("kommun/9999")
    assert READ.licence == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert READ.language == "http://publications.europa.eu/resource/authority/language/SWE"
    assert READ.published == date(2024, 2, 1)
    assert READ.landing_page == "https://lindvik.example/oppna-data"
    assert READ.endpoint == "https://data.lindvik.example/sparql"


def test_what_the_plan_leads_to() -> None:
    assert READ.municipality == model.Municipality(
        iri=iri("kommun/9999"), title=swedish("Lindvik"), code="9999", organisation_number="212000-0001"
    )
    assert READ.mandate_period == model.MandatePeriod(
        iri=iri("mandatperiod/2023-2026"),
        title=swedish("Mandatperioden 2023–2026"),
        start=date(2023, 1, 1),
        end=date(2026, 12, 31),
    )
    assert READ.contact == model.Contact(
        iri=iri("kontakt/2024"), name="Kommunledningskontoret", email="mailto:kommun@lindvik.example"
    )
    assert READ.governing_model == model.GoverningModel(
        iri=iri("styrmodell/2024"),
        title=swedish("Styrmodell"),
        minimum_council_goals=3,
        maximum_council_goals=7,
        maximum_goals_per_body=4,
        maximum_sdg_goals=2,
        goal_horizon=4,
        roll_up_rule=RollUp.SHARE,
        roll_up_threshold=Decimal(75),
        partly_threshold=Decimal(40),
        name_of_council_goal=swedish("inriktningsmål"),
        name_of_committee_goal=swedish("resultatmål"),
        name_of_company_goal=swedish("ägarmål"),
        assessment_scale=iri("skala/bedomning"),
    )


def test_bodies() -> None:
    council, board, company = READ.bodies
    assert (council.kind, board.kind) == (BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD)
    assert company == model.Body(
        iri=iri("organ/BOST"),
        identifier="BOST",
        title=swedish("Lindvik Bostäder AB"),
        description=swedish("Äger hyresrätter."),
        sort_order=3,
        kind=BodyKind.COMPANY,
        parent=iri("organ/KS"),
        organisation_number="556000-0001",
        active=False,
        valid=VALID,
        replaced_by=(iri("organ/KS"),),
    )


def test_vision_and_core_values() -> None:
    assert READ.visions == (
        model.Vision(iri=iri("vardegrund/vision"), title=swedish("En plats för alla"), valid=VALID),
    )
    assert READ.core_values == (
        model.CoreValue(iri=iri("vardegrund/omtanke"), title=swedish("Omtanke"), valid=VALID),
    )


def test_goals() -> None:
    assert [goal.identifier for goal in READ.goals] == ["B-1", "KF-1", "KS-2", "KS-10"]
    assert [goal.identifier for goal in READ.goals_of_kind(GoalKind.COMMITTEE)] == ["KS-2", "KS-10"]
    assert [goal.kind for goal in READ.goals[:2]] == [GoalKind.COMPANY, GoalKind.COUNCIL]
    assert READ.goals[1] == model.Goal(
        iri=iri("mal/KF-1"),
        identifier="KF-1",
        title=swedish("Trygg uppväxt"),
        description=swedish("Beskrivning"),
        sort_order=2,
        kind=GoalKind.COUNCIL,
        owner=iri("organ/KF"),
        based_on=(iri("vardegrund/omtanke"), iri("vardegrund/vision")),
        contributes_to=(iri("mal/KF-2"),),
        addresses=("http://metadata.un.org/sdg/3.4",),
        addresses_partly=("http://metadata.un.org/sdg/11",),
        aligns_with=(iri("begrepp/rus"),),
        expected_contributors=(iri("organ/KS"),),
        referred_to=(iri("organ/BOST"),),
        intended_effect=swedish("Barn mår bra."),
        target_groups=(iri("begrepp/barn"),),
        focus_areas=(iri("begrepp/digital"),),
        goal_area=iri("begrepp/omrade"),
        perspective=Perspective.OPERATIONS,
        sound_financial_management=True,
        valid=VALID,
        revision_of=(iri("mal/KF-0"),),
        derived_from=(iri("inspel/1"),),
    )


def test_concepts_and_the_own_scale() -> None:
    assert {concept.identifier: concept.kind for concept in READ.concepts} == {
        "barn": ConceptKind.TARGET_GROUP,
        "digital": ConceptKind.FOCUS_AREA,
        "omrade": ConceptKind.GOAL_AREA,
        "faktor": ConceptKind.SUCCESS_FACTOR,
        "rus": None,
    }
    assert {concept.scheme for concept in READ.concepts if concept.kind is None} == {iri("skala/ramverk")}
    green, blue = READ.scale
    assert green == model.ScaleStep(
        iri=iri("begrepp/gron"),
        identifier="gron",
        title=swedish("Grönt"),
        canonical=Status.FULFILLED,
        symbol=Symbol.CIRCLE,
        colour="#009E73",
    )
    assert (blue.identifier, blue.canonical) == ("xbla", None)


def test_how_it_goes() -> None:
    assert READ.indicators == (
        model_followup.Indicator(
            iri=iri("indikator/I-1"),
            identifier="I-1",
            measures=(iri("mal/KF-1"), iri("mal/KS-2")),
            owner=iri("organ/KS"),
            kind=IndicatorKind.RESULT,
            definition=swedish("Så räknas den"),
            unit="procent",
            direction=Direction.UP,
            data_source="Kolada",
            kolada_id="N15505",
            baseline_value=Decimal("81.5"),
            baseline_year=2019,
        ),
    )
    assert READ.targets == (
        model_followup.TargetValue(
            iri=iri("malvarde/1"),
            indicator=iri("indikator/I-1"),
            period=iri("period/2024"),
            condition=Condition.BETWEEN,
            value=Decimal(90),
            upper_value=Decimal(95),
            description=swedish("Enligt budget"),
        ),
    )
    assert READ.outcomes == (
        model_followup.Outcome(
            iri=iri("utfall/1"),
            indicator=iri("indikator/I-1"),
            period=iri("period/2024"),
            value=Decimal("87.5"),
            status=OutcomeStatus.PRELIMINARY,
            sex=Sex.WOMEN,
            measured_year=2023,
            reference_value=Decimal(85),
            data_source="Enkät",
            description=swedish("Preliminärt"),
        ),
    )
    assert READ.assessments == (
        model_followup.Assessment(
            iri=iri("bedomning/1"),
            goal=iri("mal/KF-1"),
            perspective=Perspective.FINANCE,
            period=iri("period/2024"),
            kind=AssessmentKind.FORECAST,
            status=iri("begrepp/gron"),
            motivation=swedish("Därför"),
            action=swedish("Fortsätta"),
            assessed_from=(iri("indikator/I-1"),),
            assessed_by=iri("organ/KS"),
            dated=date(2025, 2, 1),
        ),
    )
    (period,) = READ.periods
    assert period == model_followup.FollowUpPeriod(
        iri=iri("period/2024"),
        identifier="2024",
        title=swedish("Helår 2024"),
        kind=PeriodKind.ANNUAL,
        start=date(2024, 1, 1),
        end=date(2024, 12, 31),
    )


def test_the_programme() -> None:
    assert READ.programmes == (
        model_process.Programme(iri=iri("program/P-1"), valid=VALID, referred_to=(iri("organ/KS"),)),
    )
    assert READ.sections == (
        model_process.ProgrammeSection(
            iri=iri("programavsnitt/1"),
            title=swedish("Trygg uppväxt"),
            programme=iri("program/P-1"),
            clarifies=(iri("mal/KF-1"),),
            purpose=swedish("Syfte"),
            strategy=swedish("Strategi"),
            follow_up_plan=swedish("Uppföljning"),
            meanings=(
                model_process.Meaning(
                    iri=iri("innebord/1-barn"),
                    identifier="1-barn",
                    concerns=iri("begrepp/barn"),
                    text=swedish("Trygga skolvägar"),
                ),
            ),
            success_factors=(iri("begrepp/faktor"),),
            derived_from=(iri("inspel/1"),),
        ),
    )


def test_how_it_came_about() -> None:
    assert READ.decisions == (
        model_process.Decision(
            iri=iri("beslut/1"),
            decided_by=iri("organ/KF"),
            dated=date(2023, 6, 19),
            paragraph="84",
            registry_number="KS 2023/117",
            kind=DecisionKind.EXTEND,
            decides=(iri("mal/KF-1"),),
            documents=(iri("dokument/1"),),
            sent_to=("Bolagen", "Nämnderna"),
            previous_end=date(2023, 12, 31),
            new_end=date(2027, 12, 31),
        ),
    )
    assert READ.documents == (
        model_process.Document(iri=iri("dokument/1"), identifier="1", title=swedish("Tjänsteskrivelse")),
    )
    first, second = READ.milestones
    assert first == model_process.Milestone(iri=iri("tidplan/2"), sequence=1)
    assert second == model_process.Milestone(
        iri=iri("tidplan/1"),
        sequence=2,
        planned_start=date(2023, 6, 19),
        planned_end=date(2023, 6, 20),
        responsible_bodies=(iri("organ/KF"),),
        activity=swedish("Beslutar"),
        gate=Gate.GOALS,
        ended_in=(iri("beslut/1"),),
    )


def test_dialogue_assignments_and_replies() -> None:
    assert READ.dialogues == (
        model_process.Dialogue(
            iri=iri("dialog/1"), channel=Channel.WORKSHOP, held=VALID, place="Torget", participants=40
        ),
    )
    assert READ.inputs == (
        model_process.DialogueInput(
            iri=iri("inspel/1"),
            dialogue=iri("dialog/1"),
            keywords=("skola", "trygghet"),
            reason_not_used=swedish("Ligger hos regionen"),
        ),
    )
    assert READ.assignments == (
        model_process.Assignment(
            iri=iri("uppdrag/1"),
            assigned_to=iri("organ/KS"),
            assigned_by=iri("organ/KF"),
            goals=(iri("mal/KF-1"),),
            due=date(2024, 10, 1),
        ),
    )
    assert READ.replies == (
        model_process.ReferralReply(
            iri=iri("remissvar/1"),
            replied_by=iri("organ/KS"),
            replies_to=(iri("mal/KF-1"),),
            dated=date(2023, 5, 1),
            text=swedish("Vi bidrar"),
        ),
    )


# Fields that the reader fills from the class of a thing, or that hold the things of a plan.
GIVEN = {"iri", "kind"}
LEADING = {"municipality", "governing_model", "mandate_period", "contact"}


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_has_a_property(kind: type[Thing]) -> None:
    names = {each.name for each in dataclasses.fields(kind)}
    table = set(FIELDS[kind])
    assert table <= names
    missing = names - table - GIVEN
    if kind is model.Plan:
        missing -= LEADING
        missing -= {name for name in missing if isinstance(getattr(READ, name), tuple)}
    assert not missing


def things(plan: model.Plan) -> Iterator[Thing]:
    yield plan
    for each in dataclasses.fields(plan):
        value = getattr(plan, each.name)
        for thing in value if isinstance(value, tuple) else (value,):
            if isinstance(thing, Thing):
                yield thing


def test_the_example_fills_every_field() -> None:
    filled: dict[type[Thing], set[str]] = {}
    for thing in things(READ):
        names = {
            each.name for each in dataclasses.fields(thing) if getattr(thing, each.name) not in (None, (), "")
        }
        filled.setdefault(type(thing), set()).update(names)
    common = {each.name for each in dataclasses.fields(Named)}
    for kind, names in filled.items():
        assert {each.name for each in dataclasses.fields(kind)} - common <= names, kind
