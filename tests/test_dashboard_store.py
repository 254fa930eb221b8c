"""The dashboard on a store of plans: choosing one, earlier revisions, addresses that keep the choice."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard_pages import (
    APP,
    FAULTY,
    LINDVIK,
    VAGGERYD,
    hostile_copy,
    open_on_store,
    page,
    seen,
)


def app(**asked: str) -> AppTest:
    found = AppTest.from_file(APP, default_timeout=60)
    for key, value in asked.items():
        found.query_params[key] = value
    found.run()
    assert not found.exception
    return found


def test_one_of_several_plans_is_chosen_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, LINDVIK, VAGGERYD)
    first = seen(app())
    assert "Välj en målplan" in first.text
    assert "Lindviks kommun" in first.text
    assert "Vaggeryds kommun" in first.text
    chosen = next(link for link in first.links if "plan=0665-2020" in link)
    assert chosen.startswith("./?")
    shown = seen(app(plan="0665-2020"))
    assert "Vaggeryds kommun" in shown.text
    assert "version 1" in shown.text
    assert "Byt plan" in shown.text
    assert all("plan=0665-2020" in link for link in shown.links if link.startswith("mal?"))


def test_two_municipalities_whose_plans_are_called_alike_can_both_be_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.ttl"
    text = LINDVIK.with_suffix(".ttl").read_text("utf-8")
    other.write_text(text.replace("https://data.lindvik.example", "https://data.other.example"), "utf-8")
    open_on_store(tmp_path / "store", monkeypatch, LINDVIK, other)
    found = [link for link in seen(app()).links if "plan=" in link]
    assert len(set(found)) == 2
    for link in found:
        chosen = seen(app(plan=parse_qs(link.partition("?")[2])["plan"][0]))
        assert "Lindviks kommun" in chosen.text
        assert "Byt plan" in chosen.text


def test_an_earlier_revision_is_shown_where_the_address_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY, LINDVIK)
    assert "Den röda tråden håller" in seen(app()).text
    earlier = seen(app(version="1")).text
    assert "version 1" in earlier
    assert "Den röda tråden är bruten" in earlier


def test_the_overview_tells_what_changed_since_the_revision_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY, LINDVIK)
    found = seen(page("overview"))
    assert "Ändrat sedan version 1 (" in found.text
    assert "2 strukna mål, 1 omformulerat mål" in found.text
    assert "KF-3 Lindvik växer hållbart i stad, by och skärgård Bidrar inte längre till" in found.text
    assert "ändringar till. Jämför versionerna" in found.text
    assert "jamfor" in found.links
    assert "Ändrat sedan" not in seen(page("overview", version="1")).text
    english = seen(page("overview", lang="en")).text
    assert "Changed since revision 1 (" in english
    assert "Ändrat" not in english


def test_a_plan_that_comes_in_meanwhile_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY)
    assert "Den röda tråden är bruten" in seen(app()).text
    open_on_store(tmp_path, monkeypatch, LINDVIK)
    assert "Den röda tråden håller" in seen(app()).text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"plan": "0665-2021"}, "0665-2021"),
        ({"version": "7"}, "7"),
        ({"version": "<b>"}, "version"),
    ],
)
def test_a_plan_or_revision_that_is_not_there_is_said_so(
    asked: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD)
    text = seen(app(**asked)).text
    assert "Planen går inte att läsa" in text
    assert said in text


def test_gaps_of_a_stored_plan_have_no_workbook_to_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY)
    assert len(page("gaps").get("download_button")) == 2


def test_two_revisions_are_compared_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY, LINDVIK)
    shown = page("compare")
    assert [box.value for box in shown.selectbox] == ["9999-2024@1", "9999-2024@2"]
    found = seen(shown)
    assert "Struket: KF-6 Kommunens ekonomi är stark i varje generation" in found.text
    assert {"ins", "del"} <= found.tags
    shown.selectbox[0].select("9999-2024@2").run()
    assert shown.query_params["fore"] == "9999-2024@2"
    assert "Inget skiljer de två åt." in seen(shown).text


def test_two_municipalities_stand_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, LINDVIK, VAGGERYD)
    shown = page("compare", fore="9999-2024@1", efter="0665-2020@1")
    text = seen(shown).text
    assert "Lindviks kommun (påhittad) 2024 Vaggeryds kommun 2020" in text
    assert "KF-mål som minst ett nämnd- eller bolagsmål leder till 5 av 5 0 av" in text
    assert "3 God hälsa och välbefinnande ● Knutet" in text
    in_words = page("compare", fore="9999-2024@1", efter="0665-2020@1", visa="ord", lang="en")
    assert "another municipality" in seen(in_words).text.lower() or "municipalities" in seen(in_words).text


def test_addresses_that_name_no_revision_show_the_likely_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY, LINDVIK)
    shown = page("compare", fore="<b>", efter="0180-1999@3", plan="nej")
    assert [box.value for box in shown.selectbox] == ["9999-2024@1", "9999-2024@2"]


def test_one_revision_has_nothing_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, LINDVIK)
    assert "bara en version" in seen(page("compare")).text


def test_hostile_changes_stay_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = tmp_path / "hostile.ttl"
    hostile_copy(FAULTY, hostile)
    open_on_store(tmp_path / "lager", monkeypatch, FAULTY, hostile)
    for how in ("ord", "siffror"):
        found = seen(page("compare", visa=how))
        assert not {"script", "img", "em"} & found.tags
        assert not [link for link in found.links if link.startswith("javascript")]
        assert "window.hacked=1" in found.text
