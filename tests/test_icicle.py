"""The icicle: what stands under a goal fills its height and no more."""

from hypothesis import given

from graph.analysis.icicle import Box, icicle
from graph.analysis.tree import Sort, tree_of
from graph.intake import take_in
from graph.model import Plan
from tests.conftest import ROOT
from tests.goal_networks import networks

LINDVIK = take_in(ROOT / "examples" / "lindvik-2024.xlsx").plan


@given(networks())
def test_boxes_below_fill_the_box_that_they_stand_under(plan: Plan) -> None:
    tree = tree_of(plan, most=60)
    boxes = icicle(tree)
    assert [box.place for box in boxes] == [each for each in tree if each.sort is not Sort.INDICATOR]
    assert all(tree[box.number] is box.place for box in boxes)
    below: dict[int, list[Box]] = {}
    way: list[Box] = []
    for box in boxes:
        del way[box.place.level :]
        if way:
            below.setdefault(way[-1].number, []).append(box)
        way.append(box)
    for box in boxes:
        inner = below.get(box.number)
        if inner is None:
            assert box.bottom == box.top + 1
        else:
            edges = [box.top, *(each.bottom for each in inner)]
            assert edges == [*(each.top for each in inner), box.bottom]


def test_the_whole_example_is_there() -> None:
    boxes = icicle(tree_of(LINDVIK))
    assert {box.place.thing for box in boxes} == {each.iri for each in (*LINDVIK.visions, *LINDVIK.goals)}
    assert (boxes[0].top, boxes[0].bottom) == (0, max(box.bottom for box in boxes))


def test_nothing_is_no_picture() -> None:
    assert icicle(()) == []
