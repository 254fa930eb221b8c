"""What may be published of a plan: drafts and what hangs on them stay inside, and nothing else does."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from examples.build import HERE
from graph.errors import NotPublic
from graph.export.exporting import stayed_inside
from graph.export.formats import public_plan
from graph.export.public import public_part, select_public
from graph.facts import with_facts
from graph.intake import take_in
from graph.tables import TableRow
from ontology.namespaces import ADMS, RT, RTC
from tests.small_plans import MINIMAL, derived, iri, parsed
from tests.source_files import csv_folder, workbook
from tests.strategies import plans
from tests.test_tables import built

PLAN = URIRef(iri("plan/2024"))
DRAFT = "adms:status <https://w3id.org/rodatraden/concept/publication/draft>"
THREAD = f"""
@prefix adms: <http://www.w3.org/ns/adms#> .
{MINIMAL}
<mal/KF-1> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; skos:prefLabel "Trygg"@sv .
<mal/B-1> a rt:CommitteeGoal ; rt:inPlan <plan/2024> ; rt:contributesTo <mal/KF-1>, <mal/KF-2> .
<mal/KF-2> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; {DRAFT} ; dcterms:valid <tid/x> ;
    rt:ownedBy <organ/KF> ; prov:wasDerivedFrom <inspel/1> .
<organ/KF> a rt:Council ; rt:inPlan <plan/2024> .
<inspel/1> a rt:DialogueInput ; rt:inPlan <plan/2024> .
<tid/x> a dcterms:PeriodOfTime ; dcat:startDate "2024-01-01"^^xsd:date .
<indikator/1> a rt:Indicator ; rt:inPlan <plan/2024> ; rt:measures <mal/KF-2> .
<indikator/2> a rt:Indicator ; rt:inPlan <plan/2024> ; rt:measures <mal/KF-2>, <mal/KF-1> .
<utfall/1> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> .
<utfall/2> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/2> .
<malvarde/1> a rt:TargetValue ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> .
<bedomning/1> a rt:Assessment ; rt:inPlan <plan/2024> ; rt:assesses <mal/KF-2> .
<beslut/1> a rt:Decision ; rt:inPlan <plan/2024> ; rt:decides <mal/KF-2> ; rt:basedOnDocument <dokument/1> .
<beslut/2> a rt:Decision ; rt:inPlan <plan/2024> ; rt:decides <mal/KF-2>, <mal/KF-1> .
<beslut/3> a rt:Decision ; rt:inPlan <plan/2024> .
<dokument/1> a rt:Document ; rt:inPlan <plan/2024> .
<avsnitt/1> a rt:ProgrammeSection ; rt:inPlan <plan/2024> ; rt:clarifies <mal/KF-2> ;
    rt:meaningFor <innebord/1> .
