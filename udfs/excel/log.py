"""A rotating log in the user's own data folder: call, error, traceback; no cell contents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging
    from pathlib import Path


def path() -> Path:
    """Return where the log is kept."""
    # Loaded here: what is only needed when something breaks must not slow the start.
    from pathlib import Path

    from platformdirs import user_log_dir

    return Path(user_log_dir("mfg-index", appauthor=False)) / "mfg.log"


@cache
def logger() -> logging.Logger:
    """Return the log, opened at the first use; without a writable folder nothing is kept."""
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("mfg")
    log.propagate = False
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path(), maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return log
