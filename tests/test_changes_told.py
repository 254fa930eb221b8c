"""What is which in two plans, and how a change is told."""

import dataclasses
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.changes import Changes, ThingChange, changes, harder
from graph.analysis.field_changes import FieldChange, Nature
from graph.analysis.pairing import Match
from graph.analysis.wordings import Mark, likeness, marked_words
from graph.model import Body, Goal, GoverningModel, Municipality, Plan
from graph.model_base import Span, Wording
from graph.model_followup import Assessment, Indicator, TargetValue
from graph.model_process import Decision, Meaning, ProgrammeSection
from graph.reference import BodyKind, Condition, DecisionKind, Direction, GoalKind
from tests.small_plans import YEAR, half_year, swedish, whole_year

MIRRORED = {Nature.STRICTER: Nature.EASIER, Nature.EASIER: Nature.STRICTER}


def plan(**given: Any) -> Plan:
    """A plan with some things in it."""
    return Plan(
        iri="plan", budget_year=2024, governing_model=GoverningModel(iri=""), periods=(YEAR,), **given
    )


def goal(iri: str, title: str = "", **given: Any) -> Goal:
    """A committee goal."""
    wording = swedish(title) if title else Wording()
    return Goal(iri=iri, identifier=iri, kind=GoalKind.COMMITTEE, title=wording, **given)


def only(found: Changes) -> ThingChange:
    """The one change there is."""
    assert len(found.things) == 1, found.things
    return found.things[0]


def only_field(found: Changes) -> FieldChange:
    """The one field that changed."""
    change = only(found)
    assert len(change.fields) == 1, change.fields
    return change.fields[0]


# --- What is which ----------------------------------------------------------------------------------------


def test_a_goal_with_a_new_id_is_known_by_what_it_replaces() -> None:
    old = plan(
        goals=(goal("a", "Trygg skola", owner="FGN"),), indicators=(Indicator(iri="i", measures=("a",)),)
    )
    new = plan(
        goals=(goal("b", "Helt andra ord", owner="FGN", revision_of=("a",)),),
        indicators=(Indicator(iri="i", measures=("b",)),),
    )
    change = only(changes(old, new))
    assert change.match is Match.REVISION
    assert {field.field for field in change.fields} == {"identifier", "title", "revision_of"}


def test_else_by_the_same_owner_and_nearly_the_same_title() -> None:
    old = plan(goals=(goal("a", "Alla barn lär sig läsa i skolan", owner="FGN"),))
    near = goal("b", "Alla barn lär sig läsa i vår skola", owner="FGN")
    far = goal("b", "Maten är god", owner="FGN")
    others = goal("b", "Alla barn lär sig läsa i skolan", owner="GVN")
    assert only(changes(old, plan(goals=(near,)))).match is Match.LIKENESS
    for goals in ((far,), (others,)):
        found = changes(old, plan(goals=goals))
        assert dict(found.counts()) == {"goals-new": 1, "goals-dropped": 1}


def test_a_goal_that_two_replace_is_the_one_with_the_likest_title() -> None:
    old = plan(goals=(goal("a", "Trygg skola", owner="N"),))
    one, other = (
        goal(iri, title, owner="N", revision_of=("a",)) for iri, title in (("b", "Ny"), ("c", "Trygg skola"))
    )
    found = changes(old, plan(goals=(one, other)))
    assert [(change.match, change.thing.iri) for change in found.things] == [
        (None, "b"),
        (Match.REVISION, "c"),
    ]
    assert found.things[0].related == ("a",)


def test_a_dropped_goal_says_what_replaces_it() -> None:
    old = plan(goals=(goal("a", "En"), goal("b", "Två")))
    new = plan(goals=(goal("a", "En"), goal("c", "Tre", revision_of=("a", "b"))))
    dropped = next(change for change in changes(old, new).things if change.dropped or change.before)
    assert dropped.thing.iri == "c" or dropped.related == ("c",)


def test_another_base_is_told_once() -> None:
    def under(base: str) -> Plan:
        return plan(
            base=base,
            municipality=Municipality(iri=f"{base}/kommun/1", code="0001"),
            goals=(goal(f"{base}/mal/1", "Trygg skola"),),
            indicators=(Indicator(iri=f"{base}/indikator/1", measures=(f"{base}/mal/1",)),),
        )

    found = changes(under("https://a.example"), under("https://b.example"))
    told = [(change.sort, field.field) for change in found.things for field in change.fields]
    assert told == [("plan", "base"), ("goals", "identifier")]


