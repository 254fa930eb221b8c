"""What stands near a goal, as boxes for its picture and as rows for the list beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from dashboard.components.marks import Mark, standing_mark
from dashboard.components.tree_parts import checks_of
from graph.analysis.grown import Grown
from graph.analysis.neighbourhood import Neighbour, Neighbourhood, positions
from graph.analysis.tree import Sort
from graph.asking import names_to_ask_by
from graph.model_base import Named
from graph.picture_parts import Drawn, height_of
from graph.report.dot import wrapped
from graph.report.outline import one_line
from graph.report.trace_words import called
from shapes.findings import Language

_LETTERS = 28  # to a line: fewer than fit, so that it is never wrapped again
_COLUMN, _GAP = 370, 26
_LEAST, _MOST = 320, 1600
Neighbours: TypeAlias = tuple[str, tuple[tuple[str, str, tuple[Mark, ...]], ...]]
"""A heading's key, and rows: what to ask for a goal by, empty for no goal; what it is called; how it goes."""


def drawing_of(
    grown: Grown, near: Neighbourhood, language: Language, address: Callable[[str], str]
) -> tuple[Sequence[Drawn], Sequence[tuple[int, int]]]:
    """The boxes of a picture, each where it belongs, and the lines from what is below to what is above."""
    names = names_to_ask_by(grown.plan)
    things = _things(grown)
    told = {each.thing: _told(grown, each, things[each.thing], language) for each in near.near}
    heights = {thing: height_of(lines) for thing, (lines, _) in told.items()}
    places = positions(near, heights, width=_COLUMN, gap=_GAP)
    boxes = [
        Drawn(
            lines=told[each.thing][0],
            place=places[each.thing],
            look=told[each.thing][1],
            address=address(names[each.thing]) if each.sort is Sort.GOAL and number else "",
            chosen=number == 0,
        )
        for number, each in enumerate(near.near)
    ]
    at = {each.thing: number for number, each in enumerate(near.near)}
    return boxes, [(at[below], at[above]) for above, below in near.links]


def frame_height(boxes: Sequence[Drawn]) -> int:
    """How high the frame of a picture is, in pixels: so that text can be read where there is much of it."""
    ends = [
        (box.place[1] - height_of(box.lines) / 2, box.place[1] + height_of(box.lines) / 2) for box in boxes
    ]
    high = max(end for _, end in ends) - min(start for start, _ in ends)
    return int(min(max(high + 60, _LEAST), _MOST))


def neighbours_of(grown: Grown, near: Neighbourhood, language: Language) -> list[Neighbours]:
    """What the picture shows, in words: what is above, what is below, and what measures the goal."""
    names, things = names_to_ask_by(grown.plan), _things(grown)

    def rows(chosen: Callable[[Neighbour], bool]) -> tuple[tuple[str, str, tuple[Mark, ...]], ...]:
        return tuple(
            (
                names.get(each.thing, ""),
                one_line(things[each.thing].name(language))
                if each.sort is Sort.VISION
                else called(things[each.thing], language),
                checks_of(grown, each.thing, language)
                if each.sort is Sort.INDICATOR
                else (standing_mark(grown.standings.get(each.thing), language, grown.plan.scale),)
                if each.sort is Sort.GOAL
                else (),
            )
            for each in near.near
            if chosen(each)
        )

    groups = (
        ("neighbours-above", rows(lambda each: each.column < 0)),
        ("neighbours-below", rows(lambda each: each.column > 0 and each.sort is Sort.GOAL)),
        ("measured", rows(lambda each: each.sort is Sort.INDICATOR)),
    )
    return [(key, found) for key, found in groups if found]


def _things(grown: Grown) -> Mapping[str, Named]:
    plan = grown.plan
    every: Sequence[Named] = (*plan.visions, *plan.indicators, *plan.goals)
    return {each.iri: each for each in every}


def _told(grown: Grown, near: Neighbour, thing: Named, language: Language) -> tuple[tuple[str, ...], str]:
    """The lines of one box, and how it looks."""
    if near.sort is Sort.VISION:
        return wrapped(one_line(thing.name(language)), _LETTERS), "vision"
    if near.sort is Sort.INDICATOR:
        marks = checks_of(grown, near.thing, language)
        said = [line for mark in marks for line in wrapped(f"{mark.sign} {mark.word}", _LETTERS)]
        return (*wrapped(called(thing, language), _LETTERS), *said), "indicator"
    goal = grown.connections.goals[near.thing]
    owner = grown.connections.bodies.get(goal.owner or "")
    mark = standing_mark(grown.standings.get(near.thing), language, grown.plan.scale)
    lines = [*wrapped(called(thing, language), _LETTERS)]
    lines += wrapped(one_line(owner.name(language)), _LETTERS) if owner else ()
    return (*lines, *wrapped(f"{mark.sign} {mark.word}", _LETTERS)), mark.tone
