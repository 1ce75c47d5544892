"""The report: every section in order, the file of results, the short tables of the README."""

from __future__ import annotations

import os
import platform
import re
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from compare import Comparison, compare
from contest import Case
from every import FAMILIES
from growth import growth, pairs
from layout import ms
from replications import replications
from starting import starting
from uncompared import uncompared
from year import year

#: Names on PyPI of what takes part.
PACKAGES = (
    "numpy", "pymcdm", "scikit-criteria", "pyDecision", "scipy", "scikit-learn", "pandas", "ahpy", "jenkspy",
    "factor_analyzer", "Pyfrontier",
)  # fmt: skip


def versions() -> tuple[list[str], list[str]]:
    """Return the packages measured with their versions, and those that are not installed."""
    found, absent = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            absent.append(name)
    return found, absent


def check() -> None:
    """See that every contest agrees on small data."""
    count = 0
    for family, contests in FAMILIES.items():
        case = Case(6, 6) if family == "AHP" else Case(40, 6)
        for contest in contests:
            calls, _ = contest.calls(case)
            count += len(calls) - 1
    print(f"{count} comparisons agree")


def run(root: Path, quick: bool) -> None:
    """Measure everything, print it; write it down unless ``quick``."""
    began = time.perf_counter()
    found, absent = versions()
    start, extra = starting(root, quick)
    cities, took = year(quick)
    held = compare(quick)
    lines = [
        "# Benchmark",
        "",
        f"Written by `python bench/run.py` (`make bench`). {os.cpu_count()} CPUs, Python {platform.python_version()}; {', '.join(found)}.",
        *([f"Not installed, and so left out: {', '.join(absent)}.", ""] if absent else [""]),
        "COINr (R) is the reference of results, not of time: R is not part of this benchmark and its reference data hold",
        "no timings.",
        "",
        *cities,
        *start,
        "## Summary",
        "",
        *held.summary("en"),
        *held.losses(),
        *held.less_memory(),
        *pairs(quick),
        *growth(quick),
        *replications(quick),
        "## Every method that another library has",
        "",
        *held.tables(),
        *uncompared()[0],
        f"The whole run took {(time.perf_counter() - began) / 60:.1f} minutes.",
    ]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if not quick:
        (root / "bench" / "RESULTS.md").write_text(text, encoding="utf-8")
        readme = root / "README.md"
        old = readme.read_text(encoding="utf-8")
        readme.write_text(filled(old, held, took, extra), encoding="utf-8")
    print(f"numpy {np.__version__}, {time.perf_counter() - began:.0f} s", file=sys.stderr)


WORDS = {
    "zh": "293 个城市、24 个指标的整套计算（检查、标准化、权重、维度、得分、排名、汇总）：引擎 {engine}，工作表函数 {excel}"
    "（不含 Excel 自身每次调用 4-13 毫秒）；加载耗时比 numpy 多 {extra}。[完整结果](bench/RESULTS.md)含每个方法、内存、增长和不如别人的地方。",
    "en": "All of a 293 x 24 model (check, normalise, weights, dimensions, scores, ranks, summary): engine {engine}, worksheet"
    " functions {excel} (without Excel's own 4-13 ms a call); loading takes {extra} more than numpy."
    " [All results](bench/RESULTS.md): every method, memory, growth, and where others are faster.",
}


def filled(text: str, held: Comparison, took: dict[str, float], extra: float) -> str:
    """Return the README with the short table between its markers, in both languages."""
    for lang, words in WORDS.items():
        start, end = f"<!-- bench:{lang} -->", f"<!-- /bench:{lang} -->"
        said = words.format(engine=ms(took["engine"]), excel=ms(took["excel"]), extra=ms(extra))
        body = "\n".join([said, "", *held.summary(lang)]).rstrip()
        text = re.sub(
            f"{re.escape(start)}.*?{re.escape(end)}",
            lambda _, s=start, e=end, b=body: f"{s}\n{b}\n{e}",
            text,
            flags=re.DOTALL,
        )
    return text