def test_two_municipalities_have_nothing_in_common_but_iris() -> None:
    one, other = (
        plan(municipality=Municipality(iri=code, code=code), goals=(goal(f"{code}/KF-1", "Trygg skola"),))
        for code in ("0001", "0002")
    )
    found = changes(one, other)
    assert not found.same_municipality
    assert found.counts()["goals-new"] == 1


def test_an_assessment_with_another_id_is_known_by_goal_and_period() -> None:
    old, new = (
        plan(goals=(goal("a"),), assessments=(Assessment(iri=iri, goal="a", period=YEAR.iri, status=status),))
        for iri, status in (("x", "urn:rod"), ("y", "urn:gron"))
    )
    change = only(changes(old, new))
    assert (change.match, change.fields[0].field) == (Match.SUBJECT, "iri")
    assert change.fields[1] == FieldChange("status", Nature.CHANGED, "urn:rod", "urn:gron")


# --- How it changed ---------------------------------------------------------------------------------------


def test_a_moved_goal_tells_from_where_to_where() -> None:
    old, new = (plan(goals=(goal("a", contributes_to=(above,)), goal("X"), goal("Y"))) for above in "XY")
    assert only_field(changes(old, new)) == FieldChange("contributes_to", Nature.MOVED, ("X",), ("Y",))


@pytest.mark.parametrize(
    ("before", "after", "nature"),
    [
        (date(2026, 12, 31), date(2030, 12, 31), Nature.EXTENDED),
        (date(2030, 12, 31), date(2026, 12, 31), Nature.SHORTENED),
        (date(2026, 12, 31), None, Nature.EXTENDED),
        (None, date(2026, 12, 31), Nature.SHORTENED),
    ],
)
def test_validity(before: date | None, after: date | None, nature: Nature) -> None:
    old, new = (plan(goals=(goal("a", valid=Span(date(2020, 1, 1), end)),)) for end in (before, after))
    assert only_field(changes(old, new)) == FieldChange("valid_end", nature, before, after)


def test_a_decision_to_extend_extends_the_goal() -> None:
    until = date(2030, 12, 31)
    decision = Decision(iri="d", kind=DecisionKind.EXTEND, decides=("a",), new_end=until)
    kept = goal("a", valid=Span(None, date(2026, 12, 31)))
    found = changes(plan(goals=(kept,)), plan(goals=(kept,), decisions=(decision,)))
    extended = next(change for change in found.things if change.sort == "goals")
    assert extended.fields[0] == FieldChange("valid_end", Nature.EXTENDED, date(2026, 12, 31), until)
    assert [field.field for field in extended.fields] == ["valid_end", "decisions"]


TARGETS = [
    (Condition.AT_LEAST, ("80", None), ("85", None), None, Nature.STRICTER),
    (Condition.AT_MOST, ("80", None), ("85", None), None, Nature.EASIER),
    (Condition.AT_MOST, ("80", None), ("75", None), Direction.UP, Nature.STRICTER),
    (Condition.EQUAL, ("80", None), ("75", None), None, Nature.CHANGED),
    (Condition.BETWEEN, ("1", "9"), ("2", "8"), None, Nature.STRICTER),
    (Condition.BETWEEN, ("2", "8"), ("1", "8"), None, Nature.EASIER),
    (Condition.BETWEEN, ("1", "5"), ("2", "8"), None, Nature.CHANGED),
    (Condition.CHANGE_FROM_BASELINE, ("-30", None), ("-35", None), None, Nature.STRICTER),
    (Condition.CHANGE_FROM_BASELINE, ("10", None), ("5", None), None, Nature.EASIER),
    (Condition.CHANGE_FROM_BASELINE, ("0", None), ("-5", None), Direction.DOWN, Nature.STRICTER),
    (Condition.CHANGE_FROM_BASELINE, ("0", None), ("5", None), Direction.UP, Nature.STRICTER),
    (Condition.CHANGE_FROM_BASELINE, ("-5", None), ("5", None), None, Nature.CHANGED),
    (Condition.AT_LEAST, ("80", None), (None, None), None, Nature.CHANGED),
]


