"""Links out of a site, by addresses that stand in a plan."""

from graph.site.page_parts import Link
from ontology.namespaces import CC0


def web_link(address: str) -> Link:
    """A link to an address of the web; of anything else only the text."""
    return Link(text=address, href=address if address.startswith(("http://", "https://")) else "")


def licence_link(licence: str) -> Link:
    """A link to a licence, by the name that people know it by where it is the common one."""
    return Link(text="CC0 1.0", href=licence) if licence == str(CC0) else web_link(licence)
