"""How a workbook in the making speaks: labels that follow the language cell, words that stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from udfs.engine.framework import Node
from workbook.grid import Grid, Sheet
from workbook.labels import Label
from workbook.references import a1
from workbook.texts import TERMS, t


class Bilingual:
    """The part of :class:`workbook.maker.Maker` that makes texts."""

    language: str
    grid: Grid
    values_only: bool

    def t(self, key: str, *params: object) -> Label:
        """Return a label in the workbook's language; the cell that it is put into follows the language."""
        return t(key, self.language, *params)

    def word(self, key: str, *params: object) -> str:
        """Return a text that stays in the language of building: what is typed, chosen, or heads a table."""
        return str(self.t(key, *params))

    def both(self, zh: str, en: str) -> Label:
        """Return a label of two texts at hand."""
        return Label(zh, en, self.language)

    def named(self, node: Node) -> Label:
        """Return the name of a node, for widths that suit both languages."""
        return self.both(node.name("zh"), node.name("en"))

    def term(self, word: str) -> str:
        """Return a word of the data as a label, where it is one of the known ones."""
        return self.both(*TERMS[word]) if word in TERMS else word

    def cell(self, label: Label, sheet: str = "") -> str:
        """Return the cell that shows a label, for formulas: ``Texts!$D$12``."""
        return self.grid.texts.ref(label, sheet)

    def chart(self, key: str, *params: object) -> str:
        """Return a label as a chart takes a name: the cell that shows it."""
        return self.shown(self.t(key, *params))

    def shown(self, label: Label) -> str:
        """Return a reference to the cell that shows a label; the text itself if the languages agree."""
        return f"={self.cell(label)}" if label.switches else str(label)

    def merge(self, ws: Any, area: tuple[int, int, int, int], label: Label, look: Any) -> None:
        """Merge cells (0-based corners) that show a label, while the sheet is written."""
        ws.merge_range(*area, "", look)
        if self.values_only or not label.switches:
            ws.write_string(area[0], area[1], str(label), look)
        else:
            ws.write_formula(area[0], area[1], self.shown(label), look, str(label))

    def quiet(self, sheet: Sheet) -> None:
        """Keep Excel from marking a column of labels, such as provinces, as formulas that differ from their neighbours."""
        sheet.extras.append(
            lambda book, ws, formats: ws.ignore_errors({"formula_differs": f"A1:Z{sheet.last_row}"})
        )

    def captions(self, sheet: Sheet, row: int, heads: Sequence[str]) -> None:
        """Write above a table's headers, which cannot change, what they say in the other language."""
        for j, head in enumerate(heads, 1):
            if isinstance(head, Label) and head.switches:
                cell = self.cell(head, sheet.name)
                self.grid.native(sheet, row, j, f'=IF({cell}={a1(row + 1, j)},"",{cell})', "", "caption")
        sheet.extras.append(lambda book, ws, formats: ws.set_row(row - 1, 26))
