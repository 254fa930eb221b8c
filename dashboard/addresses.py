"""The addresses of the pages; app.py says what stands on them, and what each is called."""

OVERVIEW = ""
TREE = "maltradet"
GOAL = "mal"
COVERAGE = "tackning"
GAPS = "luckor"
FOLLOW_UP = "uppfoljning"
PROCESS = "process"
COMPARE = "jamfor"
TAKE_IN = "las-in"
OPEN_DATA = "oppna-data"
ABOUT = "om"
ACCESSIBILITY = "tillganglighet"

ALL = frozenset({
    OVERVIEW, TREE, GOAL, COVERAGE, GAPS, FOLLOW_UP, PROCESS, COMPARE, TAKE_IN, OPEN_DATA, ABOUT,
    ACCESSIBILITY,
})  # fmt: skip

PICTURE = "/bild/grannskap"
"""Where the picture of a goal's neighbourhood is had: no page of the menu, but what stands in a frame."""
