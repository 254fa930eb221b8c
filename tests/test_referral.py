"""The referral: who was asked, who answered, who has not, what came late or unasked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.analysis.coverage_scope import Excluded, Reason, Scope
from graph.analysis.referral import Round, referral_rounds
from graph.model import Plan
from graph.model_process import Decision, Programme, ReferralReply
from graph.reference import DecisionKind
from tests.coverage_plans import PAST, body, council_goal, plan_with


def reply(iri: str, by: str, *about: str, dated: date | None = None) -> ReferralReply:
    """A reply."""
    return ReferralReply(iri=iri, replied_by=by, replies_to=about, dated=dated)


def asking(*replies: ReferralReply) -> Plan:
    """Two council goals, of which A and B are asked about the first, and C about the second."""
    goals = [
        replace(council_goal("K", "A", "B", "D"), referred_to=("A", "B")),
        replace(council_goal("L", "C"), referred_to=("A", "C")),
    ]
    return plan_with([body(name) for name in "ABCD"], goals, replies=replies)


def rounds(plan: Plan) -> Sequence[Round]:
    """The referrals of a plan."""
    return referral_rounds(Scope(plan))


def test_who_was_asked_answered_and_has_not() -> None:
    (found,) = rounds(asking(reply("r1", "A", "L"), reply("r2", "B", "K"), reply("r3", "D", "K")))
    assert (found.asked, found.answered, found.missing) == (("A", "B", "C"), ("A", "B"), ("C",))
    assert found.unasked == ("D",)
    first, second = found.questions
    assert (first.asked, first.answered) == (("A", "B"), ("B", "D"))
    assert (first.silent, first.not_asked) == (("A",), ())  # A answered, but not about K
    assert (second.silent, second.not_asked) == (("C",), ())


def test_who_is_expected_but_was_never_asked() -> None:
    (found,) = rounds(asking())
    assert found.questions[0].not_asked == ("D",)


def test_a_reply_after_the_decision_is_late() -> None:
    plan = asking(
        reply("early", "A", "K", dated=date(2022, 10, 1)),
        reply("late", "B", "K", dated=date(2022, 12, 1)),
        reply("undated", "C", "K"),
        reply("other", "C", "L", dated=date(2023, 1, 1)),
    )
    adopted = Decision(iri="d", kind=DecisionKind.ADOPT, decides=("K",), dated=date(2022, 11, 28))
    (found,) = rounds(replace(plan, decisions=(adopted,)))
    assert found.late == ("late",)


def test_a_programme_has_a_referral_of_its_own() -> None:
    plan = asking(reply("r", "A", "P"))
    goals, programme = rounds(replace(plan, programmes=(Programme(iri="P", referred_to=("A", "B")),)))
    assert goals.answered == ()
    assert (programme.answered, programme.missing) == (("A",), ("B",))


def test_who_took_over_answers_in_their_place() -> None:
    bodies = [body("old", valid=PAST, replaced_by=("new",)), body("new"), body("gone", valid=PAST)]
    goal = replace(council_goal("K", "old"), referred_to=("old", "gone"))
    plan = plan_with(bodies, [goal], replies=(reply("r", "new", "K"),))
    (found,) = rounds(plan)
    assert (found.asked, found.answered, found.missing, found.unasked) == (("old",), ("old",), (), ())
    assert found.excluded == (Excluded("gone", Reason.NOT_IN_FORCE),)
    assert found.questions[0].silent == ()


def test_a_plan_without_a_referral_says_nothing_of_one() -> None:
    assert rounds(plan_with([body("A")], [council_goal("K")])) == ()
