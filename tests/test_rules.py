"""Every rule catches what it speaks of and nothing else, and is written as the rule book asks."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import pyshacl
import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Literal, Node

from graph.facts import with_facts
from ontology.namespaces import RT, RTC, RTS
from ontology.vocabulary import graph_of
from shapes.findings import Gate, Severity, Text
from shapes.rules import FAMILIES, Rule, read_family, rule_book, shapes_graph
from shapes.validate import Violation, leading_property, validate
from tests.rule_examples import PERIOD, ROOT, TODAY, Example, base, examples, plan_of

# The same lines hundreds of times, and as long again to count them: other tests show which lines are run.
pytestmark = pytest.mark.no_cover

V, W, I = Severity.VIOLATION, Severity.WARNING, Severity.INFO  # noqa: E741
_GATES = {
    "g": Gate.GOALS,
    "p": Gate.PROGRAMME,
    "b": Gate.BUDGET,
    "i": Gate.INTERIM,
    "a": Gate.ANNUAL,
    "o": Gate.PUBLISH,
}

# The contract: every rule with its severity and the first letters of its gates; none is every gate.
CONTRACT: Final[dict[str, tuple[Severity, str]]] = {
    "T01": (V, "b"), "T02": (V, "b"), "T03": (V, "b"), "T04": (V, "b"), "T05": (V, "gb"),
    "T06": (V, "gb"), "T07": (V, "g"), "T08": (V, "g"), "T09": (V, "gbo"), "T10": (V, "b"),
    "T11": (W, "b"), "T12": (W, "b"), "T13": (I, "g"), "T14": (W, "g"), "T15": (V, ""),
    "C01": (V, "g"), "C02": (W, "b"), "C03": (V, "g"), "C04": (W, "b"), "C05": (W, "g"),
    "C06": (V, "b"), "C07": (V, "gb"), "C08": (W, "g"), "C09": (W, "b"),
    "P01": (V, "pb"), "P02": (V, "b"), "P03": (W, "p"),
    "D01": (V, "b"), "D02": (V, "b"), "D03": (W, "b"), "D04": (W, "bo"), "D05": (V, "g"),
    "D06": (V, "gb"), "D07": (W, "g"), "D08": (W, ""), "D09": (W, "g"), "D10": (I, "p"),
    "F01a": (V, "b"), "F01b": (W, "b"), "F02": (V, "b"), "F03": (V, "b"), "F04": (V, "ia"),
    "F05": (V, "ia"), "F06": (V, "ia"), "F07": (V, "ia"), "F08": (W, "a"), "F09": (V, "b"),
    "F10": (V, "ia"), "F11": (V, "ia"), "F12": (V, "ia"),
    "O01": (V, "o"), "O02": (V, "o"), "O03": (V, "o"), "O04": (W, "o"),
}  # fmt: skip

EXAMPLES = examples()
RULES = tuple(rule_book().values())
FAILING = [example for example in EXAMPLES if example.fails]
PASSING = [example for example in EXAMPLES if not example.fails]

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def rules_for(period: str | None) -> list[Rule]:
    """The rules that can be checked: those about a period only where there is one."""
    return [rule for rule in RULES if rule.needs is None or period is not None]


def period_of(example: Example) -> str | None:
    """The period that the example is checked with: none where its rule needs none."""
    return example.period if rule_book()[example.code].needs else None


@cache
def checked_graph(example: Example) -> Graph:
    """The example's plan with the facts that the shapes read."""
    return with_facts(plan_of(example), today=example.today, period=period_of(example))


def check(example: Example, shapes: Graph | None = None) -> list[Violation]:
    """What all rules, or those of other shapes, find in an example."""
    return validate(checked_graph(example), rules_for(period_of(example)), shapes)


def codes(found: list[Violation]) -> set[str]:
    """The codes of the rules that were broken."""
    by_shape = {rule.shape: rule.code for rule in RULES}
    return {by_shape[str(violation.shape)] for violation in found}


def closure(graph: Graph, node: Node) -> set[Node]:
    """A shape and the blank nodes that it is written with."""
    seen: set[Node] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        seen.add(current)
        waiting.extend(o for o in graph.objects(current) if isinstance(o, BNode) and o not in seen)
    return seen


def shape_of(rule: Rule) -> Graph:
    """One rule's shape in a graph of its own."""
    own = Graph(bind_namespaces="none")
    for node in closure(shapes_graph(), URIRef(rule.shape)):
        for predicate, value in shapes_graph().predicate_objects(node):
            own.add((node, predicate, value))
    return own


