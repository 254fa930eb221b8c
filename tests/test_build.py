"""Rows become a plan; what cannot be read is remarked on, with its cell."""

from datetime import date

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS, XSD

from graph.build import Built, build
from graph.errors import UnusableInput
from graph.sources.layout import sheets_by_name
from graph.sources.rows import Row, Sheets, SourceCell
from graph.tables import CellValue
from ontology.concepts import folded
from ontology.namespaces import RT, RTC, SDG
from shapes.findings import Origin
from shapes.rules import reading_rule

BASE = "https://w3id.org/rodatraden/kommun/9999/id"
HEAD: dict[str, CellValue] = {"Namn": "Exempel", "Kommunkod": "9999", "Budgetår": 2024}


def plan(
    *, typed: bool = True, head: dict[str, CellValue] | None = None, **sheets: list[dict[str, CellValue]]
) -> Built:
    """A plan of rows; sheets are named by their folded names, and every column stands where it is listed."""
    rows: list[Row] = []
    headings: dict[str, dict[str, str]] = {}
    for name, table in {"kommun": [head if head is not None else HEAD], **sheets}.items():
        sheet = sheets_by_name()[folded(name)]
        letters = {column.heading: chr(ord("A") + place % 26) for place, column in enumerate(sheet.columns)}
        headings[sheet.name] = letters
        for number, values in enumerate(table, start=2):
            cells = {
                heading: SourceCell(value, Origin("p.xlsx", sheet.name, f"{letters[heading]}{number}"))  # type: ignore[arg-type]
                for heading, value in values.items()
            }
            rows.append(Row(sheet, number, cells, Origin("p.xlsx", sheet.name, f"A{number}")))
    return build(Sheets(tuple(rows), (), headings=headings, typed=typed), "p.xlsx")


def iri(path: str) -> URIRef:
    return URIRef(f"{BASE}/{path}")


def codes(built: Built) -> list[tuple[str, str]]:
    return [(remark.code, remark.origin.cell) for remark in built.remarks]


def test_a_goal_with_everything_that_a_cell_can_say() -> None:
    built = plan(
        kfmal=[{"Id": "KF-1", "Mål": "Trygg uppväxt"}],
        namndmal=[
            {
                "Id": "N-1",
                "Mål": "Läsa",
                "Mål (engelska)": "Read",
                "Bidrar till": "kf-1",
                "Agenda 2030": "4.1; del av 5",
                "Gäller från": 2024,
                "Gäller till": date(2027, 12, 31),
                "God ekonomisk hushållning": "ja",
                "Beslut": "B-1",
            }
        ],
        beslut=[{"Id": "B-1", "Rubrik": "Mål", "Slag": "Antagande", "Underlag": "tj: Tjänsteskrivelse"}],
    )
    goal, span = iri("mal/N-1"), iri("tid/2024-01-01_2027-12-31")
    for triple in [
        (goal, RDF.type, RT.CommitteeGoal),
        (goal, SKOS.prefLabel, Literal("Läsa", lang="sv")),
        (goal, SKOS.prefLabel, Literal("Read", lang="en")),
        (goal, RT.contributesTo, iri("mal/KF-1")),
        (goal, RT.addresses, SDG["4.1"]),
        (goal, RT.addressesPartly, SDG["5"]),
        (goal, DCTERMS.valid, span),
        (span, DCAT.startDate, Literal("2024-01-01", datatype=XSD.date)),
        (goal, RT.soundFinancialManagement, Literal(True)),
        (iri("beslut/B-1"), RT.decides, goal),
        (iri("beslut/B-1"), RT.decisionKind, RTC["decision/adopt"]),
        (iri("beslut/B-1"), RT.basedOnDocument, iri("dokument/tj")),
        (goal, RT.inPlan, iri("plan/2024")),
    ]:
        assert triple in built.graph, triple
    assert built.remarks == []


