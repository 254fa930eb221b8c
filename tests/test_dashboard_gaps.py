"""The page Luckor: findings of one body or severity, and suggestions for goals that hang loose."""

import pytest

from tests.dashboard_pages import FAULTY, HOSTILE, LINDVIK, open_on, page, seen


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(FAULTY, monkeypatch)


@pytest.mark.usefixtures("faulty")
def test_the_address_chooses_the_body() -> None:
    app = page("gaps", organ="SOC")
    text = seen(app).text
    assert app.selectbox[2].value == "SOC"
    assert "Här visas" in text
    assert "av 58 fynd. Filerna har alla. Visa alla" in text
    assert "Mål som hänger löst" not in text
    app.selectbox[2].select("FGN").run()
    assert app.query_params["organ"] == "FGN"
    assert "Mål som hänger löst (1)" in seen(app).text
    app.selectbox[2].select("").run()
    assert "organ" not in app.query_params
    assert "Här visas" not in seen(app).text


@pytest.mark.usefixtures("faulty")
def test_the_address_chooses_the_severity() -> None:
    app = page("gaps", grind="budget", grad="warning")
    assert "Här visas 10 av" in seen(app).text
    assert app.selectbox[3].options[1:] == ["Fel (22)", "Varning (10)", "Upplysning (0)"]
    app.selectbox[3].select("violation").run()
    assert app.query_params["grad"] == "violation"
    assert "Här visas 22 av" in seen(app).text


@pytest.mark.usefixtures("faulty")
def test_a_choice_that_does_not_exist_is_no_choice() -> None:
    app = page("gaps", organ=HOSTILE, grad="??")
    assert [each.value for each in app.selectbox] == ["", "rule", "", ""]
    assert "Här visas" not in seen(app).text


@pytest.mark.usefixtures("faulty")
def test_a_loose_goal_has_suggestions_with_their_reasons() -> None:
    found = seen(page("gaps"))
    assert "Mål som hänger löst (2)" in found.text
    assert "Här är förslag, inga fynd" in found.text
    assert "FGN-2 Förskolan ger alla barn en god start (Förskole- och grundskolenämnden)" in found.text
    assert "Kan höra till: KF-1 Varje barn växer upp tryggt och lyckas i skolan 4 av organets 4" in found.text
    assert "gemensamma ord: förskolan" in found.text
    assert "mal?mal=KF-1" in found.links


def test_a_plan_without_loose_goals_says_nothing_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)
    assert "hänger löst" not in seen(page("gaps")).text


@pytest.mark.usefixtures("faulty")
def test_the_page_of_a_loose_goal_says_where_it_may_belong() -> None:
    found = seen(page("goal", mal="FGN-2"))
    assert "Målet hänger löst" in found.text
    assert "Kan höra till: KF-1 Varje barn växer upp tryggt och lyckas i skolan" in found.text
    assert "Målet hänger löst" not in seen(page("goal", mal="FGN-1")).text
