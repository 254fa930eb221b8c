"""The page Läs in: judged before it is kept, kept with a note, brought back; and who may not is told why."""

import time
from pathlib import Path
from typing import Any

import pytest
from rdflib import Literal
from streamlit.testing.v1 import AppTest

from dashboard import instance, plans
from dashboard.components.take_in_parts import FINDINGS_SHOWN
from dashboard.permission import Instance, Role
from graph.intake import take_in
from graph.store.keeping import keep
from graph.store.opening import open_store
from ontology.namespaces import RT
from rodatraden.cli import main
from tests.dashboard_pages import (
    APP,
    FAULTY,
    HOSTILE,
    LINDVIK,
    VAGGERYD,
    hostile_copy,
    open_on,
    open_on_store,
    page,
    seen,
)
from tests.test_dashboard_views import nothing_hostile_in

ROLE = Role("roles", "planansvarig")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a store that is yet to be made, with the dashboard opened on it."""
    folder = tmp_path / "lager"
    open_on(folder, monkeypatch)
    monkeypatch.setenv(plans.PATH, "")
    monkeypatch.setenv(plans.STORE, str(folder))
    opened_as(monkeypatch)
    return folder


def opened_as(
    monkeypatch: pytest.MonkeyPatch,
    *,
    public: bool = False,
    read_only: bool = False,
    writer: Role | None = None,
) -> None:
    for key, value in instance.told(Instance(public, read_only, True, writer)).items():
        monkeypatch.setenv(key, value)


def upload(app: AppTest, plan: Path, name: str = "") -> AppTest:
    app.file_uploader[0].set_value([(name or plan.name, plan.read_bytes(), "")])
    app.run()
    assert not app.exception
    return app


def click(app: AppTest, label: str) -> AppTest:
    (button,) = [each for each in app.button if label in each.label]
    button.click().run()
    assert not app.exception
    return app


def whole_app() -> AppTest:
    """The dashboard with its frame, as it opens."""
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("store")
def test_an_empty_store_leads_to_the_page() -> None:
    found = seen(whole_app())
    assert "är tomt. Börja med att lägga in en plan" in found.text
    assert "las-in" in found.links


def test_a_plan_is_judged_before_it_is_kept(store: Path) -> None:
    app = upload(page("take_in"), FAULTY)
    text = seen(app).text
    assert "Granskning av lindvik-2024-brister.xlsx" in text
    assert "Den röda tråden är bruten: 38 fel, 18 varningar" in text
    assert "Budget × Tråden är bruten 22 10 0" in text
    assert "× Fel C01 (Kommun B6):" in text
    assert f"… och {58 - FINDINGS_SHOWN} till." in text
    assert "blir version 1" in text
    assert not store.exists()


def test_a_plan_is_kept_with_who_why_and_by_which_decision(store: Path) -> None:
    app = upload(page("take_in"), LINDVIK)
    app.text_input[0].input("Efter nämndernas svar")
    app.text_input[1].input("ekonomiavdelningen")
    decision = app.selectbox[0].options.index(
        next(option for option in app.selectbox[0].options if "KF-2023-172" in option)
    )
    app.selectbox[0].select_index(decision)
    click(app, "Lägg in som version 1")
    assert "9999-2024 är nu version 1. Alla sidor visar den." in seen(app).text
    assert app.file_uploader[0].value == []
    (plan,) = open_store(str(store)).plans()
    told = plan.current.provenance
    assert (told.by, told.note, told.file) == ("ekonomiavdelningen", "Efter nämndernas svar", LINDVIK.name)
    assert told.decision is not None
    assert told.decision.endswith("KF-2023-172")
    assert "Efter nämndernas svar" in seen(app).text
    assert "Lindviks kommun" in seen(whole_app()).text


def test_what_changes_is_told_against_what_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY)
    app = upload(page("take_in"), LINDVIK)
    text = seen(app).text
    assert "Vad som ändras mot version 1" in text
    assert "2 strukna mål, 1 omformulerat mål" in text
    assert "KF-3 Lindvik växer hållbart i stad, by och skärgård : " in text
    click(app, "Lägg in som version 2")
    assert "version 2 (gäller)" in seen(app).text
    text = seen(click(upload(app, LINDVIK), "Lägg in som version 3")).text
    assert "oförändrad sedan version 2, så ingen ny version lades till" in text


def test_an_earlier_revision_is_brought_back_after_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY, LINDVIK)
    app = page("take_in", version="1")
    app.selectbox[0].select("1").run()
    assert app.query_params["aterstall"] == "1"
    text = seen(page("take_in", aterstall="1")).text
    assert "Om version 1 gäller igen ändras detta mot version 2" in text
    assert "2 nya mål" in text
    assert len(open_store(str(tmp_path)).plans()[0].revisions) == 2
    click(app, "Låt version 1 gälla igen")
    assert "Version 1 gäller igen, som version 3." in seen(app).text
    assert "aterstall" not in app.query_params
    assert "version" not in app.query_params
    assert "Den röda tråden är bruten" in seen(whole_app()).text


def test_an_address_that_asks_for_no_revision_that_exists_brings_nothing_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY, LINDVIK)
    for asked in ("2", "7", HOSTILE):
        app = page("take_in", aterstall=asked)
        assert app.selectbox[0].value == ""
        assert "Om version" not in seen(app).text


def test_another_revision_that_comes_meanwhile_is_told_and_nothing_is_kept_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, FAULTY)
    app = upload(page("take_in"), LINDVIK)
    keep(open_store(str(tmp_path)), take_in(FAULTY), file="annan.xlsx", note="en annan")
    click(app, "Lägg in som version 2")
    assert "Någon annan lade in en ny version medan du granskade din." in seen(app).text
    assert len(open_store(str(tmp_path)).plans()[0].revisions) == 2
    click(app, "Lägg in som version 3")
    assert "är nu version 3" in seen(app).text


def test_one_of_several_plans_is_shown_after_it_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, LINDVIK)
    app = page("take_in")
    click(upload(app, VAGGERYD), "Lägg in som version 1")
    assert app.query_params["plan"] == "0665-2020"
    assert "Versioner av" in seen(app).text
    assert "Välj först en målplan" in seen(page("take_in")).text


@pytest.mark.usefixtures("store")
def test_a_file_that_is_no_plan_is_said_in_words() -> None:
    app = page("take_in")
    app.file_uploader[0].set_value([(f"{HOSTILE}.xlsx", b"PK trasig", "")]).run()
    text = nothing_hostile_in(app)
    assert "Spara" in text or "arbetsbok" in text
    assert not app.button


def test_csv_files_are_judged_together(tmp_path: Path, store: Path) -> None:
    with pytest.raises(SystemExit):
        main(["convert", str(LINDVIK), str(tmp_path / "plan")])
    files = [(file.name, file.read_bytes(), "") for file in sorted((tmp_path / "plan").iterdir())]
    app = page("take_in")
    app.file_uploader[0].set_value(files)
    app.run()
    first = min(name for name, _, _ in files)
    assert f"Granskning av {first} …" in seen(app).text
    click(app, "Lägg in som version 1")
    (plan,) = open_store(str(store)).plans()
    assert plan.short == "9999-2024"
    assert plan.current.provenance.file == f"{first} …"
    app.file_uploader[0].set_value([*files, ("plan.xlsx", LINDVIK.read_bytes(), "")]).run()
    assert "måste vara olika CSV-filer" in seen(app).text
    assert not app.button


def test_what_the_command_line_is_for_is_said_in_another_way_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, LINDVIK)
    graph = take_in(LINDVIK).graph
    code = next(graph.triples((None, RT.municipalityCode, None)))
    graph.set((code[0], code[1], Literal("8888")))
    graph.serialize(tmp_path / "annan.ttl", encoding="utf-8")
    app = click(upload(page("take_in"), tmp_path / "annan.ttl"), "Lägg in som version 2")
    text = seen(app).text
    assert "hör till Lindviks kommun (påhittad) (9999), men den som lästes in" in text
    assert "från kommandoraden. Inget har ändrats i lagret." in text
    assert "--force" not in text


def test_a_file_is_judged_but_not_kept_where_there_is_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(VAGGERYD, monkeypatch)
    opened_as(monkeypatch)
    app = upload(page("take_in"), FAULTY)
    text = seen(app).text
    assert "här granskas planen bara: ingenting sparas" in text
    assert "rodatraden dashboard --store lager" in text
    assert "38 fel" in text
    assert not app.button


@pytest.mark.parametrize(
    ("how", "user", "said"),
    [
        ({"read_only": True}, None, "öppnad bara för läsning"),
        ({"public": True}, None, "går bara att läsa"),
        ({"public": True, "writer": ROLE}, {}, "Du behöver logga in"),
        ({"writer": ROLE}, {"is_logged_in": True, "roles": ["annan"]}, "har inte rollen planansvarig"),
        ({"writer": ROLE}, {"is_logged_in": True, "roles": ["planansvarig"], "iat": 0}, "mer än 12 timmar"),
    ],
)
def test_who_may_not_is_told_why_and_what_to_do(
    how: dict[str, Any],
    user: dict[str, Any] | None,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD, VAGGERYD)
    opened_as(monkeypatch, **how)
    app = AppTest.from_string("from dashboard.views import take_in\ntake_in.show()", default_timeout=60)
    if user is not None:
        app.user = {"iat": time.time(), **user} if user else user
    app.run()
    assert not app.exception
    assert said in seen(app).text
    assert "version 2 (gäller)" in seen(app).text
    assert not app.file_uploader
    assert not app.button
    assert not app.selectbox


def test_one_with_the_role_writes_in_the_name_of_the_role(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, LINDVIK)
    opened_as(monkeypatch, public=True, writer=ROLE)
    app = AppTest.from_string("from dashboard.views import take_in\ntake_in.show()", default_timeout=60)
    app.user = {"is_logged_in": True, "roles": "planansvarig", "iat": time.time()}
    app.run()
    click(upload(app, VAGGERYD), "Lägg in som version 1")
    kept = next(plan for plan in open_store(str(tmp_path)).plans() if plan.short == "0665-2020")
    assert kept.current.provenance.by == "planansvarig"


@pytest.mark.parametrize(
    ("user", "said", "buttons"),
    [
        ({}, "", ["Logga in"]),
        ({"is_logged_in": True, "roles": ["planansvarig"]}, "Inloggad som planansvarig", ["Logga ut"]),
        ({"is_logged_in": True, "name": "Kim"}, "Inloggad, utan rätt att lägga in", ["Logga ut"]),
        (
            {"is_logged_in": True, "roles": ["planansvarig"], "iat": 0},
            "Inloggningen är för gammal",
            ["Logga in igen", "Logga ut"],
        ),
    ],
)
def test_the_frame_says_who_is_signed_in_but_names_nobody(
    user: dict[str, Any], said: str, buttons: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD)
    opened_as(monkeypatch, public=True, writer=ROLE)
    app = AppTest.from_file(APP, default_timeout=60)
    app.user = {"iat": time.time(), **user} if user else user
    app.run()
    assert not app.exception
    text = seen(app).text
    assert said in text
    assert "Kim" not in text
    assert [each.label for each in app.button] == buttons
    assert str(tmp_path) not in text
    assert tmp_path.name in text


@pytest.mark.usefixtures("store")
def test_hostile_plans_stay_texts_before_and_after_they_are_kept(tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(FAULTY, plan)
    app = upload(page("take_in"), plan, f"{HOSTILE}.ttl")
    assert " ".join(HOSTILE.split()) in nothing_hostile_in(app)
    for widget in (*app.text_input, *app.button, *app.file_uploader):
        assert "hacked" not in widget.label
    app.text_input[0].input(HOSTILE[:500])
    app.text_input[1].input(HOSTILE[:200])
    click(app, "Lägg in som version 1")
    nothing_hostile_in(app)
    keep(open_store(plans.store() or ""), take_in(plan), file=HOSTILE, note=HOSTILE, by=HOSTILE)
    text = nothing_hostile_in(page("take_in", aterstall="1"))
    assert " ".join(HOSTILE.split()) in text


@pytest.mark.usefixtures("store")
def test_everything_is_there_in_english() -> None:
    app = upload(page("take_in", lang="en"), LINDVIK)
    text = seen(app).text
    assert "What lindvik-2024.xlsx holds" in text
    assert not any(swedish in text for swedish in ("Granskning", "Lägg in", "Planlagret", "Versioner"))
