"""Keep the log of deliberate failures out of the user's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from udfs.excel import log


@pytest.fixture(autouse=True, scope="session")
def _log_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder: Path = tmp_path_factory.mktemp("log")
    real, log.path = log.path, lambda: folder / "mfg.log"
    log.logger.cache_clear()
    yield
    log.path = real
    log.logger.cache_clear()
