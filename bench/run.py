"""Time and memory of the engine beside other libraries: ``python bench/run.py``, or ``--check`` for agreement only.

Writes ``bench/RESULTS.md`` and the short tables in ``README.md``. Without the packages of
``pip install .[bench]`` their columns are left out.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

if __name__ == "__main__":
    import sections

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only see that all agree, on small data")
    parser.add_argument("--quick", action="store_true", help="few rounds, small sizes, nothing written")
    given = parser.parse_args()
    # Other libraries warn of their own affairs.
    warnings.simplefilter("ignore")
    if given.check:
        sections.check()
    else:
        sections.run(ROOT, given.quick)
