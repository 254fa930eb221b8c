"""Where a server takes queries and updates, found from the one address that a user gives.

| address | queries | updates |
| ends in `/sparql` (Virtuoso) | the address | the address + `-auth` where there is a user, else the address |
| ends in `/query` | the address | the same, with `/update` at the end |
| any other (Oxigraph, Fuseki's data set) | the address + `/query` | the address + `/update` |

The environment says what an address cannot: RODATRADEN_STORE_UPDATE (the address of updates, where it is
another), RODATRADEN_STORE_USER and RODATRADEN_STORE_PASSWORD, RODATRADEN_STORE_TIMEOUT (seconds for each
answer).
"""

import os
from dataclasses import dataclass

from graph.errors import StoreUnusable
from shapes.words import read_words

TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Endpoints:
    """A server's addresses, who asks, and how long to wait for each answer in seconds."""

    place: str
    query: str
    update: str
    user: str = ""
    password: str = ""
    timeout: float = TIMEOUT


def endpoints_of(place: str) -> Endpoints:
    """The endpoints of an address, with what the environment says.

    Raises StoreUnusable (E38) for an address with a user in it: where a plan lay is told in reports.
    """
    scheme, sign, rest = place.partition("://")
    server, slash, path = rest.partition("/")
    if "@" in server:
        without = f"{scheme}{sign}{server.rpartition('@')[2]}{slash}{path}"
        raise StoreUnusable("E38", {"url": without, "reason": read_words("graph.store")["secret-in-address"]})
    address = place.rstrip("/")
    user = os.environ.get("RODATRADEN_STORE_USER", "")
    if address.endswith("/sparql"):
        query, update = address, f"{address}-auth" if user else address
    elif address.endswith("/query"):
        query, update = address, f"{address.removesuffix('query')}update"
    else:
        query, update = f"{address}/query", f"{address}/update"
    return Endpoints(
        place=place,
        query=query,
        update=os.environ.get("RODATRADEN_STORE_UPDATE") or update,
        user=user,
        password=os.environ.get("RODATRADEN_STORE_PASSWORD", ""),
        timeout=_seconds(os.environ.get("RODATRADEN_STORE_TIMEOUT", "")),
    )


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        return TIMEOUT
    return seconds if 0 < seconds < float("inf") else TIMEOUT
