"""Verdicts made by hand for the tests of the reports, with rules that are like the real ones but are not."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from graph.verdict import NotChecked, PlanHead, Reason, SourceFile, Verdict, ordered
from shapes.findings import Finding, Gate, Origin, Severity, Text
from shapes.rules import Rule

BASE = "https://data.lindvik.example/id/"
SHACL = "http://www.w3.org/ns/shacl#"
SHAPES = "https://w3id.org/rodatraden/shapes#"
CONTRIBUTES = "https://w3id.org/rodatraden/ns#contributesTo"
FILE = "lindvik-2024.xlsx"


def rule(code: str, severity: Severity, message: Text, remedy: Text, basis: str = "") -> Rule:
    """A rule of the budget gate; its basis reads the same in both languages."""
    return Rule(
        code=code,
        shape=f"{SHAPES}{code}",
        severity=severity,
        gates=frozenset({Gate.BUDGET}),
        message=message,
        remedy=remedy,
        basis=Text(basis or f"Grunden för {code}.", basis or f"The basis of {code}."),
        needs=None,
        points_at=None,
    )


LOOSE = rule(
    "T01",
    Severity.VIOLATION,
    Text(
        "Nämndmålet ”{label}” leder inte till något KF-mål.",
        "The committee goal “{label}” leads to no council goal.",
    ),
    Text(
        "Fyll i kolumnen Bidrar till i fliken Nämndmål.",
        "Fill in the column Bidrar till in the sheet Nämndmål.",
    ),
    "Varje nämnd ska bidra till fullmäktiges mål.",
)
ASTRAY = rule(
    "T15",
    Severity.VIOLATION,
    Text(
        "”{label}” hänvisar till ”{value}”, som inte finns i planen.",
        "“{label}” refers to “{value}”, which is not in the plan.",
    ),
    Text("Rätta id:t.[ Menade du {nearest}?]", "Correct the id.[ Did you mean {nearest}?]"),
)
MANY = rule(
    "C02",
    Severity.WARNING,
    Text(
        "{label} har {goalCount} mål, fler än {mostGoals}.",
        "{label} has {goalCount} goals, more than {mostGoals}.",
    ),
    Text("Slå ihop eller ta bort mål.", "Merge or drop goals."),
)
GOAL_LEVEL = rule(
    "T13",
    Severity.INFO,
    Text("Kopplingen till Agenda 2030 anger bara mål.", "The tie to Agenda 2030 names goals only."),
    Text("Ange delmål, t.ex. 3.4.", "Name targets, e.g. 3.4."),
)
NUMBER_AS_TEXT = rule(
    "L02",
    Severity.WARNING,
    Text(
        "Talet är sparat som text. Det har lästs som {value}.",
        "The number is stored as text. It was read as {value}.",
    ),
    Text("Gör om cellen till ett tal.", "Make the cell a number."),
)
CLEAN = rule(
    "C06",
    Severity.VIOLATION,
    Text("”{label}” har samma rubrik som ett annat mål.", "“{label}” has the title of another goal."),
    Text("Byt rubrik.", "Change the title."),
)
ELSEWHERE = rule("C05", Severity.WARNING, Text("Fel längd.", "Wrong length."), Text("Ändra.", "Change."))
UNDATED = rule("F04", Severity.VIOLATION, Text("Utfall saknas.", "No outcome."), Text("Fyll i.", "Fill in."))
EMPTY = rule("T02", Severity.VIOLATION, Text("Bolagsmål.", "Company goal."), Text("Fyll i.", "Fill in."))

TITLES = (
    "Alla elever når målen i svenska i årskurs sex",
    "Fler unga deltar i föreningslivet",
    "Trygga skolvägar i hela kommunen",
    "Kortare väg från ansökan till förskoleplats i de delar av kommunen som växer snabbast",
    "Fler behöriga lärare",
    "Kulturskolan når alla kommundelar",
    "Färre elever med hög frånvaro",
    "Ökad läslust",
    "Maten lagas från grunden",
    "Fler praktikplatser",
    "Öppna lokaler på kvällstid",
    "Alla kan simma i årskurs fyra",
)


def finding(
    broken: Rule, label: str, *, cell: tuple[str, str] | None, value: str | None = None, **values: str
) -> Finding:
    """One finding of a rule; `cell` is its sheet and address."""
    texts = {"label": label, **({"value": value} if value is not None else {}), **values}
    return Finding(
        rule=broken.code,
        shape=broken.shape,
        severity=broken.severity,
        focus=f"{BASE}mal/{cell[1].lower() if cell else 'utan-cell'}",
        label=label,
        body=f"{BASE}organ/BUN",
        path=CONTRIBUTES,
        value=value,
        message=broken.message.filled(texts),
        remedy=broken.remedy.filled(texts),
        basis=broken.basis,
        origin=Origin(FILE, *cell) if cell else None,
        component=f"{SHACL}MinCountConstraintComponent",
    )


FINDINGS = ordered(
    [
        *(finding(LOOSE, title, cell=("Nämndmål", f"F{row}")) for row, title in enumerate(TITLES, start=7)),
        replace(
            finding(
                ASTRAY,
                "Fler behöriga lärare",
                cell=("Nämndmål", "F11"),
                value="KF-9",
                nearest="KF-1 eller KF-4",
            ),
            term=f"<{BASE}mal/KF-9>",
        ),
        finding(ASTRAY, "Färre elever med hög frånvaro", cell=("Nämndmål", "F13"), value="kf tre"),
        finding(MANY, "Barn- och utbildningsnämnden", cell=("Organ", "B4"), goalCount="12", mostGoals="5"),
        finding(GOAL_LEVEL, "Trygg uppväxt i hela kommunen", cell=("KF-mål", "I2")),
        replace(
            finding(NUMBER_AS_TEXT, "Utfall G14", cell=("Utfall", "G14"), value="87,5"),
            focus=NUMBER_AS_TEXT.shape,
            component=None,
        ),
    ]
)

BROKEN = Verdict(
    plan=PlanHead(f"{BASE}plan/2024", "Mål och budget 2024", "Lindviks kommun", 2024),
    source=SourceFile(FILE, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    gate=Gate.BUDGET,
    period=None,
    today=date(2024, 1, 31),
    fail_on=Severity.VIOLATION,
    checked=(MANY, CLEAN, LOOSE, GOAL_LEVEL, ASTRAY, NUMBER_AS_TEXT),
    not_checked=(
        NotChecked(ELSEWHERE, Reason.OTHER_GATE),
        NotChecked(UNDATED, Reason.NO_PERIOD),
        NotChecked(EMPTY, Reason.NOTHING_TO_CHECK),
    ),
    findings=FINDINGS,
)

WHOLE = replace(BROKEN, findings=tuple(each for each in FINDINGS if each.severity is not Severity.VIOLATION))
SPOTLESS = replace(BROKEN, findings=(), not_checked=(), gate=None, period="2024")

TRICKY = (
    "<script>alert(1)</script>",
    "</td></table></body>",
    "&lt;b&gt; & \"quoted\" 'quoted'",
    "{{ 7 * 7 }} {% raw %} {label} [x]",
    "]]> --> <!-- <![CDATA[",
    '"""\\ \\u0041 """ @sv ^^',
    "rad ett\nrad två\r\n\ttab",
    "\x00\x07\x1b[31mröd\x1b[0m\x9b1m",
    "\u202egnol txet\u202c \ufeff\u2028",
    "=1+1",
    "",
    "   ",
    "🧵 Å̈ngström",
)
any_text = st.text() | st.sampled_from(TRICKY)


@st.composite
def hostile_verdicts(draw: st.DrawFn) -> Verdict:
    """Verdicts whose every text that a user writes may be anything at all."""
    said = Text(draw(any_text), draw(any_text))
    found = Finding(
        rule=ASTRAY.code,
        shape=ASTRAY.shape,
        severity=ASTRAY.severity,
        focus=f"{BASE}mal/1",
        label=draw(any_text),
        body=None,
        path=None,
        value=draw(any_text | st.none()),
        message=said,
        remedy=Text(draw(any_text), draw(any_text)),
        basis=ASTRAY.basis,
        origin=draw(st.builds(Origin, any_text, any_text, any_text) | st.none()),
    )
    again = replace(found, label=draw(any_text), message=Text(draw(any_text), draw(any_text)))
    return replace(
        BROKEN,
        plan=PlanHead(
            f"{BASE}plan/2024", draw(any_text), draw(any_text), draw(st.integers(1900, 2100) | st.none())
        ),
        source=SourceFile(draw(any_text), "0" * 64),
        findings=tuple([found, again][: draw(st.integers(1, 2))]),
    )
