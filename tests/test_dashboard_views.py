"""The pages: what they say of the examples, what an address restores, hostile texts that stay texts."""

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF
from streamlit.testing.v1 import AppTest

from dashboard.words import words
from graph.intake import take_in
from graph.report.accessibility import SUPERVISION
from ontology.namespaces import RT
from tests.dashboard_pages import (
    APP,
    FAULTY,
    HOSTILE,
    LINDVIK,
    VAGGERYD,
    hostile_copy,
    open_on,
    page,
    seen,
)

HARMLESS = {
    "a", "b", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "i", "li",
    "nav", "ol", "p", "pre", "section", "small", "span", "strong", "style", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip

# where a chart's boxes stand: our own words with numbers between them
MEASURES: Final = re.compile(
    r"((left|bottom|height|clip-path|--periods|--label): (polygon\(|calc\(|px|[\d.%, +)-])*(; |$))*"
)

LEADS = (SUPERVISION,
    "./", "/data/", "/datasets/", "/id/", "/sparql?", "?", "mailto:kommun@lindvik.example", "mal",
    "luckor", "om", "tackning", "tillganglighet", "uppfoljning", "process", "jamfor",
)  # fmt: skip
"""How every address on a page begins."""


@pytest.fixture
def lindvik(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(FAULTY, monkeypatch)


@pytest.mark.usefixtures("lindvik")
def test_the_dashboard_opens_on_the_overview() -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert not app.exception
    text = seen(app).text
    assert "Lindviks kommun" in text
    assert "budgetår 2024" in text
    assert "lindvik-2024.xlsx" in text
    assert "Den röda tråden håller" in text


@pytest.mark.usefixtures("lindvik")
def test_the_overview_counts_out_of_how_many() -> None:
    text = seen(page("overview")).text
    assert "5 av 5 KF-mål får stöd av något nämndmål eller bolagsmål" in text
    assert "9 av 9 nämnder är förankrade" in text
    assert text.count("Tråden håller") == 6
    assert "Tråden är bruten" not in text
    assert "KF-1 Varje barn växer upp tryggt och lyckas i skolan" in text


@pytest.mark.usefixtures("faulty")
def test_the_overview_names_what_is_lacking_and_late() -> None:
    text = seen(page("overview")).text
    assert "Den röda tråden är bruten" in text
    assert "5 av 6 KF-mål får stöd" in text
    assert "Saknas för 1 KF-6 Kommunens ekonomi är stark i varje generation" in text
    assert "T-16 Kommunstyrelsen behandlar delårsrapporten 2024-10-09 Kommunstyrelsen" in text


@pytest.mark.usefixtures("faulty")
def test_one_glance_tells_how_much_is_lacking_and_where_to_look() -> None:
    found = seen(page("overview"))
    assert "Luckor 54 av 54 prövade regler har fynd" in found.text
    assert "Täckning 5 av 6 KF-mål får stöd" in found.text
    assert "Så går det för fullmäktiges mål 5 Nära mål 1 – Kan inte bedömas" in found.text
    assert "Tidplan 1 av 21 steg är försenade" in found.text
    for link in (
        "luckor",
        "tackning",
        "uppfoljning?period=2024",
        "process",
        "tackning?rad=KF-1",
        "mal?mal=KF-6",
    ):
        assert link in found.links, link
    assert "Ändrat sedan" not in found.text


@pytest.mark.usefixtures("lindvik")
def test_everything_is_there_in_english() -> None:
    for view in ("overview", "gaps", "process", "compare", "about", "accessibility", "open_data", "goal"):
        app = page(view, lang="en", mal="KF-1")
        text = seen(app).text
        assert not any(swedish in text for swedish in ("Översikt", "Inget att anmärka", "Bidrar till"))
        assert app.query_params["lang"] == "en"
    assert "Contributes to" in text
    assert all("lang=en" in link for link in seen(app).links)


def test_every_word_is_in_both_languages() -> None:
    assert [key for key, text in words().items() if not (text.sv and text.en)] == []


@pytest.mark.usefixtures("faulty")
def test_the_address_chooses_the_gate() -> None:
    app = page("gaps", grind="budget")
    assert "22 fel och 10 varningar inför budgetbeslutet" in seen(app).text
    assert app.selectbox[0].value == "budget"
    app.selectbox[0].select("goals").run()
    assert app.query_params["grind"] == "goals"
    assert "inför beslutet om målen" in seen(app).text
    app.selectbox[0].select("").run()
    assert "grind" not in app.query_params


@pytest.mark.usefixtures("faulty")
def test_an_address_that_asks_for_no_gate_that_exists_shows_every_rule() -> None:
    app = page("gaps", grind="<script>", grupp="??")
    assert app.selectbox[0].value == ""
    assert "när alla regler prövas" in seen(app).text


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("grouping", "heading"), [("rule", "Fel T02:"), ("body", "Socialnämnden ("), ("severity", "Varning (")]
)
def test_gaps_are_put_together_by_rule_body_or_severity(grouping: str, heading: str) -> None:
    found = seen(page("gaps", grupp=grouping))
    assert heading in found.text
    assert "Nämndmål B24" in found.text
    assert any(link.startswith("mal?mal=") for link in found.links)


@pytest.mark.usefixtures("faulty")
def test_the_process_tells_what_is_done_late_and_unanswered() -> None:
    found = seen(page("process"))
    for part in (
        "17 av 21 steg har slutat i ett beslut. Försenade: 1. Pågår: 0. Återstår: 3.",
        "Försenat 174 dagar T-16 Kommunstyrelsen behandlar delårsrapporten",
        "Kontroll inför beslut: Budget",
        "Medborgarcafé på Sjöholmen 2022-04-21, Bygdegården på Sjöholmen, 44 deltagare",
        "Ledde inte vidare: Vägen är statlig.",
        "tillfrågade har svarat.",
        "§",
    ):
        assert part in found.text, part
    assert "mal?mal=KF-1" in found.links


def test_a_file_alone_says_how_plans_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)
    assert "rodatraden diff FÖRE EFTER" in seen(page("compare")).text


