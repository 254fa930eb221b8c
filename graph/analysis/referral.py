"""The referral: who was asked how they contribute, who answered, who has not, what came late or unasked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.analysis.coverage_scope import Excluded, Reason, Scope
from graph.model import Goal
from graph.model_process import Programme, ReferralReply
from graph.reference import DecisionKind

_DECIDING = frozenset({DecisionKind.ADOPT, DecisionKind.APPROVE, DecisionKind.REVISE})


@dataclass(frozen=True, slots=True)
class Question:
    """One goal or programme and the bodies: all are IRIs, in the plan's order.

    `asked` were referred to; `answered` replied about just this, asked or not. `silent` were asked and are
    expected to contribute, but no reply of theirs is about this. `not_asked` are expected to contribute
    without having been asked.
    """

    thing: str
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    silent: tuple[str, ...]
    not_asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One referral: the council goals together, or one programme.

    A body that was asked has `answered` when it replied about any of the questions, else it is `missing`.
    `unasked` replied without being asked. `late` are replies dated after the decision that they were meant
    for; where no decision is dated, none is late. `excluded` were asked but are not in force any more.
    """

    questions: tuple[Question, ...]
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    missing: tuple[str, ...]
    unasked: tuple[str, ...]
    late: tuple[str, ...]
    excluded: tuple[Excluded, ...]


def referral_rounds(scope: Scope) -> tuple[Round, ...]:
    """The referral of the council goals, then that of each programme in force; only those that there were."""
    programmes = [programme for programme in scope.plan.programmes if scope.in_force(programme)]
    rounds = [_round(scope, scope.council_goals), *(_round(scope, (each,)) for each in programmes)]
    return tuple(each for each in rounds if each.asked or each.excluded or each.unasked or _silent(each))


def _silent(found: Round) -> bool:
    return any(question.not_asked for question in found.questions)


def _round(scope: Scope, things: Sequence[Goal | Programme]) -> Round:
    about = {thing.iri for thing in things}
    replies = [reply for reply in scope.plan.replies if not about.isdisjoint(reply.replies_to)]
    replied = {reply.replied_by for reply in replies if reply.replied_by}
    questions = tuple(_question(scope, thing, replies) for thing in things)
    asked = _in_order(scope, (body for thing in things for body in thing.referred_to))
    gone = [body for body in asked if not scope.heirs(body)]
    asked = tuple(body for body in asked if body not in gone)
    return Round(
        questions,
        asked,
        tuple(body for body in asked if not replied.isdisjoint({body, *scope.group(body)})),
        tuple(body for body in asked if replied.isdisjoint({body, *scope.group(body)})),
        tuple(body for body in _in_order(scope, replied) if body not in _with_heirs(scope, asked)),
        tuple(reply.iri for reply in replies if _is_late(scope, reply, about)),
        tuple(Excluded(body, Reason.NOT_IN_FORCE) for body in gone),
    )


def _question(scope: Scope, thing: Goal | Programme, replies: Iterable[ReferralReply]) -> Question:
    answered = {reply.replied_by for reply in replies if reply.replied_by and thing.iri in reply.replies_to}
    expected = thing.expected_contributors if isinstance(thing, Goal) else ()
    expected = tuple(body for body in expected if scope.heirs(body))
    asked = _with_heirs(scope, thing.referred_to)
    due = [body for body in expected if answered.isdisjoint({body, *scope.group(body)})]
    silent = (body for body in due if body in asked)
    not_asked = (body for body in due if asked.isdisjoint({body, *scope.group(body)}))
    return Question(
        thing.iri,
        _in_order(scope, thing.referred_to),
        _in_order(scope, answered),
        _in_order(scope, silent),
        _in_order(scope, not_asked),
    )


def _with_heirs(scope: Scope, bodies: Iterable[str]) -> set[str]:
    """The bodies and those that took over from them."""
    return {each for body in bodies for each in (body, *scope.group(body))}


def _in_order(scope: Scope, bodies: Iterable[str]) -> tuple[str, ...]:
    wanted = set(bodies)
    return tuple(body.iri for body in scope.plan.bodies if body.iri in wanted)


def _is_late(scope: Scope, reply: ReferralReply, about: set[str]) -> bool:
    """Whether a reply is dated after the first decision on something that it is about."""
    days = [_decided(scope, thing) for thing in reply.replies_to if thing in about]
    return reply.dated is not None and any(day is not None and reply.dated > day for day in days)


def _decided(scope: Scope, thing: str) -> date | None:
    decisions = scope.connections.decisions(thing)
    return min((each.dated for each in decisions if each.kind in _DECIDING and each.dated), default=None)
