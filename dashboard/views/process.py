"""Process: how the plan came about: the time plan, the dialogue, the referral, the decisions."""

from collections.abc import Iterable, Mapping
from datetime import date

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.marks import gate_word, step_mark
from dashboard.words import word
from graph.analysis.process import DialogueResult, InputResult, Process, Step, StepState, process_of
from graph.analysis.referral import Round
from graph.asking import names_to_ask_by
from graph.model import Plan
from graph.model_base import Named, Thing
from graph.report.numbers import in_digits
from graph.report.trace_words import called, decision_kind_words
from shapes.findings import Language


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    found = process_of(plan, session.today())
    names = _names(plan, language)
    block("title", text=word("page-process")[language])
    block("time_plan", **_time_plan(found, names, language))
    block("dialogue", page=addresses.GOAL, **_dialogue(found, plan, language))
    block("referral", rounds=[_round(each, plan, names, language) for each in found.referral])
    block("decisions", decisions=_decisions(found, names, language))


def _names(plan: Plan, language: Language) -> Mapping[str, str]:
    """What each thing is called: a body by its name, all else by its id and title."""
    things: Iterable[Named] = (
        *plan.goals, *plan.programmes, *plan.sections, *plan.documents, *plan.visions, *plan.core_values,
        *plan.milestones, *plan.assignments, *plan.indicators, *plan.inputs,
    )  # fmt: skip
    named = {thing.iri: called(thing, language) for thing in things}
    # `called` of the plan itself would be its IRI's end
    return named | {body.iri: body.name(language) for body in plan.bodies} | {plan.iri: plan.name(language)}


def _time_plan(found: Process, names: Mapping[str, str], language: Language) -> Mapping[str, object]:
    counts = {state: in_digits(found.count(state))[language] for state in StepState}
    return {
        "steps": [_step(step, names, language) for step in found.steps],
        "summary": word(
            "steps-sum",
            ended=counts[StepState.ENDED],
            all=in_digits(len(found.steps))[language],
            late=counts[StepState.LATE],
            now=counts[StepState.UNDER_WAY],
            coming=in_digits(found.count(StepState.COMING) + found.count(StepState.UNDATED))[language],
        )[language],
        "gates_missing": ", ".join(gate_word(gate, language).lower() for gate in found.gates_without_step),
        "numbers_missing": ", ".join(map(str, found.missing_numbers)),
    }


def _step(step: Step, names: Mapping[str, str], language: Language) -> Mapping[str, object]:
    milestone = step.milestone
    first = milestone.planned_start or milestone.planned_end
    return {
        "name": called(milestone, language),
        "days": _days(milestone.planned_start, milestone.planned_end),
        "year": first.year if first else None,
        "mark": step_mark(step, language),
        "bodies": [names.get(iri, iri) for iri in milestone.responsible_bodies],
        "activity": milestone.activity.in_language(language) or "",
        "gate": gate_word(milestone.gate, language) if milestone.gate else "",
        "decisions": [called(decision, language) for decision in step.decisions],
    }


def _days(start: date | None, end: date | None) -> str:
    """A day, or the first and the last of several."""
    return "–".join(dict.fromkeys(day.isoformat() for day in (start, end) if day))


def _dialogue(found: Process, plan: Plan, language: Language) -> Mapping[str, object]:
    inputs = found.inputs
    led = sum(each.led_on for each in inputs)
    answered = sum(each.is_answered for each in inputs)
    digits = {"led": led, "all": len(inputs), "reason": answered - led, "silent": len(inputs) - answered}
    said = {key: in_digits(number)[language] for key, number in digits.items()}
    return {
        "summary": word("dialogue-sum", **said)[language] if inputs else "",
        "occasions": [_occasion(each, plan, language) for each in found.dialogues],
    }


def _occasion(result: DialogueResult, plan: Plan, language: Language) -> Mapping[str, object]:
    dialogue = result.dialogue
    facts: list[str] = []
    if dialogue is not None:
        people = "" if dialogue.participants is None else in_digits(dialogue.participants)[language]
        facts = [
            _days(dialogue.held.start, dialogue.held.end) if dialogue.held else "",
            dialogue.place or "",
            word("participants", n=people)[language] if people else "",
        ]
    return {
        "name": dialogue.name(language) if dialogue else word("dialogue-loose")[language],
        "facts": [fact for fact in facts if fact],
        "description": (dialogue.description.in_language(language) or "") if dialogue else "",
        "inputs": [_input(each, plan, language) for each in result.inputs],
    }


def _input(result: InputResult, plan: Plan, language: Language) -> Mapping[str, object]:
    asked = names_to_ask_by(plan)
    return {
        "name": called(result.input, language),
        "keywords": ", ".join(result.input.keywords),
        "goals": [(asked[goal.iri], called(goal, language)) for goal in result.goals],
        "sections": [called(section, language) for section in result.sections],
        "reason": result.input.reason_not_used.in_language(language) or "",
    }


def _round(found: Round, plan: Plan, names: Mapping[str, str], language: Language) -> Mapping[str, object]:
    replies: dict[str, str | None] = {reply.iri: reply.replied_by for reply in plan.replies}
    things: dict[str, Thing] = {programme.iri: programme for programme in plan.programmes}
    single = len(found.questions) == 1 and found.questions[0].thing in things
    late = dict.fromkeys(names.get(replies[iri] or "", "") for iri in found.late)

    def bodies(iris: Iterable[str]) -> str:
        return ", ".join(names.get(iri, iri) for iri in iris)

    return {
        "heading": names[found.questions[0].thing] if single else word("referral-goals")[language],
        "summary": word(
            "referral-sum",
            answered=in_digits(len(found.answered))[language],
            asked=in_digits(len(found.asked))[language],
        )[language],
        "missing": bodies(found.missing),
        "unasked": bodies(found.unasked),
        "late": ", ".join(name for name in late if name),
        "questions": [
            {
                "name": names[each.thing],
                "asked": len(each.asked),
                "answered": len(each.answered),
                "silent": bodies(each.silent),
                "not_asked": bodies(each.not_asked),
            }
            for each in found.questions
        ],
    }


def _decisions(found: Process, names: Mapping[str, str], language: Language) -> list[Mapping[str, object]]:
    return [
        {
            "day": each.dated.isoformat() if each.dated else "–",
            "name": called(each, language),
            "kind": decision_kind_words(each, language),
            "body": names.get(each.decided_by or "", "–"),
            "paragraph": each.paragraph or "–",
            "registry": each.registry_number or "–",
            "decides": [names.get(iri, iri) for iri in each.decides],
            "documents": [names.get(iri, iri) for iri in each.documents],
            "sent_to": [names.get(iri, iri) for iri in each.sent_to],
        }
        for each in found.decisions
    ]
