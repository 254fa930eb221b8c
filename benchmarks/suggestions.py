"""`python -m benchmarks.suggestions`: how often a suggestion is right, with every tie hidden."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.analysis.coverage_scope import Scope
from graph.analysis.suggestions import Evidence, Suggesting
from graph.intake import take_in
from graph.model import Plan

EXAMPLES = Path(__file__).parent.parent / "examples"
PLANS = (("Lindvik", "lindvik-2024.xlsx"), ("Lindvik with faults", "lindvik-2024-brister.xlsx"))
CONTENT = tuple(kind for kind in Evidence if kind not in {Evidence.OWNER, Evidence.EXPECTED})
"""What the goals themselves say, without what is known of their owner."""


@dataclass(frozen=True, slots=True)
class Hits:
    """How the suggestions for some goals fared when their ties were hidden.

    `first` goals had a true council goal suggested first, `silent` ones had nothing suggested. `top` of all
    true `ties` were among those suggested; `suggested` counts all suggestions, true or not. `chance` is how
    many of the ties as many suggestions drawn by lot would find.
    """

    goals: int
    first: int
    silent: int
    ties: int
    top: int
    suggested: int
    chance: float


def hits(plan: Plan, evidence: Iterable[Evidence] = Evidence) -> Hits:
    """Hide the ties of one goal after another, and count which of them are suggested."""
    scope, kinds = Scope(plan), tuple(evidence)
    goals = [goal for goal in scope.below if scope.ends(goal.iri)]
    first = silent = ties = top = suggested = 0
    chance = 0.0
    for goal in goals:
        true = scope.ends(goal.iri)
        loose = replace(goal, contributes_to=())
        hidden = replace(plan, goals=tuple(loose if each is goal else each for each in plan.goals))
        found = [each.goal.iri for each in Suggesting(hidden).for_goal(loose, kinds)]
        ties += len(true)
        first += bool(true & set(found[:1]))
        top += len(true & set(found))
        silent += not found
        suggested += len(found)
        chance += len(true) * len(found) / len(scope.council_goals)
    return Hits(len(goals), first, silent, ties, top, suggested, chance)


def table(plans: Iterable[tuple[str, Plan]]) -> str:
    """The figures of some plans, as in the README."""
    lines = [
        "| plan | evidence | true goal first | nothing suggested | ties found | by lot | suggestions |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, plan in plans:
        for said, kinds in (("all", tuple(Evidence)), ("what the goals say", CONTENT)):
            found = hits(plan, kinds)
            lines.append(
                f"| {name} | {said} | {_of(found.first, found.goals)} | {_of(found.silent, found.goals)} "
                f"| {_of(found.top, found.ties)} | {_of(found.chance, found.ties)} | {found.suggested} |"
            )
    return "\n".join(lines)


def _of(number: float, whole: int) -> str:
    return f"{number:.0f} of {whole} ({100 * number / max(1, whole):.0f}%)"


def main() -> int:
    """Print the figures."""
    print(table((name, take_in(EXAMPLES / file).plan) for name, file in PLANS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
