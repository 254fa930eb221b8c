"""What the things of a thread are called, in one language: goals, statuses, target values, decisions."""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import unquote

from rdflib import URIRef

from graph.analysis.targets import TargetCheck
from graph.analysis.thread import Knot, Standing
from graph.facts.period import base_of
from graph.model import Goal, Plan
from graph.model_base import Named, Span
from graph.model_followup import Outcome, TargetValue
from graph.model_process import Decision
from graph.reference import GoalKind, OutcomeStatus, Sex, Status, concept_iri
from graph.report.numbers import in_digits
from graph.report.outline import one_line
from ontology.labels import label
from ontology.namespaces import SDG
from ontology.vocabulary import graph_of
from shapes.findings import Language, Text
from shapes.words import read_words

_SEX = {Sex.WOMEN: "women", Sex.MEN: "men"}


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.report", "trace")[key].filled(values)


def called(thing: Named, language: Language) -> str:
    """A thing's id and title: KF-1 Varje barn växer upp tryggt."""
    name = one_line(thing.name(language))
    identifier = one_line(thing.identifier or "")
    return name if identifier in {"", name} else f"{identifier} {name}"


def lacking(iri: str, plan: Plan) -> str:
    """What to call a thing that the plan lacks: the id that somebody must have written, else its IRI."""
    base = base_of(plan)
    own = base is not None and iri.startswith(f"{base}/id/")
    return one_line(unquote(iri.rstrip("/").rsplit("/", 1)[-1]) if own else iri)


def kind_of(goal: Goal, plan: Plan, language: Language) -> str:
    """What kind of goal it is, in the municipality's own word where it has one."""
    model = plan.governing_model
    own = {
        GoalKind.COUNCIL: model.name_of_council_goal,
        GoalKind.COMMITTEE: model.name_of_committee_goal,
        GoalKind.COMPANY: model.name_of_company_goal,
    }[goal.kind].in_language(language)
    name = one_line(own) if own else word(f"kind-{goal.kind.value}")[language]
    return name[:1].upper() + name[1:]


def owner_of(knot: Knot, language: Language) -> str:
    """The body that is responsible for a goal; empty where nobody is known to be."""
    return one_line(knot.owner.name(language)) if knot.owner else ""


def status_word(status: Status, language: Language) -> str:
    """What a reference status is called."""
    return label(graph_of("concepts.ttl"), URIRef(concept_iri(status)), language)


def standing_words(standing: Standing, language: Language) -> str | None:
    """How it goes, in the municipality's own words, with the computed status where it says something else.

    None where nothing was assessed and nothing could be computed.
    """
    computed = status_word(standing.computed.status, language)
    known = standing.computed.status is not Status.NOT_ASSESSABLE
    if standing.assessment is None or standing.assessment.status is None:
        return word("status-computed", status=computed)[language] if known else None
    stated = standing.step.name(language) if standing.step else ""
    if not stated:
        stated = status_word(standing.stated, language) if standing.stated else standing.assessment.status
    if known and standing.stated is not None and standing.stated is not standing.computed.status:
        return word("status-differs", status=one_line(stated), computed=computed)[language]
    return one_line(stated)


def sdg_words(goal: Goal, language: Language, *, named: bool) -> list[str]:
    """The ties to Agenda 2030, whole ones first; with the name of each goal or target where `named`."""
    whole = (iri for iri in goal.addresses if iri not in goal.addresses_partly)
    found: list[str] = []
    for iri in (*sorted(whole, key=_code), *sorted(goal.addresses_partly, key=_code)):
        code = one_line(iri.removeprefix(str(SDG)))
        text = word("partly", code=code)[language] if iri in goal.addresses_partly else code
        name = label(graph_of("agenda2030.ttl"), URIRef(iri), language) if named else ""
        found.append(f"{text} {name}" if name not in {"", code} else text)
    return found


def _code(iri: str) -> list[tuple[int, str]]:
    """The order of the agenda: 4.1 before 11.1, and 11.1 before 11.a."""
    return [(int(part) if part.isdecimal() else 1000, part) for part in iri.removeprefix(str(SDG)).split(".")]


def span_words(valid: Span | None, language: Language) -> str:
    """When something is valid: whole years as years, else days; empty where nothing is stated."""
    if valid is None or (valid.start is None and valid.end is None):
        return ""
    start = _first_day(valid.start) if valid.start else ""
    end = _last_day(valid.end) if valid.end else ""
    if not end:
        return word("valid", span=word("from", start=start))[language]
    if not start:
        return word("valid", span=word("until", end=end))[language]
    return word("valid", span=start if start == end else f"{start}–{end}")[language]


def _first_day(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (1, 1) else day.isoformat()


def _last_day(day: date) -> str:
    new_year = day < date.max and (day + timedelta(days=1)).year > day.year
    return str(day.year) if new_year else day.isoformat()


def target_words(target: TargetValue, language: Language) -> str:
    """What an indicator is to reach: minst 80."""
    if target.condition is None:
        return (
            in_digits(target.value)[language] if target.value is not None else word("value-missing")[language]
        )
    missing = word("value-missing")[language]
    value, upper = (
        in_digits(each)[language] if each is not None else missing
        for each in (target.value, target.upper_value)
    )
    return word(target.condition.value, value=value, upper=upper)[language]


def check_words(check: TargetCheck, target: TargetValue, language: Language) -> str:
    """How one target value fared: the value, the target, the verdict."""
    goal = target_words(target, language)
    if check.limit is not None and check.limit != target.value:
        goal = word("limit", target=goal, limit=in_digits(check.limit)[language])[language]
    return word("check", value=_value(check, language), target=goal, verdict=word(check.verdict.value))[
        language
    ]


def _value(check: TargetCheck, language: Language) -> str:
    if check.value is not None:
        return in_digits(check.value)[language]
    parts: list[str] = []
    for part in check.parts:
        sex = _SEX.get(part.sex) if part.sex else None
        if part.value is not None and sex:
            parts.append(word(sex, value=in_digits(part.value)[language])[language])
    return ", ".join(parts) or word("outcomes-none")[language]


def outcome_words(outcome: Outcome, language: Language) -> str:
    """A measured value, for whom; that nothing was measured where that was stated."""
    missing = outcome.value is None or outcome.status in {
        OutcomeStatus.NOT_MEASURED,
        OutcomeStatus.NOT_APPLICABLE,
    }
    if missing or outcome.value is None:
        status = outcome.status or OutcomeStatus.NOT_MEASURED
        value = label(graph_of("concepts.ttl"), URIRef(concept_iri(status)), language)
    else:
        value = in_digits(outcome.value)[language]
    sex = _SEX.get(outcome.sex) if outcome.sex else None
    return word(sex, value=value)[language] if sex else value


def decision_kind_words(decision: Decision, language: Language) -> str:
    """What kind of decision it was; empty where that is not stated."""
    kind = decision.kind
    return label(graph_of("concepts.ttl"), URIRef(concept_iri(kind)), language) if kind else ""


def decision_words(decision: Decision, body: str, language: Language) -> str:
    """Who decided, when, under which paragraph and number, and what kind of decision it was."""
    kind = decision_kind_words(decision, language)
    number_of = (decision.paragraph or "").removeprefix("§").strip()
    paragraph = word("paragraph", n=number_of)[language] if number_of else ""
    when = " ".join(filter(None, [body, decision.dated.isoformat() if decision.dated else "", paragraph]))
    return comma([one_line(when), one_line(decision.registry_number or ""), kind])


def comma(parts: Iterable[str]) -> str:
    """The parts that say something, with commas between."""
    return ", ".join(part for part in parts if part)
