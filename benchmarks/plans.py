"""Plans of any size, made up from nothing but their size, as the sheets that a workbook would have.

A plan of size 1 is about as large as Lindvik; one of size 10 has ten times its bodies, goals and indicators.
Every tenth indicator lacks the target value of the budget year, so that there is something to find.
"""

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from graph.sources.rows import Value

Line = dict[str, Value]
Tables = dict[str, list[Line]]

COUNCIL_GOALS = 5
COMMITTEES, COMPANIES = 7, 4
GOALS_PER_BODY = 5
INDICATORS = 150
YEARS = (2022, 2023, 2024)
BUDGET_YEAR = YEARS[-1]
NO_TARGET_EVERY = 10
BY_SEX_EVERY = 3

_GROUPS = ("barn", "unga", "aldre", "alla")
_AGENDA = ("3.4", "4.1", "7.2", "8.5", "10.2", "11.7", "12.5", "13.2", "16.7")
_STEPS = (
    ("gron", "Uppnått", "uppfyllt"),
    ("gul", "På väg", "delvis uppfyllt"),
    ("rod", "Långt ifrån", "ej uppfyllt"),
)


def plan(size: float) -> Tables:
    """The rows of every sheet that the plan fills in, by the sheet's name; always the same for the same size.

    A small plan has a committee and a company at least.
    """
    bodies = [*_bodies("NAMND", math.ceil(COMMITTEES * size)), *_bodies("BOLAG", math.ceil(COMPANIES * size))]
    goals = [(body, f"{body}-{number + 1}") for body in bodies for number in range(GOALS_PER_BODY)]
    indicators = [
        (f"I-{number + 1}", *goals[number % len(goals)]) for number in range(math.ceil(INDICATORS * size))
    ]
    return {
        "Kommun": [
            {
                "Namn": "Provkommunen (påhittad)",
                "Kommunkod": "9998",
                "Organisationsnummer": "299999-9903",
                "Bas-IRI": "https://data.provkommunen.example",
                "Budgetår": BUDGET_YEAR,
                "Mandatperiod": "2023-2026",
                "Planens titel": f"Mål och budget {BUDGET_YEAR}, storlek {size:g}",
                "Kontakt": "Kommunledningskontoret",
                "Kontakt e-post": "kommun@provkommunen.example",
                "Licens": "http://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "Styrmodell": [
            {"Namn": "Provkommunens styrmodell", "Sammanvägning": "andel", "Gräns för uppfyllt": 80}
        ],
        "Begrepp": list(_concepts()),
        "Organ": list(_body_rows(bodies)),
        "Vision och värden": [
            {
                "Id": "vision",
                "Typ": "Vision",
                "Text": "Nära till allt",
                "Gäller från": date(2020, 1, 1),
                "Gäller till": date(2035, 12, 31),
                "Beslut": "KF-1",
            },
            {"Id": "omtanke", "Typ": "Värdeord", "Text": "Omtanke", "Beslut": "KF-1"},
        ],
        "KF-mål": [_council_goal(number, bodies) for number in range(COUNCIL_GOALS)],
        "Nämndmål": [
            _goal(body, goal, place) for place, (body, goal) in enumerate(goals) if body.startswith("NAMND")
        ],
        "Bolagsmål": [
            _goal(body, goal, place) for place, (body, goal) in enumerate(goals) if body.startswith("BOLAG")
        ],
        "Indikatorer": [_indicator(*indicator) for indicator in indicators],
        "Målvärden": list(_targets(indicators)),
        "Utfall": list(_outcomes(indicators)),
        "Bedömningar": list(_assessments(goals)),
        "Beslut": list(_decisions(bodies)),
    }


def _bodies(name: str, count: int) -> Iterator[str]:
    return (f"{name}{number + 1}" for number in range(count))


def _concepts() -> Iterator[Line]:
    for number, name in enumerate(_GROUPS):
        yield {"Id": name, "Typ": "Målgrupp", "Benämning": f"Målgruppen {name}", "Ordning": number + 1}
    for number, (name, label, means) in enumerate(_STEPS):
        yield {
            "Id": name,
            "Typ": "Bedömningssteg",
            "Benämning": label,
            "Motsvarar": means,
            "Symbol": ("cirkel", "triangel", "romb")[number],
            "Ordning": number + 1,
        }


def _body_rows(bodies: list[str]) -> Iterator[Line]:
    yield {"Id": "KF", "Namn": "Kommunfullmäktige", "Typ": "Kommunfullmäktige"}
    yield {"Id": "KS", "Namn": "Kommunstyrelsen", "Typ": "Kommunstyrelse", "Överordnat organ": "KF"}
    for body in bodies:
        kind = "Nämnd" if body.startswith("NAMND") else "Kommunalt bolag"
        yield {"Id": body, "Namn": f"{kind} {body}", "Typ": kind, "Överordnat organ": "KF"}


def _council_goal(number: int, bodies: list[str]) -> Line:
    return {
        "Id": f"KF-{number + 1}",
        "Mål": f"Kommunen blir bättre på område nummer {number + 1}",
        "Organ": "KF",
        "Utgår från": "vision; omtanke",
        "Förväntade organ": "; ".join(bodies[number::COUNCIL_GOALS]),
        "Effekt": "Invånarna märker skillnaden i sin vardag.",
        "Agenda 2030": f"{_AGENDA[number]}; del av {number + 1}",
        "Målgrupper": _GROUPS[number % len(_GROUPS)],
        "Perspektiv": "verksamhet",
        "Gäller från": date(2023, 1, 1),
        "Gäller till": date(2030, 12, 31),
        "Beslut": "KF-1",
        "Ordning": number + 1,
    }


def _goal(body: str, goal: str, place: int) -> Line:
    return {
        "Id": goal,
        "Mål": f"Verksamheten når längre med uppgift {place + 1}",
        "Organ": body,
        "Bidrar till": f"KF-{place % COUNCIL_GOALS + 1}",
        "Effekt": f"De som berörs av uppgift {place + 1} får hjälp i tid.",
        "Agenda 2030": _AGENDA[place % len(_AGENDA)],
        "Målgrupper": _GROUPS[place % len(_GROUPS)],
        "Perspektiv": "verksamhet",
        "Gäller från": date(BUDGET_YEAR, 1, 1),
        "Gäller till": date(BUDGET_YEAR, 12, 31),
        "Beslut": f"{body}-beslut; KF-2",
        "Ordning": place + 1,
    }


def _indicator(indicator: str, body: str, goal: str) -> Line:
    return {
        "Id": indicator,
        "Indikator": f"Andel som är nöjda, mätning {indicator}",
        "Mäter": goal,
        "Organ": body,
        "Slag": "resultat",
        "Definition": "Andel som svarar ja, av dem som svarar.",
        "Enhet": "procent",
        "Riktning": "upp",
        "Källa": "Egen mätning",
        "Beslut": f"{body}-beslut",
    }


def _targets(indicators: list[tuple[str, str, str]]) -> Iterator[Line]:
    for place, (indicator, _, _) in enumerate(indicators):
        for year in YEARS:
            if year != BUDGET_YEAR or place % NO_TARGET_EVERY:
                yield {
                    "Indikator": indicator,
                    "Period": str(year),
                    "Villkor": "minst",
                    "Värde": 70 + place % 20,
                }


def _outcomes(indicators: list[tuple[str, str, str]]) -> Iterator[Line]:
    for place, (indicator, _, _) in enumerate(indicators):
        sexes = ("totalt",) if place % BY_SEX_EVERY else ("totalt", "kvinnor", "män")
        for year in YEARS:
            for sex in sexes:
                value = Decimal(650 + place * 7 % 300 + len(sex)) / 10
                yield {"Indikator": indicator, "Period": str(year), "Värde": value, "Kön": sex}


def _assessments(goals: list[tuple[str, str]]) -> Iterator[Line]:
    council = [("KS", f"KF-{number + 1}") for number in range(COUNCIL_GOALS)]
    for place, (body, goal) in enumerate([*council, *goals]):
        for year in YEARS[1:]:
            yield {
                "Mål": goal,
                "Period": str(year),
                "Slag": "utfall",
                "Status": _STEPS[(place + year) % len(_STEPS)][1],
                "Motivering": "Mätningarna visar vart det är på väg.",
                "Åtgärd": "Arbetet går vidare enligt plan.",
                "Bedömd av": body,
            }


def _decisions(bodies: list[str]) -> Iterator[Line]:
    yield {
        "Id": "KF-1",
        "Rubrik": "Vision och mål",
        "Organ": "KF",
        "Datum": date(2022, 11, 28),
        "Paragraf": "1",
        "Slag": "antagande",
    }
    yield {
        "Id": "KF-2",
        "Rubrik": "Nämndernas mål",
        "Organ": "KF",
        "Datum": date(2023, 11, 27),
        "Paragraf": "2",
        "Slag": "godkännande",
    }
    for place, body in enumerate(bodies):
        yield {
            "Id": f"{body}-beslut",
            "Rubrik": f"Mål för {body}",
            "Organ": body,
            "Datum": date(2023, 10, 18),
            "Paragraf": str(place + 10),
            "Slag": "antagande",
        }
