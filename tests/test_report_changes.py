"""The report of what changed: every field and change has its words in both languages, nothing is hidden."""

import ast
import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import click
import pytest
from hypothesis import HealthCheck, given, settings

from graph.analysis.changes import KINDS, SORTS, Changes, changes
from graph.analysis.field_changes import Nature
from graph.analysis.pairing import Match
from graph.fields import FIELDS
from graph.model import Goal, GoverningModel, Plan
from graph.model_base import Span
from graph.model_followup import Indicator, TargetValue
from graph.reference import Condition, Direction, GoalKind
from graph.report import changes_json, changes_outline, changes_text
from graph.report.changes_words import Teller, summary, words
from graph.report.options import Options
from shapes.findings import LANGUAGES, Language
from tests.conftest import ROOT
from tests.small_plans import YEAR, swedish, whole_year
from tests.strategies import plans
from tests.test_changes import Tables, edits, lindvik, of_tables, with_edit
from tests.test_changes_told import target


def goal(title: str, **given: object) -> Plan:
    """A plan with one goal."""
    values = {"iri": "a", "identifier": "KS-1", "kind": GoalKind.COMMITTEE, "title": swedish(title), **given}
    return Plan(iri="plan", governing_model=GoverningModel(iri=""), goals=(Goal(**values),), periods=(YEAR,))  # type: ignore[arg-type]


def shown(found: Changes, language: Language = "sv", **given: bool | int) -> str:
    return changes_text.render(found, Options(language=language, **given))  # type: ignore[arg-type]


# --- The words --------------------------------------------------------------------------------------------


def test_every_field_has_a_label() -> None:
    names = {field.name for kind in FIELDS for field in dataclasses.fields(kind)}
    names |= {"target", "valid_start", "valid_end", "valid_end_stated", "held_start", "held_end"}
    missing = {name for name in names if f"field-{name}" not in words()}
    assert missing == set()


def test_every_sort_and_count_has_its_words() -> None:
    wanted = {f"sort-{sort}" for sort in SORTS}
    wanted |= {f"count-{kind}-{ending}" for kind in KINDS for ending in ("one", "many")}
    wanted |= {f"any-{nature.value}" for nature in Nature} - {"any-stricter", "any-easier"}
    wanted |= {f"since-{name}" for name in ("stricter", "easier", "changed", "same")}
    wanted |= {"match-revision", "match-subject", "goals-likeness", "indicators-likeness"}
    assert wanted - set(words()) == set()


def test_every_word_is_said_in_both_languages_with_the_same_places() -> None:
    for key, text in words().items():
        assert text.sv, key
        assert text.en, key
        places = [sorted(re.findall(r"\{(\w+)\}", text[language])) for language in LANGUAGES]
        assert places[0] == places[1], key


