"""What takes time to make, made once and kept as long as there is room; nobody waits for another's."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Meanwhile: TypeAlias = AbstractContextManager[object]
"""What is entered for as long as something is made or waited for, such as a spinner."""

NOTHING: Meanwhile = nullcontext()


class Remembered(Generic[K, V]):
    """Values by key, for any number of threads.

    A value is made once: who asks for it meanwhile waits for it, and who asks for another one does not.
    `most` is how much they may weigh together, each 1 unless `weight` says otherwise. The least lately used
    ones make room, and `given_up` is told of each; one that is too heavy by itself is not kept at all.
    """

    def __init__(
        self,
        most: int,
        weight: Callable[[V], int] = lambda _: 1,
        given_up: Callable[[V], None] = lambda _: None,
    ) -> None:
        self._most = most
        self._weight = weight
        self._given_up = given_up
        self._lock = Lock()
        self._values: OrderedDict[K, V] = OrderedDict()
        self._being_made: dict[K, Lock] = {}
        self._weighs = 0

    def get(self, key: K, make: Callable[[], V], meanwhile: Meanwhile = NOTHING) -> V:
        """The value of a key, made now if it is not kept, with `meanwhile` entered for as long.

        Raises what `make` raises; then the next one who asks makes it.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._being_made.setdefault(key, Lock())
        with meanwhile, making:
            with self._lock:
                if key in self._values:  # somebody else asked for it first
                    return self._values[key]
            try:
                value = make()
                out = self._keep(key, value)
            finally:
                with self._lock:
                    self._being_made.pop(key, None)
        for each in out:
            self._given_up(each)
        return value

    def forget(self, which: Callable[[K], bool] = lambda _: True) -> None:
        """Give up the values of some keys, by default all, without telling anybody."""
        with self._lock:
            for key in [each for each in self._values if which(each)]:
                self._weighs -= self._weight(self._values.pop(key))

    def _keep(self, key: K, value: V) -> list[V]:
        """Keep a value, and return those that made room for it."""
        weight = self._weight(value)
        if weight > self._most:
            return []
        out: list[V] = []
        with self._lock:
            if key not in self._values:
                self._weighs += weight
            self._values[key] = value
            while self._weighs > self._most:
                _, oldest = self._values.popitem(last=False)
                self._weighs -= self._weight(oldest)
                out.append(oldest)
        return out
