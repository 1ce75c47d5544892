"""From the formulas of a workbook to native ones, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from udfs.engine.errors import MfgError
from udfs.excel.cells import Block
from udfs.excel.guard import FUNCTIONS
from udfs.excel.worksheet import call as worksheet_call
from udfs.excel.worksheet import load_families
from workbook.book import Book
from workbook.context import BookContext
from workbook.formula import FormulaError, NotBare, Scope, area_of, block_of, parse, rewrite
from workbook.native.call import Arg, NativeCall
from workbook.native.expr import blank_or, constant, wrapped
from workbook.native.helpers import Helpers
from workbook.native.rect import Rect
from workbook.native.registry import MODEL, VALUES_ONLY, Grid, NoNative, load
from workbook.native.texts import SHEET, title, why
from workbook.references import Area, CellRef, a1
from workbook.sheet import Formula
from workbook.syntax import Function, Index, Literal, Name, Node, Single, Transpose, udf_names

FIRST_ROW = 4

#: What these say of a name stands in a gazetteer; inside another call it becomes a block of constants.
LOOKED_UP = frozenset(("MFG_CITY", "MFG_PROVINCE", "MFG_REGION"))

#: Tables that get rows and columns to grow into where the cells beside them are empty: other breaks make other
#: stages, a city without a score makes a group, an expert adds a round.
SPARE = {
    "MFG_MEANS": (3, 0), "MFG_SUMMARY": (2, 0), "MFG_SPLIT": (0, 1), "MFG_ROUNDS": (1, 0), "MFG_RESCORE": (6, 0),
    "MFG_STRENGTHS": (4, 0),
}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A formula that became a value, and why."""

    sheet: str
    cell: str
    formula: str
    cells: int
    reason: str


@dataclass
class Conversion:
    """What the conversion of a book found.

    Attributes
    ----------
    formulas
        By sheet (without case) and cell.
    kept
        What became values.
    places
        The anchors of what became values (sheet without case, row, column).
    spans
        For every formula converted: the sheet, the anchor, and the area it fills.
    """

    helpers: Helpers
    formulas: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    places: set[tuple[str, int, int]] = field(default_factory=set)
    spans: dict[tuple[str, int, int], tuple[Formula, Area]] = field(default_factory=dict)

    @property
    def converted(self) -> int:
        """MFG cells that hold a live formula."""
        return sum(f.area.rows * f.area.cols for f, _ in self.spans.values() if udf_names(f.text))

    @property
    def cells(self) -> int:
        """MFG cells in all."""
        return self.converted + sum(k.cells for k in self.kept)


