"""The small scripts of our own beside a page: links, the goal tree's state, pictures in frames."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from streamlit.components.v2 import component as component_of


def follow_links(pages: Iterable[str]) -> None:
    """Let links be followed within the visit, and what is open in the goal tree stand in the address.

    `pages` are the addresses of the dashboard's own pages. Without the script every link still works, by
    loading the page anew.
    """
    _mount("links", {"pages": list(pages)})


def framed(address: str, *, title: str, height: int) -> None:
    """Show a picture that has a page of its own; `height` is in pixels.

    Streamlit's own frame asks for features that browsers warn of, and allows more than a picture needs.
    """
    _mount("picture", {"address": address, "title": title, "height": height})


def _mount(name: str, data: dict[str, object]) -> None:
    component = component_of(f"rodatraden_{name}", js=_script(name))
    component(key=f"script-{name}", data=data)


@cache
def _script(name: str) -> str:
    return files("dashboard.components").joinpath("scripts", f"{name}.js").read_text("utf-8")
