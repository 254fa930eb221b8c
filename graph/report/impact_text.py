"""What a plan hangs on, and what happens if some goals go, as plain text."""

from collections.abc import Sequence
from datetime import date

from graph.analysis.impact import Impact, Support, WeakPoints
from graph.model import Goal, Plan
from graph.model_base import Named
from graph.model_followup import Indicator
from graph.reference import GoalKind
from graph.report.numbers import in_digits
from graph.report.outline import in_a_row, one_line
from graph.report.trace_words import called, kind_of
from graph.report.wrapping import page_width, wrap
from shapes.findings import Language
from shapes.words import read_words

_STEP = "  "
_SHOWN_BY_NAME = 10


def impact_text(plan: Plan, impact: Impact, language: Language, width: int = 80) -> str:
    """What happens if some goals go, ending in a newline."""
    page = _Page(plan, language, width)
    heir = page.short(impact.merged_into) if impact.merged_into else ""
    if not impact.removed and impact.on is None:
        return "\n".join(page.wrap(page.say("gone-none"))) + "\n"
    parts = [
        page.block("merged" if heir else "gone", impact.removed, goal=heir) if impact.removed else [],
        page.wrap(page.say("heir", goal=heir)) if heir else [],
        page.expired(impact),
        page.block("begun", impact.begun) if impact.begun else [],
        page.block("begun-loose", impact.begun_loose) if impact.begun_loose else [],
        page.block("moved", impact.moved, goal=heir) if impact.moved else [],
        page.block("lost", impact.lost),
        page.block("unsupported", impact.unsupported),
        page.hanging(impact.hanging),
        page.unmeasured(impact.unmeasured),
        page.block("loose", impact.loose) if impact.loose else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def weak_points_text(plan: Plan, weak: WeakPoints, language: Language, width: int = 80) -> str:
    """Where the whole plan is weak, ending in a newline."""
    page = _Page(plan, language, width)
    parts = [
        page.wrap(page.say("title", plan=one_line(plan.name(language)))),
        page.supports(weak),
        page.hinges(weak),
        page.bridges(weak),
        page.chain(weak),
        page.block("loose", weak.loose) if weak.loose else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


class _Page:
    """The laying out of one answer."""

    def __init__(self, plan: Plan, language: Language, width: int) -> None:
        self.plan = plan
        self.language: Language = language
        self.width = page_width(width)
        self.bodies = {body.iri: one_line(body.name(language)) for body in plan.bodies}
        self.goals = {goal.iri: goal for goal in plan.goals}

    def say(self, key: str, **values: str) -> str:
        return read_words("graph.report", "impact")[key].filled(values)[self.language]

    def counted(self, key: str, number: int, **values: str) -> str:
        ending = {0: "none", 1: "one"}.get(number, "many")
        return self.say(f"{key}-{ending}", n=in_digits(number)[self.language], **values)

    def short(self, thing: Named) -> str:
        """A thing's id, or its title where it has none."""
        return one_line(thing.identifier or thing.name(self.language))

    def row(self, things: Sequence[Named]) -> str:
        return in_a_row([self.short(each) for each in things], self.language)

    def block(self, key: str, things: Sequence[Named], **values: str) -> list[str]:
        """A sentence that says how many, and each thing with whose it is."""
        lines = self.wrap(self.counted(key, len(things), **values), rest=_STEP)
        for thing in things:
            lines += self.thing(thing)
        return lines

    def thing(self, thing: Named, more: str = "") -> list[str]:
        """A thing with whose it is, and what more there is to say of it."""
        beside = [more] if more else []
        if isinstance(thing, Goal):
            beside.insert(0, self.bodies.get(thing.owner or "") or kind_of(thing, self.plan, self.language))
        said = called(thing, self.language) + (f" ({', '.join(beside)})" if beside else "")
        return self.wrap(said, first=_STEP, rest=_STEP * 2)

    def expired(self, impact: Impact) -> list[str]:
        """The goals that are not in force on the day, by their last day; in a row where they are many."""
        if impact.on is None:
            return []
        count = len(impact.expired)
        lines = self.wrap(self.counted("expired", count, day=impact.on.isoformat()), rest=_STEP)
        by_day: dict[date | None, list[Goal]] = {}
        for each in impact.expired:
            by_day.setdefault(each.last_day, []).append(each.goal)
        for day in sorted(by_day, key=lambda day: day or date.min):
            last = self.say("last-day", day=day.isoformat()) if day else self.say("no-last-day")
            if len(by_day[day]) > _SHOWN_BY_NAME:
                lines += self.wrap(f"{last}: {self.row(by_day[day])}", first=_STEP, rest=_STEP * 2)
            else:
                lines += [line for goal in by_day[day] for line in self.thing(goal, last)]
        return lines

    def unmeasured(self, indicators: Sequence[Indicator]) -> list[str]:
        """The indicators that measure nothing any longer; in a row where they are many."""
        if len(indicators) <= _SHOWN_BY_NAME:
            return self.block("unmeasured", indicators) if indicators else []
        lines = self.wrap(self.counted("unmeasured", len(indicators)), rest=_STEP)
        return lines + self.wrap(self.row(indicators), first=_STEP, rest=_STEP)

    def hanging(self, supports: Sequence[Support]) -> list[str]:
        if not supports:
            return []
        lines = self.wrap(self.counted("hanging", len(supports)), rest=_STEP)
        for support in supports:
            lines += self.wrap(called(support.goal, self.language), first=_STEP, rest=_STEP * 2)
            lines += self.hangs_on(support, _STEP * 2)
        return lines

    def hangs_on(self, support: Support, indent: str) -> list[str]:
        """The one body and the goals that a council goal hangs on."""
        lines: list[str] = []
        if support.sole_body is not None:
            body = self.bodies.get(support.sole_body, one_line(support.sole_body))
            lines += self.wrap(self.say("sole-body", body=body), first=indent, rest=indent + _STEP)
        for iri in support.hinges:
            name = called(self.goals[iri], self.language)
            lines += self.wrap(self.say("sole-goal", goal=name), first=indent, rest=indent + _STEP)
        return lines

    def supports(self, weak: WeakPoints) -> list[str]:
        if not weak.supports:
            return self.wrap(self.say("supports-none"))
        alone = {hinge.goal.iri: len(hinge.holds) for hinge in weak.hinges}
        lines = [self.say("supports")]
        for support in weak.supports:
            lines += self.wrap(called(support.goal, self.language), first=_STEP, rest=_STEP * 2)
            said = self.say("support-none")
            if support.supporters:
                said = self.say(
                    "support",
                    goals=self.counted("goals", len(support.supporters)),
                    bodies=self.counted("bodies", len(support.bodies)),
                    alone=self.counted("alone", alone.get(support.goal.iri, 0)),
                )
            lines += self.wrap(said, first=_STEP * 2, rest=_STEP * 3)
            lines += self.hangs_on(support, _STEP * 2)
        if any(support.supporters for support in weak.supports) and not any(
            support.hangs for support in weak.supports
        ):
            lines += self.wrap(self.say("safe"), first=_STEP, rest=_STEP)
        return lines

    def hinges(self, weak: WeakPoints) -> list[str]:
        """Council goals are told of with their support, so only the others stand here."""
        if not weak.threaded:
            return []
        hinges = [hinge for hinge in weak.hinges if hinge.goal.kind is not GoalKind.COUNCIL]
        lines = [self.say("hinges")]
        for hinge in hinges:
            said = f"{called(hinge.goal, self.language)}: {self.say('holds', goals=self.row(hinge.holds))}"
            lines += self.wrap(said, first=_STEP, rest=_STEP * 2)
        return lines if hinges else self.wrap(self.say("hinges-none"))

    def bridges(self, weak: WeakPoints) -> list[str]:
        if not weak.threaded:
            return []
        single, threaded = (in_digits(number)[self.language] for number in (weak.single, weak.threaded))
        lines = [self.say("bridges")] if weak.bridges else []
        for bridge in weak.bridges:
            said = self.say(
                "bridge",
                below=self.short(bridge.below),
                above=self.short(bridge.above),
                goals=self.row(bridge.holds),
            )
            lines += self.wrap(said, first=_STEP, rest=_STEP * 2)
        indent = _STEP if weak.bridges else ""
        return lines + self.wrap(
            self.say("single", single=single, threaded=threaded), first=indent, rest=indent
        )

    def chain(self, weak: WeakPoints) -> list[str]:
        if len(weak.chain) < 2:
            return []
        lines = [self.say("chain")]
        for goal in weak.chain:
            lines += self.wrap(called(goal, self.language), first=_STEP, rest=_STEP * 2)
        return lines

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        return wrap(text, self.width, first=first, rest=rest)
