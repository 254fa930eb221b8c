"""Which revisions a reader is offered to compare, and what each is called in an address."""

from datetime import UTC, datetime

from graph.store.choosing import likely_pair, revision_names
from graph.store.records import Provenance, Revision, StoredPlan


def stored(code: str, year: str, revisions: int = 1, *, base: str = "x", at: int = 1) -> StoredPlan:
    plan = f"https://{base}.example/{code}/id/plan/{year}"
    return StoredPlan(
        tuple(
            Revision(
                iri=f"{plan}/r{number}",
                plan=plan,
                number=number,
                provenance=Provenance(at=datetime(2026, at, number, tzinfo=UTC)),
                statements=1,
                content="",
                title="",
                municipality=f"Kommun {code}",
                code=code,
                year=year,
            )
            for number in range(1, revisions + 1)
        )
    )


def test_every_revision_has_a_name_of_its_own() -> None:
    plans = [stored("0665", "2020", 2), stored("0665", "2021"), stored("0180", "2020")]
    assert list(revision_names(plans)) == ["0180-2020@1", "0665-2020@2", "0665-2020@1", "0665-2021@1"]
    twins = [stored("0665", "2020"), stored("0665", "2020", base="y")]
    assert list(revision_names(twins)) == [f"{plan.iri}@1" for plan in twins]


def test_a_revision_is_compared_with_the_one_before() -> None:
    plan = stored("0665", "2020", 3)
    assert likely_pair([plan], None) == (plan.revisions[1], plan.revisions[2])
    assert likely_pair([plan], plan.revisions[1]) == (plan.revisions[0], plan.revisions[1])
    assert likely_pair([plan], plan.revisions[0]) == (plan.revisions[0], plan.revisions[1])


def test_else_with_the_year_before_or_after() -> None:
    old, new, other = stored("0665", "2020"), stored("0665", "2021", at=2), stored("0180", "2021", at=3)
    assert likely_pair([old, new, other], new.current) == (old.current, new.current)
    assert likely_pair([old, new, other], old.current) == (old.current, new.current)


def test_else_with_another_municipality() -> None:
    one, other = stored("0665", "2020"), stored("0180", "2020")
    assert likely_pair([one, other], one.current) == (one.current, other.current)


def test_a_single_revision_has_nothing_to_compare_with() -> None:
    assert likely_pair([], None) is None
    assert likely_pair([stored("0665", "2020")], None) is None