class Converter:
    """Converts the formulas of one book."""

    def __init__(self, book: Book, lang: str) -> None:
        load_families()
        self.book = book
        self.lang = lang
        self.writers = load()
        taken = {n.casefold() for n in book.sheet_names}
        name, number = SHEET, 2
        while name.casefold() in taken:
            name, number = f"{SHEET} ({number})", number + 1
        self.helpers = Helpers(name, FIRST_ROW)
        self.out = Conversion(self.helpers)

    def run(self) -> Conversion:
        """Convert every formula."""
        for key, sheet in self.book.sheets.items():
            for (row, col), formula in sorted(sheet.formulas.items()):
                if not (udf_names(formula.text) or formula.kind == "spill"):
                    continue
                mark = self.helpers.mark()
                try:
                    grid = self._formula(sheet.name, row, col, formula)
                except (NoNative, FormulaError) as found:
                    self.helpers.undo(mark)
                    if not udf_names(formula.text):
                        continue  # a dynamic array of Excel's own
                    self._keep(sheet.name, row, col, formula, found)
                    continue
                cells = self.out.formulas.setdefault(key, {})
                area = replace(
                    formula.area,
                    row2=formula.area.row1 + len(grid) - 1,
                    col2=formula.area.col1 + len(grid[0]) - 1,
                )
                for i, line in enumerate(grid):
                    for j, text in enumerate(line):
                        cells[area.row1 + i, area.col1 + j] = text
                self.out.spans[key, row, col] = (formula, area)
        return self.out

    def _keep(self, sheet: str, row: int, col: int, formula: Formula, found: Exception) -> None:
        area = formula.area
        names = ", ".join(sorted(udf_names(formula.text))) or formula.text
        key, what = (found.key, found.found) if isinstance(found, NoNative) else ("reference", str(found))
        self.out.places.add((sheet.casefold(), row, col))
        self.out.kept.append(
            Kept(
                sheet,
                a1(row, col),
                "=" + formula.text,
                area.rows * area.cols,
                why(key, self.lang, names, what),
            )
        )

    # --- one formula -----------------------------------------------------------------------------

    def _formula(self, sheet: str, row: int, col: int, formula: Formula) -> Grid:
        scope = Scope(sheet, self.book, (row, col))
        place = f"{sheet}!{a1(row, col)}"
        area = formula.area
        try:
            node = parse(formula.text)
        except NotBare:
            return self._mixed(sheet, place, row, col, formula)
        single = isinstance(node, Single)
        while isinstance(node, Single):
            node = node.inner
        if isinstance(node, Function):
            shown = self.book.block(area)
            if isinstance(shown.values[0][0], str) and shown.values[0][0].startswith("#MFG!"):
                raise NoNative("message")
            if formula.kind == "spill" and not single:
                area = self._grown(area, *SPARE.get(node.name, (0, 0)))
            grid = self._call(node, scope, place, (1, 1) if single else (area.rows, area.cols), shown)
        else:
            arg = self._arg(node, scope, place)
            rect = arg.rect
            if rect is None:
                raise NoNative("reference", formula.text)
            grid = [[blank_or(rect.at(i, j)) for j in range(rect.cols)] for i in range(rect.rows)]
        if (len(grid), len(grid[0])) != (area.rows, area.cols):
            raise NoNative("shape", place)
        return grid

    def _grown(self, area: Area, rows: int, cols: int) -> Area:
        """Return an area with some rows and columns more, as far as the cells there hold nothing."""
        sheet = self.book.sheets[area.sheet.casefold()]
        filled = [f.area for f in sheet.formulas.values()]
        filled += [*sheet.merged, *(t.area for t in self.book.tables)]
        for down, right in [(1, 0)] * rows + [(0, 1)] * cols:
            new = replace(area, row2=area.row2 + down, col2=area.col2 + right)
            edge = replace(new, row1=new.row2) if down else replace(new, col1=new.col2)
            cells = ((r, c) for r in range(edge.row1, edge.row2 + 1) for c in range(edge.col1, edge.col2 + 1))
            if any(sheet.get(*cell) is not None for cell in cells) or any(f.overlaps(edge) for f in filled):
                break
            area = new
        return area

    def _with_spare(self, order: Arg) -> Arg:
        """Let a list of groups that ends with a table reach into the rows that the table has to grow into."""
        rect = order.rect
        sheet = None if rect is None else self.book.sheet(rect.sheet)
        if rect is None or sheet is None:
            return order
        for formula in sheet.formulas.values():
            name = next(iter(udf_names(formula.text)), "")
            old = formula.area
            if (
                name in SPARE
                and formula.kind == "spill"
                and old.row2 == rect.area.row2
                and old.overlaps(rect.area)
            ):
                more = self._grown(old, *SPARE[name]).row2 - old.row2
                rows = [*order.block.values, *([[None] * rect.cols] * more)]
                return Arg(rect.sub(0, 0, rect.rows + more, rect.cols), Block(rows))
        return order

    def _mixed(self, sheet: str, place: str, row: int, col: int, formula: Formula) -> Grid:
        """Convert MFG calls inside a formula of Excel's own: each gets a helper block."""
        if formula.kind != "normal" or not udf_names(formula.text):
            raise NoNative("reference", formula.text)
        scope = Scope(sheet, self.book, (row, col))

        def helper(text: str) -> str:
            node = parse(text)
            assert isinstance(node, Function)
            return self._nested(node, scope, place).all

        def spill(text: str) -> str:
            found = area_of(parse(text + "#"), scope)
            if found is None:
                raise NoNative("reference", text)
            return Rect.of(found).all

        return [[rewrite(formula.text, helper, spill)]]

    def _call(self, node: Function, scope: Scope, place: str, shape: tuple[int, int], result: Block) -> Grid:
        if node.name in VALUES_ONLY:
            raise NoNative(VALUES_ONLY[node.name])
        writer = self.writers.get(node.name)
        if writer is None:
            raise NoNative("function")
        code = FUNCTIONS[node.name].__wrapped__.__code__  # type: ignore[attr-defined]
        names = code.co_varnames[: code.co_argcount - 1]
        if node.name not in MODEL and not any(a is not None for a in node.args):
            raise NoNative("argument", "-")
        args = {
            n: self._arg(a, scope, place) for n, a in zip(names, node.args, strict=False) if a is not None
        }
        if "order" in args:
            args["order"] = self._with_spare(args["order"])

        def named(name: str) -> Arg | None:
            known = self.book.name(name, scope.sheet) is not None
            return self._arg(Name(None, name), scope, place) if known else None

        call = NativeCall(
            place, node.name, args, shape, result, self.lang, self.helpers, self._computed, named
        )
        try:
            grid = writer(call)
        except MfgError as error:
            raise NoNative("reference", error.key) from error
        if call.guards:
            met = f"AND({','.join(dict.fromkeys(call.guards))})"
            cell = call.helper("guard", [[f"IF(ISERROR({met}),FALSE,{met})"]]).all
            grid = [[wrapped(cell, f) for f in line] for line in grid]
        return grid

    def _nested(self, node: Function, scope: Scope, place: str) -> Rect:
        block = self._values(node, scope)
        if node.name in LOOKED_UP:
            grid = [[constant(v) for v in line] for line in block.values]
            rect = self.helpers.put(title("looked up", self.lang, place, node.name), grid)
            reason = why("gazetteer", self.lang, node.name, rect.all)
            self.out.kept.append(Kept(scope.sheet, place.rpartition("!")[2], f"={node.name}()", 0, reason))
            return rect
        grid = self._call(node, scope, place, block.shape, block)
        return self.helpers.put(title("nested", self.lang, place, node.name), grid)

    def _values(self, node: Node, scope: Scope) -> Block:
        context = BookContext(self.book, scope.sheet, self.lang, worksheet_call)
        block = block_of(node, scope, context, worksheet_call)
        first = block.values[0][0] if block.values else None
        if isinstance(first, str) and first.startswith("#MFG!"):
            raise NoNative("message")
        return block

    def _arg(self, node: Node, scope: Scope, place: str) -> Arg:
        if isinstance(node, Name):
            text = scope.resolver.name(node.name, node.sheet or scope.sheet)
            if text is not None:
                inner, deeper = scope.follow(node)
                return self._arg(inner, deeper, place)
        if isinstance(node, Index) and self._moves(node):
            return self._chosen(node, scope, place)
        if isinstance(node, Transpose):
            inner_arg = self._arg(node.inner, scope, place)
            r = inner_arg.rect
            if r is None:
                raise NoNative("reference", "TRANSPOSE")
            grid = [[blank_or(r.at(i, j)) for i in range(r.rows)] for j in range(r.cols)]
            rect = self.helpers.put(title("turned", self.lang, place), grid)
            return Arg(rect, Block([list(c) for c in zip(*inner_arg.block.values, strict=True)]))
        if isinstance(node, Function):
            return Arg(self._nested(node, scope, place), self._values(node, scope))
        area = area_of(node, scope)
        if area is not None:
            area = self.book.clip(area)
            return Arg(Rect.of(area), self.book.block(area))
        block = self._values(node, scope)
        if isinstance(node, Literal):
            return Arg(None, block)
        grid = [[constant(v) for v in line] for line in block.values]
        return Arg(self.helpers.put(title("literal", self.lang, place), grid), block)

    @staticmethod
    def _moves(node: Index) -> bool:
        """Whether a cell chooses what INDEX takes, so that it has to stay a formula."""
        return any(isinstance(n, CellRef | Name) for n in (node.row, node.col))

    def _chosen(self, node: Index, scope: Scope, place: str) -> Arg:
        inner = self._arg(node.inner, scope, place).rect
        area = area_of(node, scope)
        if inner is None or area is None:
            raise NoNative("reference", "INDEX")
        picks = [self._pick(n, scope) for n in (node.row, node.col)]
        if node.col is None and inner.rows == 1:
            picks = ["1", picks[0]]
        grid = []
        for i in range(area.rows):
            line = []
            for j in range(area.cols):
                r = str(i + 1) if picks[0] == "0" else picks[0]
                c = str(j + 1) if picks[1] == "0" else picks[1]
                line.append(blank_or(f"INDEX({inner.all},{r},{c})"))
            grid.append(line)
        rect = self.helpers.put(title("chosen", self.lang, place), grid)
        return Arg(rect, self.book.block(area))

    @staticmethod
    def _pick(node: Node | None, scope: Scope) -> str:
        if node is None:
            return "0"
        if isinstance(node, Literal):
            return constant(node.value)
        area = area_of(node, scope)
        if area is None or area.rows * area.cols != 1:
            raise NoNative("reference", "INDEX")
        return Rect.of(area).all

    def _computed(self, rect: Rect) -> bool:
        """Whether cells hold results of formulas."""
        if rect.sheet == self.helpers.sheet:
            return True
        sheet = self.book.sheet(rect.sheet)
        return sheet is not None and any(f.area.overlaps(rect.area) for f in sheet.formulas.values())
