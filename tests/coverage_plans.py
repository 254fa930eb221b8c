"""Small plans for the tests of coverage: with just what a test is about, and generated ones."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from graph.model import Body, Concept, Goal, GoverningModel, Plan
from graph.model_base import Span
from graph.reference import BodyKind, ConceptKind, GoalKind

PAST = Span(date(2015, 1, 1), date(2019, 12, 31))
GROUPS = ("barn", "unga")


def body(iri: str, kind: BodyKind = BodyKind.COMMITTEE, **more: object) -> Body:
    """A body whose id is its IRI."""
    return Body(iri=iri, identifier=iri, kind=kind, **more)  # type: ignore[arg-type]


def council_goal(iri: str, *expected: str, **more: object) -> Goal:
    """A council goal with those that are expected to contribute."""
    return Goal(
        iri=iri,
        identifier=iri,
        kind=GoalKind.COUNCIL,
        owner="KF",
        expected_contributors=expected,
        **more,  # type: ignore[arg-type]
    )


def committee_goal(iri: str, owner: str | None, *contributes_to: str, **more: object) -> Goal:
    """A committee goal."""
    return Goal(
        iri=iri,
        identifier=iri,
        kind=GoalKind.COMMITTEE,
        owner=owner,
        contributes_to=contributes_to,
        **more,  # type: ignore[arg-type]
    )


def plan_with(bodies: Sequence[Body], goals: Sequence[Goal], **more: object) -> Plan:
    """A plan for 2024 with the council and these."""
    return Plan(
        iri="plan",
        budget_year=2024,
        governing_model=GoverningModel(iri=""),
        bodies=(body("KF", BodyKind.COUNCIL), *bodies),
        goals=tuple(goals),
        **more,  # type: ignore[arg-type]
    )


_BODIES = [f"N{number}" for number in range(5)]
_COUNCIL = [f"K{number}" for number in range(3)]
_BELOW = [f"G{number}" for number in range(6)]
_SPANS = st.sampled_from([None, None, None, PAST])


def _some(values: Sequence[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


_bodies = st.tuples(
    *(
        st.builds(
            Body,
            iri=st.just(iri),
            identifier=st.just(iri),
            kind=st.sampled_from([BodyKind.COMMITTEE, BodyKind.COMPANY, BodyKind.FOUNDATION]),
            active=st.sampled_from([None, True, False]),
            valid=_SPANS,
            replaced_by=_some(_BODIES, 2),
        )
        for iri in _BODIES
    )
)
_ties = _some(
    ["http://metadata.un.org/sdg/3", "http://metadata.un.org/sdg/3.4", "http://metadata.un.org/sdg/18"]
)
_council = st.tuples(
    *(
        st.builds(
            Goal,
            iri=st.just(iri),
            identifier=st.just(iri),
            kind=st.just(GoalKind.COUNCIL),
            owner=st.just("KF"),
            expected_contributors=_some(_BODIES),
            referred_to=_some(_BODIES),
            addresses=_ties,
            addresses_partly=_ties,
            target_groups=_some(GROUPS),
            valid=_SPANS,
        )
        for iri in _COUNCIL
    )
)
_below = st.tuples(
    *(
        st.builds(
            Goal,
            iri=st.just(iri),
            identifier=st.just(iri),
            kind=st.sampled_from([GoalKind.COMMITTEE, GoalKind.COMPANY]),
            owner=st.sampled_from([*_BODIES, "nobody", None]),
            contributes_to=_some([*_COUNCIL, *_BELOW, "nothing"]),
            target_groups=_some(GROUPS),
            valid=_SPANS,
        )
        for iri in _BELOW
    )
)

CONCEPTS = tuple(Concept(iri=each, identifier=each, kind=ConceptKind.TARGET_GROUP) for each in GROUPS)

generated = st.builds(
    lambda bodies, council, below: plan_with(bodies, (*council, *below), concepts=CONCEPTS),
    _bodies,
    _council,
    _below,
)
"""Plans with everything that coverage has to cope with: circles, mergers, dormant companies, loose links."""
