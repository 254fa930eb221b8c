"""A neighbourhood of goals as a picture that can be moved about in: a whole page, drawn by pyvis.

The page fetches nothing and holds no text of a plan but as data: every text is a label, none a title (pyvis
reads those as HTML) and none a name of a box.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment
from pyvis.network import Network

from graph.picture_parts import LOOKS, PADDING, WIDTH, Drawn
from shapes.findings import Language

# pyvis reads its template, with the whole library in it, anew for every picture: it need be read only once
_TEMPLATES = Network().templateEnv
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
    "<title>{{ title }}</title>\n{{ head | safe }}\n<style>{{ style | safe }}</style>\n</head>\n"
    '<body>\n<main>\n<div id="mynetwork" role="img" aria-label="{{ label }}"></div>\n</main>\n'
    "{{ scripts | safe }}\n<script>{{ follow | safe }}</script>\n</body>\n</html>\n"
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
  if (parent !== window) parent.postMessage(address, "*");
});
network.on("hoverNode", ({ node }) => { document.body.style.cursor = addresses[node] ? "pointer" : ""; });
network.on("blurNode", () => { document.body.style.cursor = ""; });
"""


def page(boxes: Sequence[Drawn], links: Sequence[tuple[int, int]], *, language: Language, label: str) -> str:
    """The whole page as HTML; `links` are pairs of places among the boxes, what is below and what is above.

    A click on a box tells the page around the picture the box's address, as a message.
    """
    drawing = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    drawing.templateEnv = _TEMPLATES
    for number, box in enumerate(boxes):
        tint, frame = LOOKS[box.look]
        look: dict[str, Any] = {
            "shape": "box",
            "borderWidth": 4 if box.chosen else 1.5,
            "color": {"background": tint, "border": frame, "hover": tint, "highlight": tint},
            "font": {"color": "#1a1a1a", "size": 14, "face": "sans-serif", "align": "left", "multi": False},
            "margin": PADDING - 2,
            "widthConstraint": WIDTH,
        }
        # pyvis shows a number for an empty label
        label_of_box = "\n".join(box.lines) or " "
        drawing.add_node(number, label=label_of_box, x=box.place[0], y=box.place[1], **look)
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
    # the other style is of vis-network's own buttons and hints, with their icons: nothing of it is shown
    style = min(re.findall(r"<style[^>]*>.*?</style>", made, re.DOTALL), key=len, default="")
    return _PAGE.render(
        language=language,
        title=label,
        label=label,
        head=style,
        style=_STYLE,
        scripts="\n".join(scripts),
        follow=_FOLLOW % _in_script(addresses),
    )


def _in_script(value: object) -> str:
    """A value as JSON that nothing in it can end the script by."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