def without(node: Node, shapes: Graph) -> Graph:
    """Shapes without one of them: neither what it says nor what points at it."""
    gone = closure(shapes, node)
    rest = Graph(bind_namespaces="none")
    for subject, predicate, value in shapes:
        if subject not in gone and value not in gone:
            rest.add((subject, predicate, value))
    return rest


def parts_of(rule: Rule) -> list[Node]:
    """The property shapes that a rule's shape is made of."""
    return list(shapes_graph().objects(URIRef(rule.shape), SH.property))


def languages(texts: Iterable[Node]) -> list[str]:
    """The language tags of some texts, in order."""
    return sorted(str(text.language) for text in texts if isinstance(text, Literal))


@pytest.mark.parametrize("period", [None, PERIOD])
def test_the_base_of_all_examples_passes_every_rule(period: str | None) -> None:
    whole = with_facts(base(), today=TODAY, period=period)
    assert validate(whole, rules_for(period)) == []


@pytest.mark.parametrize("example", FAILING, ids=str)
def test_failing_example_yields_its_own_rule_and_no_other(example: Example) -> None:
    assert codes(check(example)) == {example.code}


@pytest.mark.parametrize("example", PASSING, ids=str)
def test_passing_example_yields_nothing(example: Example) -> None:
    assert check(example) == []


@pytest.mark.parametrize("example", FAILING, ids=str)
def test_without_its_shape_a_failing_example_yields_nothing(example: Example) -> None:
    assert check(example, without(URIRef(rule_book()[example.code].shape), shapes_graph())) == []


@each_rule
def test_every_part_of_a_rule_is_broken_by_an_example(rule: Rule) -> None:
    own = shape_of(rule)
    broken = [checked_graph(example) for example in FAILING if example.code == rule.code]
    findings = sum(len(validate(graph, [rule], own)) for graph in broken)
    for part in parts_of(rule):
        rest = without(part, own)
        path = leading_property(own, own.value(part, SH.path))
        assert sum(len(validate(graph, [rule], rest)) for graph in broken) < findings, f"{path} is not broken"


@each_rule
def test_every_way_to_satisfy_a_rule_is_used_by_an_example(rule: Rule) -> None:
    own = shape_of(rule)
    nearest_first = sorted(EXAMPLES, key=lambda example: example.code != rule.code)
    for ways in own.objects(URIRef(rule.shape), SH["or"]):
        for number in range(len(list(own.items(ways)))):
            narrower = without(BNode(), own)
            del Collection(narrower, ways)[number]
            assert any(
                validate(checked_graph(example), [rule], narrower)
                and not validate(checked_graph(example), [rule], own)
                for example in nearest_first
            ), f"no example needs way {number}"


@each_rule
def test_every_rule_has_an_example_of_either_kind(rule: Rule) -> None:
    kinds = {example.fails for example in EXAMPLES if example.code == rule.code}
    assert kinds == {True, False}, f"{rule.code}: examples that pass and that fail are both needed"


def test_every_example_belongs_to_a_rule() -> None:
    assert {folder.name for folder in ROOT.iterdir() if folder.is_dir()} <= set(rule_book())
    assert all(example.name.startswith(("pass", "fail")) for example in EXAMPLES)
    strays = [path for path in ROOT.glob("*/*") if path.suffix != ".trig"]
    assert strays == []


def test_the_rules_are_those_of_the_contract() -> None:
    assert set(rule_book()) == set(CONTRACT)


@pytest.mark.parametrize("code", CONTRACT)
def test_rule_has_the_severity_and_the_gates_of_the_contract(code: str) -> None:
    rule = rule_book()[code]
    severity, gates = CONTRACT[code]
    assert rule.severity is severity
    assert rule.gates == frozenset(_GATES[letter] for letter in gates)


@each_rule
def test_gates_are_the_reference_concepts(rule: Rule) -> None:
    for gate in shapes_graph().objects(URIRef(rule.shape), RT.gate):
        assert str(gate).startswith(str(RTC) + "gate/")


@each_rule
def test_rule_speaks_both_languages(rule: Rule) -> None:
    for predicate in (SH.message, RT.remedy, RT.basis):
        texts = list(shapes_graph().objects(URIRef(rule.shape), predicate))
        assert languages(texts) == ["en", "sv"], predicate
        assert all(str(text) == " ".join(str(text).split()) for text in texts)
        assert all(re.search(r"[.\]]$", str(text)) for text in texts), f"{predicate} is a sentence"


