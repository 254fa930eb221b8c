"""How a status is shown: a shape, its word and a colour, so that none of them is needed to understand it."""

from collections.abc import Mapping

from graph.analysis.targets import Verdict
from graph.model import ScaleStep
from graph.model_followup import Assessment
from graph.reference import Status
from graph.report.status_signs import symbol_of
from graph.report.trace_words import status_word
from graph.report.trace_words import word as trace_word
from graph.site.foreign import said_in
from graph.site.page_parts import Mark
from graph.site.plan_view import PlanView
from graph.site.words import word
from shapes.findings import Language

_TONES: Mapping[Status, str] = {
    Status.FULFILLED: "good",
    Status.PARTLY: "middling",
    Status.NOT_FULFILLED: "bad",
    Status.ONGOING: "going",
    Status.NOT_ASSESSABLE: "none",
}
_NO_SHAPE = "dash"
_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.MET: ("check", "good"),
    Verdict.NOT_MET: ("cross", "bad"),
    Verdict.NOT_MEASURED: ("dash", "none"),
}


def goal_mark(view: PlanView, goal: str, language: Language) -> Mark:
    """How it goes for a goal: as stated, with the computed status where that is another."""
    report = view.report(goal)
    if report is None:
        return _not_assessed(language)
    computed = report.computed.status
    known = computed is not Status.NOT_ASSESSABLE
    if report.stated is None:
        if not known:
            return _not_assessed(language)
        return _mark(
            view, computed, word("computed-only", status=_called(view, computed, language))[language]
        )
    stated = assessment_mark(view, report.stated.assessment, report.stated.status, language)
    if not known or report.stated.status in {None, computed}:
        return stated
    said = word("stated-and-computed", stated=stated.word, computed=_called(view, computed, language))
    return Mark(stated.shape, said[language], stated.tone)


def status_mark(view: PlanView, status: Status, language: Language) -> Mark:
    """A status, in the municipality's own words."""
    return _mark(view, status, _called(view, status, language))


def _called(view: PlanView, status: Status, language: Language) -> str:
    own = view.own_steps.get(status)
    return _step(own, language) if own else status_word(status, language)


def _step(step: ScaleStep, language: Language) -> str:
    return said_in(step.title, language) or step.name(language)


def _not_assessed(language: Language) -> Mark:
    return Mark("dash", word("not-assessed")[language], "none")


def assessment_mark(
    view: PlanView, assessment: Assessment, status: Status | None, language: Language
) -> Mark:
    """What somebody stated, in the words of the step that they chose, which stands for `status`."""
    step = view.steps.get(assessment.status or "")
    if status is None:
        said = _step(step, language) if step else (assessment.status or word("not-assessed")[language])
        return Mark("dash", said, "none")
    return _mark(view, status, _step(step, language) if step else status_word(status, language))


def verdict_mark(verdict: Verdict, language: Language) -> Mark:
    """Whether a target was reached."""
    shape, tone = _VERDICTS[verdict]
    return Mark(shape, trace_word(verdict.value)[language], tone)


def _mark(view: PlanView, status: Status, said: str) -> Mark:
    symbol = symbol_of(status, view.plan.scale)
    return Mark(symbol.value if symbol else _NO_SHAPE, said, _TONES[status])
