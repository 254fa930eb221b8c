"""What earlier revisions of stored plans have published: each read once, in little room."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import PROV

from graph.export.past import Published, heir_of, published_by, published_in
from graph.linked.earlier import EarlierRevisions, Identifiers
from graph.query import read_plan
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import Provenance, Revision
from ontology.namespaces import ADMS, RTC
from tests.small_plans import BASE
from tests.stores import WHEN, small_plan

PLAN = URIRef(f"{BASE}/id/plan/2024")


def goal(number: int) -> URIRef:
    return URIRef(f"{BASE}/id/mal/{number}")


def add(store: PlanStore, graph: Graph) -> None:
    at = WHEN + timedelta(days=len(store.plans_so_far()))
    store.add(graph, read_plan(graph), Provenance(at=at, note="ny"))


class Read:
    """Reads revisions, and knows which it has read."""

    def __init__(self, store: PlanStore) -> None:
        self.store = store
        self.numbers: list[int] = []

    def __call__(self, revision: Revision) -> Published:
        self.numbers.append(revision.number)
        return published_by(self.store, revision)


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return open_store(str(tmp_path / "lager"))


def test_each_revision_is_read_once(store: PlanStore) -> None:
    read = Read(store)
    earlier = EarlierRevisions(read)
    for goals in (3, 2, 1):
        add(store, small_plan("ord", goals))
        for _ in range(3):
            earlier.of(store.plan("2024"))
    found = earlier.of(store.plan("2024"))
    assert read.numbers == [1, 2]
    assert str(goal(2)) in found.identifiers
    assert str(goal(3)) not in found.identifiers
    assert str(PLAN) in found.identifiers


def test_what_the_current_revision_alone_has_is_not_of_the_past(store: PlanStore) -> None:
    for goals in (1, 2):
        add(store, small_plan("ord", goals))
    found = EarlierRevisions(Read(store)).of(store.plan("2024"))
    assert str(goal(0)) in found.identifiers
    assert str(goal(1)) not in found.identifiers


def test_a_revision_that_was_brought_back_is_not_read_again(store: PlanStore) -> None:
    for goals in (3, 2):
        add(store, small_plan("ord", goals))
    store.bring_back("2024", 1, Provenance(at=WHEN, note="tillbaka"))
    store.bring_back("2024", 2, Provenance(at=WHEN, note="igen"))
    read = Read(store)
    EarlierRevisions(read).of(store.plan("2024"))
    assert read.numbers == [1, 2]


def test_another_store_with_the_same_plan_is_read_anew(store: PlanStore, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "annat"))
    for each, goals in ((store, 5), (store, 1), (other, 2), (other, 1)):
        add(each, small_plan("ord", goals))
    earlier = EarlierRevisions(lambda revision: published_by(reading[0], revision))
    reading = [store]
    assert str(goal(4)) in earlier.of(store.plan("2024")).identifiers
    reading = [other]
    assert str(goal(4)) not in earlier.of(other.plan("2024")).identifiers


def test_what_was_a_draft_was_never_published(store: PlanStore) -> None:
    draft = small_plan("ord", 2)
    draft.add((goal(1), ADMS.status, RTC["publication/draft"]))
    whole = small_plan("ord", 3)
    whole.add((PLAN, ADMS.status, RTC["publication/draft"]))
    for each in (draft, whole, small_plan("ord", 1)):
        add(store, each)
    found = EarlierRevisions(Read(store)).of(store.plan("2024"))
    assert str(goal(0)) in found.identifiers
    assert str(goal(1)) not in found.identifiers
    assert str(goal(2)) not in found.identifiers


def test_what_took_the_place_of_what_is_kept(store: PlanStore) -> None:
    replacing = small_plan("ord", 2)
    replacing.add((goal(1), PROV.wasRevisionOf, goal(7)))
    for each in (replacing, small_plan("ord", 1)):
        add(store, each)
    heirs = EarlierRevisions(Read(store)).of(store.plan("2024")).heirs
    assert heirs == {str(goal(7)): {str(goal(1))}}
    assert heir_of(str(goal(7)), heirs, {str(goal(1))}) == str(goal(1))
    assert heir_of(str(goal(7)), heirs, {str(goal(0))}) is None


def test_what_has_no_identifier_is_not_counted() -> None:
    graph = Graph().parse(data="[] <urn:p> <urn:o> . <urn:s> <urn:p> [] .", format="turtle")
    assert published_in(graph).identifiers == {"urn:s"}


@given(st.sets(st.text(max_size=30)), st.sets(st.text(max_size=30)), st.text(max_size=30))
def test_identifiers_are_a_set(some: set[str], others: set[str], asked: str) -> None:
    found = Identifiers().with_more(some).with_more(others)
    plain = {unquote(each) for each in some | others}
    assert len(found) == len(plain)
    assert all(each in found for each in some | others | plain)
    assert (asked in found) == (unquote(asked) in plain)
