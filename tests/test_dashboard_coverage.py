"""The page Täckning: what leaps to the eye, what stands behind a cell, what an address restores."""

import pytest

from tests.dashboard_pages import FAULTY, LINDVIK, open_on, page, seen


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(FAULTY, monkeypatch)


@pytest.fixture
def lindvik(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)


@pytest.mark.usefixtures("faulty")
def test_unserved_goals_and_unanchored_bodies_stand_first() -> None:
    text = seen(page("coverage")).text
    assert "35 av 36 väntade bidrag till KF-målen finns och 1 saknas." in text
    assert "Inget organs mål leder hit: KF-6 Kommunens ekonomi är stark i varje generation" in text
    assert "Leder inte till något av fullmäktiges mål: VAL Valnämnden" in text
    assert "90 rutor: 39 täckta, 1 saknas, 50 där inget väntas." in text
    assert "Utanför räkningen: 2 (gäller inte 2024: KF-0; inget gällande organ ansvarar: OFN-2)." in text


@pytest.mark.usefixtures("lindvik")
def test_nothing_leaps_to_the_eye_where_all_is_covered() -> None:
    text = seen(page("coverage")).text
    assert "Inget organs mål leder hit" not in text
    assert "Leder inte till något" not in text


@pytest.mark.usefixtures("faulty")
def test_a_cell_opens_the_goals_behind_it() -> None:
    closed, opened = seen(page("coverage")), seen(page("coverage", rad="kf-1", kolumn="FGN"))
    assert "mal?mal=FGN-3" not in closed.links
    assert "mal?mal=FGN-3" in opened.links
    assert "KF-1 Varje barn växer upp tryggt och lyckas i skolan – FGN Förskole" in opened.text
    missing = seen(page("coverage", rad="KF-1", kolumn="VON"))
    assert "VON Vård- och omsorgsnämnden Stäng saknas" in missing.text
    nothing = seen(page("coverage", rad="KF-1", kolumn="KS"))
    assert "KS Kommunstyrelsen Stäng · väntas inte" in nothing.text


@pytest.mark.usefixtures("faulty")
def test_every_cell_with_something_in_it_is_a_link_that_opens_it() -> None:
    links = seen(page("coverage")).links
    cells = [link for link in links if "rad=" in link and "kolumn=" in link]
    assert len(cells) == 39 + 1
    assert "tackning?vy=goal&rad=KF-1&kolumn=FGN" in cells


@pytest.mark.usefixtures("faulty")
def test_a_row_and_a_column_open_all_that_stands_in_them() -> None:
    row = seen(page("coverage", rad="KF-4"))
    assert "LBO Lindviks Bostäder AB (påhittat) täckt" in row.text
    assert "Bidrar utan att väntas." in row.text
    column = seen(page("coverage", kolumn="VAL"))
    assert "VAL Valnämnden Stäng Här väntas inget och finns inget." in column.text
    lacking = seen(page("coverage", vy="body", rad="FGN", kolumn="anchored"))
    assert "Saknas för: FGN-2 Förskolan ger alla barn en god start" in lacking.text


@pytest.mark.usefixtures("faulty")
def test_a_row_that_is_not_there_is_said_so() -> None:
    text = seen(page("coverage", rad="KF-11")).text
    assert "Det finns ingen rad eller kolumn som heter ”KF-11”." in text


@pytest.mark.usefixtures("faulty")
def test_another_view_is_chosen_into_the_address_and_forgets_the_cell() -> None:
    app = page("coverage", rad="KF-1", kolumn="FGN")
    app.segmented_control[0].set_value("sdg").run()
    assert not app.exception
    assert app.query_params["vy"] == "sdg"
    assert "rad" not in app.query_params
    assert "kolumn" not in app.query_params
    text = seen(app).text
    assert "5 av 6 KF-mål är kopplade till Agenda 2030 och 1 saknar koppling." in text
    assert "Saknar koppling till Agenda 2030: KF-1" in text


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("body", "saker som väntas av organens mål finns"),
        ("target-group", "målgrupper har något mål"),
        ("focus-area", "fokusområden har något mål"),
        ("<script>", "väntade bidrag till KF-målen finns"),
    ],
)
def test_the_address_chooses_the_view(view: str, said: str) -> None:
    assert said in seen(page("coverage", vy=view)).text


@pytest.mark.usefixtures("faulty")
def test_agenda_2030_is_a_strip_of_17_with_targets() -> None:
    text = seen(page("coverage")).text
    assert "2 Ingen hunger · inget mål" in text
    assert "1 KF-mål, 17 mål genom dem, 9 med egen koppling" in text
    assert "Delmål med koppling: 8 av 10" in text
    assert "16 av 17" in text
    assert "27 av 169" in text


@pytest.mark.usefixtures("faulty")
def test_counts_say_out_of_how_many_and_what_is_left_out() -> None:
    text = seen(page("coverage")).text
    assert "Nämnder med mål som leder till ett KF-mål 9 av 10 VAL Valnämnden" in text
    assert "gäller inte 2024: KF-0" in text


@pytest.mark.usefixtures("lindvik")
def test_coverage_is_there_in_english() -> None:
    app = page("coverage", lang="en", rad="KF-1")
    found = seen(app)
    assert "expected contributions to the council goals are there" in found.text
    assert not any(swedish in found.text for swedish in ("Täckning", "väntas", "Saknas", "Stäng"))
    assert all("lang=en" in link for link in found.links)
