"""Coverage for people and for programs: text that fits, signs with letters, safe CSV, words."""

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.coverage import Coverage
from graph.analysis.coverage_matrix import Dimension, State
from graph.analysis.coverage_scope import Reason
from graph.model import Plan
from graph.model_base import Wording
from graph.model_process import Decision
from graph.reference import DecisionKind
from graph.report.coverage_formats import FORMATS, Format, coverage_of, render
from graph.report.coverage_words import SIGNS
from graph.report.options import Options
from graph.verdict import SourceFile
from shapes.findings import LANGUAGES, Language
from shapes.words import read_words
from tests.conftest import ROOT
from tests.coverage_plans import body, committee_goal, council_goal, generated, plan_with
from tests.small_plans import YEAR
from tests.test_coverage import followed_up
from tests.test_referral import asking, reply

WORDS = read_words("graph.report", "coverage")
SOURCE = SourceFile("plan.xlsx", "0" * 64)
PLAIN = frozenset(chr(number) for number in range(128)) | set("åäöÅÄÖ–é")


def shown(
    plan: Plan,
    dimension: Dimension = Dimension.GOAL,
    name: Format = "text",
    *,
    language: Language = "sv",
    width: int = 80,
    plain: bool = False,
    colour: bool = False,
) -> str:
    """A plan's coverage in one format."""
    found = coverage_of(plan, dimension, None)
    options = Options(language=language, width=width, colour=colour)
    return render(found, plan, SOURCE, name, options, plain=plain)


def many_bodies(number: int, name: str = "Nämnd{}") -> Plan:
    """A plan with many bodies, each with a goal."""
    names = [name.format(place) for place in range(number)]
    bodies = [body(each, title=Wording((("sv", f"Nämnden för {each}"),))) for each in names]
    goals = [committee_goal(f"{each}-1", each, "KF-1") for each in names]
    return plan_with(bodies, [council_goal("KF-1", names[0]), council_goal("KF-2", names[1]), *goals])


# --- Text ------------------------------------------------------------------------------------------------


@given(
    generated, st.sampled_from(Dimension), st.sampled_from(FORMATS), st.sampled_from(LANGUAGES), st.booleans()
)
def test_every_plan_can_be_shown(
    plan: Plan, dimension: Dimension, name: Format, language: Language, plain: bool
) -> None:
    text = shown(plan, dimension, name, language=language, plain=plain)
    assert text.endswith("\n")
    if name == "text":
        assert max(map(len, text.splitlines())) <= 80
        assert not re.search(r"\{\w*\}|…", text)
    if name == "text" and plain:
        assert set(text) <= PLAIN


@pytest.mark.parametrize("name", ["N{}", "Nämnd {} för långa namn"])
@pytest.mark.parametrize("width", [40, 80])
def test_a_wide_matrix_is_split_and_no_body_is_lost(name: str, width: int) -> None:
    plan = many_bodies(45, name)
    text = shown(plan, width=width)
    assert max(map(len, text.splitlines())) <= width
    rows = [line for line in text.splitlines() if re.match(r"  KF-1 .*[●○·]", line)]
    assert len(rows) > 1
    assert sum(len(re.findall(r"[●○·]", row)) for row in rows) == 45


def test_signs_have_letters_beside_them_and_give_way_to_letters() -> None:
    plan = many_bodies(3)
    rows = [line.split() for line in shown(plan).splitlines() if line.startswith("  KF-")]
    assert rows[0] == ["KF-1", "●T1", "●T1", "●T1"]
    assert rows[1] == ["KF-2", "·", "○S", "·"]
    text = shown(plan, plain=True)
    rows = [line.split() for line in text.splitlines() if line.startswith("  KF-")]
    assert rows[1] == ["KF-2", "-", "S", "-"]
    assert set("".join(SIGNS.values())).isdisjoint(text)


def test_the_first_sentence_says_how_many_of_how_many() -> None:
    assert shown(many_bodies(3)).startswith("1 av 2 väntade bidrag till KF-målen finns och 1 saknas.")
    alone = plan_with([body("A")], [council_goal("K")])
    assert shown(alone).startswith("Inget KF-mål pekar ut vilka organ som väntas bidra")
    assert "minst ett, och inget gör det" in shown(alone)
    assert shown(plan_with([], [])).startswith("Planen har inga gällande KF-mål")


def test_what_is_missing_is_named() -> None:
    text = shown(replace(followed_up(), concepts=()), Dimension.BODY)
    assert "Leder inte till något KF-mål: A-2" in text
    assert "Har varken mål eller någon egen indikator." in text
    assert "Indikatorer med målvärde för budgetåret: 1 av 2 (1 utanför: mäter" not in text
    assert "Saknas: j" in text


def test_the_referral_is_told() -> None:
    text = shown(asking(reply("r", "A", "K"), reply("s", "D", "K")))
    assert "KF-målen: 1 av 3 tillfrågade organ har svarat." in text
    assert "Har inte svarat: B, C." in text
    assert "Svarade utan att ha tillfrågats: D." in text
    assert "Planen säger inget om någon remiss." in shown(followed_up())