@pytest.mark.parametrize(("condition", "before", "after", "direction", "nature"), TARGETS)
def test_a_target_is_raised_or_lowered(
    condition: Condition,
    before: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
    direction: Direction | None,
    nature: Nature,
) -> None:
    old, new = (
        plan(
            indicators=(Indicator(iri="i", direction=direction),), targets=(target("t", condition, *values),)
        )
        for values in (before, after)
    )
    assert only_field(changes(old, new)).nature is nature
    assert only_field(changes(new, old)).nature is MIRRORED.get(nature, nature)


def target(
    iri: str, condition: Condition, value: str | None, upper: str | None, period: str = "p2024"
) -> TargetValue:
    """A target value of the indicator i."""
    low, high = (Decimal(each) if each is not None else None for each in (value, upper))
    return TargetValue(
        iri=iri, indicator="i", period=period, condition=condition, value=low, upper_value=high
    )


def test_a_target_for_a_new_year_is_held_against_the_year_before() -> None:
    periods = (whole_year(2023), whole_year(2024), whole_year(2025), half_year(2024))
    earlier = [
        target(f"t{year}", Condition.AT_LEAST, value, None, f"p{year}")
        for year, value in ((2023, "60"), (2024, "70"))
    ]
    half = target("th", Condition.AT_LEAST, "10", None, "p2024-delar")
    old = dataclasses.replace(
        plan(indicators=(Indicator(iri="i"),), targets=(*earlier, half)), periods=periods
    )
    new = dataclasses.replace(
        old, targets=(*old.targets, target("t2025", Condition.AT_LEAST, "75", None, "p2025"))
    )
    change = only(changes(old, new))
    assert change.earlier == earlier[1]
    told = harder(change, None)
    assert told is not None
    assert told.nature is Nature.STRICTER


def test_bodies_that_merge_say_into_what() -> None:
    one, other = (Body(iri=iri, kind=BodyKind.COMMITTEE) for iri in "ab")
    merged = dataclasses.replace(one, replaced_by=("c",))
    found = changes(
        plan(bodies=(one, other)), plan(bodies=(merged, other, Body(iri="c", kind=BodyKind.COMMITTEE)))
    )
    assert [(change.thing.iri, change.related) for change in found.things if change.new] == [("c", ("a",))]
    assert found.things[0].fields == (FieldChange("replaced_by", Nature.GAINED, None, ("c",)),)


def test_what_a_section_means_for_each_group_is_told_by_group() -> None:
    def section(*meanings: tuple[str, str, str]) -> Plan:
        told = tuple(Meaning(iri=iri, concerns=group, text=swedish(text)) for iri, group, text in meanings)
        return plan(sections=(ProgrammeSection(iri="s", meanings=told),))

    found = changes(
        section(("_:1", "barn", "Bra mat"), ("_:2", "unga", "Mer tid")),
        section(("_:3", "unga", "Mer tid"), ("_:4", "barn", "God mat")),
    )
    field = only_field(found)
    assert (field.field, field.about, field.before, field.after) == ("meanings", "barn", "Bra mat", "God mat")


# --- Words ------------------------------------------------------------------------------------------------


@given(st.text(max_size=60), st.text(max_size=60))
def test_marked_words_hold_both_texts(before: str, after: str) -> None:
    pieces = marked_words(before, after)
    old = "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED)
    new = "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED)
    assert ([*old.split()], [*new.split()]) == ([*plain(before).split()], [*plain(after).split()])
    assert likeness(before, after) == likeness(after, before)


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_texts_with_little_in_common_stand_one_after_the_other() -> None:
    marks = [piece.mark for piece in marked_words("Maten är god och lagas här", "Vården är värdig och nära")]
    assert marks == [Mark.REMOVED, Mark.ADDED]


def test_a_blank_between_two_changes_belongs_to_them() -> None:
    told = [
        (piece.mark.value, piece.text)
        for piece in marked_words("alla unga går i skolan", "alla små barn i skolan")
    ]
    assert told == [("same", "alla "), ("removed", "unga går"), ("added", "små barn"), ("same", " i skolan")]
