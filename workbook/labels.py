"""Labels in both languages, and the rows of the sheet Texts from which every label is read.

A label is a text in the language of building that knows both renderings. The cell that shows it holds a
reference to its row on Texts, where the choice between the two is one plain formula: so a workbook changes its
language without the add-in.
"""

from __future__ import annotations

from collections.abc import Sequence

#: The sheet of all labels, its first row of them, and the cell that says which language is shown (1 or 2).
SHEET, FIRST_TEXT, SHOWN = "Texts", 8, "$B$5"


class Label(str):
    """A text in one language that carries both.

    Whatever is done to it as a text (slicing, ``+``, ``format``, ``str``) gives a plain text in the one language.

    Examples
    --------
    >>> label = Label("得分", "Score", "en")
    >>> label, label.zh, label.switches
    ('Score', '得分', True)
    """

    zh: str
    en: str

    __slots__ = ("en", "zh")

    def __new__(cls, zh: str, en: str, language: str) -> Label:
        label = super().__new__(cls, zh if language == "zh" else en)
        label.zh, label.en = str(zh), str(en)
        return label

    @property
    def switches(self) -> bool:
        """Whether the two languages differ."""
        return self.zh != self.en


def renderings(text: object) -> tuple[str, ...]:
    """Return what may stand in a cell: both renderings of a label, any other value as a text."""
    return (text.zh, text.en) if isinstance(text, Label) else (str(text),)


def filled(pair: tuple[str, str], language: str, *params: object) -> Label:
    """Return a label with its fields filled in; fields that are labels follow the language."""
    zh, en = (
        text.format(*(getattr(p, lang) if isinstance(p, Label) else p for p in params))
        for lang, text in zip(("zh", "en"), pair, strict=True)
    )
    return Label(zh, en, language)


class Texts:
    """The labels of a workbook in the order of their first use; equal ones share a row, but for lists."""

    def __init__(self) -> None:
        #: Chinese, English, the sheet of first use, and whether a reader may change the wording, row by row.
        self.rows: list[tuple[str, str, str, bool]] = []
        self._known: dict[tuple[str, str], int] = {}
        #: The sheet being filled or drawn, for labels whose place is not said.
        self.where = ""

    def row(self, label: Label, sheet: str = "") -> int:
        """Return the row of a label, a new one at its first use; ``sheet`` is where it is used."""
        key = (label.zh, label.en)
        if key not in self._known:
            self._known[key] = self._add(label, sheet)
        return self._known[key]

    def _add(self, label: Label, sheet: str, free: bool = True) -> int:
        self.rows.append((label.zh, label.en, sheet or self.where, free))
        return FIRST_TEXT + len(self.rows) - 1

    def listed(self, labels: Sequence[Label], sheet: str = "") -> tuple[int, int]:
        """Return the first and the last row of labels that stand one below the other, as a dropdown needs them.

        What is chosen there is read by functions, so that its wording is fixed.
        """
        rows = [self._add(label, sheet, free=False) for label in labels]
        return rows[0], rows[-1]

    def ref(self, label: Label, sheet: str = "") -> str:
        """Return the cell that shows a label in the present language: ``Texts!$D$12``."""
        return f"{SHEET}!$D${self.row(label, sheet)}"
