"""Found once and kept: values told apart by identity, so that keys of them cost little, and what follows from one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Found = TypeVar("Found")
MOST = 65_536


class Kept:
    """Two are the same only if they are one object; equal values get the same one for as long as it is remembered."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


_all: dict[Hashable, Kept] = {}


def kept(value: Hashable) -> Kept:
    try:
        return _all[value]
    except KeyError:
        if len(_all) >= MOST:
            _all.clear()  # whatever comes again is another object: it shares nothing with the one before, no more
        found = _all[value] = Kept(value)
        return found


class found_once(Generic[Owner, Found]):  # noqa: N801 - read as a decorator, like `property`
    """`functools.cached_property`, less the lock that it takes before Python 3.12; for what is pure."""

    def __init__(self, find: Callable[[Owner], Found]) -> None:
        self.find, self.name, self.__doc__ = find, find.__name__, find.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> found_once[Owner, Found]: ...

    @overload
    def __get__(self, owner: Owner, kind: type) -> Found: ...

    def __get__(self, owner: Owner | None, kind: type) -> Found | found_once[Owner, Found]:
        if owner is None:
            return self
        found = owner.__dict__[self.name] = self.find(owner)
        return found