@each_rule
def test_placeholders_can_be_filled(rule: Rule) -> None:
    for text in (rule.message, rule.remedy, rule.basis):
        for name in placeholders(text):
            assert name in {"label", "value", "path", "nearest"} or name in RT, name
    assert not placeholders(rule.basis), "the basis speaks of the rule, not of a finding"


def placeholders(text: Text) -> set[str]:
    """The names of a text's places, the same in both languages."""
    swedish, english = (set(re.findall(r"\{([^}]*)\}", text[language])) for language in ("sv", "en"))
    assert swedish == english
    assert not re.sub(r"\{\w+\}", "", text.sv + text.en).count("{")
    return swedish


@each_rule
def test_reporting_shapes_carry_the_rules_severity_and_a_text_without_places(rule: Rule) -> None:
    graph = shapes_graph()
    severity = graph.value(URIRef(rule.shape), SH.severity)
    for part in parts_of(rule):
        assert graph.value(part, SH.severity) == severity, "an engine reads it from the shape that reports"
        texts = [text for text in graph.objects(part, SH.message) if isinstance(text, Literal)]
        assert languages(texts) == ["en", "sv"], "the text that another engine shows"
        assert not any("{" in text for text in texts), "another engine would show the place unfilled"


@each_rule
def test_rule_is_a_named_node_shape(rule: Rule) -> None:
    shape = URIRef(rule.shape)
    assert shape.startswith(RTS)
    assert re.fullmatch(r"[A-Z][A-Za-z0-9]+", shape.removeprefix(RTS))
    assert (shape, RDF.type, SH.NodeShape) in shapes_graph()
    assert (shape, RDFS.isDefinedBy, URIRef(str(RTS).rstrip("#"))) in shapes_graph()
    assert rule.needs in {None, "period"}


def test_every_shape_belongs_to_one_rule() -> None:
    graph = shapes_graph()
    roots = {URIRef(rule.shape) for rule in RULES}
    assert set(graph.subjects(RDF.type, SH.NodeShape)) == roots
    reached = [node for root in roots for node in closure(graph, root)]
    assert len(reached) == len(set(reached)), "a blank node shared by two rules"
    strays = {subject for subject in graph.subjects() if isinstance(subject, BNode)} - set(reached)
    assert not strays


@pytest.mark.parametrize("family", FAMILIES)
def test_family_holds_only_rules_of_its_letter(family: str) -> None:
    letter = "O" if family == "publication" else family[0].upper()
    assert {str(code)[0] for code in read_family(family).objects(None, RT.ruleCode)} == {letter}


# What SHACL Core has (the Recommendation of 2017); any engine knows these.
CORE = """
    targetClass targetNode targetSubjectsOf targetObjectsOf severity message name description order group
    property path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals
    not and or xone node qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount
    closed ignoredProperties hasValue in
"""


def test_shapes_are_core_only() -> None:
    used = {str(term) for triple in shapes_graph() for term in triple if str(term).startswith(str(SH))}
    kinds = {"NodeShape", "PropertyShape", "Violation", "Warning", "Info", "IRI", "Literal", "BlankNode"}
    assert {term.removeprefix(str(SH)) for term in used} <= {*CORE.split()} | kinds


def test_shapes_are_valid_by_the_shapes_for_shapes() -> None:
    shapes = Graph(bind_namespaces="none")
    for triple in shapes_graph():
        shapes.add(triple)
    # pySHACL raises when the shapes graph is not valid.
    conforms, _, _ = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms


def test_lists_of_reference_concepts_are_complete() -> None:
    shape = URIRef(rule_book()["T15"].shape)
    concepts = graph_of("concepts.ttl")
    lists = [
        set(shapes_graph().items(head))
        for node in closure(shapes_graph(), shape)
        for head in shapes_graph().objects(node, SH["in"])
    ]
    # adms:status takes statuses of others too: what is not known to be public is a draft (decision 0011)
    checked = set(concepts.objects(None, SKOS.inScheme)) - {RTC.publication}
    schemes = [set(concepts.subjects(SKOS.inScheme, scheme)) for scheme in checked]
    assert lists
    assert all(each in schemes for each in lists)
    assert all(scheme in lists for scheme in schemes), "a scheme that no link is checked against"


def test_lists_in_shapes_are_whole() -> None:
    graph = shapes_graph()
    for predicate in (SH["in"], SH["or"], SH["and"], SH.xone, SH.alternativePath):
        for head in graph.objects(None, predicate):
            assert len(Collection(graph, head)) > 0, head
