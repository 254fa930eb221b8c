"""Why the system would not open or write a file, in words; the words stand in shapes/reading.ttl."""

import errno
from functools import cache

from rdflib.namespace import RDFS

from ontology.labels import label
from ontology.namespaces import RTS
from shapes.findings import Text
from shapes.rules import READING, read_family

_BY_NUMBER = {
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EBUSY: "not-allowed",
    errno.EROFS: "not-allowed",
    errno.EISDIR: "is-folder",
    errno.EEXIST: "is-file",
    errno.ENOSPC: "no-room",
    errno.ENAMETOOLONG: "long-name",
}


def reason(error: OSError) -> Text:
    """The reason in both languages; the system's own words where the project has none."""
    name = _BY_NUMBER.get(error.errno or 0)
    return named_reason(name) if name else Text(str(error.strerror or error), str(error.strerror or error))


@cache
def named_reason(name: str) -> Text:
    """One reason by the end of its IRI, e.g. "no-folder". Raises KeyError for one without words."""
    graph = read_family(READING)
    node = RTS[f"reason-{name}"]
    if (node, RDFS.label, None) not in graph:
        raise KeyError(name)
    return Text(label(graph, node, "sv"), label(graph, node, "en"))
