"""Which of the media types on offer suits what is asked for: the Accept header of HTTP (RFC 9110, 12.5.1)."""

import re
from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"?')
_LONGEST = 2000
"""So many characters of a header are looked at; browsers send some hundred."""


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The media type that is liked best, of equals the one offered first; None where none is accepted.

    An empty header accepts everything. What cannot be understood in it is passed over.

    >>> preferred("text/turtle;q=0.9, text/html;q=0.5", ["text/html", "text/turtle"])
    'text/turtle'
    >>> preferred("image/png", ["text/html"])
    """
    if len(accept) > _LONGEST:
        accept = accept[:_LONGEST].rpartition(",")[0]  # no range is cut in two
    wanted = list(_ranges(_QUOTED.sub("", accept)))
    if not wanted:
        return offered[0]
    liking = {each: _liking(each, wanted) for each in offered}
    best = max(offered, key=lambda each: liking[each])
    return best if liking[best] > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Each media range with its weight from 0 to 1."""
    for part in accept.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        main, slash, sub = name.partition("/")
        if not slash or not main or not sub or (main == "*" and sub != "*"):
            continue
        yield name, next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return min(max(weight, 0.0), 1.0) if weight == weight else 0.0  # noqa: PLR0124 - NaN is no weight


def _liking(offered: str, wanted: Sequence[tuple[str, float]]) -> float:
    """The weight of the range that names a type most closely."""
    name = offered.partition(";")[0]
    main = name.partition("/")[0]
    for close in (name, f"{main}/*", "*/*"):
        weights = [weight for each, weight in wanted if each == close]
        if weights:
            return max(weights)
    return 0.0
