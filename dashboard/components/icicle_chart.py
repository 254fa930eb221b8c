"""The whole goal tree as one picture to click in: the icicle, drawn by Vega-Lite."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from dashboard.components.tree_parts import Row
from graph.analysis.icicle import Box

Spec: TypeAlias = dict[str, Any]

CLICKED = "box"
_HEIGHT = 26  # of a box with nothing under it
_LEAST = 160
_SHORT = 12
_NARROW = 560  # pixels: on a telephone there is room for ids only
_FIRST = 0.5  # how wide the first column is beside the others: it holds few words
_INK, _PALE_INK = "#1a1a1a", "#6b6b6b"
_FILL = {"good": "#cfe8da", "middling": "#f6e6b8", "bad": "#f7d3c0", "none": "#e4e4e4", "": "#d6e4f3"}
_SIGN = {"good": "#14603e", "middling": "#6b4c00", "bad": "#963f00", "none": "#4a4a4a", "": _INK}
_PALE = "#f4f4f4"


def spec_of(boxes: Sequence[Box], rows: Sequence[Row]) -> tuple[list[Mapping[str, object]], Spec]:
    """The data and the drawing of an icicle; `rows` say what stands at each place of the tree.

    A click gives Python the fields of the selection CLICKED: `goal` is what to ask for a goal by.
    """
    columns = _left(max(box.place.level for box in boxes) + 1)
    data = [_values(box, rows[box.number]) for box in boxes]
    shape: dict[str, Spec] = {
        "x": {"field": "left", "type": "quantitative", "axis": None, "scale": {"domain": [0, columns]}},
        "y": {
            "field": "top",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, max(box.bottom for box in boxes)], "reverse": True},
        },
    }
    tooltip = [{"field": name, "type": "nominal", "title": ""} for name in ("title", "status", "about")]
    rectangle = {
        "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2, "cursor": "pointer"},
        "params": [{"name": CLICKED, "select": {"type": "point", "fields": ["goal"]}}],
        "encoding": {
            **shape,
            "x2": {"field": "right"},
            "y2": {"field": "bottom"},
            "color": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip,
            "description": {"field": "label"},
        },
    }
    frame = {
        "mark": {"type": "rect", "aria": False, "fillOpacity": 0, "stroke": _INK, "strokeWidth": 4},
        "transform": [{"filter": "datum.chosen"}],
        "encoding": {**shape, "x2": {"field": "right"}, "y2": {"field": "bottom"}},
    }
    middle = {**shape["y"], "field": "middle"}
    text: Spec = {"type": "text", "aria": False, "align": "left", "baseline": "middle", "fontSize": 13}
    sign = {
        "mark": {**text, "dx": 6, "fontSize": 15},
        "encoding": {
            "x": shape["x"],
            "y": middle,
            "text": {"field": "sign", "type": "nominal"},
            "color": {"field": "signInk", "type": "nominal", "scale": None, "legend": None},
        },
    }
    names: list[Spec] = [
        {
            "mark": {**text, "dx": 24, "limit": {"expr": f"width * {share / columns:.4f} - 26"}},
            "transform": [{"filter": f"datum.left {which} 0"}],
            "encoding": {
                "x": shape["x"],
                "y": middle,
                "text": {
                    "condition": {"test": f"width < {_NARROW}", "field": "short", "type": "nominal"},
                    "field": "label",
                    "type": "nominal",
                },
                "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
            },
        }
        for which, share in (("==", _FIRST), (">", 1))
    ]
    return data, {
        "height": max(_HEIGHT * max(box.bottom for box in boxes), _LEAST),
        "layer": [rectangle, frame, sign, *names],
        "config": {"view": {"stroke": None}},
    }


def _left(level: int) -> float:
    """Where a column begins."""
    return level - 1 + _FIRST if level else 0


def _values(box: Box, row: Row) -> Mapping[str, object]:
    tone = row.mark.tone if row.mark else ""
    faded = row.light == "faded"
    status = row.mark.word if row.mark else ""
    return {
        "goal": row.name,
        "left": _left(box.place.level),
        "right": _left(box.place.level + 1),
        "top": box.top,
        "bottom": box.bottom,
        "middle": (box.top + box.bottom) / 2,
        "sign": row.mark.sign if row.mark else "",
        "label": f"{row.title} · {status}" if status else row.title,
        "short": row.name if len(row.name) <= _SHORT else row.title,
        "title": row.title,
        "status": status,
        "about": row.about,
        "fill": _PALE if faded else _FILL[tone],
        "ink": _PALE_INK if faded else _INK,
        "signInk": _PALE_INK if faded else _SIGN[tone],
        "chosen": row.chosen,
    }