@pytest.mark.usefixtures("lindvik")
def test_open_data_tells_of_files_identifiers_and_the_catalogue() -> None:
    found = seen(page("open_data"))
    for part in (
        "Den röda tråden håller inför publiceringen",
        "https://data.lindvik.example/id/mal/KF-1",
        "Utgivare Lindviks kommun (påhittad) (http://dataportal.se/organisation/SE2999999903)",
        "Tid 2024-01-01 – 2024-12-31",
        "GROUP BY ?body",
    ):
        assert part in found.text, part
    assert {"/data/9999-2024.ttl", "/data/9999-2024.xlsx", "/datasets/dcat", "/id/mal/KF-1"} <= set(
        found.links
    )


@pytest.mark.usefixtures("faulty")
def test_open_data_tells_what_the_catalogue_lacks() -> None:
    found = seen(page("open_data"))
    assert "organisationsnummer har fel kontrollsiffra" in found.text
    assert "luckor?grind=publish" in found.links


def test_a_draft_is_no_open_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = take_in(LINDVIK)
    draft = URIRef("http://purl.org/adms/status/UnderDevelopment")
    intake.graph.add((intake.iri, URIRef("http://www.w3.org/ns/adms#status"), draft))
    plan = tmp_path / "utkast.ttl"
    intake.graph.serialize(plan, "turtle", encoding="utf-8")
    open_on(plan, monkeypatch)
    assert "Planen är ett utkast" in seen(page("open_data")).text


@pytest.mark.usefixtures("lindvik")
def test_the_statement_tells_where_to_report_a_barrier() -> None:
    found = seen(page("accessibility"))
    assert "Lindviks kommun (påhittad) står bakom" in found.text
    assert "mailto:kommun@lindvik.example" in found.links


@pytest.mark.usefixtures("lindvik")
def test_no_gaps_are_said_in_words() -> None:
    assert "Inget att anmärka på." in seen(page("gaps")).text


@pytest.mark.usefixtures("faulty")
def test_the_findings_can_be_downloaded() -> None:
    buttons = page("gaps", grind="budget").get("download_button")
    assert [button.proto.label for button in buttons] == [
        "Ladda ner arbetsboken med felen markerade",
        "Ladda ner protokollet (HTML)",
        "Ladda ner som tabell (CSV)",
    ]


def test_a_plan_without_cells_has_no_workbook_to_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(FAULTY.with_suffix(".ttl"), monkeypatch)
    buttons = page("gaps").get("download_button")
    assert len(buttons) == 2


@pytest.mark.usefixtures("lindvik")
def test_a_goal_shows_all_that_hangs_on_it() -> None:
    found = seen(page("goal", mal="FGN-1"))
    for part in (
        "FGN-1 Alla elever når målen i svenska och matematik",
        "Förskole- och grundskolenämnden",
        "KF-1 Varje barn växer upp tryggt och lyckas i skolan",
        "Helår 2024",
        "minst",
        "Varför",
        "antagande",
        "§ ",
        "Kontrollen har inget att anmärka på målet.",
    ):
        assert part in found.text, part
    assert "mal?mal=KF-1" in found.links


@pytest.mark.usefixtures("lindvik")
def test_choosing_a_goal_puts_it_into_the_address() -> None:
    app = page("goal")
    assert "KF-2" not in seen(app).text
    goal = next(each for each in take_in(LINDVIK).plan.goals if each.identifier == "KF-2")
    app.selectbox[0].select(goal.iri).run()
    assert app.query_params["mal"] == "KF-2"
    assert "KF-2 Alla lever ett tryggt, aktivt och självständigt liv" in seen(app).text


