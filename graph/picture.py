"""A neighbourhood of goals as a picture that can be moved about in: a whole page, drawn by pyvis.

The page fetches nothing and holds no text of a plan but as data: every text is a label, none a title (pyvis
reads those as HTML) and none a name of a box.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup
from pyvis.network import Network

from shapes.findings import Language

WIDTH = 250
"""How wide a box is, in the picture's own units; a line of text is LINE high."""
LINE = 17
_PADDING = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """One box. `address` is where a click on it leads, empty for nowhere; `look` is a key of LOOKS."""

    lines: tuple[str, ...]
    place: tuple[float, float]
    look: str
    address: str = ""
    chosen: bool = False


LOOKS: Mapping[str, tuple[str, str]] = {
    "vision": ("#d6e4f3", "#0b57a4"),
    "good": ("#e3f4ec", "#14724a"),
    "middling": ("#fbf1d3", "#8a6100"),
    "bad": ("#fbe6dc", "#b34a00"),
    "none": ("#f2f2f2", "#6b6b6b"),
    "indicator": ("#ffffff", "#6b6b6b"),
}
"""What boxes look like: the tint and the colour of the frame."""

_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"dragNodes": False, "zoomView": False, "hover": True, "keyboard": False},
    "nodes": {"shapeProperties": {"borderRadius": 4}},
}
# pyvis fetches these even when it was told to fetch nothing, and its headings are never used
_FETCHED = re.compile(
    r"<!--.*?-->|<link\s[^>]*href=\"https?:[^>]*>|<script\s[^>]*src=\"https?:[^>]*>\s*</script>"
    r"|<center>\s*<h1>.*?</h1>\s*</center>",
    re.DOTALL,
)
_SCRIPT = re.compile(r"<script[\s>].*?</script>", re.DOTALL)
_PAGE = Environment(autoescape=True).from_string(
    '<!DOCTYPE html>\n<html lang="{{ language }}">\n<head>\n<meta charset="utf-8">\n'
    "<title>{{ title }}</title>\n{{ head }}\n<style>{{ style }}</style>\n</head>\n"
    '<body>\n<main>\n<div id="mynetwork" role="img" aria-label="{{ label }}"></div>\n</main>\n'
    "{{ scripts }}\n<script>{{ follow }}</script>\n</body>\n</html>\n"
)
_STYLE = """
html, body { margin: 0; height: 100%; background: #fff; }
main, #mynetwork { width: 100%; height: 100vh; }
"""
_FOLLOW = """
const addresses = %s;
network.on("click", ({ nodes }) => {
  const address = addresses[nodes[0]];
  if (!address) return;
  const there = new URL(address, parent.location.href);
  if (parent === window) { location.assign(there); return; }
  parent.history.pushState(null, "", there);
  parent.dispatchEvent(new parent.PopStateEvent("popstate"));
});
network.on("hoverNode", ({ node }) => { document.body.style.cursor = addresses[node] ? "pointer" : ""; });
network.on("blurNode", () => { document.body.style.cursor = ""; });
"""


def height_of(lines: Sequence[str]) -> float:
    """How high a box with some lines is."""
    return LINE * len(lines) + 2 * _PADDING


def page(boxes: Sequence[Drawn], links: Sequence[tuple[int, int]], *, language: Language, label: str) -> str:
    """The whole page as HTML; `links` are pairs of places among the boxes, what is below and what is above.

    A click on a box moves the page around the picture to the box's address, or the picture's own window.
    """
    drawing = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    for number, box in enumerate(boxes):
        tint, frame = LOOKS[box.look]
        drawing.add_node(
            number,
            label="\n".join(box.lines),
            shape="box",
            x=box.place[0],
            y=box.place[1],
            borderWidth=4 if box.chosen else 1.5,
            color={"background": tint, "border": frame, "hover": tint, "highlight": tint},
            font={"color": "#1a1a1a", "size": 14, "face": "sans-serif", "align": "left", "multi": False},
            margin=_PADDING - 2,
            widthConstraint=WIDTH,
        )
    for below, above in links:
        drawing.add_edge(below, above, color="#5a5a5a", smooth=_CURVE)
    drawing.set_options(json.dumps(_OPTIONS))
    return _mended(drawing.generate_html(), boxes, language=language, label=label)


_CURVE = {"type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.4}


def _mended(made: str, boxes: Sequence[Drawn], *, language: Language, label: str) -> str:
    """The page that pyvis made, without what it fetches, with a language, a title and a label."""
    made = _FETCHED.sub("", made)
    addresses = {number: box.address for number, box in enumerate(boxes) if box.address}
    scripts = _SCRIPT.findall(made)
    style = "\n".join(re.findall(r"<style>.*?</style>", made, re.DOTALL))
    return _PAGE.render(
        language=language,
        title=label,
        label=label,
        head=Markup(style),
        style=Markup(_STYLE),
        scripts=Markup("\n".join(scripts)),
        follow=Markup(_FOLLOW % _in_script(addresses)),
    )


def _in_script(value: object) -> str:
    """A value as JSON that nothing in it can end the script by."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
