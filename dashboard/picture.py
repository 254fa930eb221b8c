"""The picture of a goal's neighbourhood: a page of its own, shown in a frame, with a policy of its own."""

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import addresses, plans, session
from dashboard.components.neighbour_parts import drawing_of
from dashboard.document import ALWAYS
from dashboard.words import word
from graph.analysis.neighbourhood import neighbourhood
from graph.asking import goal_asked_for
from graph.errors import RodaTradenError
from graph.report.trace_words import called
from shapes.findings import Language

_KEPT = (session.PLAN, session.REVISION, session.LANG)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)


async def _answer(request: Request) -> Response:
    return await run_in_threadpool(picture, dict(request.query_params))


ROUTES = (Route(addresses.PICTURE, _answer),)


def warm() -> None:
    """Load what draws pictures before anybody asks for one."""
    import graph.picture  # noqa: F401, PLC0415 - as below


def picture(asked: dict[str, str]) -> Response:
    """The picture that an address asks for: of which goal, of which plan, in which language."""
    from graph.picture import page  # noqa: PLC0415 - pyvis takes a second to load: only where it is used

    language: Language = "en" if asked.get(session.LANG) == "en" else "sv"
    try:
        revision = plans.revision(asked.get(session.PLAN, ""), asked.get(session.REVISION, ""))
        file = plans.path()
        intake = (
            plans.from_file(file) if file else revision and plans.from_store(revision.plan, revision.number)
        )
        if not intake:
            return PlainTextResponse(word("not-found")[language], 404)
        grown = plans.tree(intake)
        goal = goal_asked_for(grown.plan, asked.get(session.GOAL, ""))
    except (RodaTradenError, OSError):
        return PlainTextResponse(word("not-found")[language], 404)
    kept = {key: asked[key] for key in _KEPT if asked.get(key)}

    def address(name: str) -> str:
        return f"{addresses.TREE}?{urlencode({**kept, session.VIEW: 'grannskap', session.GOAL: name})}"

    near = neighbourhood(grown.connections, [each.iri for each in grown.plan.visions], goal.iri)
    boxes, links = drawing_of(grown, near, language, address)
    label = word("picture-of", goal=called(goal, language))[language]
    made = page(boxes, links, language=language, label=label)
    own = {"Content-Security-Policy": policy(made), "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(made, headers={**ALWAYS, **own})


def policy(page: str) -> str:
    """Nothing but the scripts and the looks that stand in the page itself, in a frame of our own pages."""
    hashes = (b64encode(sha256(script.encode()).digest()).decode() for script in _SCRIPT.findall(page))
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{each}'" for each in hashes),
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )
