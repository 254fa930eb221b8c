"""A thread as plain text: the goal, the tree above it, the tree below it, how it is measured, and more."""

from collections.abc import Iterable, Iterator

from graph.analysis.followup import canonical_status
from graph.analysis.thread import Fold, Knot, Measure, Step, Thread
from graph.model_followup import Assessment
from graph.reference import GoalKind
from graph.report.outline import in_a_row, one_line
from graph.report.suggestion_words import proposed
from graph.report.suggestion_words import word as suggestion_word
from graph.report.trace_words import (
    called,
    check_words,
    comma,
    decision_words,
    kind_of,
    lacking,
    outcome_words,
    owner_of,
    sdg_words,
    span_words,
    standing_words,
    status_word,
    target_words,
    word,
)
from graph.report.wrapping import page_width, wrap
from shapes.findings import Language

_STEP = "  "
# Which rule a goal breaks whose thread reaches no council goal.
_RULES = {GoalKind.COMMITTEE: "T01", GoalKind.COMPANY: "T02"}
_DEEPEST = 8  # a longer chain is not indented further, but says how many steps it has come


def render(thread: Thread, language: Language, width: int = 80) -> str:
    """The whole thread, ending in a newline."""
    page = _Page(thread, language, width)
    parts = [
        page.head(),
        page.circles(),
        page.up(),
        page.down(),
        page.measures(),
        page.assessments(),
        page.beside(),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


class _Page:
    """The laying out of one thread."""

    def __init__(self, thread: Thread, language: Language, width: int) -> None:
        self.thread = thread
        self.language: Language = language
        self.width = page_width(width)
        self.knot = thread.knots[thread.goal.iri]
        bodies = {body.iri: body for body in thread.plan.bodies}
        self.bodies = {iri: one_line(body.identifier or body.name(language)) for iri, body in bodies.items()}
        self.periods = {
            each.iri: one_line(each.identifier or each.name(language)) for each in thread.plan.periods
        }
        if thread.period is not None:
            self.periods[thread.period.iri] = one_line(thread.period.identifier or thread.period.iri)
        self.dialogues = {each.iri: one_line(each.name(language)) for each in thread.plan.dialogues}
        self.statuses = {step.iri: one_line(step.name(language)) for step in thread.plan.scale}

    def say(self, key: str, **values: str) -> str:
        return word(key, **values)[self.language]

    def head(self) -> list[str]:
        lines = self.wrap(called(self.thread.goal, self.language))
        lines += self.facts(self.knot, _STEP, valid=True)
        effect = self.thread.goal.intended_effect.in_language(self.language)
        if effect:
            lines += self.named("effect", one_line(effect), _STEP)
        return lines

    def circles(self) -> list[str]:
        lines: list[str] = []
        for circle in self.thread.circles:
            goals = [self.thread.knots[iri].goal for iri in circle]
            names = in_a_row(
                [one_line(goal.identifier or goal.name(self.language)) for goal in goals], self.language
            )
            lines += self.wrap(
                self.say("circle" if len(goals) > 1 else "circle-alone", goals=names), rest=_STEP
            )
        return lines

    def up(self) -> list[str]:
        lines = [*self.roots(self.knot, _STEP, named=True), *self.tree(self.thread.up, measures=False)]
        if not self.thread.reaches_council:
            rule = _RULES[self.thread.goal.kind]
            lines += self.wrap(self.say("loose", rule=rule), first=_STEP, rest=_STEP)
            lines += self.suggested()
        return [self.say("up"), *(lines or self.wrap(self.say("up-none"), first=_STEP, rest=_STEP))]

    def suggested(self) -> list[str]:
        """The council goals that a goal in force may belong to, and why; nothing where none is likely."""
        found = proposed(self.thread.plan, self.thread.goal, self.language) if self.knot.in_force else []
        lines: list[str] = []
        for goal, reasons in found:
            text = f"{called(goal, self.language)}: {'; '.join(reasons)}"
            lines += self.wrap(text, first=_STEP * 2, rest=_STEP * 3)
        heading = f"{suggestion_word('may-belong')[self.language]}:"
        return [*self.wrap(heading, first=_STEP, rest=_STEP), *lines] if lines else []

    def down(self) -> list[str]:
        lines = self.tree(self.thread.down, measures=True)
        return [self.say("down"), *(lines or self.wrap(self.say("down-none"), first=_STEP, rest=_STEP))]

    def tree(self, steps: Iterable[Step], *, measures: bool) -> list[str]:
        lines: list[str] = []
        for step in steps:
            indent = _STEP * min(step.level, _DEEPEST)
            inner = indent + _STEP
            knot = self.thread.knots[step.goal]
            name = called(knot.goal, self.language)
            if step.level > _DEEPEST:
                name = f"{self.say('level', n=str(step.level))}: {name}"
            if not step.unfolded:
                why = self.say("in-circle" if step.fold is Fold.CIRCLE else "elsewhere")
                lines += self.wrap(f"{name} {why}", first=indent, rest=inner)
                continue
            lines += self.wrap(name, first=indent, rest=inner)
            lines += self.facts(knot, inner, valid=False)
            if measures:
                lines += [line for each in knot.measures for line in self.measure(each, inner, brief=True)]
            else:
                lines += self.roots(knot, inner, named=False)
            if step.left_out:
                # one step in, where the goals themselves would have stood
                more = word("deeper-one" if step.left_out == 1 else "deeper-many", n=str(step.left_out))
                lines += self.wrap(more[self.language], first=inner, rest=inner)
        return lines

    def facts(self, knot: Knot, indent: str, *, valid: bool) -> list[str]:
        """Kind, owner, when it is valid, and how it goes."""
        parts = [kind_of(knot.goal, self.thread.plan, self.language), owner_of(knot, self.language)]
        if valid:
            parts.append(span_words(knot.goal.valid, self.language))
        if not knot.in_force:
            parts.append(self.say("not-in-force"))
        lines = self.wrap(comma(parts), first=indent, rest=indent + _STEP)
        if knot.standing is not None:
            status = standing_words(knot.standing, self.language) or self.say("status-none")
            lines += self.wrap(
                f"{self.periods[knot.standing.period.iri]}: {status}", first=indent, rest=indent + _STEP
            )
        return lines

    def roots(self, knot: Knot, indent: str, *, named: bool) -> list[str]:
        """What a goal rests on: programme, vision, core values, Agenda 2030; and links that lead nowhere."""
        lines: list[str] = []
        for section in knot.sections:
            lines += self.named("section", called(section, self.language), indent)
        for vision in knot.visions:
            lines += self.named("vision", one_line(vision.name(self.language)), indent)
        if knot.core_values:
            values = [one_line(each.name(self.language)) for each in knot.core_values]
            lines += self.named("core-values", "; ".join(values), indent)
        ties = sdg_words(knot.goal, self.language, named=named)
        if ties:
            lines += self.named("agenda", "; ".join(ties), indent)
        if knot.missing:
            lines += self.named(
                "missing", ", ".join(lacking(each, self.thread.plan) for each in knot.missing), indent
            )
        return lines

    def measures(self) -> list[str]:
        lines = [line for each in self.knot.measures for line in self.measure(each, _STEP, brief=False)]
        return [self.say("measured"), *(lines or [f"{_STEP}{self.say('measured-none')}"])]

    def measure(self, measure: Measure, indent: str, *, brief: bool) -> list[str]:
        """An indicator with its target values and outcomes: those of the period in one line where brief."""
        indicator = measure.indicator
        unit = f" ({one_line(indicator.unit)})" if indicator.unit else ""
        targets = {target.iri: target for target in measure.targets}
        checks = [check_words(each, targets[each.target], self.language) for each in measure.checks]
        name = called(indicator, self.language) + unit
        inner = indent + _STEP
        if brief:
            said = "; ".join(checks) or self.say("targets-none")
            return self.wrap(f"{self.say('indicator')}: {name}: {said}", first=indent, rest=inner)
        lines = self.wrap(name, first=indent, rest=inner)
        period = self.periods.get(self.thread.period.iri, "") if self.thread.period else ""
        for check in checks:
            lines += self.wrap(f"{period}: {check}", first=inner, rest=inner + _STEP)
        aims = [f"{self.period(each.period)} {target_words(each, self.language)}" for each in measure.targets]
        lines += self.named("targets", "; ".join(aims) or self.say("targets-none"), inner)
        values = [
            f"{self.period(each.period)} {outcome_words(each, self.language)}" for each in measure.outcomes
        ]
        return lines + self.named("outcomes", "; ".join(values) or self.say("outcomes-none"), inner)

    def assessments(self) -> list[str]:
        lines = [line for each in self.knot.assessments for line in self.assessment(each)]
        return [self.say("assessments"), *lines] if lines else []

    def assessment(self, assessment: Assessment) -> Iterator[str]:
        status = self.status(assessment)
        kind = f", {self.say(assessment.kind.value)}" if assessment.kind else ""
        text = one_line(assessment.motivation.in_language(self.language) or "")
        sentence = f"{self.period(assessment.period)}{kind}: {status}" + (f". {text}" if text else "")
        yield from self.wrap(sentence, first=_STEP, rest=_STEP * 2)
        action = assessment.action.in_language(self.language)
        if action:
            yield from self.named("action", one_line(action), _STEP * 2)

    def status(self, assessment: Assessment) -> str:
        if assessment.status is None:
            return self.say("status-none")
        canonical = canonical_status(self.thread.plan, assessment.status)
        reference = status_word(canonical, self.language) if canonical else one_line(assessment.status)
        return self.statuses.get(assessment.status) or reference

    def beside(self) -> list[str]:
        """Decisions, assignments, and the dialogue input that the goal came from."""
        lines: list[str] = []
        for decision in self.knot.decisions:
            body = self.bodies.get(decision.decided_by or "", "")
            said = decision_words(decision, body, self.language)
            title = one_line(decision.title.in_language(self.language) or "")
            lines += self.named("decision", f"{said}: {title}" if title else said, _STEP)
        for assignment in self.knot.assignments:
            lines += self.named("assignment", called(assignment, self.language), _STEP)
        for each in self.knot.inputs:
            dialogue = self.dialogues.get(each.dialogue or "")
            text = called(each, self.language)
            lines += self.named("input", f"{text} ({dialogue})" if dialogue else text, _STEP)
        return [self.say("beside"), *lines] if lines else []

    def period(self, iri: str | None) -> str:
        return self.periods.get(iri or "", "?")

    def named(self, key: str, text: str, indent: str) -> list[str]:
        """A line that begins with what it tells of, e.g. Vision."""
        return self.wrap(f"{self.say(key)}: {text}", first=indent, rest=indent + _STEP)

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        return wrap(text, self.width, first=first, rest=rest)