def test_a_cell_stands_behind_each_statement() -> None:
    built = plan(kfmal=[{"Id": "KF-1", "Mål": "Trygg uppväxt"}])
    goal = iri("mal/KF-1")
    assert built.origins.find(goal, SKOS.prefLabel, None) == Origin("p.xlsx", "KF-mål", "B2")
    assert built.origins.find(goal, None, None) == Origin("p.xlsx", "KF-mål", "A2")
    # An empty cell can be pointed at too: the one to fill in.
    assert built.origins.find(goal, RT.ownedBy, None) == Origin("p.xlsx", "KF-mål", "D2")
    assert built.origins.find(URIRef("https://exempel.se/x"), None, None) is None


def test_a_link_that_leads_nowhere_is_kept_for_the_rules_to_tell() -> None:
    built = plan(namndmal=[{"Id": "N-1", "Mål": "Läsa", "Bidrar till": "KF-9"}])
    assert (iri("mal/N-1"), RT.contributesTo, iri("mal/KF-9")) in built.graph
    found = built.origins.find(iri("mal/N-1"), RT.contributesTo, iri("mal/KF-9"))
    assert found is not None
    assert found.sheet == "Nämndmål"


def test_ids_apart_by_commas_are_understood_where_each_is_known() -> None:
    built = plan(
        kfmal=[{"Id": "KF-1", "Mål": "a"}, {"Id": "KF-2", "Mål": "b"}],
        namndmal=[
            {"Id": "N-1", "Mål": "c", "Bidrar till": "KF-1, KF-2"},
            {"Id": "N-2", "Mål": "d", "Bidrar till": "KF-1, x"},
        ],
    )
    assert set(built.graph.objects(iri("mal/N-1"), RT.contributesTo)) == {iri("mal/KF-1"), iri("mal/KF-2")}
    assert set(built.graph.objects(iri("mal/N-2"), RT.contributesTo)) == {iri("mal/KF-1%2C%20x")}


def test_rows_without_an_id_get_one_of_what_they_are_about() -> None:
    built = plan(
        indikatorer=[{"Id": "I-1", "Indikator": "Läsning"}],
        malvarden=[{"Indikator": "I-1", "Period": "helår 2024", "Villkor": "minst", "Värde": 90}],
        utfall=[{"Indikator": "I-1", "Period": "2024", "Värde": "87,5", "Kön": "kvinnor"}],
        typed=False,
    )
    assert (iri("malvarde/I-1-2024"), RT.value, Literal("90", datatype=XSD.decimal)) in built.graph
    assert (iri("utfall/I-1-2024-kvinnor"), RT.outcomeStatus, RTC["outcome-status/measured"]) in built.graph


