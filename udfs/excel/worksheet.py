"""The MFG_* worksheet functions, where Excel finds them: read, engine, write.

They stand in the modules of :data:`INDEX` and :data:`FAMILIES`, their texts and arguments in the catalogue.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from udfs import __version__

from . import guard, scalars
from .arguments import Cells
from .bridge import bind
from .guard import Rows, call, worksheet_function

__all__ = ["call"]

#: Modules of the functions that compute an index, in the order of the catalogue; always loaded.
INDEX = ("steps", "index_weights", "scoring", "ranking")
for _module in INDEX:
    import_module(f"{__package__}.{_module}")


@worksheet_function
def MFG_VERSION(detail: Cells = None, caller: Any = None) -> Rows:
    """The version of MFG Index, with 1 also of Python and its packages."""
    text = f"MFG Index {__version__}"
    if scalars.whole(detail, "detail", 0, 1) != 1:
        return [[text]]
    import platform
    from importlib.metadata import PackageNotFoundError, version

    parts = [text, f"Python {platform.python_version()}"]
    for package in ("xlwings", "numpy", "pandas", "openpyxl", "XlsxWriter"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} -")
    return [[" · ".join(parts)]]


#: Modules whose functions stand behind these, in order; loaded when one of them is first asked for.
FAMILIES = (
    "balance",
    "decisions",
    "evaluate",
    "gazetteer",
    "indexing",
    "judgement",
    "over_time",
    "prepare",
    "relate",
    "views",
    "uncertainty",
    "weighing",
)


def load_families() -> None:
    """Put the functions of the families beside those of this module."""
    for family in FAMILIES:
        import_module(f"{__package__}.{family}")
    new = {n: f for n, f in guard.FUNCTIONS.items() if n not in globals()}
    globals().update(bind(new), FUNCTIONS=guard.FUNCTIONS)


def __getattr__(name: str) -> Any:
    """Load the families for a function that is not one of the index itself, or for all: ``FUNCTIONS``.

    A workbook that only computes an index starts in about half the time without them.
    """
    if name == "FUNCTIONS" or name.startswith("MFG_"):
        load_families()
        if name in globals():
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name the functions of the families too."""
    load_families()
    return list(globals())


# Whoever has loaded a family before gets it here too.
globals().update(bind(dict(guard.FUNCTIONS)))
