"""The last results, so that the same question is not computed twice: Excel asks again at every Refresh."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

#: Results kept, and the bytes of their arrays.
COUNT, BYTES = 32, 256 << 20

_HELD: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
_LOCK = threading.Lock()


def kept(key: Any, make: Callable[[], T]) -> T:
    """Return what was made for the same key, or make it; the oldest results go first. Errors are not kept."""
    with _LOCK:
        if key in _HELD:
            _HELD.move_to_end(key)
            return _HELD[key][0]  # type: ignore[no-any-return]
    value = make()
    with _LOCK:
        _HELD[key] = value, _size(value)
        _HELD.move_to_end(key)
        while len(_HELD) > COUNT or (len(_HELD) > 1 and sum(s for _, s in _HELD.values()) > BYTES):
            _HELD.popitem(last=False)
    return value


def _size(value: Any) -> int:
    """Return the bytes of the arrays a result holds itself; those in a file count nothing."""
    if type(value).__name__ == "memmap":
        return 0
    if hasattr(value, "nbytes"):
        return int(value.nbytes)
    if isinstance(value, list | tuple):
        return sum(map(_size, value))
    if hasattr(value, "__dataclass_fields__"):
        return sum(_size(getattr(value, f)) for f in value.__dataclass_fields__)
    return 0


def clear() -> None:
    """Forget every result."""
    with _LOCK:
        _HELD.clear()
