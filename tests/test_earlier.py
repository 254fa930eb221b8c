"""What earlier revisions of stored plans have published: each read once, in little room."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS, XSD
from rdflib.term import Node

from graph.errors import NotPublic
from graph.export.formats import PublicPlan, public_plan
from graph.export.past import Published, heir_of, published_by_each, published_in
from graph.linked.earlier import Earlier, EarlierRevisions, Identifiers
from graph.query import read_plan
from graph.store.embedded import EmbeddedReading, EmbeddedWriting
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import Provenance, Revision
from graph.store.terms import in_graph, statements_of
from ontology.namespaces import ADMS, RT, RTC, SDMX_MEASURE
from tests.small_plans import BASE, MINIMAL, parsed
from tests.stores import WHEN, small_plan

PLAN = URIRef(f"{BASE}/id/plan/2024")


def goal(number: int) -> URIRef:
    return URIRef(f"{BASE}/id/mal/{number}")


def add(store: PlanStore, graph: Graph) -> None:
    at = WHEN + timedelta(days=len(store.plans_so_far()))
    store.add(graph, read_plan(graph), Provenance(at=at, note="ny"))


def public_of(store: PlanStore) -> PublicPlan | None:
    """What is public of the current revision."""
    graph, _ = store.graph("2024")
    try:
        return public_plan(graph, PLAN)
    except NotPublic:
        return None


class Read:
    """Reads revisions, and knows which it has read, and which of these told of something."""

    def __init__(self, store: PlanStore) -> None:
        self.store = store
        self.looked_at: list[int] = []
        self.told: list[Published] = []

    def __call__(
        self, revisions: Sequence[Revision], current: Revision, public: PublicPlan | None
    ) -> Iterable[Published]:
        self.looked_at += [each.number for each in revisions]
        for each in published_by_each(self.store, revisions, (current, public)):
            self.told.append(each)
            yield each


def of(earlier: EarlierRevisions, store: PlanStore) -> Earlier:
    return earlier.of(store.plan("2024"), public_of(store))


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return open_store(str(tmp_path / "lager"))


def test_each_revision_is_looked_at_once(store: PlanStore) -> None:
    read = Read(store)
    earlier = EarlierRevisions(read)
    for goals in (3, 2, 1):
        add(store, small_plan("ord", goals))
        for _ in range(3):
            of(earlier, store)
    found = of(earlier, store)
    assert read.looked_at == [1, 2]
    assert str(goal(2)) in found.identifiers
    assert str(goal(1)) in found.identifiers
    assert str(goal(3)) not in found.identifiers
    assert str(PLAN) in found.identifiers


def test_what_was_passed_over_is_known_when_it_is_there_no_more(store: PlanStore) -> None:
    """What the current revision has needs no room, until another one takes its place."""
    read = Read(store)
    earlier = EarlierRevisions(read)
    for word in ("ett", "två", "tre"):
        add(store, small_plan(word, 3))
    assert len(of(earlier, store).identifiers) == 0
    assert read.told == []
    add(store, small_plan("fyra", 1))
    assert str(goal(2)) in of(earlier, store).identifiers
    assert str(goal(1)) in of(earlier, store).identifiers
    assert len(read.told) == 1
    add(store, small_plan("fem", 1))
    store.bring_back("2024", 1, Provenance(at=WHEN, note="tillbaka"))
    assert of(earlier, store).heirs == {}
    add(store, small_plan("sex", 2))
    found = of(earlier, store).identifiers
    assert {number for number in range(5) if str(goal(number)) in found} >= {2}
    assert str(goal(4)) not in found


def test_another_store_with_the_same_plan_is_read_anew(store: PlanStore, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "annat"))
    for each, goals in ((store, 5), (store, 1), (other, 2), (other, 1)):
        add(each, small_plan("ord", goals))
    read = Read(store)
    earlier = EarlierRevisions(read)
    assert str(goal(4)) in of(earlier, store).identifiers
    read.store = other
    assert str(goal(4)) not in of(earlier, other).identifiers


def test_what_was_a_draft_was_never_published(store: PlanStore) -> None:
    draft = small_plan("ord", 2)
    draft.add((goal(1), ADMS.status, RTC["publication/draft"]))
    whole = small_plan("ord", 3)
    whole.add((PLAN, ADMS.status, RTC["publication/draft"]))
    for each in (whole, draft, small_plan("ord", 0)):
        add(store, each)
    found = of(EarlierRevisions(Read(store)), store)
    assert str(goal(0)) in found.identifiers
    assert str(goal(1)) not in found.identifiers
    assert str(goal(2)) not in found.identifiers


def test_while_the_plan_is_a_draft_all_that_was_published_is_known(store: PlanStore) -> None:
    add(store, small_plan("ord", 2))
    draft = small_plan("ord", 2)
    draft.add((PLAN, ADMS.status, RTC["publication/draft"]))
    add(store, draft)
    found = of(EarlierRevisions(Read(store)), store).identifiers
    assert all(each in found for each in (str(PLAN), str(goal(0)), f"{BASE}/id/mallista/2024"))


def test_what_took_the_place_of_what_is_kept(store: PlanStore) -> None:
    replacing = small_plan("ord", 2)
    replacing.add((goal(1), PROV.wasRevisionOf, goal(7)))
    for each in (replacing, small_plan("ord", 1)):
        add(store, each)
    heirs = of(EarlierRevisions(Read(store)), store).heirs
    assert heirs == {str(goal(7)): {str(goal(1))}}
    assert heir_of(str(goal(7)), heirs, {str(goal(1))}) == str(goal(1))
    assert heir_of(str(goal(7)), heirs, {str(goal(0))}) is None


def test_lists_and_series_that_only_some_formats_have_are_of_the_past_too(store: PlanStore) -> None:
    measured = parsed(
        MINIMAL
        + """<mal/1> a rt:CompanyGoal ; rt:inPlan <plan/2024> .
        <indikator/1> a rt:Indicator ; rt:inPlan <plan/2024> ; dcterms:identifier "I/1" .
        <period/2024> a rt:FollowUpPeriod ; rt:inPlan <plan/2024> ; dcterms:identifier "2024" .
        <utfall/1> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> ;
            sdmx-dimension:refPeriod <period/2024> ; sdmx-measure:obsValue 1.5 ."""
    )
    without = parsed(MINIMAL + "<mal/1> a rt:CompanyGoal ; rt:inPlan <plan/2024> .")
    for each in (without, measured, without):
        add(store, each)
    series, cube, list_of_goals = (
        f"{BASE}/id/{each}"
        for each in ("utfallsserie/2024-I%2F1", "utfallskub/2024", "mallista/2024-bolagsmal")
    )
    assert series in of(EarlierRevisions(Read(store)), store).identifiers
    add(store, parsed(MINIMAL))
    found = of(EarlierRevisions(Read(store)), store).identifiers
    assert series in found
    assert list_of_goals in found
    # another year gives all of them other names
    other = parsed(MINIMAL.replace('rt:budgetYear "2024"', 'rt:budgetYear "2025"'))
    add(store, other)
    assert (
        cube in EarlierRevisions(Read(store)).of(store.plan(str(PLAN)), public_plan(other, PLAN)).identifiers
    )


class InMemory:
    """A place for statements in memory, to be read as a folder is."""

    def __init__(self, graphs: Iterable[Graph]) -> None:
        self.store = Store()
        self.revisions: list[Revision] = []
        for number, graph in enumerate(graphs, 1):
            content, name = statements_of(graph), f"urn:revision:{number}"
            self.store.extend(in_graph(content, name))
            self.revisions.append(
                Revision(
                    iri=name,
                    plan=str(PLAN),
                    number=number,
                    provenance=Provenance(at=WHEN),
                    statements=len(content),
                    content=f"{number}",
                    title="",
                    municipality="",
                    code="",
                    year="",
                )
            )

    place = "memory"

    def untouched(self) -> bool:
        return False

    @contextmanager
    def reading(self) -> Iterator[EmbeddedReading]:
        yield EmbeddedReading(self.store, self.place)

    def writing(self) -> AbstractContextManager[EmbeddedWriting]:
        raise AssertionError("nothing is written")


THINGS = """
<mal/1> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; skos:prefLabel "Ett"@sv .
<mal/2> a rt:CommitteeGoal ; rt:inPlan <plan/2024> ; rt:contributesTo <mal/1> .
<mal/3> a rt:CompanyGoal ; rt:inPlan <plan/2024> ; rt:contributesTo <mal/1> ; prov:wasRevisionOf <mal/9> .
<mal/4> a rt:CommitteeGoal ; rt:inPlan <plan/2024> ; dcterms:replaces <mal/3> , <mal/8> .
<indikator/1> a rt:Indicator ; rt:inPlan <plan/2024> ; rt:measures <mal/2> ; dcterms:identifier "I1" .
<indikator/2> a rt:Indicator ; rt:inPlan <plan/2024> ; rt:measures <mal/3> , <mal/2> .
<period/2024> a rt:FollowUpPeriod ; rt:inPlan <plan/2024> ; dcterms:identifier "2024" .
<utfall/1> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> ;
    sdmx-dimension:refPeriod <period/2024> ; sdmx-measure:obsValue 1.5 .
