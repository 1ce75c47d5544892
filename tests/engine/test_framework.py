"""The indicator tree: what is wrong with a table, canonical order, levels and groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node, problems

NAN = float("nan")


def nodes(text: str) -> list[Node]:
    """Read ``code:parent`` pairs; a code alone has no parent."""
    return [Node(*part.partition(":")[::2]) for part in text.split()]


# table, keys of all problems in order
WRONG = [
    ("", ["fw_no_rows"]),
    ("T a:T a:T", ["fw_duplicate"]),
    ("T a:T :T", ["fw_no_code"]),
    ("T a:T b:X", ["fw_orphan"]),
    ("T a:T S b:S", ["fw_roots"]),
    ("T a:T b", ["fw_roots"]),
    ("T a:T b:c c:b", ["fw_cycle"]),
    ("T a:a", ["fw_cycle"]),
    ("a:b b:a", ["fw_cycle"]),
    ("a:b b:c c:a d:a", ["fw_cycle"]),
    ("T a:T a:X b:b", ["fw_duplicate", "fw_orphan", "fw_cycle"]),
]


@pytest.mark.parametrize(("table", "keys"), WRONG)
def test_problems(refuses: Callable[..., MfgError], table: str, keys: list[str]) -> None:
    assert [e.key for e in problems(nodes(table))] == keys
    refuses(keys[0], Framework.of, nodes(table))


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"weight": -0.1}, "negative_weight"),
        ({"low": 1.0}, "one_goalpost"),
        ({"high": 1.0}, "one_goalpost"),
        ({"low": 2.0, "high": 2.0}, "goalposts"),
        ({"low": 3.0, "high": 2.0}, "goalposts"),
    ],
)
def test_problems_of_a_node_name_it(
    refuses: Callable[..., MfgError], fields: dict[str, float], key: str
) -> None:
    table = nodes("T a:T b:T")
    table[1] = replace(table[1], **fields)  # type: ignore[arg-type]
    assert refuses(key, Framework.of, table).where == "a"


# rows in any order, canonical order, levels, indicators
ORDER = [
    ("T a:T b:T", "T a b", 1, "a b"),
    ("b:T T a:T", "T b a", 1, "b a"),
    ("a b c", "INDEX a b c", 1, "a b c"),
    ("a", "INDEX a", 1, "a"),
    ("INDEX b", "INDEX_ INDEX b", 1, "INDEX b"),
    ("INDEX INDEX_", "INDEX__ INDEX INDEX_", 1, "INDEX INDEX_"),
    ("x:D T D:T y:D E:T z:E", "T D E x y z", 2, "x y z"),
    # an indicator directly under the top beside dimensions stands after them
    ("T i:T D:T x:D y:D", "T D i x y", 2, "i x y"),
    # siblings together, inner nodes first in their level
    ("T D:T E:T z:E x:D w:E y:D", "T D E x y z w", 2, "x y z w"),
    ("T A:T k:T B:A l:A C:B m:B n:C o:C", "T A k B l C m n o", 4, "k l m n o"),
]


@pytest.mark.parametrize(("table", "order", "levels", "leaves"), ORDER)
def test_canonical_order(table: str, order: str, levels: int, leaves: str) -> None:
    f = Framework.of(nodes(table))
    assert " ".join(f.code) == order
    assert f.levels == levels
    assert " ".join(n.code for n in f.indicators) == leaves
    assert (f.parent[1:] < np.arange(1, len(f.code))).all()  # parents stand before their children
    assert f.parent[0] == -1
    for depth in range(1, levels + 1):
        level, above, groups = f.level(depth), f.inner(depth - 1), f.groups(depth)
        assert (f.depth[level] == depth).all() and (f.depth == depth).sum() == level.stop - level.start
        assert not f.is_leaf[above].any()
        # every node's group is its parent, no group is empty
        for code, g in zip(f.code[level], groups, strict=True):
            assert f.nodes[f.index[code]].parent == f.code[above][g]
        assert set(groups) == set(range(above.stop - above.start))


def test_rows_in_any_order_give_the_same_tree() -> None:
    rows = nodes("T A:T B:T a:A b:A c:B d:B")
    f = Framework.of(rows)
    for seed in range(20):
        p = np.random.default_rng(seed).permutation(len(rows))
        g = Framework.of([rows[i] for i in p])
        assert set(g.code) == set(f.code)
        assert {c: g.nodes[g.parent[g.index[c]]].code for c in g.code[1:]} == {
            c: f.nodes[f.parent[f.index[c]]].code for c in f.code[1:]
        }


def test_fields_follow_the_indicators() -> None:
    rows = nodes("T i:T D:T x:D y:D")
    rows[1] = replace(rows[1], negative=True, weight=0.3)
    f = Framework.of(rows)
    assert f.negative.tolist() == [True, False, False]
    np.testing.assert_array_equal(f.weights(), [NAN, NAN, 0.3, NAN, NAN])


@pytest.mark.parametrize(
    ("zh", "en", "lang", "expected"),
    [("创新", "INN", "zh", "创新"), ("创新", "INN", "en", "INN"), ("", "INN", "zh", "INN"),
     ("创新", "", "en", "创新"), ("", "", "zh", "c")],
)  # fmt: skip
def test_names(zh: str, en: str, lang: str, expected: str) -> None:
    assert Node("c", zh=zh, en=en).name(lang) == expected


def test_a_deep_chain_and_a_wide_level() -> None:
    chain = Framework.of(nodes("n0 " + " ".join(f"n{i}:n{i - 1}" for i in range(1, 60))))
    assert chain.levels == 59
    wide = Framework.of([Node(f"i{j}") for j in range(2000)])
    assert wide.level(1) == slice(1, 2001)
