"""What took long to make is kept for the next who asks; nobody waits for what another visitor waits for."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Generic, TypeAlias, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")

Meanwhile: TypeAlias = AbstractContextManager[object]
"""What is entered for as long as something is made or waited for, such as a spinner."""

NOTHING: Meanwhile = nullcontext()


class Kept(Generic[Key, Made]):
    """Values by key, at most so many, the longest unused given up first. Any number of threads may ask.

    A value is made once: who asks for it meanwhile waits for it. Who asks for another one does not.
    """

    def __init__(self, most: int, given_up: Callable[[Made], None] = lambda _: None) -> None:
        """`given_up` is told of each value that had to make room for another."""
        self._most = most
        self._given_up = given_up
        self._lock = Lock()
        self._values: OrderedDict[Key, Made] = OrderedDict()
        self._being_made: dict[Key, Lock] = {}

    def of(self, key: Key, make: Callable[[], Made], meanwhile: Meanwhile = NOTHING) -> Made:
        """The value of a key, made now if it is not kept. Raises what `make` raises."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._being_made.setdefault(key, Lock())
        with meanwhile, making:
            with self._lock:
                if key in self._values:  # another visitor asked for it first
                    return self._values[key]
            try:
                made = make()
                out = self._keep(key, made)
            finally:
                with self._lock:
                    self._being_made.pop(key, None)
        for value in out:
            self._given_up(value)
        return made

    def _keep(self, key: Key, made: Made) -> list[Made]:
        """Keep a value, and return those that made room for it."""
        with self._lock:
            self._values[key] = made
            too_many = max(len(self._values) - self._most, 0)
            return [self._values.popitem(last=False)[1] for _ in range(too_many)]

    def forget(self, which: Callable[[Key], bool] = lambda _: True) -> None:
        """Give up the values of some keys, by default all, without telling anybody."""
        with self._lock:
            for key in [each for each in self._values if which(each)]:
                del self._values[key]