<utfall/2> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/2> ;
    sdmx-dimension:refPeriod <period/2024> ; sdmx-measure:obsValue 2 .
<malvarde/1> a rt:TargetValue ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> .
<tid/1> a dcterms:PeriodOfTime . <mal/2> dcterms:valid <tid/1> . <mal/4> dcterms:valid <tid/1> .
<beslut/1> a rt:Decision ; rt:inPlan <plan/2024> ; rt:decides <mal/2> , <mal/3> .
<kontakt/1> a vcard:Organization ; vcard:fn "namn.namnsson@exempel.se" .
<plan/2024> dcat:contactPoint <kontakt/1> .
<plan/2023> a rt:Plan . <mal/7> a rt:CouncilGoal ; rt:inPlan <plan/2023> . <mal/2> rt:contributesTo <mal/7> .
"""
WHOLE = sorted(parsed(MINIMAL + THINGS))
SUBJECTS = sorted({each[0] for each in WHOLE if each[0] != PLAN}, key=str)
revisions = st.lists(
    st.tuples(
        st.sets(st.sampled_from(SUBJECTS), max_size=4),  # left out
        st.sets(st.sampled_from([PLAN, *SUBJECTS]), max_size=2),  # drafts
        st.sets(st.sampled_from(range(len(WHOLE))), max_size=3),  # statements that are not there
        st.sampled_from(["2024", "2024", "2025"]),
    ),
    min_size=2,
    max_size=5,
)


def variant(without: Collection[Node], drafts: Iterable[Node], unsaid: Collection[int], year: str) -> Graph:
    graph = Graph()
    for number, triple in enumerate(WHOLE):
        if triple[0] not in without and (number not in unsaid or triple == (PLAN, RDF.type, RT.Plan)):
            graph.add(triple)
    for each in drafts:
        graph.add((each, ADMS.status, RTC["publication/draft"]))
    graph.set((PLAN, RT.budgetYear, Literal(year, datatype=XSD.gYear)))
    return graph


def all_of(found: Iterable[Published]) -> tuple[set[str], set[tuple[str, str]]]:
    every = list(found)
    heirs = {(before, heir) for each in every for before, those in each.heirs.items() for heir in those}
    return {iri for each in every for iri in each.identifiers}, heirs


def one_by_one(store: PlanStore, revisions: Iterable[Revision]) -> tuple[set[str], set[tuple[str, str]]]:
    """What revisions have published, each read whole: nothing is known that it could be passed over for."""
    return all_of(each for revision in revisions for each in published_by_each(store, [revision]))


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(made=revisions)
def test_to_pass_revisions_over_loses_nothing(
    made: list[tuple[set[Node], set[Node], set[int], str]],
) -> None:
    """Whatever is left out, added, a draft, or of another year, in whichever revision."""
    graphs = [variant(*each) for each in made]
    backend = InMemory(graphs)
    store, every = PlanStore(backend), backend.revisions
    whole = one_by_one(store, every)
    assert all_of(published_by_each(store, every)) == whole
    *earlier, current = every
    try:
        public = public_plan(store.graph_of(current), PLAN)
    except NotPublic:
        public = None
    now, now_heirs = one_by_one(store, [current])
    before, before_heirs = all_of(published_by_each(store, earlier, (current, public)))
    assert (before | now, before_heirs | now_heirs) == whole


def together_as_one_by_one(*graphs: Graph) -> bool:
    """Whether what they have published is the same, read together or one by one."""
    backend = InMemory(graphs)
    store, every = PlanStore(backend), backend.revisions
    return all_of(published_by_each(store, every)) == one_by_one(store, every)


def test_the_same_things_of_another_kind_had_another_list() -> None:
    older, newer = variant([], [], [], "2024"), variant([], [], [], "2024")
    newer.set((goal(1), RDF.type, RT.CommitteeGoal))
    assert together_as_one_by_one(older, newer)


def test_the_same_things_may_have_said_that_they_replace_others() -> None:
    older, newer = variant([], [], [], "2024"), variant([], [], [], "2024")
    older.add((goal(2), PROV.wasRevisionOf, goal(6)))
    assert together_as_one_by_one(older, newer)


def test_in_another_year_the_same_series_had_another_name() -> None:
    outcomes = [URIRef(f"{BASE}/id/utfall/{each}") for each in (1, 2)]
    oldest = variant([], [], [], "2024")
    assert together_as_one_by_one(oldest, variant(outcomes, [], [], "2024"), variant([], [], [], "2025"))


def test_what_says_the_same_of_the_same_things_is_not_read_whole() -> None:
    """Else to pass over would be no gain: other words, other days, figures and all that is a draft."""
    first = variant([], SUBJECTS[:1], [], "2024")
    second, third = Graph() + first, Graph() + first
    second.set((goal(1), SKOS.prefLabel, Literal("Annat", lang="sv")))
    third.set((URIRef(f"{BASE}/id/utfall/1"), SDMX_MEASURE.obsValue, Literal("7.5", datatype=XSD.decimal)))
    third.add((PLAN, DCTERMS.issued, Literal("2024-01-01", datatype=XSD.date)))
    backend = InMemory([first, second, third])
    assert len(list(published_by_each(PlanStore(backend), backend.revisions))) == 1


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
