"""The workbook's own model, read from its fixed defined names; what ``=MFG_SCORE()`` computes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework
from udfs.engine.index import Options, Result, compute
from udfs.engine.preparation import Preparation, prepared
from udfs.engine.units import UnitTable

from . import tables
from .cells import Block, text

#: Defined names of the template. Data, framework and experts include their header rows.
DATA, FRAMEWORK, DELPHI, OPTIONS, LANGUAGE = (
    "MFG_Data",
    "MFG_Framework",
    "MFG_Experts",
    "MFG_Options",
    "MFG_Language",
)


class Context(Protocol):
    """Where a formula stands: the workbook's names and language."""

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        ...

    def named(self, name: str) -> Block | None:
        """Return the cells a defined name refers to, None if there is no such name."""
        ...


@dataclass(frozen=True)
class Model:
    """Everything a computation needs."""

    units: UnitTable
    framework: Framework
    delphi: Delphi | None
    options: Options
    preparation: Preparation = field(default_factory=Preparation)

    def compute(self, lang: str) -> Result:
        """Prepare the data and compute the index; what was prepared is among the findings."""
        units, found = prepared(self.units, self.framework, self.preparation)
        r = compute(units, self.framework, self.delphi, self.options, lang)
        return replace(r, findings=(*found, *r.findings)) if found else r


def language_of(cell: Any) -> str | None:
    """Read a language setting: ``zh``, ``en``, 中文, English; None if it says neither."""
    said = text(cell).casefold()
    if said.startswith(("zh", "中", "cn", "chinese")):
        return "zh"
    if said.startswith(("en", "英")):
        return "en"
    return None


def read(context: Context) -> Model:
    """Read the workbook's model.

    Raises
    ------
    MfgError
        ``no_model`` where a needed name is absent, or whatever is wrong with a table.
    """
    found = {name: context.named(name) for name in (DATA, FRAMEWORK, DELPHI, OPTIONS)}
    for name in (DATA, FRAMEWORK):
        if found[name] is None:
            raise MfgError("no_model", "model", name=name)
    framework = tables.framework(found[FRAMEWORK])
    experts = found[DELPHI]
    return Model(
        tables.units(found[DATA], framework),
        framework,
        tables.delphi(experts) if experts is not None and not experts.is_blank else None,
        tables.options(found[OPTIONS]),
        tables.preparation(found[OPTIONS]),
    )
