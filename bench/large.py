"""Make and recalculate the largest workbook: ``python bench/large.py [UNITS INDICATORS EXPERTS]``.

Writes invented tables of counties, calls ``mfg new`` on them as a user would, and prints time, memory and size;
the default is 3,500 units x 200 indicators x 60 experts (one round).
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]


def tables(folder: Path, units: int, indicators: int, experts: int) -> tuple[Path, Path, Path]:
    """Write data, framework (dimensions of ten indicators) and expert scores."""
    rng = np.random.default_rng(1)
    codes = [f"X{j:03d}" for j in range(indicators)]
    dimensions = [f"D{k:02d}" for k in range(-(-indicators // 10))]
    data, framework, delphi = (folder / f"{n}.csv" for n in ("data", "framework", "experts"))
    values = np.exp(rng.normal(3.0, 1.0, (units, indicators))).round(3)
    with data.open("w", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(["county", "group", *codes])
        w.writerows([f"U{i:04d}", f"G{i % 31:02d}", *row] for i, row in enumerate(values.tolist()))
    with framework.open("w", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(["code", "parent", "name_en", "direction"])
        w.writerow(["TOP", "", "Index", ""])
        w.writerows([d, "TOP", f"Dimension {d}", ""] for d in dimensions)
        w.writerows(
            [c, dimensions[j // 10], f"Indicator {c}", "-" if j % 7 == 0 else "+"]
            for j, c in enumerate(codes)
        )
    with delphi.open("w", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(["round", "expert", *dimensions, *codes])
        scores = rng.integers(3, 11, (experts, len(dimensions) + indicators))
        w.writerows([1, f"E{e:02d}", *row] for e, row in enumerate(scores.tolist()))
    return data, framework, delphi


def main(units: int = 3500, indicators: int = 200, experts: int = 60) -> None:
    """Measure ``mfg new``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, framework, delphi = tables(folder, units, indicators, experts)
        book = folder / "large.xlsx"
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, str(ROOT / "mfg.py"), "new", str(book), "--data", str(data),
             "--framework", str(framework), "--delphi", str(delphi), "--lang", "en"],
            check=True, cwd=ROOT,
        )  # fmt: skip
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{units} x {indicators} x {experts}: {seconds:.1f} s, {peak:.0f} MB of memory, file {book.stat().st_size / 1e6:.1f} MB"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
