"""Bringing a plan in: what it would change is seen first, and nobody's revision is overtaken unseen."""

from datetime import date
from pathlib import Path

import pytest

from graph.errors import StoreUnusable, UnknownName
from graph.intake import take_in
from graph.report.changes_words import summary
from graph.store.keeping import Proposal, bring_back, changes_back, keep, propose
from graph.store.opening import open_store
from graph.store.plans import Kept, PlanStore
from shapes.findings import Gate
from tests.dashboard_pages import FAULTY, LINDVIK, TODAY, VAGGERYD


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    """A store that is yet to be made."""
    return open_store(str(tmp_path / "lager"))


def judged(plan: Path, store: PlanStore | None) -> Proposal:
    return propose([(plan.name, plan.read_bytes())], store, today=TODAY)


def kept(store: PlanStore, plan: Path, *, note: str = "") -> Kept:
    wanted = judged(plan, store)
    seen = wanted.before.iri if wanted.before else ""
    return keep(store, wanted.intake, file=plan.name, by=" ekonomi ", note=note, seen=seen)


def test_a_store_that_is_yet_to_be_made_has_no_plans(store: PlanStore, tmp_path: Path) -> None:
    assert store.plans_so_far() == ()
    with pytest.raises(StoreUnusable):
        store.plans()
    (tmp_path / "lager").mkdir()
    assert store.plans_so_far() == ()
    (tmp_path / "lager" / "brev.txt").write_text("hej", "utf-8")
    with pytest.raises(StoreUnusable):
        store.plans_so_far()


def test_judging_keeps_nothing(store: PlanStore, tmp_path: Path) -> None:
    first = judged(FAULTY, store)
    assert (first.before, first.changes) == (None, None)
    assert not first.verdicts[Gate.BUDGET].conforms
    assert set(first.verdicts) == {None, *Gate}
    assert not (tmp_path / "lager").exists()
    assert judged(FAULTY, None).verdicts.keys() == first.verdicts.keys()


def test_a_plan_is_compared_with_what_holds(store: PlanStore) -> None:
    one = kept(store, FAULTY, note="först")
    assert (one.new, one.revision.number) == (True, 1)
    assert one.revision.provenance.by == "ekonomi"
    assert one.revision.provenance.file == FAULTY.name
    second = judged(LINDVIK, store)
    assert second.before == one.revision
    assert second.changes is not None
    assert "2 strukna mål" in summary(second.changes, "sv")
    assert judged(VAGGERYD, store).before is None
    assert not kept(store, FAULTY).new


def test_an_earlier_revision_holds_again_and_that_can_be_undone(store: PlanStore) -> None:
    one = kept(store, FAULTY).revision
    two = kept(store, LINDVIK).revision
    assert "2 nya mål" in summary(changes_back(store, two, one), "sv")
    three = bring_back(store, one, by="ekonomi", note="fel fil", seen=two.iri)
    assert (three.new, three.revision.number, three.revision.content) == (True, 3, one.content)
    four = bring_back(store, two, seen=three.revision.iri, today=date(2026, 3, 2))
    assert (four.revision.number, four.revision.content) == (4, two.content)
    assert four.revision.provenance.at.date() == date(2026, 3, 2)
    assert not bring_back(store, two).new


def test_what_somebody_else_brought_in_meanwhile_is_not_overtaken(store: PlanStore) -> None:
    mine, theirs = judged(LINDVIK, store), judged(FAULTY, store)
    keep(store, theirs.intake, file="deras.xlsx", seen="")
    with pytest.raises(StoreUnusable) as found:
        keep(store, mine.intake, file="min.xlsx", seen="")
    assert "Någon annan har lagt in en ny version av 9999-2024" in found.value.sentences("sv")[0]
    (plan,) = store.plans()
    assert [each.provenance.file for each in plan.revisions] == ["deras.xlsx"]
    with pytest.raises(StoreUnusable):
        bring_back(store, plan.current, note="x", seen="urn:another")


def test_the_decision_behind_it_must_be_one(store: PlanStore) -> None:
    intake = take_in(LINDVIK)
    known = next(each for each in intake.plan.decisions if each.identifier)
    with pytest.raises(UnknownName):
        keep(store, intake, file="x", decision="finns-inte")
    done = keep(store, intake, file="x", decision=known.identifier)
    assert done.revision.provenance.decision == known.iri
