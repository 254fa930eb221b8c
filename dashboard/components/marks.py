"""How a status or a verdict is shown: always a sign and a word, never by colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from dashboard.words import word
from graph.analysis.process import Step, StepState
from graph.analysis.thread import Standing
from graph.model import ScaleStep
from graph.reference import Status, concept_iri
from graph.report.numbers import in_digits
from graph.report.status_signs import SIGNS, sign_of
from graph.report.trace_words import standing_words
from graph.verdict import Verdict
from ontology.labels import label
from ontology.vocabulary import graph_of
from shapes.findings import Gate, Language


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, its word, and the tone of the colour beside them: good, middling, bad or none."""

    sign: str
    word: str
    tone: str


TONES = ("good", "middling", "bad", "none")
"""The tones, the best one first."""

_TONES = {Status.FULFILLED: "good", Status.PARTLY: "middling", Status.NOT_FULFILLED: "bad"}

_STEPS = {
    StepState.ENDED: ("✓", "good"),
    StepState.LATE: ("!", "bad"),
    StepState.UNDER_WAY: ("▷", "middling"),
    StepState.COMING: ("–", "none"),
    StepState.UNDATED: ("?", "none"),
}


def verdict_mark(verdict: Verdict, language: Language) -> Mark:
    """Whether the thread holds."""
    if not verdict.checked:
        return Mark("–", word("unchecked")[language], "none")
    if verdict.conforms:
        return Mark("✓", word("whole")[language], "good")
    return Mark("×", word("broken")[language], "bad")


def status_mark(status: Status | None, said: str, language: Language, scale: Iterable[ScaleStep]) -> Mark:
    """How it goes for a goal, in the words given, with the sign that the municipality's scale has for it."""
    if status is None:
        return Mark(SIGNS[None], said or word("not-assessed")[language], "none")
    return Mark(sign_of(status, scale), said, _TONES.get(status, "none"))


def standing_mark(standing: Standing | None, language: Language, scale: Iterable[ScaleStep]) -> Mark:
    """How it goes for a goal in a period: as stated, with the computed status where that differs."""
    said = standing_words(standing, language) if standing else None
    return status_mark(standing.status if standing and said else None, said or "", language, scale)


def step_mark(step: Step, language: Language) -> Mark:
    """How far a step of the time plan has come; for one that is late, by how many days."""
    sign, tone = _STEPS[step.state]
    if step.state is StepState.LATE:
        return Mark(sign, word("step-late-by", n=in_digits(step.days_late)[language])[language], tone)
    return Mark(sign, word(f"step-{step.state.value}")[language], tone)


def gate_word(gate: Gate, language: Language) -> str:
    """What the decision is called before which a plan is checked."""
    name = label(graph_of("concepts.ttl"), URIRef(concept_iri(gate)), language)
    return name[:1].upper() + name[1:]
