"""What takes time to make, made once and kept as long as there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values by key. Each is made once, however many threads ask for it; nobody waits for another's.

    `most` is how much they may weigh together, each 1 unless `weight` says otherwise. The least lately used
    ones are forgotten; one that is too heavy by itself is not kept at all.
    """

    def __init__(self, most: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._most = most
        self._weight = weight
        self._lock = Lock()
        self._values: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, Lock] = {}
        self._weighs = 0

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key. Raises what making it raises; then the next one who asks makes it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = make()
                self._keep(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def _keep(self, key: K, value: V) -> None:
        weight = self._weight(value)
        if weight > self._most:
            return
        with self._lock:
            self._values[key] = value
            self._weighs += weight
            while self._weighs > self._most:
                _, forgotten = self._values.popitem(last=False)
                self._weighs -= self._weight(forgotten)