def test_the_municipalitys_own_scale_goes_before_the_reference_words() -> None:
    built = plan(
        begrepp=[{"Id": "gront", "Typ": "Bedömningssteg", "Benämning": "Uppfyllt", "Motsvarar": "uppfyllt"}],
        bedomningar=[
            {"Id": "1", "Mål": "KF-1", "Period": "2024", "Status": "uppfyllt"},
            {"Id": "2", "Mål": "KF-1", "Period": "2024", "Status": "pågår"},
        ],
    )
    assert built.graph.value(iri("bedomning/1"), RT.status) == iri("begrepp/gront")
    assert built.graph.value(iri("bedomning/2"), RT.status) == RTC["status/ongoing"]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"kfmal": [{"Id": "KF-1", "Mål": "a"}, {"Id": "kf-1", "Mål": "b"}]}, ("L01", "A3")),
        ({"kfmal": [{"Id": "KF-1", "Mål": "a"}], "namndmal": [{"Id": "KF-1", "Mål": "b"}]}, ("L01", "A2")),
        ({"kfmal": [{"Mål": "a"}]}, ("L12", "A2")),
        ({"kfmal": [{"Id": "a;b", "Mål": "a"}]}, ("L26", "A2")),
        ({"malvarden": [{"Id": "1", "Värde": "12"}]}, ("L02", "E2")),
        ({"malvarden": [{"Id": "1", "Värde": "tolv"}]}, ("L03", "E2")),
        ({"malvarden": [{"Id": "1", "Period": "snart"}]}, ("L15", "C2")),
        ({"malvarden": [{"Id": "1", "Villkor": "mins"}]}, ("L13", "D2")),
        ({"malvarden": [{"Id": "1", "Indikator": "I-1; I-2"}]}, ("L26", "B2")),
        ({"beslut": [{"Id": "1", "Datum": "2024-01-31"}]}, ("L04", "E2")),
        ({"beslut": [{"Id": "1", "Datum": "snart"}]}, ("L05", "E2")),
        ({"beslut": [{"Id": "1", "Underlag": "utan id"}]}, ("L17", "I2")),
        ({"kfmal": [{"Id": "1", "Agenda 2030": "hälsa"}]}, ("L14", "K2")),
        ({"kfmal": [{"Id": "1", "God ekonomisk hushållning": "kanske"}]}, ("L16", "O2")),
        ({"kfmal": [{"Id": "1", "Gäller från": 2025, "Gäller till": 2024}]}, ("L19", "Q2")),
        ({"kfmal": [{"Id": "1", "Ordning": 1.5}]}, ("L21", "W2")),
        ({"kfmal": [{"Id": "1", "IRI": "inte en iri"}]}, ("L23", "Y2")),
        ({"organ": [{"Id": "1", "Namn": "a"}]}, ("L18", "A2")),
        ({"organ": [{"Id": "1", "Typ": "nemnd"}]}, ("L13", "D2")),
        ({"indikatorer": [{"Id": "1", "Basår": "förr"}]}, ("L22", "M2")),
    ],
)
def test_what_cannot_be_read_is_remarked_on(
    sheets: dict[str, list[dict[str, CellValue]]], expected: tuple[str, str]
) -> None:
    assert expected in codes(plan(**sheets))  # type: ignore[arg-type]


def test_a_misspelt_word_is_met_with_the_likely_one() -> None:
    (remark,) = plan(malvarden=[{"Id": "1", "Villkor": "mins"}]).remarks
    assert remark.values["nearest"] == "”minst”"
    assert "högst" in remark.values["known"]


def test_a_code_that_excel_turned_into_a_day_is_explained() -> None:
    (remark,) = plan(kfmal=[{"Id": "1", "Agenda 2030": date(2026, 4, 3)}]).remarks
    assert reading_rule(remark.code).remedy.filled(remark.values).sv.endswith("skriv koden igen.")
    (remark,) = plan(kfmal=[{"Id": "1", "Agenda 2030": "3.4.1"}]).remarks
    assert "Excel" not in reading_rule(remark.code).remedy.filled(remark.values).sv


@pytest.mark.parametrize("code", ["0665", "665", 665, 665.0, " 0665 "], ids=repr)
def test_the_zero_that_a_spreadsheet_takes_from_a_code_is_put_back(code: CellValue) -> None:
    """Else every identifier of the plan would change when somebody opens and saves it in Excel."""
    made = plan(head=HEAD | {"Kommunkod": code})
    assert made.base == "https://w3id.org/rodatraden/kommun/0665"
    assert list(made.graph.objects(None, RT.municipalityCode)) == [Literal("0665")]
    assert not made.remarks


@pytest.mark.parametrize(
    ("head", "faults"),
    [
        ({}, [("E15", "Namn"), ("E15", "Kommunkod"), ("E15", "Budgetår")]),
        ({**HEAD, "Budgetår": "snart"}, [("E19", "Budgetår")]),
        ({**HEAD, "Bas-IRI": "exempel.se"}, [("E19", "Bas-IRI")]),
    ],
)
def test_without_knowing_whose_plan_it_is_nothing_can_be_built(
    head: dict[str, CellValue], faults: list[tuple[str, str]]
) -> None:
    with pytest.raises(UnusableInput) as caught:
        plan(head=head)
    assert [(fault.code, fault.values["heading"]) for fault in caught.value.faults] == faults


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [("Mandatperiod", "nu", "L22"), ("Licens", "fri", "L23"), ("Kontakt e-post", "kommunen", "L24")],
)
def test_what_the_sheet_kommun_says_oddly(heading: str, value: str, code: str) -> None:
    assert [remark.code for remark in plan(head={**HEAD, heading: value}).remarks] == [code]
