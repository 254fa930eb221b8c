"""Which store a place means: a folder, or an address."""

from pathlib import Path

from graph.store.backend import Backend
from graph.store.plans import PlanStore


def open_store(place: str) -> PlanStore:
    """A store by its folder, or by its address when it begins with http:// or https://."""
    return PlanStore(backend_of(place))


def backend_of(place: str) -> Backend:
    """What lies under a store; only the one that is asked for is loaded."""
    if place.lower().startswith(("http://", "https://")):
        from graph.store.endpoints import endpoints_of  # noqa: PLC0415
        from graph.store.server import ServerBackend  # noqa: PLC0415

        return ServerBackend(endpoints_of(place))
    from graph.store.embedded import EmbeddedBackend  # noqa: PLC0415

    return EmbeddedBackend(Path(place))
