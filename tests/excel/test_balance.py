"""MFG_COUPLING and MFG_OBSTACLE at the boundary: labels, levels in both languages, messages."""

from __future__ import annotations

import pytest

from .kit import Sheet, message, run

DATA = [
    ["城市", "创新", "绿色"],
    ["深圳", 0.25, 1.0],
    ["苏州", 0.81, 0.81],
    ["成都", None, 0.5],
    ["西安", 0.0, 0.0],
]


def test_coupling() -> None:
    rows = run("MFG_COUPLING", DATA)
    assert rows[0] == ["City", "Coupling C", "Coordination T", "Coupling coordination D", "Level"]
    assert rows[1] == ["深圳", *map(pytest.approx, [0.8, 0.625, 0.5**0.5]), "intermediate coordination"]
    assert rows[2] == ["苏州", *map(pytest.approx, [1.0, 0.81, 0.9]), "high-quality coordination"]
    assert rows[3] == ["成都", "#N/A", "#N/A", "#N/A", ""]
    assert rows[4] == ["西安", "#N/A", 0.0, 0.0, "extreme imbalance"]
    other = run("MFG_COUPLING", [[0.25, 1.0]], [3, 1], "修正", ["深圳"], caller=Sheet("zh"))
    assert other[0] == ["城市", "耦合度 C", "协调指数 T", "耦合协调度 D", "协调等级"]
    # C = sqrt((1 - .75) .25) = .25; T = .75 * .25 + .25 = .4375
    assert other[1] == ["深圳", *map(pytest.approx, [0.25, 0.4375, 0.109375**0.5]), "轻度失调"]
    assert "from 0 to 1" in message(run("MFG_COUPLING", [[25.0, 100.0]]))
    assert "at least 2" in message(run("MFG_COUPLING", [[0.5], [0.6]]))


def test_obstacle() -> None:
    data = [["城市", "p", "q"], ["深圳", 0.0, 0.5], ["苏州", 1.0, 1.0], ["成都", 0.2, None]]
    rows = run("MFG_OBSTACLE", data, [1, 3])
    assert rows == [["城市", "p", "q"], ["深圳", pytest.approx(0.4), pytest.approx(0.6)], ["苏州", 0.0, 0.0], ["成都", 1.0, "#N/A"]]  # fmt: skip
    assert run("MFG_OBSTACLE", data, [1, 3], 0)[1] == ["深圳", 0.25, 0.375]
    assert run("MFG_OBSTACLE", data, [1, 3], 1) == rows
    assert "from 0 to 1" in message(run("MFG_OBSTACLE", [[1.0, 10.0]], [1, 1]))
    assert "blank" in message(run("MFG_OBSTACLE", data, [1, None]))
