"""An OWL reasoner reads the vocabulary without a warning and finds no contradiction but those planted."""

import io
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from owlready2 import OwlReadyInconsistentOntologyError, World, sync_reasoner_hermit
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from graph.facts import with_facts
from ontology.namespaces import ELI, RT
from ontology.vocabulary import FILES, graph_of, vocabulary
from tests.rule_examples import PERIOD, TODAY, base

ONTOLOGY = URIRef("https://w3id.org/rodatraden/ns")
DATA = Path(__file__).parent / "data" / "reasoning"
EXAMPLES = Path(__file__).parent.parent / "examples"
HERMIT = files("owlready2") / "hermit" / "HermiT.jar"
THING = URIRef("https://data.exempel.se/id/ting")
OTHER = URIRef("https://data.exempel.se/id/annat")

needs_java = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="NOT CHECKED by a reasoner: java is missing (Debian: default-jre-headless)",
)
needs_javac = pytest.mark.skipif(
    shutil.which("javac") is None,
    reason="NOT CHECKED against OWL 2 DL by the OWL API: javac is missing (Debian: default-jdk-headless)",
)

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reasoner found: whether there is a contradiction, and the classes that can have no member."""

    consistent: bool
    impossible: frozenset[str]


@cache
def whole() -> tuple[Triple, ...]:
    """The vocabulary as one ontology: one header, since a document can have only one."""
    headers = set(vocabulary().subjects(RDF.type, OWL.Ontology)) - {ONTOLOGY}
    return tuple(triple for triple in vocabulary() if triple[0] not in headers)


def with_standards() -> Iterable[Triple]:
    return Graph().parse(DATA / "standards.ttl", format="turtle")


PLANS = ("base", "vaggeryd-2020", "lindvik-2024")


@cache
def plan_with_facts(name: str = "base") -> Graph:
    """A whole plan, its background, and the facts derived from it; the same object, so never write to it."""
    graph = base() if name == "base" else Graph().parse(EXAMPLES / f"{name}.ttl", format="turtle")
    return with_facts(graph, today=TODAY, period=PERIOD)


def plan_for_a_reasoner(name: str = "base") -> Iterable[Triple]:
    """A plan without literal types that OWL 2 DL does not know: HermiT refuses xsd:date and xsd:gYear."""
    for subject, predicate, value in plan_with_facts(name):
        foreign = isinstance(value, Literal) and value.datatype in {XSD.date, XSD.gYear}
        yield subject, predicate, Literal(str(value)) if foreign else value


def document(extra: Iterable[Triple], form: str) -> bytes:
    """The vocabulary and some more triples in one of rdflib's formats."""
    graph = Graph(bind_namespaces="none")
    for triple in (*whole(), *extra):
        graph.add(triple)
    return graph.serialize(format=form, encoding="utf-8")


@contextmanager
def loaded(extra: Iterable[Triple] = (), form: str = "nt") -> Iterator[World]:
    """The vocabulary and some more triples in owlready2, in a world of its own."""
    with closing(World()) as world:
        world.get_ontology(str(ONTOLOGY)).load(fileobj=io.BytesIO(document(extra, form)))
        yield world


def reasoned(extra: Iterable[Triple] = ()) -> Verdict:
    """What HermiT finds in the vocabulary and some more triples."""
    with loaded(extra) as world:
        try:
            sync_reasoner_hermit(world, debug=0)
        except OwlReadyInconsistentOntologyError:
            return Verdict(consistent=False, impossible=frozenset())
        impossible = {found.iri for found in world.inconsistent_classes()}
        return Verdict(consistent=True, impossible=frozenset(impossible - {str(OWL.Nothing)}))