def test_colour_only_adds_to_the_text() -> None:
    plan = many_bodies(3)
    assert re.sub(r"\x1b\[\d*m", "", shown(plan, colour=True)) == shown(plan)


def test_signs_that_steer_a_terminal_are_left_out() -> None:
    plan = plan_with(
        [body("A\x1b[2J", title=Wording((("sv", "Nämnd\x07\nett"),)))], [council_goal("K", "A\x1b[2J")]
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", shown(plan))


# --- JSON and CSV ----------------------------------------------------------------------------------------


@given(generated, st.sampled_from(Dimension))
def test_json_holds_every_cell_and_names_what_it_mentions(plan: Plan, dimension: Dimension) -> None:
    found = json.loads(shown(plan, dimension, "json"))
    matrix, counts = found["matrix"], found["counts"]
    assert len(matrix["cells"]) == len(matrix["rows"]) * len(matrix["columns"]) == counts["cells"]
    states = [cell["state"] for cell in matrix["cells"]]
    for state in State:
        assert states.count(state.value) == counts[state.value.replace("-", "_")]
    mentioned = {iri for cell in matrix["cells"] for iri in cell["behind"]}
    assert mentioned <= found["names"].keys()
    for section in found["sections"].values():
        assert section["counts"]["covered"] == len(section["covered"])
        assert section["counts"]["excluded"] == len(section["excluded"])


def test_json_has_its_keys_in_order() -> None:
    found = json.loads(shown(followed_up(), name="json"))
    assert list(found) == [
        "by",
        "plan",
        "source",
        "period",
        "counts",
        "matrix",
        "sections",
        "agenda2030",
        "referral",
        "names",
    ]
    assert found["period"] == "2024"


def test_json_says_who_was_late_and_counts_each_row() -> None:
    plan = asking(reply("r", "A", "K", dated=date(2023, 1, 1)))
    decided = Decision(iri="d", kind=DecisionKind.ADOPT, decides=("K",), dated=date(2022, 11, 28))
    found = json.loads(shown(replace(plan, decisions=(decided,)), name="json"))
    assert found["referral"][0]["late_replies"] == [{"reply": "r", "body": "A"}]
    assert [row["counts"]["missing"] for row in found["matrix"]["rows"]] == [3, 1]


def test_csv_has_a_line_for_each_cell_and_nothing_that_excel_computes() -> None:
    names = ["=1+1", "@x", "-y", "plus;semi"]
    plan = plan_with(
        [body(name, title=Wording((("sv", f"={name}"),))) for name in names], [council_goal("K", *names)]
    )
    text = shown(plan, name="csv")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[0][:6] == ["Del", "Rad", "Radens namn", "Kolumn", "Kolumnens namn", "Läge"]
    cells = [line for line in lines if line[0] == "Rutor"]
    assert [line[3] for line in cells] == ["'=1+1", "'@x", "'-y", "plus;semi"]
    assert {line[5] for line in cells} == {"saknas"}
    assert not any(value.startswith(("=", "+", "-", "@")) for line in lines for value in line)
    assert len({len(line) for line in lines}) == 1


# --- Words -----------------------------------------------------------------------------------------------


def test_every_word_is_said_in_both_languages_with_the_same_places() -> None:
    assert {key for key, text in WORDS.items() if not (text.sv and text.en)} == set()
    places = {
        key: [sorted(re.findall(r"\{(\w+)\}", text[lang])) for lang in LANGUAGES]
        for key, text in WORDS.items()
    }
    assert {key for key, (swedish, english) in places.items() if swedish != english} == set()


def test_no_word_is_missing_and_none_is_left_over() -> None:
    assert set(WORDS) - {*in_code(), *by_value()} == set()
    assert set(by_value()) - set(WORDS) == set()


def in_code() -> set[str]:
    """Every text that stands alone in the modules: a key is one of them."""
    found: set[str] = set()
    for file in (ROOT / "graph" / "report").glob("coverage_*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found | {f"csv-{each}" for each in found}


def by_value() -> Iterator[str]:
    """The keys that are made of a value."""
    for dimension in Dimension:
        yield from (f"{key}-{dimension.value}" for key in ("by", "empty", "headline", "means-covered"))
    yield from (f"letter-{name}" for name in SIGNS)
    yield from (f"reason-{reason.value}" for reason in Reason)
    yield from (f"tally-{name}" for name in everything(Dimension.GOAL).tallies)
    aspects = [column.key for column in everything(Dimension.BODY).matrix.columns]
    yield from (f"lacks-{aspect}" for aspect in aspects)
    groups = [column.key for column in everything(Dimension.TARGET_GROUP).matrix.columns]
    for column in {*aspects, *groups}:
        yield from (f"head-{column}", f"column-{column}")
    yield from ("gaps-sdg", "gaps-target-group", "gaps-focus-area")


def everything(dimension: Dimension) -> Coverage:
    """The coverage of a plan that has been followed up."""
    return coverage_of(followed_up(), dimension, YEAR.identifier)