def strings_in_code() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "graph" / "report").glob("changes_*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def possible_keys() -> Iterator[str]:
    """Every key that the report could ask for."""
    fields = {field.name for kind in FIELDS for field in dataclasses.fields(kind)}
    fields |= {"target", "valid_start", "valid_end", "valid_end_stated", "held_start", "held_end"}
    endings = [nature.value for nature in Nature]
    endings += [f"{nature}-{way}" for nature in ("stricter", "easier") for way in ("up", "down", "changed")]
    for name in fields:
        yield f"field-{name}"
        yield from (f"field-{sort}-{name}" for sort in SORTS)
        yield from (f"{name}-{ending}" for ending in endings)
        yield from (f"{sort}-{name}-{ending}" for sort in SORTS for ending in endings)
    yield from (f"any-{ending}" for ending in endings)
    yield from (f"count-{kind}-{ending}" for kind in KINDS for ending in ("one", "many"))
    yield from (f"sort-{sort}" for sort in SORTS)
    yield from (f"{sort}-{kind}" for sort in SORTS for kind in ("new", "dropped"))
    yield from (f"since-{name}" for name in ("stricter", "easier", "changed", "same"))
    yield from (f"{start}-{each.value}" for each in Match for start in ("match", "goals", "indicators"))


def test_no_word_is_left_over() -> None:
    assert set(words()) - set(possible_keys()) - strings_in_code() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_edit_has_a_sentence_that_is_filled(language: Language) -> None:
    plan = edits_of()
    for name, thing, field in edits():
        found = changes(plan, with_edit(name, thing, field))
        teller = Teller(found, language)
        for change in found.things:
            for each in change.fields:
                said = teller.sentence(change, each)
                assert "…" not in said, (name, field, said)
                assert said


def edits_of() -> Plan:
    return with_edit("none", *next((thing, "language") for _, thing, _ in edits() if isinstance(thing, Plan)))


# --- The text ---------------------------------------------------------------------------------------------


def test_equal_plans_are_said_to_be_equal() -> None:
    found = changes(goal("Trygg skola"), goal("Trygg skola"))
    assert shown(found).startswith("Planerna är lika: inget har ändrats.")
    assert summary(found, "en") == "The plans are equal: nothing has changed."


def test_the_words_that_changed_are_marked() -> None:
    found = changes(goal("Alla elever trivs i skolan"), goal("Alla barn trivs i skolan"))
    assert "~ KS-1 Alla barn trivs i skolan" in shown(found)
    assert "Omformulerat: Alla [-elever-] {+barn+} trivs i skolan" in shown(found)


def test_on_a_terminal_the_marks_are_colours_and_close_at_every_line() -> None:
    found = changes(goal("ett " * 40), goal("tvåan " * 40))
    text = shown(found, colour=True, width=60)
    assert "[-" not in text
    struck = [line for line in text.splitlines() if "ett" in line and "\x1b[31" in line]
    assert len(struck) > 2
    for line in struck:
        assert line.rstrip().endswith("\x1b[0m")
    assert not re.search("[\ue000-\ue003]", text)
    assert max(len(click.unstyle(line)) for line in text.splitlines()) <= 60


def test_a_users_text_cannot_steer_the_terminal() -> None:
    found = changes(goal("Trygg skola"), goal("Trygg \x1b[31mskola\u202e"))
    assert "\x1b" not in shown(found)
    assert "\u202e" not in shown(found)


def test_a_target_is_told_as_raised_and_stricter() -> None:
    def plan(value: str, direction: Direction) -> Plan:
        indicator = Indicator(iri="i", identifier="KS-1a", unit="procent", direction=direction)
        base = Plan(iri="plan", governing_model=GoverningModel(iri=""), periods=(YEAR,))
        kind = Condition.AT_LEAST if direction is Direction.UP else Condition.AT_MOST
        return dataclasses.replace(base, indicators=(indicator,), targets=(target("t", kind, value, None),))

    up = shown(changes(plan("80", Direction.UP), plan("82.5", Direction.UP)))
    assert "~ KS-1a, 2024\n      Höjt från minst 80 procent till minst 82,5 procent: strängare." in up
    down = shown(changes(plan("8", Direction.DOWN), plan("9", Direction.DOWN)), "en")
    assert "Raised from at most 8 procent to at most 9 procent: easier to meet." in down


def test_a_target_for_a_new_year_tells_of_the_year_before() -> None:
    periods = (whole_year(2024), whole_year(2025))
    base = Plan(iri="plan", governing_model=GoverningModel(iri=""), periods=periods)
    base = dataclasses.replace(base, indicators=(Indicator(iri="i", identifier="KS-1a"),))
    first = target("t", Condition.AT_LEAST, "80", None)

    def added(value: str) -> str:
        later = target("u", Condition.AT_LEAST, value, None, "p2025")
        new: tuple[TargetValue, ...] = (first, later)
        return shown(
            changes(dataclasses.replace(base, targets=(first,)), dataclasses.replace(base, targets=new))
        )

    assert "Tillkommer. Minst 85. Strängare än 2024: minst 80." in added("85")
    assert "Lättare att nå än 2024: minst 80." in added("75")
    assert "Samma som 2024." in added("80")


def test_a_guess_is_said_to_be_one() -> None:
    other = dataclasses.replace(
        goal("Alla barn lär sig läsa i vår skola", owner="n").goals[0], iri="b", identifier="KS-9"
    )
    old = goal("Alla barn lär sig läsa i skolan", owner="n")
    text = " ".join(shown(changes(old, dataclasses.replace(old, goals=(other,)))).split())
    assert "Troligen samma mål som KS-1 Alla barn lär sig läsa i skolan: samma organ och nästan" in text
    assert "Nytt id: KS-9 (tidigare KS-1)." in text


def test_a_goal_without_an_end_holds_until_further_notice() -> None:
    old, new = (goal("Trygg skola", valid=Span(None, end)) for end in (date(2026, 12, 31), None))
    assert "Gäller längre: till tills vidare" not in shown(changes(old, new))
    assert "Gäller längre: tills vidare i stället för till 2026-12-31." in shown(changes(old, new))


def test_other_fields_stand_under_their_own_heading() -> None:
    text = shown(changes(goal("Trygg skola", sort_order=1), goal("Trygg skola", sort_order=2)))
    assert "Övrigt (1)\n  ~ Mål: KS-1 Trygg skola\n      Sorteringsordning: från 1 till 2." in text


def test_a_long_list_is_cut_unless_all_is_asked_for() -> None:
    found = lindvik()
    short, full = shown(found), shown(found, full=True)
    assert "… och 9 till. Visa alla med --full." in short
    assert "--full" not in full
    for change in found.things:
        assert Teller(found, "sv").name(change.thing).split()[0] in full


def test_lindvik_reads_well() -> None:
    text = " ".join(shown(lindvik(), full=True).split())
    for said in (
        "2 nya mål, 1 omformulerat mål, 1 mål med ändrat ansvarigt organ",
        "+ KF-0 Lindvik är regionens grönaste kommun Nytt mål. Kommunfullmäktige, gäller 2015–2022.",
        "Gäller kortare: till 2026-12-31 i stället för till 2030-12-31.",
        "Saknar nu ansvarigt organ (tidigare Gemensamma överförmyndarnämnden).",
        "[-Vården i livets slutskede är värdig-] {+Äldreboendet är ett hem med god vård+}",
        "Från ”Nära mål” till ”I mål”.",
        "Högsta antal KF-mål: från 5 till 4.",
        "Beslutas av Kommunstyrelsen i stället för Kommunfullmäktige.",
    ):
        assert said in text


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(one=plans(), other=plans())
def test_any_two_plans_can_be_told_apart(language: Language, one: Tables, other: Tables) -> None:
    found = changes(of_tables(one), of_tables(other))
    text = shown(found, language, full=True)
    assert text.endswith("\n")
    assert "…" not in text.replace("\n", " ") or any("…" in repr(each) for each in found.things)
    json.loads(changes_json.render(found))


# --- JSON -------------------------------------------------------------------------------------------------


def test_json_holds_every_change_with_its_values_and_words() -> None:
    found = lindvik()
    told = json.loads(changes_json.render(found))
    assert list(told) == ["summary", "counts", "old", "new", "same_municipality", "changes"]
    assert told["counts"] == dict(found.counts())
    assert len(told["changes"]) == len(found.things)
    reworded = next(each for each in told["changes"] if each["old"] and each["old"]["id"] == "VON-4")
    (field,) = reworded["fields"]
    assert (field["field"], field["nature"]) == ("title", "reworded")
    assert field["said"]["sv"].startswith("Omformulerat: ")
    assert [mark for mark, _ in field["words"]] == ["removed", "added"]


def test_numbers_in_json_are_exact() -> None:
    assert changes_json._value(Decimal("1E+2")) == "100"
    assert changes_json._value(("a", "b")) == ["a", "b"]


def test_every_sort_is_laid_out_once() -> None:
    assert sorted(changes_outline._LAID_OUT) == sorted(SORTS)
