"""One call of a worksheet function as its writer sees it: arguments, options, helper blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.registry import methods, resolve
from udfs.excel import cells, labels, ranges
from udfs.excel.cells import MISSING, Block
from workbook.native.expr import REFUSED, blank_or, constant, quoted, read_number
from workbook.native.helpers import Helpers
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative
from workbook.native.texts import title
from workbook.native.typed import as_number, plain_numbers, refuse_odd


@dataclass(frozen=True)
class Arg:
    """An argument: where its cells stand (None for a literal), and what they hold now."""

    rect: Rect | None
    block: Block


@dataclass(frozen=True)
class MatrixArg:
    """A data block: its numbers, its header row, its label columns and the headers of those, as rectangles."""

    data: Rect
    block: Block
    header: Rect | None = None
    labels: Rect | None = None
    corner: Rect | None = None


@dataclass(frozen=True)
class Choice:
    """A method: its name now, and the cell that says its name as the reader changes it (None: it is fixed)."""

    name: str
    cell: str | None = None

    def pick(self, forms: Mapping[str, str]) -> str:
        """Return the formula of the method in force; one without a form is refused."""
        if self.cell is None:
            return forms.get(self.name, REFUSED)
        same = list(dict.fromkeys(forms.values()))
        if len(same) == 1 and len(forms) > 1:
            return same[0]
        out = REFUSED
        for name, formula in reversed(list(forms.items())):
            out = f"IF({self.cell}={quoted(name)},{formula},{out})"
        return out


@dataclass
class NativeCall:
    """A call to be written natively.

    Attributes
    ----------
    place
        The cell it stands in, for titles.
    args
        By parameter name; those left out are not there.
    shape
        Rows and columns of the result now.
    computed
        Tells whether cells hold results of formulas (then only numbers, "" and errors) and not what people typed.
    named
        Return what a defined name of the workbook stands for, None if there is no such name.
    guards
        Conditions under which the formulas written say what the functions say.
    """

    place: str
    name: str
    args: dict[str, Arg]
    shape: tuple[int, int]
    result: Block
    lang: str
    helpers: Helpers
    computed: Callable[[Rect], bool]
    named: Callable[[str], Arg | None] = lambda name: None
    guards: list[str] = field(default_factory=list)

    # --- arguments -----------------------------------------------------------------------------

    def given(self, arg: str) -> bool:
        """True where an argument says something now."""
        return arg in self.args and not self.args[arg].block.is_blank

    def refuse(self, *names: str) -> None:
        """Refuse arguments that the native form does not know."""
        for name in names:
            if self.given(name):
                raise NoNative("argument", name)

    def rect(self, arg: str) -> Rect:
        """Return the cells of an argument; a literal gets a helper cell."""
        if arg not in self.args:
            raise NoNative("argument", arg)
        a = self.args[arg]
        if a.rect is None:
            return self.helper("literal", [[constant(v) for v in row] for row in a.block.values])
        return a.rect

    def vector(self, arg: str, count: int | None = None) -> Rect:
        """Return a row or column without its header, as a column of cells."""
        r, block = self.rect(arg), self.args[arg].block
        if min(r.rows, r.cols) != 1:
            raise NoNative("shape", arg)
        refuse_odd(block.values)
        line = list(block.values[0]) if r.rows == 1 else [v[0] for v in block.values]
        known = labels.HEADERS.get(arg, frozenset())
        skip = 0
        if count is not None and len(line) == count + 1:
            skip = 1
        elif count is None and len(line) > 1:
            head_of_numbers = cells.is_label(line[0]) and not cells.is_label(line[1])
            skip = int(labels.is_word(line[0], known) or (not known and head_of_numbers))
        if count is not None and len(line) - skip != count:
            raise NoNative("shape", arg)
        part = (
            r.sub(0, skip, 1, r.cols - skip)
            if r.rows == 1 and r.cols > 1
            else r.sub(skip, 0, r.rows - skip, 1)
        )
        if part.rows == 1 and part.cols > 1:
            return self.helper("upright", [[blank_or(part.item(i))] for i in range(part.size)])
        return part

    def is_row(self, *names: str) -> bool:
        """True where the first vector given is a row."""
        return not ranges.is_column(*(self.args[n].block for n in names if n in self.args))

    def matrix(self, arg: str) -> MatrixArg:
        """Return a data block apart from the labels along its edges."""
        r, block = self.rect(arg), self.args[arg].block
        top, left = labels.edges(block)
        rows, cols = r.rows - top, r.cols - left
        refuse_odd(block.values)
        return MatrixArg(
            r.sub(top, left, rows, cols),
            Block([list(v[left:]) for v in block.values[top:]]),
            r.sub(0, left, 1, cols) if top else None,
            r.sub(top, 0, rows, left) if left else None,
            r.sub(0, 0, 1, left) if top and left else None,
        )

    def like(self, m: MatrixArg, grid: Grid, header: list[str] | None = None) -> Grid:
        """Lay a result out beside its data, as :func:`udfs.excel.spills.like` does."""
        if header is None and m.labels is not None:
            left = m.labels
            grid = [[*(blank_or(left.at(i, j)) for j in range(left.cols)), *g] for i, g in enumerate(grid)]
        if m.header is not None:
            own = [blank_or(m.header.item(j)) for j in range(m.header.cols)]
            corner = [blank_or(m.corner.item(j)) for j in range(m.corner.size)] if m.corner else []
            grid = [header if header is not None else [*corner, *own], *grid]
        return grid

    def along(self, column: list[str], row: bool) -> Grid:
        """Lay a vector out as a row or as a column."""
        return [column] if row else [[f] for f in column]

    # --- options -------------------------------------------------------------------------------

    def choice(self, arg: str, kind: str, live: tuple[str, ...] = ()) -> Choice:
        """Return the method an argument names.

        `live` are the methods the reader may change to; a change to any other is refused, so that no
        number stands there that belongs to another method.
        """
        block = self.args[arg].block if arg in self.args else Block([[None]])
        if block.shape != (1, 1):
            raise NoNative("shape", arg)
        cell = block.values[0][0]
        try:
            chosen = resolve(kind, None if cells.is_blank(cell) else cells.text(cell), arg)
        except MfgError:
            raise NoNative("method", str(cell)) from None
        if chosen.values:
            raise NoNative("parameter", chosen.name)
        if arg not in self.args or self.args[arg].rect is None:
            return Choice(chosen.name)
        where = self.args[arg].rect
        assert where is not None
        known = live if chosen.name in live else (*live, chosen.name)
        if chosen.name not in live:
            known = (chosen.name,)
        found = self._named(where.at(0, 0), kind, known)
        if len(known) == 1:
            self.guards.append(f"ISTEXT({found})")
            return Choice(chosen.name)
        return Choice(chosen.name, found)

    def _named(self, cell: str, kind: str, known: tuple[str, ...]) -> str:
        words = self.words(kind, known)
        default = methods(kind)[0].name
        other = quoted(default) if default in known else REFUSED
        formula = f'IF(TRIM({cell})="",{other},IFERROR(INDEX({words.column(1)},MATCH(TRIM({cell}),{words.column(0)},0)),{REFUSED}))'
        return self.helper("method", [[formula]]).all

    def words(self, kind: str, known: tuple[str, ...]) -> Rect:
        """Return the names of some methods in both languages and the one each stands for."""
        rows = [
            [quoted(label), quoted(m.name)]
            for m in methods(kind)
            if m.name in known
            for label in dict.fromkeys((m.name, m.zh, m.en, *m.aliases))
        ]
        return self.helper("words", rows, what=kind)

    def number(self, arg: str, default: float | None) -> str:
        """Return a number as a formula: the cell's, or the default where it is blank; "" for none."""
        other = '""' if default is None else constant(default)
        if arg not in self.args:
            return other
        a = self.args[arg]
        if a.rect is None:
            value = a.block.values[0][0]
            return other if cells.is_blank(value) else constant(value)
        cell = a.rect.at(0, 0)
        return self.helper("number", [[f'IF({cell}="",{other},{cell})']]).all

    def listed(self, arg: str, count: int, numbers: bool, otherwise: Sequence[str] = ()) -> Rect:
        """Return a list written in one cell (``3, 29, 58``), or a row or column of cells, as a column.

        `otherwise` is what holds while the cell is blank. A list of another length is refused.
        """
        r = self.rect(arg)
        if r.size > 1:
            return self.vector(arg)
        text = r.at(0, 0)
        for mark in "，、；;":
            text = f'SUBSTITUTE({text},"{mark}",",")'
        pad = 200
        pieces = [
            f'TRIM(MID(SUBSTITUTE({text},",",REPT(" ",{pad})),{k * pad + 1},{pad}))' for k in range(count)
        ]
        long = f'LEN({text})-LEN(SUBSTITUTE({text},",",""))+1={count}'
        read = [read_number(p) if numbers else p for p in pieces]
        blank = f'TRIM({r.at(0, 0)})=""'
        if otherwise:
            long = f"OR({blank},{long})"
            read = [f"IF({blank},{o},{p})" for o, p in zip(otherwise, read, strict=True)]
        self.guards.append(long if count > 1 or otherwise else f"NOT({blank})")
        return self.helper("list", [[p] for p in read])

    # --- helper blocks -------------------------------------------------------------------------

    def helper(self, key: str, grid: Grid, names: tuple[str, ...] = (), what: str = "") -> Rect:
        """Write a helper block under its title."""
        said = title(key, self.lang, self.place, what)
        return self.helpers.put(said, grid, [title(n, self.lang) for n in names])

    def clean(self, r: Rect, fill: str = '""') -> Rect:
        """Return the numbers of a block; "" where one is missing, an error where something else stands there."""
        if self.computed(r):
            grid = [
                [
                    f'IF(ISNA({r.at(i, j)}),{fill},IF({r.at(i, j)}="",{fill},{r.at(i, j)}))'
                    for j in range(r.cols)
                ]
                for i in range(r.rows)
            ]
            return self.helper("clean", grid, what=r.all)
        none = self.no_value()
        plain = self.helper("texts", [[plain_numbers(r, none)]], what=r.all).all
        grid = []
        for i in range(r.rows):
            line = []
            for j in range(r.cols):
                x = r.at(i, j)
                number = f"IF({plain},{as_number(x)},{REFUSED})"
                text = f"IF(ISNUMBER(MATCH(LOWER(TRIM({x})),{none},0)),{fill},{number})"
                line.append(
                    f'IF(ISNUMBER({x}),{x},IF(ISNA({x}),{fill},IF(ISLOGICAL({x}),1/0,IF(TRIM({x})="",{fill},{text}))))'
                )
            grid.append(line)
        return self.helper("clean", grid, what=r.all)

    def labels(self, r: Rect) -> Rect:
        """Return names of groups; "" where a text says that there is none."""
        none = self.no_value()
        grid = []
        for i in range(r.rows):
            line = []
            for v in (r.at(i, j) for j in range(r.cols)):
                gone = f'IF(TRIM({v})="",TRUE,ISNUMBER(MATCH(LOWER(TRIM({v})),{none},0)))'
                line.append(f'IF(IF(ISNA({v}),TRUE,{gone}),"",{v})')
            grid.append(line)
        return self.helper("labels", grid, what=r.all)

    def no_value(self) -> str:
        """Return the list of texts that mean no value."""
        return self.helper("missing", [[quoted(w)] for w in sorted(MISSING)]).all

    def word(self, key: str) -> str:
        """Return a word of the engine's tables as a text in a formula."""
        return quoted(word(key, self.lang))

    def head(self, *keys: str) -> list[str]:
        return [self.word(f"h_{k}") for k in keys]
