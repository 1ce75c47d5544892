"""Tables with headers (framework, units, expert scores, options) to the engine's objects.

The same reader serves a workbook's named ranges and the files given to the command line. Headers are
recognised in Chinese and English.
"""

from .delphi_table import delphi, round_of
from .framework_table import (
    FRAMEWORK_HEADERS,
    framework,
    framework_column,
    framework_findings,
    framework_problems,
    nodes,
)
from .options_table import (
    OPTION_LABELS,
    STEP_LABELS,
    numbers,
    option,
    options,
    options_unknown,
    parts,
    preparation,
)
from .units_table import units

__all__ = [
    "FRAMEWORK_HEADERS", "OPTION_LABELS", "STEP_LABELS", "delphi", "framework", "framework_column", "framework_findings",
    "framework_problems", "nodes", "numbers", "option", "options", "options_unknown", "parts", "preparation", "round_of",
    "units",
]  # fmt: skip