<innebord/1> a rt:Meaning ; rt:inPlan <plan/2024> ; rt:concerns <begrepp/barn> .
<begrepp/barn> a rt:TargetGroup ; rt:inPlan <plan/2024> .
"""
GONE = {
    "mal/KF-2", "tid/x", "indikator/1", "utfall/1", "malvarde/1", "bedomning/1", "beslut/1", "dokument/1",
    "avsnitt/1", "innebord/1",
}  # fmt: skip


def public(turtle: str) -> Graph:
    return public_part(parsed(turtle), PLAN)


def test_what_is_only_about_drafts_stays_with_them() -> None:
    graph = parsed(THREAD)
    part = select_public(graph, PLAN)
    subjects = set(graph.subjects())
    assert subjects - set(part.graph.subjects()) == {URIRef(iri(each)) for each in GONE}
    assert part.left_out == {URIRef(iri(each)) for each in GONE}
    assert part.goals == {URIRef(iri("mal/KF-2"))}
    assert part.personal == 0


def test_what_is_public_says_nothing_of_drafts() -> None:
    kept = public(THREAD)
    assert list(kept.objects(URIRef(iri("mal/B-1")), RT.contributesTo)) == [URIRef(iri("mal/KF-1"))]
    assert list(kept.objects(URIRef(iri("indikator/2")), RT.measures)) == [URIRef(iri("mal/KF-1"))]
    assert list(kept.objects(URIRef(iri("beslut/2")), RT.decides)) == [URIRef(iri("mal/KF-1"))]
    assert set(kept.objects()) & {URIRef(iri(each)) for each in GONE} == set()


@pytest.mark.parametrize(
    ("status", "goes_out"),
    [
        ("<https://w3id.org/rodatraden/concept/publication/public>", True),
        ("<http://purl.org/adms/status/Completed>", True),
        ("<http://purl.org/adms/status/UnderDevelopment>", False),
        ("<https://nagon.annan.example/status>", False),
        ('"utkast"', False),
    ],
)
def test_an_unknown_status_keeps_a_goal_inside(status: str, goes_out: bool) -> None:
    kept = public(MINIMAL + f"<mal/1> a rt:CouncilGoal ; <{ADMS.status}> {status} .")
    assert ((URIRef(iri("mal/1")), RDF.type, RT.CouncilGoal) in kept) is goes_out


def test_a_goal_without_a_plan_stays_though_only_a_draft_names_it() -> None:
    draft = f"<indikator/1> a rt:Indicator ; <{ADMS.status}> <x> ; rt:measures <mal/1> ."
    kept = public(f"{MINIMAL} <mal/1> a rt:CouncilGoal . {draft}")
    assert set(kept.subjects()) == {PLAN, URIRef(iri("mal/1"))}


def test_nothing_goes_out_of_a_plan_that_is_a_draft() -> None:
    graph = parsed(MINIMAL)
    graph.add((PLAN, ADMS.status, RTC["publication/draft"]))
    with pytest.raises(NotPublic, match="utkast"):
        public_part(graph, PLAN)


def test_derived_facts_never_go_out() -> None:
    turtle = THREAD.replace(DRAFT, "rt:sortOrder 2")
    graph = parsed(turtle)
    full = with_facts(graph, today=date(2024, 6, 1), period=None)
    for triple in graph:
        full.add(triple)
    assert derived(turtle, RT.councilGoalCount)
    facts = {triple for triple in full if triple[1] == RT.councilGoalCount}
    assert facts
    assert set(public_part(full, PLAN)) & facts == set()


def test_how_a_plan_came_into_a_store_never_goes_out() -> None:
    kept = public(f"""{MINIMAL}
    <plan/2024> prov:wasGeneratedBy <import/0> ; prov:generatedAtTime "2024-01-01T00:00:00Z"^^xsd:dateTime .
    <revision/1> a prov:Entity ; prov:specializationOf <plan/2024> ; prov:wasGeneratedBy <import/1> .
    <import/1> a prov:Activity ; prov:used <fil/1> ; prov:wasAssociatedWith <aktor/1> .
    <fil/1> dcterms:title "hemlig.xlsx" . <aktor/1> a prov:Agent .
    <https://w3id.org/rodatraden/store> dcterms:conformsTo <https://w3id.org/rodatraden/store/1> .
    <import/0> a prov:Activity .
    """)
    assert set(kept) == set(parsed(MINIMAL))


def test_another_plan_of_the_same_file_stays_out() -> None:
    ours = MINIMAL + "<mal/1> a rt:CouncilGoal ; rt:contributesTo <mal/gammalt> ."
    other = '<plan/2023> a rt:Plan ; rt:municipality <k> . <k> rt:municipalityCode "1" .'
    kept = public(f"{ours} {other} <mal/gammalt> a rt:CouncilGoal ; rt:inPlan <plan/2023> .")
    assert set(kept) == set(parsed(ours))


@pytest.mark.parametrize(
    ("statement", "goes_out"),
    [
        ('dcterms:description "Fråga anna.berg@lindvik.example"', False),
        ('dcterms:description "Rör 19121212-1212"', False),
        ('dcterms:description "Gäller 2024-2027 @ torget"', True),
        ("vcard:hasEmail <mailto:anna.berg@lindvik.example>", False),
        ("<http://xmlns.com/foaf/0.1/mbox> <mailto:anna.berg@lindvik.example>", False),
        ('<https://schema.org/email> "anna.berg@lindvik.example"', False),
        ('<http://xmlns.com/foaf/0.1/mbox_sha1sum> "0123"', False),
        ("prov:wasAttributedTo <mailto:anna.berg@lindvik.example>", False),
        ("vcard:hasEmail <mailto:kommun@lindvik.example>", True),
        ('vcard:hasEmail "kommun@lindvik.example"', True),
    ],
)
def test_personal_data_never_goes_out(statement: str, goes_out: bool) -> None:
    graph = parsed(f"{MINIMAL} <mal/1> a rt:CouncilGoal ; {statement} .")
    part = select_public(graph, PLAN)
    assert len(part.graph) == len(graph) - (not goes_out)
    assert part.personal == (not goes_out)


def test_a_thing_whose_identifier_is_personal_stays_inside_with_what_is_about_it() -> None:
    personal = iri("indikator/811228-9874")
    graph = parsed(
        f"""{MINIMAL} <{personal}> a rt:Indicator ; rt:inPlan <plan/2024> .
        <utfall/1> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <{personal}> .
        <indikator/2> a rt:Indicator ; rt:inPlan <plan/2024> ; dcterms:replaces <{personal}> ."""
    )
    part = select_public(graph, PLAN)
    assert part.personal == 1
    assert "811228" not in part.graph.serialize(format="nt")
    assert URIRef(iri("utfall/1")) not in set(part.graph.subjects())
    assert URIRef(iri("indikator/2")) in set(part.graph.subjects())


@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024"])
def test_the_examples_are_public(name: str) -> None:
    intake = take_in(HERE / f"{name}.ttl")
    part = select_public(intake.graph, intake.iri)
    assert (len(part.left_out), len(part.goals), part.personal) == (0, 0, 0)
    assert isomorphic(part.graph, intake.graph)


def test_the_faulty_example_is_public_but_for_an_address_and_what_is_a_neighbours() -> None:
    intake = take_in(HERE / "lindvik-2024-brister.ttl")
    part = select_public(intake.graph, intake.iri)
    assert (len(part.left_out), len(part.goals), part.personal) == (0, 0, 1)
    left_out = set(intake.graph) - set(part.graph)
    assert {str(subject).split("/id/")[0] for subject, _, _ in left_out} == {
        "https://data.grannkommunen.example",
        "https://data.lindvik.example",
    }
    assert [value for subject, _, value in left_out if "lindvik" in str(subject)] == [
        Literal("Frågor besvaras av ungdomsteamet@lindvik.example.", lang="sv")
    ]


def test_a_public_plan_is_called_by_its_municipality_and_year() -> None:
    intake = take_in(HERE / "vaggeryd-2020.ttl")
    assert public_plan(intake.graph, intake.iri).stem == "0665-2020"
    assert public_plan(parsed(MINIMAL), PLAN).stem == "2024"


def test_the_column_says_what_is_a_draft(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "Kommun.csv").write_text("Uppgift;Värde\nNamn;X\nKommunkod;9999\nBudgetår;2024\n", "utf-8")
    (folder / "KF-mål.csv").write_text(
        "Id;Mål;Organ;Publicering\nKF-1;Ett;;Utkast\nKF-2;Två;;offentlig\nKF-3;Tre;;\n", "utf-8"
    )
    intake = take_in(folder)
    kept = public_part(intake.graph, intake.iri)
    assert {str(label) for label in kept.objects(None, SKOS.prefLabel)} >= {"Två", "Tre"}
    assert Literal("Ett", lang="sv") not in set(kept.objects())


LEAST = "Uppgift;Värde\nNamn;X\nKommunkod;9999\nBudgetår;2024\n"


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Publicering", "ej klar"),
        ("Publicering", "nästan klart"),
        ("Publicering", "#REFERENS!"),
        ("Publisering", "utkast"),
        ("publicering:", "utkast"),
    ],
)
def test_what_cannot_be_read_as_public_stays_inside(tmp_path: Path, heading: str, said: str) -> None:
    """A row or a whole plan: an empty cell says that it may go out, a word that nobody knows does not."""
    goals = f"Id;Mål;Organ;{heading}\nKF-1;Ett;;{said}\nKF-2;Två;;\n"
    of_goals = take_in(csv_folder(tmp_path / "mål", {"Kommun.csv": LEAST, "KF-mål.csv": goals}))
    part = select_public(of_goals.graph, of_goals.iri)
    assert {str(goal).rpartition("/")[2] for goal in part.goals} == {"KF-1"}
    head = {"Kommun.csv": f"{LEAST}{heading};{said}\n", "KF-mål.csv": "Id;Mål;Organ\nKF-1;Ett;\n"}
    of_plan = take_in(csv_folder(tmp_path / "plan", head))
    with pytest.raises(NotPublic):
        public_part(of_plan.graph, of_plan.iri)


def test_a_formula_without_a_value_does_not_let_a_row_out(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "plan.xlsx",
        {
            "Kommun": [["Namn", "X"], ["Kommunkod", "9999"], ["Budgetår", 2024]],
            "KF-mål": [["Id", "Mål", "Organ", "Publicering"], ["KF-1", "Ett", None, '=IF(TRUE,"utkast","")']],
        },
    )
    intake = take_in(file)
    assert [each.code for each in intake.remarks] == ["L07"]
    assert len(select_public(intake.graph, intake.iri).goals) == 1


def test_a_column_of_ones_own_is_not_taken_for_the_one_of_drafts(tmp_path: Path) -> None:
    goals = "Id;Mål;Organ;Publiceringsdatum\nKF-1;Ett;;2024-05-01\n"
    intake = take_in(csv_folder(tmp_path / "plan", {"Kommun.csv": LEAST, "KF-mål.csv": goals}))
    assert [each.code for each in intake.remarks] == ["L10"]
    assert not select_public(intake.graph, intake.iri).goals


def test_links_to_drafts_that_do_not_go_out_are_told() -> None:
    """No rule warns of it: in the plan the thread is whole."""
    part = select_public(parsed(THREAD), PLAN)
    assert part.cut == (("B-1", "KF-2"),)
    said = [text.sv for text in stayed_inside(part)]
    assert any("En länk till ett utkast följer inte med" in each and "B-1 → KF-2" in each for each in said)
    many = [f"<mal/B-{n}> a rt:CommitteeGoal ; rt:contributesTo <mal/KF-2> ." for n in range(2, 14)]
    told = stayed_inside(select_public(parsed(THREAD + "\n".join(many)), PLAN))
    assert any("13 länkar till utkast" in each.sv and each.sv.endswith("och 3 till.") for each in told)
    assert select_public(parsed(MINIMAL), PLAN).cut == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_nothing_published_leads_to_what_stayed_inside(tables: dict[str, list[TableRow]]) -> None:
    tables["Kommun"][0].pop("Publicering", None)
    first = built(tables)
    part = select_public(first.graph, first.plan)
    assert part.left_out & set(part.graph.subjects()) == set()
    assert part.left_out & set(part.graph.objects()) == set()
    drafts = set(first.graph.subjects(ADMS.status, RTC["publication/draft"]))
    assert drafts <= part.left_out
    # whatever stays inside without being a draft is about one, or named by one
    for each in part.left_out - drafts:
        around = {*first.graph.objects(each), *first.graph.subjects(None, each)}
        assert around & part.left_out, each
    assert isomorphic(public_part(part.graph, first.plan), part.graph)
