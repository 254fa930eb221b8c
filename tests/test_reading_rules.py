"""Every sentence about reading a source is whole, in both languages, and says what to do."""

import re
from importlib.resources import files

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Literal

from ontology.namespaces import RT, RTS
from ontology.parsing import read_turtle
from shapes.findings import Severity, Text
from shapes.rules import Rule, reading_rule, reading_rules

RULES = tuple(reading_rules().values())
# What a reader may fill in; a name outside this set is most likely misspelt.
PLACES = frozenset({
    "address", "count", "date", "first", "format", "heading", "id", "known", "limit", "nearest", "path",
    "period", "plan", "plans", "range", "reason", "sender", "sheet", "suffix", "url", "value", "version",
})  # fmt: skip

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def reading_graph() -> Graph:
    return read_turtle((files("shapes") / "reading.ttl").read_bytes())


def places(text: str) -> set[str]:
    return set(re.findall(r"\{([^}]*)\}", text))


def optional_parts(text: str) -> list[str]:
    return re.findall(r"\[([^\]]*)\]", text)


def test_codes_run_from_one_without_a_gap() -> None:
    for letter in "EL":
        numbers = sorted(int(rule.code[1:]) for rule in RULES if rule.code.startswith(letter))
        assert numbers == list(range(1, len(numbers) + 1))


def test_codes_are_of_two_kinds() -> None:
    assert {rule.code[0] for rule in RULES} == {"E", "L"}
    assert all(re.fullmatch(r"[EL]\d\d", rule.code) for rule in RULES)


def test_every_reading_rule_is_one_by_type_and_belongs_to_the_rule_book() -> None:
    graph = reading_graph()
    coded = set(graph.subjects(RT.ruleCode, None))
    assert coded == set(graph.subjects(RDF.type, RT.ReadingRule))
    for node in coded:
        assert str(node) == f"{RTS}{graph.value(node, RT.ruleCode)}"
        assert graph.value(node, RDFS.isDefinedBy) == URIRef(str(RTS).rstrip("#"))


@each_rule
def test_texts_are_in_both_languages(rule: Rule) -> None:
    graph = reading_graph()
    for predicate in (SH.message, RT.remedy, RT.basis):
        texts = [text for text in graph.objects(URIRef(rule.shape), predicate) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "sv"], predicate


@each_rule
def test_texts_are_sentences(rule: Rule) -> None:
    for text in (rule.message, rule.remedy, rule.basis):
        for words in (text.sv, text.en):
            assert words == " ".join(words.split())
            plain = words.replace("[", "").replace("]", "")
            assert plain.endswith((".", "?")), words
            assert plain[0].isupper() or plain[0] in "”“{", words


@each_rule
def test_severity_is_stated(rule: Rule) -> None:
    assert reading_graph().value(URIRef(rule.shape), SH.severity) in {SH.Violation, SH.Warning, SH.Info}


@each_rule
def test_what_makes_a_file_unusable_is_a_violation(rule: Rule) -> None:
    if rule.code.startswith("E"):
        assert rule.severity is Severity.VIOLATION


@each_rule
def test_a_rule_of_reading_holds_at_every_gate_and_needs_nothing(rule: Rule) -> None:
    assert rule.gates == frozenset()
    assert rule.needs is None


@each_rule
def test_places_are_the_same_in_both_languages(rule: Rule) -> None:
    for text in (rule.message, rule.remedy):
        assert places(text.sv) == places(text.en)
        assert places(text.sv) <= PLACES
        assert [places(part) for part in optional_parts(text.sv)] == [
            places(part) for part in optional_parts(text.en)
        ]
    assert not places(rule.basis.sv + rule.basis.en), "the basis speaks of the rule, not of a finding"


@each_rule
def test_likely_names_stand_only_where_they_can_be_left_out(rule: Rule) -> None:
    for text in (rule.message, rule.remedy):
        for words in (text.sv, text.en):
            outside = re.sub(r"\[[^\]]*\]", "", words)
            assert "nearest" not in places(outside)


def test_a_part_without_a_value_is_left_out() -> None:
    text = Text("Rätta namnet.[ Menade du {nearest}?]", "Correct the name.[ Did you mean {nearest}?]")
    assert text.filled({"nearest": ""}).sv == "Rätta namnet."
    assert text.filled({}).en == "Correct the name."
    assert text.filled({"nearest": "KF-1"}).sv == "Rätta namnet. Menade du KF-1?"


def test_braces_and_brackets_in_a_value_mean_nothing() -> None:
    text = Text("”{value}” är inte ett tal.", "“{value}” is not a number.")
    assert text.filled({"value": "[{heading}]"}).sv == "”[{heading}]” är inte ett tal."


def test_a_place_without_a_value_shows_as_an_ellipsis() -> None:
    assert Text("{value} saknas.", "{value} is missing.").filled({}).sv == "… saknas."


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        reading_rule("E99")
