"""What stands on the page of the overview, as words and marks ready to be laid out."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dashboard.components.block import MARKS
from dashboard.components.marks import TONES, Mark, standing_mark, status_mark
from dashboard.words import word
from graph.analysis.changes import Changes
from graph.analysis.coverage_tallies import Tally
from graph.analysis.overview import Overview
from graph.analysis.thread import Standing
from graph.asking import names_to_ask_by
from graph.model import Plan
from graph.model_base import Named
from graph.report.changes_outline import CHANGED, DROPPED, NEW, told
from graph.report.changes_words import Teller, summary
from graph.report.outline import one_line
from graph.report.trace_words import called, standing_words, status_word
from graph.verdict import Verdict
from shapes.findings import Language

SHOWN = ("support", "committees", "companies", "threads", "indicators", "targets", "ties", "decisions")
"""The counts that stand here; Täckning shows them all."""
FEW = 5
"""How many changes are told here; Jämför tells them all."""

_SIGNS = {NEW: "lately-new", DROPPED: "lately-dropped", CHANGED: "lately-changed"}


def glance(seen: Overview, verdict: Verdict, plan: Plan, language: Language) -> Mapping[str, object]:
    """The answer in a few numbers: rules broken, council goals supported, how it goes, steps late."""
    numbers = Counter(_mark(each.standing, plan, language) for each in seen.council_goals)
    return {
        "broken": len({finding.rule for finding in verdict.findings}),
        "rules": len(verdict.checked),
        "support": seen.tallies["support"],
        "anchored": [seen.tallies[name] for name in ("committees", "companies")],
        "standings": _ordered(numbers),
        "late": len(seen.late),
        "steps": len(plan.milestones),
    }


def _mark(standing: Standing | None, plan: Plan, language: Language) -> Mark:
    """How it goes for a goal, without what the figures say beside it."""
    if standing is None or standing_words(standing, language) is None:
        return status_mark(None, "", language, plan.scale)
    said = standing.step.name(language) if standing.step else status_word(standing.status, language)
    return status_mark(standing.status, one_line(said), language, plan.scale)


def _ordered(numbers: Mapping[Mark, int]) -> list[tuple[int, Mark]]:
    """How many have each mark, the good first."""
    return [(numbers[mark], mark) for mark in sorted(numbers, key=lambda mark: TONES.index(mark.tone))]


def tallies_of(
    plan: Plan, seen: Overview, language: Language
) -> list[tuple[str, Tally, list[tuple[str, str | None]]]]:
    """Every count that expects something, with what lacks it: its name, and what a goal is asked for by."""
    things: tuple[Named, ...] = (*plan.goals, *plan.bodies, *plan.indicators)
    names = {thing.iri: called(thing, language) for thing in things}
    asks = names_to_ask_by(plan)
    return [
        (name, tally, [(names.get(iri, iri), asks.get(iri)) for iri in tally.missing])
        for name in SHOWN
        if (tally := seen.tallies[name]).expected
    ]


def council_goals_of(plan: Plan, seen: Overview, language: Language) -> list[dict[str, object]]:
    """Every council goal in force, with how many goals lead to it and how it goes."""
    names = names_to_ask_by(plan)
    return [
        {
            "id": names[each.goal.iri],
            "name": called(each.goal, language),
            "owner": each.owner.name(language) if each.owner else "",
            "support": len(each.support),
            "mark": standing_mark(each.standing, language, plan.scale),
        }
        for each in seen.council_goals
    ]


def lately_of(changes: Changes, language: Language) -> tuple[str, Sequence[Mapping[str, object]], int]:
    """What changed, in one line; the first few changes, goals before all else; how many more there are."""
    every = [each for sort in told(Teller(changes, language, MARKS)) for each in sort.told]
    shown = [
        {
            "sign": each.sign,
            "word": word(_SIGNS[each.sign])[language],
            "name": each.name,
            "sentences": each.sentences,
        }
        for each in every[:FEW]
    ]
    return summary(changes, language), shown, max(0, len(every) - FEW)