@pytest.mark.parametrize("form", ["nt", "xml"])
def test_the_vocabulary_loads_whole_and_without_a_word(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    with loaded(form=form) as world:
        ours = {term.iri for term in world.classes() if term.iri.startswith(str(RT._NS))}
        assert ours == {str(term) for term in class_terms() if str(term).startswith(str(RT._NS))}
        goal = world[str(RT.Goal)]
        assert goal is not None
        assert world[str(RT.CouncilGoal)] in goal.subclasses()
    assert capfd.readouterr() == ("", "")


@needs_java
def test_the_vocabulary_is_consistent_and_every_class_can_have_members(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert reasoned() == Verdict(consistent=True, impossible=frozenset())
    assert capfd.readouterr() == ("", "")


@needs_java
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_its_facts_is_consistent_also_with_the_standards_own_axioms(name: str) -> None:
    found = reasoned((*plan_for_a_reasoner(name), *with_standards()))
    assert found == Verdict(consistent=True, impossible=frozenset())


CONTRADICTIONS: dict[str, list[Triple]] = {
    "two kinds of goal": [(THING, RDF.type, RT.CouncilGoal), (THING, RDF.type, RT.CommitteeGoal)],
    "two kinds of committee": [(THING, RDF.type, RT.ExecutiveBoard), (THING, RDF.type, RT.JointCommittee)],
    "a goal that serves a company": [(THING, RT.contributesTo, OTHER), (OTHER, RDF.type, RT.Company)],
    "a word for a number": [(THING, RT.value, Literal("nittio"))],
    "a decision that is also an input": [(THING, RDF.type, RT.Decision), (OTHER, PROV.wasDerivedFrom, THING)],
}


@needs_java
@pytest.mark.parametrize("planted", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_is_found(planted: list[Triple]) -> None:
    assert not reasoned((*planted, *with_standards())).consistent


@needs_java
def test_a_class_that_can_have_no_member_is_found() -> None:
    planted = [
        (OTHER, RDF.type, OWL.Class),
        (OTHER, RDFS.subClassOf, RT.CouncilGoal),
        (OTHER, RDFS.subClassOf, RT.CompanyGoal),
    ]
    assert reasoned(planted) == Verdict(consistent=True, impossible=frozenset({str(OTHER)}))


def profile_violations(folder: Path, extra: Iterable[Triple] = ()) -> list[str]:
    """What breaks the profile OWL 2 DL in the vocabulary and some more triples, as the OWL API sees it."""
    file = folder / "ontology.rdf"
    file.write_bytes(document(extra, "xml"))
    answer = subprocess.run(
        ["java", "-cp", str(HERMIT), str(DATA / "OwlProfile.java"), str(file)],  # noqa: S607
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    axioms, *violations = answer.stdout.splitlines()
    assert int(axioms.removeprefix("axioms: ")) > 1000
    return violations


@needs_javac
def test_the_vocabulary_and_a_plan_are_owl_2_dl(tmp_path: Path) -> None:
    assert profile_violations(tmp_path, plan_for_a_reasoner()) == []


@needs_javac
def test_the_profile_check_can_fail(tmp_path: Path) -> None:
    planted = [
        (RT.value, RDF.type, OWL.ObjectProperty),
        (RT.contributesTo, RDF.type, OWL.TransitiveProperty),
        (RT.contributesTo, RDF.type, OWL.IrreflexiveProperty),
    ]
    found = " ".join(profile_violations(tmp_path, planted))
    assert "pun" in found
    assert "non-simple" in found


# The same conditions by hand, for machines without Java.

KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN = (str(OWL), str(RDF), str(RDFS))
ALLOWED_AXIOMS = {
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(OWL.inverseOf, OWL.disjointWith, OWL.members, OWL.versionIRI),
}
BUILT_IN_ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, OWL.versionInfo}
DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, RDFS.Literal}


@cache
def properties() -> dict[Node, set[Node]]:
    """The kinds that each property is declared as."""
    found: dict[Node, set[Node]] = {}
    for kind in KINDS:
        for term in vocabulary().subjects(RDF.type, kind):
            found.setdefault(term, set()).add(kind)
    return found


@cache
def class_terms() -> frozenset[Node]:
    return frozenset(vocabulary().subjects(RDF.type, OWL.Class))


def kind_of(term: Node) -> Node:
    (kind,) = properties()[term]
    return kind


def test_every_property_is_of_one_kind_and_none_is_a_class() -> None:
    assert {term: kinds for term, kinds in properties().items() if len(kinds) > 1} == {}
    assert properties().keys() & class_terms() == set()


@pytest.mark.parametrize("name", FILES)
def test_every_property_and_class_that_is_used_is_declared(name: str) -> None:
    known = properties().keys() | ALLOWED_AXIOMS | BUILT_IN_ANNOTATIONS
    assert set(graph_of(name).predicates()) - known == set()
    built_in = {*KINDS, OWL.Class, OWL.Ontology, OWL.AllDisjointClasses}
    assert set(graph_of(name).objects(None, RDF.type)) - class_terms() - built_in == set()


@pytest.mark.parametrize("name", PLANS)
def test_every_property_and_class_of_a_plan_is_declared(name: str) -> None:
    plan = plan_with_facts(name)
    assert set(plan.predicates()) - properties().keys() - {RDF.type} == set()
    assert set(plan.objects(None, RDF.type)) - class_terms() == set()


@pytest.mark.parametrize("name", ["vocabulary", *PLANS])
def test_values_fit_the_kind_of_their_property(name: str) -> None:
    graph = vocabulary() if name == "vocabulary" else plan_with_facts(name)
    kinds = properties()
    for subject, predicate, value in graph:
        if OWL.ObjectProperty in kinds.get(predicate, ()):
            assert not isinstance(value, Literal), (subject, predicate)
        if OWL.DatatypeProperty in kinds.get(predicate, ()):
            assert isinstance(value, Literal), (subject, predicate)


def test_no_property_is_given_a_character() -> None:
    # Nothing is functional, transitive or irreflexive: so every property is simple, two values in a cell do
    # not make two things one, and a circle of goals is a finding of the rules and no contradiction.
    kinds = {*KINDS, OWL.Class, OWL.Ontology, OWL.AllDisjointClasses}
    used = {term for term in vocabulary().objects(None, RDF.type) if str(term).startswith(BUILT_IN)}
    assert used <= kinds


def test_axioms_join_like_with_like() -> None:
    graph = vocabulary()
    for below, above in graph.subject_objects(RDFS.subPropertyOf):
        assert kind_of(below) == kind_of(above) != OWL.AnnotationProperty, below
    for below, above in graph.subject_objects(RDFS.subClassOf):
        assert {below, above} <= class_terms(), below
    for term in graph.objects(None, RDFS.domain):
        assert term in class_terms()
    for term, value in graph.subject_objects(RDFS.range):
        assert value in (class_terms() if kind_of(term) == OWL.ObjectProperty else DATATYPES), term
    for term in {*graph.subjects(RDFS.domain), *graph.subjects(RDFS.range)}:
        assert kind_of(term) != OWL.AnnotationProperty


def test_nothing_is_both_a_class_or_property_and_a_thing() -> None:
    terms = properties().keys() | class_terms()
    things = {
        end
        for subject, predicate, value in vocabulary()
        if OWL.ObjectProperty in properties().get(predicate, ())
        for end in (subject, value)
    }
    assert terms & things == set()


def test_nameless_nodes_only_list_what_excludes_each_other() -> None:
    for node in {subject for subject in vocabulary().subjects() if isinstance(subject, BNode)}:
        used = set(vocabulary().predicates(node))
        assert used in ({RDF.type, OWL.members}, {RDF.first, RDF.rest})


def test_what_the_contract_asks_for_is_tied() -> None:
    ties = set(vocabulary())
    for tie in [
        (RT.decidedBy, RDFS.subPropertyOf, ELI.passed_by),
        (RT.addressesPartly, RDFS.subPropertyOf, RT.addresses),
        (RT.supportedBy, OWL.inverseOf, RT.contributesTo),
        (RT.Goal, RDFS.subClassOf, SKOS.Concept),
        (RT.Programme, RDFS.subClassOf, ELI.LegalResource),
    ]:
        assert tie in ties
