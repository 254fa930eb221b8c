"""Other SHACL engines find the same: the shapes need nothing that only pySHACL has.

What was measured of these engines and of others stands in docs/andra-motorer.md.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyrudof import RDFFormat, Rudof, RudofConfig, ShaclFormat, ShaclValidationMode
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from graph.facts import choose_period, with_facts
from graph.intake import take_in
from ontology.namespaces import RTS
from shapes.rules import Rule, named_shape, rule_book, shapes_graph
from shapes.validate import validate
from tests.rule_examples import Example, examples, plan_of

# What other engines do is no line of ours, and to count lines doubles the time.
pytestmark = pytest.mark.no_cover

PLANS = sorted(path.parent for path in (Path(__file__).parent.parent / "examples").glob("*/Kommun.csv"))
DAY = date(2025, 3, 1)

# The code of a rule, and the IRI of a node that breaks it.
Found = set[tuple[str, str]]
Engine = Callable[[Graph], Found]


@cache
def named_shapes() -> Graph:
    """The shapes with an IRI for every property shape.

    An engine gives blank nodes names of its own, so a result could not be told to its rule otherwise.
    """
    source = shapes_graph()
    parts = sorted(set(source.subjects(SH.path, None)), key=str)
    names: dict[Node, Node] = {part: RTS[f"part-{number}"] for number, part in enumerate(parts)}
    whole = Graph(bind_namespaces="none")
    for subject, predicate, value in source:
        whole.add((names.get(subject, subject), predicate, names.get(value, value)))
    return whole


@cache
def owners() -> dict[str, str]:
    """The rule's code for every shape and part of a shape that can be reported."""
    codes = {rule.shape: rule.code for rule in rule_book().values()}
    shapes = named_shapes()
    found: dict[str, str] = {}
    for node in set(shapes.subjects()):
        owner = named_shape(shapes, node) if isinstance(node, URIRef) else None
        if owner is not None:
            found[str(node)] = codes[str(owner)]
    return found


def lines(graph: Graph) -> str:
    """A graph as N-Triples."""
    return "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in graph)


@cache
def rudof_with_shapes() -> Rudof:
    """The engine with the shapes read, ready for any number of graphs."""
    engine = Rudof(RudofConfig())
    engine.read_shacl(lines(named_shapes()), format=ShaclFormat.NTriples)
    return engine


def rudof(data: Graph) -> Found:
    """What pyrudof finds. Its native mode counts the bytes of a text, not its characters (0.3.35)."""
    engine = rudof_with_shapes()
    engine.reset_data()
    engine.read_data(lines(data), format=RDFFormat.NTriples)
    report = engine.validate_shacl(mode=ShaclValidationMode.Sparql)
    return {
        (owners()[str(entry.source_shape).strip("<>")], str(entry.focus_node).strip("<>"))
        for entry in report.violations
    }


def turbo(data: Graph) -> Found:
    engine = pytest.importorskip("pyshacl_turbo", reason="pyshacl-turbo is not installed")
    _, report, _ = engine.validate(data, shacl_graph=named_shapes())
    return {
        (owners()[str(report.value(result, SH.sourceShape))], str(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


ENGINES: dict[str, Engine] = {"rudof": rudof, "turbo": turbo}
each_engine = pytest.mark.parametrize("engine", ENGINES)


def ours(data: Graph, rules: list[Rule]) -> Found:
    codes = {rule.shape: rule.code for rule in rules}
    return {(codes[str(found.shape)], str(found.focus)) for found in validate(data, rules)}


def rules_for(period: str | None) -> list[Rule]:
    return [rule for rule in rule_book().values() if rule.needs is None or period is not None]


@cache
def checked_example(example: Example) -> tuple[Graph, list[Rule], Found]:
    """An example's graph, the rules that can be checked, and what pySHACL finds.

    Only the example's own rule is asked of pySHACL: that no other one is broken is what test_rules shows.
    """
    rule = rule_book()[example.code]
    period = example.period if rule.needs else None
    data = with_facts(plan_of(example), today=example.today, period=period)
    return data, rules_for(period), ours(data, [rule])


@cache
def checked_plan(path: Path) -> tuple[Graph, list[Rule], Found]:
    intake = take_in(path)
    period = choose_period(intake.plan, None, None)
    data = with_facts(intake.graph, today=DAY, period=period)
    return data, rules_for(period), ours(data, rules_for(period))


def by_rule(found: Found, rules: list[Rule]) -> dict[str, set[str]]:
    """The nodes that break each of some rules."""
    nodes: dict[str, set[str]] = {rule.code: set() for rule in rules}
    for code, focus in found:
        if code in nodes:
            nodes[code].add(focus)
    return nodes


@each_engine
@pytest.mark.parametrize("example", examples(), ids=str)
def test_an_example_yields_the_same_rule_by_rule(example: Example, engine: str) -> None:
    data, rules, expected = checked_example(example)
    assert by_rule(ENGINES[engine](data), rules) == by_rule(expected, rules)


@each_engine
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_yields_the_same_rule_by_rule(path: Path, engine: str) -> None:
    data, rules, expected = checked_plan(path)
    assert by_rule(ENGINES[engine](data), rules) == by_rule(expected, rules)


def test_every_rule_is_among_what_the_engines_agree_on() -> None:
    agreed = {code for example in examples() for code, _ in checked_example(example)[2]}
    assert agreed == set(rule_book())


def test_every_shape_that_can_be_reported_belongs_to_a_rule() -> None:
    parts = {str(part) for part in named_shapes().subjects(SH.path, None)}
    assert parts <= set(owners())
