"""StratML as others write it: read with what it has, told where it has no place, refused in one sentence."""

import re
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import tostring  # writes what the tests damage

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS

from graph.errors import UnusableInput
from graph.export.stratml import stratml
from graph.intake import Intake, check, left_out_of_plan, take_in
from graph.reference import GoalKind
from graph.sources import stratml_elements
from graph.sources.formats import read_source
from graph.sources.rdfwriting import rdf_bytes
from ontology.namespaces import RT
from tests.source_files import faults
from tests.test_cli import run
from tests.test_stratml import schema

CITY = Path(__file__).parent / "data" / "stratml" / "city.xml"
CORE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core#"
START = "<StrategicPlan><Name>Plan</Name><StrategicPlanCore>"
END = "</StrategicPlanCore></StrategicPlan>"
GOAL = "<Goal><Name>Trygg uppväxt</Name><Description/>{}</Goal>"


def written(folder: Path, text: str | bytes, name: str = "plan.xml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def plan_of(folder: Path, *goals: str, before: str = "") -> Intake:
    return take_in(written(folder, START + before + "".join(goals) + END))


def codes(intake: Intake) -> list[str]:
    return [remark.code for remark in intake.remarks]


def names(things: Iterable[object]) -> list[str]:
    return [str(getattr(each, "title", "")) for each in things]


def texts_in(intake: Intake) -> str:
    return "\n".join(str(value) for value in intake.graph.objects())


@pytest.fixture(scope="module")
def city() -> Intake:
    return take_in(CITY)


def test_goals_and_objectives_with_their_links(city: Intake) -> None:
    by_id = {goal.identifier: goal for goal in city.plan.goals}
    safety, calls, growth, jobs = (by_id[each] for each in ("_0f3c9a2e-1d1a-11e4", "1.1", "2", "2.1"))
    assert [goal.name("en") for goal in (safety, calls, growth, jobs)] == [
        "Safety", "Answer calls in four minutes", "Growth", "Jobs",
    ]  # fmt: skip
    assert calls.contributes_to == (safety.iri,)
    assert jobs.contributes_to == (growth.iri,)
    assert calls.iri.endswith("/id/mal/_obj1"), "an Identifier is the end of the IRI"


def test_the_language_is_made_out_from_the_words(city: Intake) -> None:
    assert {goal.title.texts[0][0] for goal in city.plan.goals} == {"en"}


def test_pasted_html_and_layout_do_not_reach_the_texts(city: Intake) -> None:
    safety = next(goal for goal in city.plan.goals if goal.name("en") == "Safety")
    assert safety.description.in_language("en") == "Residents are safe."
    assert city.plan.description.in_language("en") == "The plan of the city – for everyone here & there."
    assert city.plan.visions[0].name("en") == "A safe city"


def test_stakeholders_become_bodies_and_target_groups(city: Intake) -> None:
    safety = next(goal for goal in city.plan.goals if goal.name("en") == "Safety")
    bodies = {body.iri: body.name("en") for body in city.plan.bodies}
    assert sorted(bodies.values()) == ["Fire Department", "Police"]
    assert bodies[str(safety.owner)] == "Fire Department"
    groups = {concept.iri: concept.name("en") for concept in city.plan.concepts}
    assert [groups[each] for each in safety.target_groups] == ["Residents"]


def test_values_and_periods(city: Intake) -> None:
    days = {period.iri: (str(period.start), str(period.end)) for period in city.plan.periods}
    found = sorted((days[str(each.period)], str(each.value)) for each in city.plan.targets)
    assert found == [(("2013-10-01", "2014-09-30"), "4"), (("2015-01-01", "2015-12-31"), "12500")]
    outcomes = {str(each.description): each.value for each in city.plan.outcomes}
    assert set(outcomes) == {"Rating: Yellow", "about five\nNorth"}
    assert outcomes["about five\nNorth"] is None


def test_indicators_without_an_objective_of_their_own_measure_the_goal(city: Intake) -> None:
    crimes = next(each for each in city.plan.indicators if each.name("en") == "Crimes")
    assert [iri.rsplit("/", 1)[-1] for iri in crimes.measures] == ["_0f3c9a2e-1d1a-11e4"]


def test_what_has_no_column_is_kept_as_statements(city: Intake) -> None:
    plan = city.iri
    assert (plan, URIRef(f"{CORE}Mission"), Literal("To serve.")) in city.graph
    assert (plan, DCTERMS.source, URIRef("https://city.example/plan.pdf")) in city.graph
    assert "See also the fire code." in texts_in(city)
    assert "_obj1" in texts_in(city)


def test_persons_are_told_of_and_not_read(city: Intake) -> None:
    assert codes(city).count("L32") == 2
    for text in ("A resident", "Clerk", "clerk@city.example"):
        assert text not in texts_in(city)


def test_what_was_left_out_is_told(city: Intake) -> None:
    assert sorted(finding.rule for finding in left_out_of_plan(city)) == ["L32", "L32", "L33"]
    assert {"L31", "L34", "L35"} <= set(codes(city))


def test_a_finding_says_which_element(city: Intake) -> None:
    verdict = check(city)
    places = {(f.origin.sheet, f.origin.cell) for f in verdict.findings if f.origin and f.rule == "L35"}
    assert places == {
        (
            "Goal[1]/Objective[1]/PerformanceIndicator[1]/MeasurementInstance[2]/ActualResult[1]",
            "NumberOfUnits",
        )
    }


def test_others_stratml_written_again_says_the_same(city: Intake, tmp_path: Path) -> None:
    back = take_in(written(tmp_path, stratml(city.graph, city.iri, 2).data, "igen.stml"))
    assert back.iri == city.iri
    for thing in (
        "goals",
        "visions",
        "core_values",
        "bodies",
        "indicators",
        "targets",
        "outcomes",
        "periods",
    ):
        assert getattr(back.plan, thing) == getattr(city.plan, thing), thing
    assert (city.iri, URIRef(f"{CORE}Mission"), Literal("To serve.")) in back.graph


@pytest.mark.parametrize("part", [1, 2])
def test_others_stratml_written_again_is_valid(city: Intake, shared_data: Path, part: int) -> None:
    schema(shared_data, part).validate(stratml(city.graph, city.iri, part).data.decode())


def test_two_publishers_plans_of_one_year_are_two_plans(tmp_path: Path) -> None:
    one = plan_of(tmp_path, GOAL.format(""), before="<Organization><Name>A</Name></Organization>")
    other = plan_of(tmp_path, GOAL.format(""), before="<Organization><Name>B</Name></Organization>")
    assert one.iri != other.iri
    again = plan_of(tmp_path, GOAL.format("") * 2, before="<Organization><Name>A</Name></Organization>")
    assert again.iri == one.iri, "a new edition of the same plan is the same plan"


@pytest.mark.parametrize("name", ["plan.xml", "plan.stml", "PLAN.XML"])
@pytest.mark.parametrize(
    "namespace", ["", "urn:ISO:std:iso:17469:tech:xsd:stratml_core", "http://www.stratml.net"]
)
def test_any_edition_is_known_by_its_first_element(tmp_path: Path, namespace: str, name: str) -> None:
    text = (START + GOAL.format("") + END).replace("<StrategicPlan>", f'<StrategicPlan xmlns="{namespace}">')
    read = take_in(written(tmp_path, text, name))
    assert names(read.plan.goals) == ["Trygg uppväxt"]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("iso-8859-1", "iso-8859-1"),
        ("windows-1252", "windows-1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_encoding_that_the_file_says(tmp_path: Path, encoding: str, said: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{said}"?>' if said else '<?xml version="1.0"?>'
    path = written(tmp_path, (declaration + START + GOAL.format("") + END).encode(encoding))
    assert names(take_in(path).plan.goals) == ["Trygg uppväxt"]


def test_one_organization_or_many_or_none(tmp_path: Path) -> None:
    organization = "<Organization><Name>Org {}</Name></Organization>"
    assert plan_of(tmp_path, GOAL.format("")).plan.municipality is not None
    many = plan_of(tmp_path, GOAL.format(""), before="".join(map(organization.format, range(3))))
    assert many.plan.municipality is not None
    assert many.plan.municipality.name() == "Org 0"
    assert sorted(names(many.plan.bodies)) == ["Org 1", "Org 2"]


def test_an_unknown_language_is_not_called_swedish(tmp_path: Path) -> None:
    assert plan_of(tmp_path, GOAL.format("")).plan.goals[0].title.texts == (("", "Trygg uppväxt"),)


def test_a_stated_language_holds(tmp_path: Path) -> None:
    text = (START + GOAL.format("") + END).replace("<StrategicPlan>", '<StrategicPlan xml:lang="sv-SE">')
    assert take_in(written(tmp_path, text)).plan.goals[0].title.texts == (("sv", "Trygg uppväxt"),)


def test_a_text_in_a_section_of_plain_text_stays(tmp_path: Path) -> None:
    goal = "<Goal><Name><![CDATA[A & B &nbsp; C]]></Name><Description/></Goal>"
    assert names(plan_of(tmp_path, goal).plan.goals) == ["A & B C"]


def test_a_document_type_without_entities_is_let_through(tmp_path: Path) -> None:
    path = written(tmp_path, "<!DOCTYPE StrategicPlan>" + START + GOAL.format("") + END)
    assert names(take_in(path).plan.goals) == ["Trygg uppväxt"]


DEEP = "<Objective>" * 300 + "</Objective>" * 300
BAD: dict[str, tuple[str | bytes, list[tuple[str, str | None, str | None]]]] = {
    "nothing in it": (b"  \n", [("E03", None, None)]),
    "no XML": ("<StrategicPlan>Målen", [("E08", None, None)]),
    "half a document": (START + GOAL.format(""), [("E08", None, None)]),
    "an entity of nobody's": (START + "&hittepa;" + END, [("E08", None, None)]),
    "an entity bomb": (
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><StrategicPlan>&b;</StrategicPlan>',
        [("E10", None, None)],
    ),
    "an entity from a file": (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><StrategicPlan>&a;</StrategicPlan>',
        [("E10", None, None)],
    ),
    "another encoding than it says": (
        f'<?xml version="1.0" encoding="utf-8"?>{START}{GOAL.format("")}{END}'.encode("iso-8859-1"),
        [("E16", None, None)],
    ),
    "an encoding that is none": (
        f'<?xml version="1.0" encoding="x-hittepa"?>{START}{END}'.encode(), [("E16", None, None)],
    ),
    "no goals": (START + END, [("E54", None, None)]),
    "no core": ("<StrategicPlan><Name>Plan</Name></StrategicPlan>", [("E54", None, None)]),
    "a goal without a name": (
        START + GOAL.format("") + "<Goal><Name> </Name><Description>Text</Description></Goal>" + END,
        [("E52", "Goal[2]", None)],
    ),
    "an objective without a name": (
        START + GOAL.format("<Objective><Identifier>_a</Identifier></Objective>") + END,
        [("E52", "Goal[1]/Objective[1]", None)],
    ),
    "an identifier twice": (
        START + GOAL.format("<Identifier>_a</Identifier>") * 2 + END, [("E53", "Goal[2]", "Identifier")],
    ),
    "both": (
        START + GOAL.format("<Identifier>_a</Identifier>") + GOAL.format("<Identifier>_a</Identifier>")
        + "<Goal><Name/><Description/></Goal>" + END,
        [("E53", "Goal[2]", "Identifier"), ("E52", "Goal[3]", None)],
    ),
    "elements without end": (START + GOAL.format(DEEP) + END, [("E51", None, None)]),
    "a web page": ("<!DOCTYPE html><html><body><p>Målen</p></body></html>", [("E51", None, None)]),
    "XML of something else": ('<?xml version="1.0"?><!-- x --><rss version="2.0"/>', [("E51", None, None)]),
}  # fmt: skip


@pytest.mark.parametrize("suffix", [".xml", ".stml"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_its_code_and_place(tmp_path: Path, name: str, suffix: str) -> None:
    text, expected = BAD[name]
    path = written(tmp_path, text, f"plan{suffix}")
    with pytest.raises(UnusableInput) as caught:
        read_source(path)
    assert faults(caught.value) == expected


@pytest.mark.parametrize("name", BAD)
def test_bad_input_ends_the_command_with_a_sentence(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, BAD[name][0])
    assert run("check", str(path)) == 2
    said = capsys.readouterr().err
    assert said.startswith("plan.xml")
    assert "Traceback" not in said


ODD_TEXTS = (
    "", ";", "a; b", "x" * 400, "1e999", "2014", "0000-00-00", "9999-12-31", "1,000,000", "NaN", "-5", "１２",
    "Id: x\n\n", "Kommunkod: 1\nBudgetår: 2020", "Budgetår: x\nKommunkod: 9", "Bas-IRI: http://x y",
    "Bas-IRI: https://x.exempel.se", "mal.", "mal.KF-1__2", "mal._D800_", "mal._FFFFFF_", "iri._3A_",
    "iri.a_20_b", "Organ: KF", "Målgrupper: a; b", "IRI: a b", "Period: 2020-T9",
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_a_sentence(data: st.DataObject) -> None:
    """Elements taken away, doubled and filled with odd texts; what is read can be checked and written."""
    root = fromstring(_ENTITIES.sub("-", CITY.read_text("windows-1252")).encode("windows-1252"))
    for _ in range(data.draw(st.integers(1, 6))):
        elements = list(root.iter())
        chosen, other = (data.draw(st.sampled_from(elements)) for _ in range(2))
        match data.draw(st.sampled_from(["fill", "fill", "remove", "append", "rename"])):
            case "fill":
                chosen.text = data.draw(st.sampled_from(ODD_TEXTS))
            case "append" if len(elements) < 500:
                chosen.append(deepcopy(other))
            case "rename":
                chosen.tag = other.tag
            case "remove":
                for parent in elements:
                    if chosen in list(parent):
                        parent.remove(chosen)
    with TemporaryDirectory() as folder:
        path = written(Path(folder), tostring(root, encoding="utf-8"))
        try:
            intake = take_in(path)
        except UnusableInput:
            return
    assert check(intake).findings
    assert rdf_bytes(intake.graph, RdfFormat.TURTLE)
    if intake.plan.goals_of_kind(GoalKind.COUNCIL):
        assert stratml(intake.graph, intake.iri, 2).data


_ENTITIES = re.compile(r"&(?:ndash|nbsp);")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stratml_elements, "LARGEST", 100)
    with pytest.raises(UnusableInput) as caught:
        plan_of(tmp_path, GOAL.format("") * 5)
    assert faults(caught.value) == [("E05", None, None)]


def test_rdf_with_a_thing_for_its_first_element_is_still_rdf(tmp_path: Path) -> None:
    text = (
        f'<p:Plan xmlns:p="{RT}" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'r:about="https://data.exempel.se/id/plan/2024"/>'
    )
    assert str(take_in(written(tmp_path, text)).iri) == "https://data.exempel.se/id/plan/2024"


@pytest.mark.parametrize(
    "command",
    [["check"], ["trace", "1.1"], ["coverage"], ["impact", "1.1"], ["check", "--format", "json"]],
    ids=" ".join,
)
def test_every_command_takes_stratml(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command[0], str(CITY), *command[1:]) in {0, 1}
    assert capsys.readouterr().out


def test_a_workbook_to_mark_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(CITY), "--format", "xlsx", "--output", str(tmp_path / "ut.xlsx")) == 2
    assert "inte lästes från en Excelarbetsbok" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".xlsx", ".ttl"])
def test_stratml_is_converted(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"plan{suffix}"
    assert run("convert", str(CITY), str(out)) == 0
    assert out.stat().st_size
    assert "Uppgifter om en person (Submitter) har inte lästs" in capsys.readouterr().err


def test_nothing_is_converted_to_stratml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it has no place for would be lost: one exports to it."""
    assert run("convert", str(CITY), str(tmp_path / "ut.stml")) == 2
    assert "export" in capsys.readouterr().err
