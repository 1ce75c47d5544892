"""Numbers for replications, the same for a seed whatever the chunks, the workers or the system.

Random numbers come from Philox, in blocks of 512 rows that are each seeded by their own number, so any
rows can be made anywhere. Sobol points are rows of one scrambled sequence over choices and weights.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from ..registry import resolve

BLOCK = 512
#: Streams of one seed that never meet.
CHOICES, WEIGHTS, NOISE, EXPERTS, BOOTSTRAP = range(5)


def generator(seed: int, *key: int) -> np.random.Generator:
    """Return the generator of one stream of a seed."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=key)))


class _Blocks:
    """Rows of an endless table made by blocks, of which the last few are kept."""

    def __init__(self, make: Callable[[int], Floats], keep: int = 64) -> None:
        self._make, self._keep = make, keep
        self._held: OrderedDict[int, Floats] = OrderedDict()

    def rows(self, at: NDArray[np.int64]) -> Floats:
        """Return the rows ``at``, shape (len(at), d)."""
        which = at // BLOCK
        out: Floats | None = None
        for b in np.unique(which).tolist():
            block = self._block(b)
            if out is None:
                out = np.empty((at.size, block.shape[1]))
            mine = which == b
            out[mine] = block[at[mine] - b * BLOCK]
        return np.empty((0, self._block(0).shape[1])) if out is None else out

    def _block(self, b: int) -> Floats:
        if b in self._held:
            self._held.move_to_end(b)
            return self._held[b]
        block = self._held[b] = self._make(b)
        if len(self._held) > self._keep:
            self._held.popitem(last=False)
        return block


class Stream:
    """Uniform numbers of the choices and of the weights of every replication.

    Parameters
    ----------
    seed
        A whole number, 0 or more.
    choices, weights
        Numbers a replication needs of each.
    method
        ``random`` or ``sobol``.
    sides, size
        2 for the two independent halves of Saltelli's design, of ``size`` rows each; else 1.
    """

    def __init__(
        self, seed: int, choices: int, weights: int, method: str | None = None, sides: int = 1, size: int = 0
    ) -> None:
        self.seed, self._size = seed, size
        self._widths = (choices, weights)
        self._sobol = resolve("sampling", method, "sampling").name == "sobol"
        if self._sobol:
            width = choices + weights
            sequence = _sobol(seed, max(1, sides * width))
            shared = _Blocks(sequence)
            self._joint = [_View(shared, s * width, (s + 1) * width) for s in range(sides)]
        else:
            self._choices = [_Blocks(_philox(seed, CHOICES, s, choices)) for s in range(sides)]
            self._weights = _Blocks(_philox(seed, WEIGHTS, 0, weights))

    def choices(self, at: NDArray[np.int64], side: int = 0) -> Floats:
        """Return numbers of [0, 1) for the choices of the replications ``at``."""
        if self._sobol:
            return self._joint[side].rows(at)[:, : self._widths[0]]
        return self._choices[side].rows(at)

    def weights(self, keys: NDArray[np.int64]) -> Floats:
        """Return numbers of [0, 1) for the weights drawn under ``keys``."""
        if not self._sobol:
            return self._weights.rows(keys)
        if len(self._joint) == 1:
            return self._joint[0].rows(keys)[:, self._widths[0] :]
        out = np.empty((keys.size, self._widths[1]))
        for side in (0, 1):
            mine = (keys >= self._size) == bool(side)
            out[mine] = self._joint[side].rows(keys[mine] - side * self._size)[:, self._widths[0] :]
        return out


class _View:
    """Some columns of a table of blocks."""

    def __init__(self, blocks: _Blocks, low: int, high: int) -> None:
        self._blocks, self._cols = blocks, slice(low, high)

    def rows(self, at: NDArray[np.int64]) -> Floats:
        return self._blocks.rows(at)[:, self._cols]


def _philox(seed: int, stream: int, side: int, width: int) -> Callable[[int], Floats]:
    return lambda b: generator(seed, stream, side, b).random((BLOCK, width))


def _sobol(seed: int, width: int) -> Callable[[int], Floats]:
    """Make blocks of one scrambled Sobol sequence (Owen's linear matrix scramble with a digital shift)."""
    from scipy.stats import qmc

    if width > qmc.Sobol.MAXDIM:
        raise MfgError("sobol_width", "sampling", found=width, high=qmc.Sobol.MAXDIM)
    state: dict[str, Any] = {"at": -1}

    def make(b: int) -> Floats:
        if state["at"] != b:
            # The rows before are passed over; blocks asked for in order go on where the last one ended.
            state["engine"] = qmc.Sobol(width, scramble=True, seed=generator(seed, CHOICES, 2))
            if b:
                state["engine"].fast_forward(b * BLOCK)
        state["at"] = b + 1
        return np.asarray(state["engine"].random(BLOCK))

    return make
