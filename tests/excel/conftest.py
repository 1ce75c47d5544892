"""Keep the log of deliberate failures out of the user's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from udfs.excel import log

# They put stubs in the place of pywin32: only the process that test_xlwings.py starts imports them.
collect_ignore = ["fake_book.py", "fake_excel.py", "writing_checks.py", "xlwings_checks.py"]


@pytest.fixture(autouse=True, scope="package")
def _log_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder: Path = tmp_path_factory.mktemp("log")
    real, log.path = log.path, lambda: folder / "mfg.log"
    log.logger.cache_clear()
    yield
    log.path = real
    log.logger.cache_clear()
