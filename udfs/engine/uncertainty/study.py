"""One simulation: a problem, the factors that vary, where the draws come from; and its replications by number."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from ..index import Options
from .choices import scaled
from .draws import BLOCK, EXPERTS, Stream, _Blocks, generator
from .factors import Factor, check
from .prepare import RECIPE, Preparer, Recipe
from .problem import Problem, out_with
from .roll import roll, tree
from .rows import rank_rows
from .weigh import Batch

#: Options that a factor of the same name sets.
_OPTIONS = frozenset(["subjective", "objective", "combine", "alpha", "scope", "aggregate", "missing"])
#: Steps before the index that a recipe carries; those that a factor of the same name sets among them.
_STEPS = ("impute", "fallback", "treat", "when", "winmax", "skew", "kurt")
#: Bytes that the scores of a batch may take on their way up the tree.
_WORK = 48 << 20


@dataclass(frozen=True, eq=False)
class Study:
    """A simulation as data: what is computed for replication r is decided by this and r alone.

    Attributes
    ----------
    n
        Replications (rows of each half of the design with ``saltelli``).
    given
        Explicit draws, shape (n, factors): see :mod:`factors`.
    sets
        Weight sets, shape (sets, nodes), NaN where silent; a factor whose ``how`` is ``sets`` counts them
        from 0.
    saltelli
        The design for Sobol indices: A, B, then A with one column of B for each factor.
    """

    problem: Problem
    factors: tuple[Factor, ...]
    n: int
    seed: int = 1
    sampling: str = "random"
    given: Floats | None = None
    sets: Floats | None = None
    saltelli: bool = False

    def __post_init__(self) -> None:
        check(self.factors)
        if self.n < 1:
            raise MfgError("no_draws", "n", found=self.n)
        if self.seed < 0:
            raise MfgError("not_whole", "seed", found=self.seed, low=0, high=2**53)
        _refuse(self)

    @property
    def size(self) -> int:
        """Replications in all."""
        return self.n * (len(self.factors) + 2) if self.saltelli else self.n

    def digest(self) -> str:
        """Return a text that is the same for the same simulation only."""
        seen = hashlib.sha256(self.problem.digest().encode())
        seen.update(repr((self.factors, self.n, self.seed, self.sampling, self.saltelli)).encode())
        for a in (self.given, self.sets):
            seen.update(b"-" if a is None else f"{a.shape}".encode() + np.ascontiguousarray(a).tobytes())
        return seen.hexdigest()

    def ranks_by(self) -> tuple[str, int | None]:
        """Return the rule of ties and the decimals scores are rounded to before they are ranked."""
        return self.problem.options.ties, self.problem.options.decimals


@dataclass(frozen=True, eq=False)
class Part:
    """Scores and ranks of some replications, shape (R, n); NaN, and an error, in one that failed."""

    start: int
    scores: Floats
    ranks: NDArray[np.float32]
    errors: tuple[MfgError | None, ...] = field(repr=False)


def _refuse(s: Study) -> None:
    f, p = s.problem.framework, s.problem
    for x in s.factors:
        if x.base == "experts":
            if p.delphi is None:
                raise MfgError("no_delphi", "delphi")
        elif x.base == "stage_weights" and p.stages is None:
            raise MfgError("no_stages", "choices")
        elif x.base == "impute" and p.group is None and any(str(v).startswith("group") for v in x.levels):
            raise MfgError("argument_missing", "group")
        elif x.base == "aggregate" and x.depth is not None and x.depth > f.levels:
            raise MfgError("choice_level", "choices", found=x.name, levels=f.levels)
    if s.sets is not None and p.stages is not None and p.stages.whole:
        raise MfgError("sets_staged", "weight_sets")
    if s.given is not None:
        bad = np.isnan(s.given)
        if bad.any():
            row, col = (int(v) for v in np.argwhere(bad)[0])
            raise MfgError("draws_missing", "draws", row=row, factor=s.factors[col].name)


class Evaluator:
    """Computes the replications of a study; keeps what they share."""

    def __init__(self, study: Study) -> None:
        self.study = study
        p, f = study.problem, study.problem.framework
        noise = next((x for x in study.factors if x.base == "noise"), None)
        amount = None if noise is None else np.broadcast_to(np.array(noise.amount), (p.shape[1],))
        self._prepare = Preparer(p, study.seed, amount)
        self._columns: dict[str, list[tuple[int, slice]]] = {}
        width = 0
        for x in study.factors:
            if x.base == "weights" and x.kind == "key":
                self._columns[x.name] = []
                for depth in range(1, f.levels + 1) if x.depth is None else [x.depth]:
                    level = f.level(depth)
                    self._columns[x.name].append((depth, slice(width, width + level.stop - level.start)))
                    width += level.stop - level.start
        self._stream = Stream(
            study.seed, len(study.factors), width, study.sampling, 2 if study.saltelli else 1, study.n
        )
        inner = len(f.nodes) - len(f.leaves)
        self._rows = max(1, int(_WORK / (8.0 * p.shape[0] * (inner + 4))))
        self._experts = _Blocks(self._answers) if any(x.base == "experts" for x in study.factors) else None
        self._o = p.options
        self._normalise = scaled(p.options.normalise)

    def codes(self, start: int, stop: int) -> Floats:
        """Return rows of the design, shape (stop - start, factors)."""
        s = self.study
        if s.given is not None:
            return s.given[start:stop]
        at = np.arange(start, stop)
        if not s.saltelli:
            return self._codes(at, 0)
        block, row = at // s.n, at % s.n
        out = np.empty((at.size, len(s.factors)))
        a, b = block != 1, block != 0
        out[a] = self._codes(row[a], 0)
        theirs = np.empty_like(out)
        theirs[b] = self._codes(row[b], 1)
        out[block == 1] = theirs[block == 1]
        for i in range(len(s.factors)):
            mine = block == i + 2
            out[mine, i] = theirs[mine, i]
        return out

    def _codes(self, at: NDArray[np.int64], side: int) -> Floats:
        u = self._stream.choices(at, side)
        keys = (at + side * self.study.n).astype(float)
        return np.column_stack([x.code(u[:, i], keys) for i, x in enumerate(self.study.factors)])

    def part(self, start: int, stop: int) -> Part:
        """Compute the replications from ``start`` up to ``stop``."""
        codes = self.codes(start, stop)
        scores, errors = self.scores(codes)
        return Part(start, scores, rank_rows(scores, *self.study.ranks_by()), tuple(errors))

    def nominal(self) -> tuple[Floats, Floats]:
        """Return score and rank of every unit with nothing varied.

        Raises
        ------
        MfgError
            Why the index itself cannot be computed.
        """
        scores, errors = self._batch({}, None, 1)
        if errors[0] is not None:
            raise errors[0]
        return scores[0], rank_rows(scores, *self.study.ranks_by())[0].astype(float)

    def tree(self) -> tuple[Floats, Floats]:
        """Return weights and scores of all nodes with nothing varied: see :func:`udfs.engine.uncertainty.roll.tree`."""
        recipe, options, aggregates, staged = self._settings({})
        p = self.study.problem
        batch = Batch(self._prepare(recipe), options, 1, aggregates, combine=p.combine, staged=staged)
        return tree(p, batch)

    def scores(self, codes: Floats) -> tuple[Floats, list[MfgError | None]]:
        """Return the scores of design rows, shape (R, n), and why a replication failed."""
        out = np.full((len(codes), self.study.problem.shape[0]), np.nan)
        errors: list[MfgError | None] = [None] * len(codes)
        shared = [i for i, x in enumerate(self.study.factors) if _is_shared(x)]
        own = [i for i, x in enumerate(self.study.factors) if _is_own(x)]
        kinds, which = (
            np.unique(codes[:, shared], axis=0, return_inverse=True)
            if shared
            else (np.empty((1, 0)), np.zeros(len(codes), dtype=np.int64))
        )
        order = np.argsort(which.ravel(), kind="stable")
        ends = np.cumsum(np.bincount(which.ravel(), minlength=len(kinds)))
        width = self.study.problem.shape[1] if own else 0
        step = max(1, self._rows // (1 + width))
        for kind, members in zip(kinds, np.split(order, ends[:-1]), strict=True):
            common = {self.study.factors[i].name: (i, c) for i, c in zip(shared, kind.tolist(), strict=True)}
            for k in range(0, members.size, step):
                rows = members[k : k + step]
                out[rows], why = self._batch(common, codes[rows], rows.size, own)
                for r, e in zip(rows.tolist(), why, strict=True):
                    errors[r] = e
        return out, errors

    def _batch(
        self, common: dict[str, tuple[int, float]], codes: Floats | None, count: int, own: Sequence[int] = ()
    ) -> tuple[Floats, list[MfgError | None]]:
        """Compute replications that agree in all that :func:`_is_shared` names."""
        out = np.full((count, self.study.problem.shape[0]), np.nan)
        errors: list[MfgError | None] = [None] * count
        recipe, options, aggregates, staged = self._settings(common)
        open_ = np.ones(count, dtype=bool)
        if own and codes is not None:
            names = [self.study.factors[i].name for i in own]
            recipes = [
                self._settings(common | {x: (i, row[i]) for x, i in zip(names, own, strict=True)})[0]
                for row in codes.tolist()
            ]
            found = self._prepare.many(recipes) if names == ["noise"] else self._prepare.each(recipes)
            for r, z in enumerate(found):
                if isinstance(z, MfgError):
                    errors[r], open_[r] = z, False
            each = [z for z in found if not isinstance(z, MfgError)]
            if not each:
                return out, errors
            data = np.ascontiguousarray(np.array(each).transpose(2, 0, 1))
        else:
            try:
                data = self._prepare(recipe)
            except MfgError as error:
                return out, [error] * count
        # A combination that was chosen goes before what the problem says of single levels.
        kept = {} if "combine" in common else self.study.problem.combine
        batch = Batch(data, options, int(open_.sum()), aggregates, combine=kept, staged=staged)
        if codes is not None:
            batch = self._drawn(batch, codes[open_])
        with np.errstate(over="ignore", invalid="ignore"):
            scores, why = roll(self.study.problem, batch)
        beyond: NDArray[np.bool_] = np.asarray(np.isinf(scores).any(axis=1))
        scores[beyond] = np.nan
        out[open_] = scores
        for r, e, over in zip(np.flatnonzero(open_).tolist(), why, beyond, strict=True):
            errors[r] = MfgError("overflow") if over else e
        return out, errors

    def _settings(self, common: dict[str, tuple[int, float]]) -> tuple[Recipe, Options, dict[int, str], bool]:
        o = self._o
        steps = self.study.problem.preparation
        values: dict[str, Any] = {k: getattr(steps, k) for k in _STEPS}
        values |= {"normalise": self._normalise, "missing": o.missing, "positive": o.positive, "k": o.k}
        f = self.study.problem.framework
        aggregates: dict[int, str] = {}
        staged = self.study.problem.stages is not None
        for name, (i, code) in common.items():
            x = self.study.factors[i]
            value: Any = x.levels[int(code)] if x.kind == "levels" else code
            if x.base == "aggregate":
                for depth in [x.depth] if x.depth is not None else range(1, f.levels + 1):
                    aggregates[depth] = value
            elif x.base == "stage_weights":
                staged = bool(value)
            else:
                values[name] = int(code) if name == "noise" else value
        recipe = Recipe(**{k: v for k, v in values.items() if k in RECIPE})
        options = replace(o, **{k: v for k, v in values.items() if k in _OPTIONS})
        return recipe, options, aggregates, staged

    def _drawn(self, batch: Batch, codes: Floats) -> Batch:
        s, f = self.study, self.study.problem.framework
        more: dict[str, Any] = {}
        for i, x in enumerate(s.factors):
            keys = codes[:, i].astype(np.int64)
            if x.name in self._columns:
                u = self._stream.weights(keys)
                more.setdefault("drawn", {}).update(
                    {d: (x.how, x.amount[0], u[:, cols]) for d, cols in self._columns[x.name]}
                )
            elif x.base == "weights" and s.sets is not None:
                more["sets"] = s.sets[keys]
            elif x.name == "alpha" and x.kind == "range":
                more["alpha"] = codes[:, i : i + 1]
            elif x.base == "remove":
                more["out"] = np.array([out_with(f, level) for level in x.levels])[keys]
            elif x.base == "experts":
                more["experts"] = self._resampled(keys)
        return replace(batch, **more) if more else batch

    def _answers(self, block: int) -> Floats:
        assert self.study.problem.delphi is not None
        count = len(self.study.problem.delphi.of_round())
        return generator(self.study.seed, EXPERTS, 0, block).random((BLOCK, count))

    def _resampled(self, keys: NDArray[np.int64]) -> Floats:
        """Return how often each expert is drawn, with replacement, shape (R, experts)."""
        assert self._experts is not None
        u = self._experts.rows(keys)
        count = u.shape[1]
        drawn = np.minimum((u * count).astype(np.int64), count - 1)
        return np.array([np.bincount(r, minlength=count) for r in drawn], dtype=float)


def _is_own(x: Factor) -> bool:
    """Tell whether a factor gives nearly every replication data of its own."""
    return x.base == "noise" or (x.kind == "range" and x.name in RECIPE)


def _is_shared(x: Factor) -> bool:
    """Tell whether replications must agree in this factor to be computed together."""
    drawn = x.base in ("weights", "experts", "remove") or (x.name == "alpha" and x.kind == "range")
    return not drawn and not _is_own(x)


def base_study(problem: Problem) -> Study:
    """Return a study that varies nothing but the (idle) node left out: for the index itself."""
    return Study(problem, (Factor("remove", "levels", ("",)),), 1)
