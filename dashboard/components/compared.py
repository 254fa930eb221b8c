"""Two plans compared, as words and marks ready to be laid out."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.components.block import MARKS
from dashboard.components.marks import Mark, standing_mark, status_mark
from dashboard.words import word
from graph.agenda2030 import agenda
from graph.analysis.changes import changes
from graph.analysis.coverage_tallies import Tally
from graph.analysis.side_by_side import Side, side_by_side
from graph.facts.period import choose_period, period_of
from graph.model import Plan
from graph.model_followup import FollowUpPeriod
from graph.reference import GoalKind
from graph.report.changes_outline import CHANGED, DROPPED, NEW, told
from graph.report.changes_words import Teller, summary
from graph.report.changes_words import word as change_word
from graph.report.coverage_words import word as coverage_word
from graph.report.numbers import in_digits
from graph.report.trace_words import called, status_word
from shapes.findings import Language

_SIGNS = {NEW: "change-new", DROPPED: "change-dropped", CHANGED: "change-changed"}
_KINDS = {
    GoalKind.COUNCIL: "figure-council-goals",
    GoalKind.COMMITTEE: "figure-committee-goals",
    GoalKind.COMPANY: "figure-company-goals",
}


def in_words(old: Plan, new: Plan, language: Language) -> Mapping[str, object]:
    """What changed, sort by sort, each thing with a sentence for each change."""
    found = changes(old, new)
    return {
        "summary": summary(found, language) if found.things else word("nothing-changed")[language],
        "other": "" if found.same_municipality else change_word("other-municipality")[language],
        "sorts": [
            {
                "heading": sort.heading,
                "told": [
                    {
                        "sign": each.sign,
                        "word": word(_SIGNS[each.sign])[language],
                        "name": each.name,
                        "sentences": each.sentences,
                    }
                    for each in sort.told
                ],
            }
            for sort in told(Teller(found, language, MARKS))
        ],
    }


def figures(old: Plan, new: Plan, today: date, language: Language) -> Mapping[str, object]:
    """Two plans side by side: counts, council goals with how it goes, ties to Agenda 2030."""
    pair = side_by_side((old, _period(old)), (new, _period(new)), today)
    sides = (pair.left, pair.right)
    rows = [
        (word(_KINDS[kind])[language], [in_digits(side.goals[kind])[language] for side in sides])
        for kind in GoalKind
    ]
    rows.append(
        (
            word("figure-indicators")[language],
            [in_digits(len(side.plan.indicators))[language] for side in sides],
        )
    )
    rows += [
        (coverage_word(f"tally-{name}")[language], [_out_of(one, language), _out_of(other, language)])
        for name, one, other in pair.tallies
    ]
    return {
        "names": [_name(side, language) for side in sides],
        "rows": rows,
        "statuses": [_statuses(side, language) for side in sides],
        "council_goals": [_council_goals(side, language) for side in sides],
        "agenda": [
            (f"{sdg.identifier} {sdg.name(language)}", [sdg.iri in side.agenda_goals for side in sides])
            for sdg in agenda()
            if sdg.iri in pair.agenda_goals
        ],
    }


def _period(plan: Plan) -> FollowUpPeriod | None:
    chosen = choose_period(plan, None, None)
    return period_of(plan, chosen) if chosen else None


def _name(side: Side, language: Language) -> str:
    municipality = side.plan.municipality
    name = municipality.name(language) if municipality else side.plan.name(language)
    return f"{name} {side.plan.budget_year or ''}".strip()


def _out_of(tally: Tally, language: Language) -> str:
    if not tally.expected:
        return "–"
    numbers = {"n": len(tally.covered), "all": tally.denominator}
    return word("out-of", **{key: in_digits(each)[language] for key, each in numbers.items()})[language]


def _statuses(side: Side, language: Language) -> Sequence[tuple[Mark, str]]:
    """How many council goals have each status, for those that some have."""
    return [
        (
            status_mark(status, status_word(status, language), language, side.plan.scale),
            in_digits(count)[language],
        )
        for status, count in side.statuses.items()
        if count
    ]


def _council_goals(side: Side, language: Language) -> Sequence[tuple[str, Mark]]:
    return [
        (called(each.goal, language), standing_mark(each.standing, language, side.plan.scale))
        for each in side.overview.council_goals
    ]
