"""Recalculate and share workbooks of growing size; openpyxl and LibreOffice on the same files.

``python -m bench.workbooks`` prints the table and writes ``bench/WORKBOOKS.md``. Every measurement is a
process of its own: its wall-clock time with start-up, and the peak memory of it and its children.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((293, 24), (1000, 100), (3500, 200))

#: What each process runs; {0} is the workbook, {1} what it writes.
TASKS: dict[str, str] = {
    "mfg recalc": "from workbook.recalc import recalc; r = recalc({0!r}, {1!r}, libreoffice=False); assert r.ok and r.changed",
    "mfg share --as values": "from workbook.share import share; share({0!r}, {1!r})",
    "mfg share --as native": "from workbook.share import share; share({0!r}, {1!r}, form='native')",
    "openpyxl load and save": "import openpyxl; b = openpyxl.load_workbook({0!r}); b.save({1!r})",
    "LibreOffice, headless conversion": "from pathlib import Path; from workbook.libreoffice import recalculate; recalculate(Path({0!r}), Path({1!r}).parent / 'office', timeout=1800)",
}

#: Numbers beyond which the native copy, a formula and more for each, takes minutes to measure.
NATIVE_MOST = 20_000

_MEASURE = """
import resource, time
start = time.perf_counter()
{0}
seconds = time.perf_counter() - start
used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(seconds, sum(u.ru_utime + u.ru_stime for u in used), max(u.ru_maxrss for u in used) / 1024)
"""


def build(path: Path, n: int, m: int) -> Path:
    """Write a workbook of n units and m indicators: normalised block, weights, scores and ranks, all stale."""
    x = np.random.default_rng(n * m).lognormal(size=(n, m))
    with xlsxwriter.Workbook(path) as book:
        book.set_calc_mode("auto", 191029)
        book.calc_on_load = False
        data, result = book.add_worksheet("Data"), book.add_worksheet("Result")
        heads = [{"header": "City"}, *({"header": f"i{j}"} for j in range(m))]
        rows = [[f"u{i}", *line] for i, line in enumerate(x.tolist())]
        data.add_table(0, 0, n, m, {"name": "Data", "data": rows, "columns": heads})
        block = f"Data[[i0]:[i{m - 1}]]"
        column = xlsxwriter.utility.xl_col_to_name(m - 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": f"=Result!${column}$4:${column}$13"})
        result.insert_chart(0, m + 5, chart)
        result.conditional_format(3, 0, n + 2, m - 1, {"type": "2_color_scale"})
        result.write_dynamic_array_formula(0, 0, 0, m - 1, f"=MFG_WEIGHT({block})", None, 0)
        result.write_dynamic_array_formula(3, 0, n + 2, m - 1, f"=MFG_NORM({block})", None, 0)
        result.write_dynamic_array_formula(
            3, m + 1, n + 2, m + 1, f"=MFG_SCORE({block},,$A$1:${column}$1)", None, 0
        )
        score = xlsxwriter.utility.xl_col_to_name(m + 1)
        result.write_dynamic_array_formula(
            3, m + 2, n + 2, m + 2, f"=MFG_RANK(${score}$4:${score}${n + 3})", None, 0
        )
    return path


def measure(task: str, source: Path, target: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and peak megabytes of one task in a fresh process."""
    code = _MEASURE.format(TASKS[task].format(str(source), str(target)))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{task}: exit code {done.returncode}: {done.stderr[-2000:]}")
    seconds, cpu, peak = (float(v) for v in done.stdout.split())
    return seconds, cpu, peak


def tables(repeats: int, sizes: tuple[tuple[int, int], ...] = SIZES) -> list[str]:
    """The lines of the report; the tasks take turns, and the least of the repeats counts."""
    from workbook import libreoffice

    tasks = [t for t in TASKS if not t.startswith("LibreOffice") or libreoffice.find() is not None]
    lines = [
        "# Workbooks",
        "",
        f"Written by `python -m bench.workbooks`. {os.cpu_count()} CPUs, Python {platform.python_version()}, "
        f"openpyxl {version('openpyxl')}. A table of n x m numbers; weights, the normalised n x m block, scores and",
        "ranks as MFG formulas, all stale; a chart and a colour scale. Each run is a process of its own, start-up",
        f"included; least of {repeats} runs. Share works on the recalculated workbook, the others on the stale one.",
        "openpyxl drops the values of every formula and LibreOffice shows #NAME? in them: they are here for the",
        "time and memory of reading and writing the same file. The native copy holds a formula and more for every number, which",
        "LibreOffice also calculates: it is measured at 293 x 24.",
        "",
        "| units x indicators | file, MB | task | seconds | CPU seconds | peak memory, MB | file written, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory(prefix="mfg-bench-") as folder:
        for n, m in sizes:
            stale = build(Path(folder) / f"{n}x{m}.xlsx", n, m)
            fresh = stale.with_name(f"{n}x{m}.fresh.xlsx")
            found: dict[str, list[tuple[float, ...]]] = {t: [] for t in tasks}
            here = [t for t in tasks if "native" not in t or n * m <= NATIVE_MOST]
            for _ in range(repeats):
                for task in here:
                    target = fresh if task == "mfg recalc" else stale.with_name("out.xlsx")
                    target.unlink(missing_ok=True)
                    spent = measure(task, fresh if "share" in task else stale, target)
                    written = stale.parent / "office" / stale.name if "Office" in task else target
                    found[task].append((*spent, written.stat().st_size / 1e6))
            for task in here:
                seconds, cpu, peak, size = (min(column) for column in zip(*found[task], strict=True))
                lines.append(
                    f"| {n} x {m} | {stale.stat().st_size / 1e6:.2f} | {task} | {seconds:.2f} | {cpu:.2f} | {peak:.0f} | {size:.2f} |"
                )
                print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size once, nothing written")
    quick = parser.parse_args().quick
    lines = tables(1 if quick else 2, SIZES[:1] if quick else SIZES)
    if not quick:
        (ROOT / "bench" / "WORKBOOKS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