@pytest.mark.usefixtures("lindvik")
def test_an_unknown_goal_is_a_friendly_word() -> None:
    text = seen(page("goal", mal="KF-11")).text
    assert "Det finns inget mål med beteckningen ”KF-11”" in text


def test_a_plan_that_changes_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tmp_path / "plan.xlsx"
    shutil.copy(VAGGERYD, plan)
    open_on(plan, monkeypatch)
    assert "Vaggeryds kommun" in seen(AppTest.from_file(APP, default_timeout=60).run()).text
    shutil.copy(LINDVIK, plan)
    assert "Lindviks kommun" in seen(AppTest.from_file(APP, default_timeout=60).run()).text
    plan.write_bytes(b"broken")
    text = seen(AppTest.from_file(APP, default_timeout=60).run()).text
    assert "Planen går inte att läsa" in text
    assert "plan.xlsx" in text
    plan.unlink()
    assert "Planen går inte att läsa" in seen(AppTest.from_file(APP, default_timeout=60).run()).text


def test_a_plan_without_goals_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tmp_path / "tom.ttl"
    plan.write_text("<https://x.example/id/plan/2024> a <https://w3id.org/rodatraden/ns#Plan> .", "utf-8")
    open_on(plan, monkeypatch)
    for view in ("process", "compare", "about", "accessibility"):
        page(view)
    for view in ("overview", "tree", "goal", "coverage", "follow_up"):
        assert "Planen har inga mål ännu." in seen(page(view)).text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = tmp_path_factory.mktemp("hostile") / "plan.ttl"
    planted = hostile_copy(FAULTY, plan)
    assert len(planted) > 500
    return plan


@pytest.mark.parametrize(
    ("view", "asked"),
    [
        ("overview", {}),
        ("gaps", {}),
        ("gaps", {"grupp": "body", "grind": "budget"}),
        ("gaps", {"grupp": "severity", "lang": "en"}),
        ("gaps", {"organ": "-", "grad": "warning"}),
        ("tree", {}),
        ("tree", {"sok": "fet", "lang": "en"}),
        ("tree", {"mal": HOSTILE, "sok": HOSTILE}),
        ("tree", {"vy": "karta"}),
        ("goal", {}),
        ("goal", {"mal": HOSTILE}),
        ("coverage", {}),
        ("coverage", {"vy": "body", "rad": HOSTILE, "kolumn": "goals"}),
        ("coverage", {"vy": "sdg", "rad": "any"}),
        ("coverage", {"vy": "target-group", "kolumn": "any"}),
        ("follow_up", {}),
        ("follow_up", {"organ": "-", "period": "2024-delår"}),
        ("follow_up", {"period": HOSTILE, "mal": HOSTILE}),
        ("process", {}),
        ("about", {}),
        ("accessibility", {}),
        ("open_data", {}),
    ],
)
def test_hostile_texts_stay_texts(
    view: str, asked: dict[str, str], hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on(hostile, monkeypatch)
    found = nothing_hostile_in(page(view, **asked))
    if view == "overview":
        assert " ".join(HOSTILE.split()) in found


def test_hostile_goals_stay_texts(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(hostile, monkeypatch)
    intake = take_in(hostile)
    measured = {goal for each in intake.plan.indicators for goal in each.measures}
    assessed = {each.goal for each in intake.plan.assessments}
    some = sorted(measured & assessed - {None})[:3]
    council = sorted(str(goal) for goal in intake.graph.subjects(RDF.type, RT.CouncilGoal))[:2]
    for goal in (*some, *council):
        nothing_hostile_in(page("tree", mal=goal))
        for view in ("goal", "follow_up"):
            found = nothing_hostile_in(page(view, mal=goal))
            assert " ".join(HOSTILE.split()) in found


def test_hostile_texts_stay_texts_in_the_frame(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(hostile, monkeypatch)
    nothing_hostile_in(AppTest.from_file(APP, default_timeout=60).run())


def nothing_hostile_in(app: AppTest) -> str:
    """Check that a page has only our own elements and addresses, and no Markdown; give its text."""
    assert not app.exception
    found = seen(app)
    assert found.tags <= HARMLESS
    assert not {name for name in found.attributes if name.startswith("on") or name == "src"}
    assert all(map(MEASURES.fullmatch, found.styles)), found.styles
    assert all(link.startswith(LEADS) for link in found.links)
    assert len(app.markdown) == len(app.title) == len(app.header) == len(app.caption) == 0
    for widget in (*app.selectbox, *app.get("download_button")):
        assert "hacked" not in widget.proto.label
    assert "49" not in found.text or "7*7" in found.text
    return found.text
