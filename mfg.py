"""The command line of MFG Index.

``mfg new``, ``compute``, ``recalc``, ``share``, ``check``, ``repair``, ``functions``, ``demo``, ``build``; for Excel on Windows
``mfg install``, ``uninstall``, ``doctor``.

``uncertainty`` and ``sensitivity`` stand in :mod:`mfg_uncertainty`.

Exit codes: 0 done, 1 the inputs or a file are at fault (one line says what), 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from addin.install_texts import LINES
from udfs import __version__
from workbook.cli import HELP as SHARE_HELP
from workbook.command_texts import TEXTS


def default_language() -> str:
    """Return zh or en: MFG_LANG, else the system's language, else en."""
    said = os.environ.get("MFG_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    if not said:
        said = locale.getlocale()[0] or ""
    return "zh" if said.lower().startswith(("zh", "chinese")) else "en"


LANG = default_language()


def t(key: str, *params: object, lang: str | None = None) -> str:
    """Return one text of the command line."""
    return TEXTS[key][0 if (lang or LANG) == "zh" else 1].format(*params)


app = typer.Typer(help=t("app"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False, soft_wrap=True)


def _opt(key: str, *names: str) -> Any:
    return typer.Option(*names, help=t(key))


Framework = Annotated[Path | None, _opt("framework")]
Data = Annotated[Path | None, _opt("data")]
Experts = Annotated[Path | None, _opt("delphi")]
Text = str | None
Normalise = Annotated[Text, _opt("normalise", "--normalise", "--norm")]
Positive = Annotated[Text, _opt("positive")]
Number = Annotated[float | None, _opt("k", "--k")]
Weights = Annotated[Text, _opt("weights")]
Objective = Annotated[Text, _opt("objective")]
Combine = Annotated[Text, _opt("combine")]
Alpha = Annotated[float | None, _opt("alpha")]
Scope = Annotated[Text, _opt("scope")]
Aggregate = Annotated[Text, _opt("aggregate")]
Scale = Annotated[Text, _opt("scale")]
Ties = Annotated[Text, _opt("ties")]
Round = Annotated[int | None, _opt("round", "--round")]
Missing = Annotated[Text, _opt("missing")]
Breaks = Annotated[Text, _opt("breaks")]
Stages = Annotated[Text, _opt("stages")]
StageBy = Annotated[Text, _opt("stage_by")]
Moderate = Annotated[Text, _opt("moderate")]
Abc = Annotated[Text, _opt("abc")]
AbcFactor = Annotated[Text, _opt("abc_factor")]
StageWeight = Annotated[Text, _opt("stage_weight")]
StageColumn = Annotated[Text, _opt("stage_column")]
Denominators = Annotated[Path | None, _opt("denominators")]
Screen = Annotated[Text, _opt("screen")]
Share = Annotated[float | None, _opt("share")]
Impute = Annotated[Text, _opt("impute")]
Fallback = Annotated[Text, _opt("fallback")]
ImputeGroup = Annotated[Text, _opt("impute_group")]
Treat = Annotated[Text, _opt("treat")]
Winmax = Annotated[int | None, _opt("winmax")]
Lang = Annotated[Text, _opt("lang")]


@contextmanager
def _one_line(lang: str) -> Iterator[None]:
    """Turn what may go wrong into one line and exit code 1."""
    from udfs.engine.errors import MfgError
    from udfs.engine.messages import argument
    from workbook.files import FileError
    from workbook.package import PackageError

    try:
        yield
    except MfgError as error:
        colon = "：" if lang == "zh" else ": "
        line = argument(error.arg, lang) + colon + error.text(lang)
    except FileError as problem:
        line = problem.text(lang)
    except PackageError as problem:
        line = str(problem)
    except OSError as problem:
        line = FileError("system", problem.filename or "", problem.strerror or problem).text(lang)
    except MemoryError:
        line = "out of memory"
    else:
        return
    err.print(f"[red]mfg:[/red] {_escape(line)}")
    raise typer.Exit(1)


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _language(lang: str | None) -> str:
    if lang is None:
        return LANG
    if lang.lower() not in ("zh", "en"):
        raise typer.BadParameter("zh, en", param_hint="--lang")
    return lang.lower()


def _options(given: dict[str, Any]) -> Any:
    """Turn the command line's options into the engine's."""
    from udfs.engine.errors import MfgError
    from udfs.engine.index import Options
    from udfs.engine.registry import fold, names, resolve
    from udfs.excel.tables import option

    chosen: dict[str, Any] = {}
    weights = given.pop("weights", None)
    known = {"combined": (), **{n: ("auto", n, "objective") for n in names("objective")},
             "equal": ("equal", "equal", "subjective"), "given": ("given", "equal", "subjective"),
             "delphi": ("delphi", "equal", "subjective"), "abc": ("abc", "equal", "subjective")}  # fmt: skip
    alias = {
        "等权": "equal",
        "给定权重": "given",
        "德尔菲法": "delphi",
        "主次分类赋权法": "abc",
        "组合": "combined",
    }
    if weights is not None:
        if any(given.get(k) is not None for k in ("combine", "alpha")) and fold(weights) != "combined":
            raise typer.BadParameter(t("no_combine"), param_hint="--weights")
        name = alias.get(weights.strip(), fold(weights))
        if name not in known:
            with suppress(MfgError):
                name = resolve("objective", weights).name
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)
            raise MfgError(
                "unknown_method",
                "weight",
                found=weights,
                nearest=near[0] if near else "cv",
                known=", ".join(known),
            )
        if known[name]:
            chosen |= dict(zip(("subjective", "objective", "combine"), known[name], strict=True))
    for key, value in given.items():
        read = None if value is None else option(key, value)
        if read is not None:
            chosen[key] = read
    return Options(**chosen)


def _model(
    framework: Path,
    data: Path,
    delphi: Path | None,
    given: dict[str, Any],
    denominators: Path | None = None,
) -> tuple[Any, tuple[Any, Any, Any], Any]:
    """Read a model, the blocks it was read from (data, framework, experts), and that of the denominators."""
    from udfs.engine.preparation import STEPS, Preparation
    from udfs.excel import tables
    from udfs.excel.model import Model
    from workbook.files import read_table

    steps = {k: v for k in STEPS if (v := given.pop(k, None)) is not None}
    options = _options(given)
    base = read_table(denominators, "Denominators") if denominators is not None else None
    blocks = (
        read_table(data, "Data"),
        read_table(framework, "Framework"),
        read_table(delphi, "Delphi") if delphi is not None else None,
    )
    tree = tables.framework(blocks[1])
    experts = tables.delphi(blocks[2]) if blocks[2] is not None else None
    units = tables.units(blocks[0], tree, None, base)
    return Model(units, tree, experts, options, Preparation(**steps)), blocks, base


def _with_breaks(model: Any, given: str | None) -> Any:
    """Take the report's shares as breaks where none are given: its ranks are those of 100 units."""
    from dataclasses import replace

    from udfs.engine.stage import CCID_BREAKS, shares

    o, count = model.options, len(model.units.names)
    if given is not None or o.stage != "rank" or o.breaks != CCID_BREAKS:
        return model
    breaks = shares(count)
    if o.stages is not None and len(o.stages) not in (len(breaks), len(breaks) + 1):
        return model
    return replace(model, options=replace(o, breaks=breaks))


def _report(found: Any, result: Any, given_breaks: str | None, lang: str) -> None:
    """Count the findings and the units without a score."""
    errors = sum(f.severity == "error" for f in found)
    warnings = sum(f.severity == "warning" for f in found)
    if errors or warnings:
        err.print(f"[yellow]{_escape(t('found', errors, warnings, lang=lang))}[/yellow]")
    if given_breaks is None and result.options.stage == "rank" and len(result.units.names) != 100:
        breaks = ", ".join(f"{b:g}" for b in result.options.breaks)
        err.print(
            f"[yellow]{_escape(t('breaks_default', len(result.units.names), breaks, lang=lang))}[/yellow]"
        )
    lost = int((result.rank != result.rank).sum())
    if lost:
        err.print(f"[yellow]{_escape(t('unranked', lost, lang=lang))}[/yellow]")


def _top(result: Any, lang: str, count: int = 10) -> None:
    from udfs.engine.messages import word

    heads = [
        word("h_rank", lang),
        result.units.label or word("h_city", lang),
        *result.units.groups,
        word("h_score", lang),
        word("h_stage", lang),
    ]
    table = Table(title=t("top", min(count, len(result.units.names)), lang=lang), title_justify="left")
    for head in heads:
        table.add_column(head, justify="right" if head in (heads[0], heads[-2]) else "left")
    for i in result.order()[:count]:
        groups = [g[i] for g in result.units.groups.values()]
        table.add_row(
            f"{result.rank[i]:g}",
            result.units.names[i],
            *groups,
            f"{result.score[i]:.4g}",
            result.stage[i] or "",
        )
    out.print(table)


@app.callback(invoke_without_command=True)
def _main(version: Annotated[bool, _opt("version", "--version")] = False) -> None:
    if version:
        out.print(f"MFG Index {__version__}")
        raise typer.Exit


@app.command(help=t("new"))
def new(
    target: Annotated[Path, typer.Argument(help=t("out_book"), metavar="OUT.xlsx")],
    framework: Framework = None,
    data: Data = None,
    delphi: Experts = None,
    normalise: Normalise = None,
    positive: Positive = None,
    k: Number = None,
    weights: Weights = None,
    objective: Objective = None,
    combine: Combine = None,
    alpha: Alpha = None,
    scope: Scope = None,
    aggregate: Aggregate = None,
    scale: Scale = None,
    ties: Ties = None,
    round_: Round = None,
    missing: Missing = None,
    breaks: Breaks = None,
    stages: Stages = None,
    stage_by: StageBy = None,
    moderate: Moderate = None,
    abc: Abc = None,
    abc_factor: AbcFactor = None,
    stage_weight: StageWeight = None,
    stage_column: StageColumn = None,
    impute: Impute = None,
    fallback: Fallback = None,
    impute_group: ImputeGroup = None,
    treat: Treat = None,
    winmax: Winmax = None,
    model: Annotated[Text, _opt("shipped_model", "--model")] = None,
    title: Annotated[Text, _opt("title")] = None,
    values: Annotated[bool, _opt("values", "--values")] = False,
    force: Annotated[bool, _opt("force", "--force")] = False,
    lang: Lang = None,
) -> None:
    """Make a workbook of the user's own data."""
    language = _language(lang)
    given = _given(locals())
    with _one_line(language):
        from udfs.excel import findings
        from workbook import build
        from workbook.files import FileError
        from workbook.labels import filled
        from workbook.package import refuse_target

        if target.suffix.lower() != ".xlsx":
            raise typer.BadParameter(t("suffix", target.name))
        if target.exists() and not force:
            err.print(f"[red]mfg:[/red] {_escape(t('exists', target, lang=language))}")
            raise typer.Exit(1)
        if not target.parent.is_dir():
            raise FileError("folder", target.parent)
        refuse_target(target)
        if (framework is None) != (data is None):
            raise typer.BadParameter(t("both"))
        if framework is None and (delphi or any(v is not None for v in given.values())):
            raise typer.BadParameter(t("no_data"))
        if model is not None and (framework is not None or model.lower() not in build.MODELS):
            raise typer.BadParameter(t("which_model", ", ".join(build.MODELS)), param_hint="--model")
        with err.status(t("working", lang=language)) as status:

            def step(name: str) -> None:
                status.update(f"{t('working', lang=language)}: {name}")

            if framework is None or data is None:
                build.template(target, language, values, (model or "ccid2022").lower())
            else:
                own, blocks, _ = _model(framework, data, delphi, given)
                own = _with_breaks(own, breaks)
                shape = (len(own.units.names), len(own.framework.indicators), own.framework.levels)
                files = [file.name for file in (data, framework, delphi) if file is not None]
                about = {
                    "title": title or data.stem,
                    "model": filled(TEXTS["model_own"], language, *shape),
                    "source": build.t(f"file_source{'_delphi' * bool(delphi)}", language, *files),
                }
                result = build.build(
                    target,
                    own,
                    language,
                    references=build.references_for(own, language),
                    about=about,
                    made=dt.datetime.now(),
                    values_only=values,
                    progress=step,
                )
        if framework is not None:
            _report(
                findings.of_model(*blocks, own.options, language, own.preparation), result, breaks, language
            )
            _top(result, language)
        out.print(_escape(t("wrote", target, lang=language)))


@app.command(help=t("compute"))
def compute(
    framework: Annotated[Path, _opt("framework")],
    data: Annotated[Path, _opt("data")],
    out_dir: Annotated[Path, _opt("out_dir", "--out")],
    delphi: Experts = None,
    normalise: Normalise = None,
    positive: Positive = None,
    k: Number = None,
    weights: Weights = None,
    objective: Objective = None,
    combine: Combine = None,
    alpha: Alpha = None,
    scope: Scope = None,
    aggregate: Aggregate = None,
    scale: Scale = None,
    ties: Ties = None,
    round_: Round = None,
    missing: Missing = None,
    breaks: Breaks = None,
    stages: Stages = None,
    stage_by: StageBy = None,
    moderate: Moderate = None,
    abc: Abc = None,
    abc_factor: AbcFactor = None,
    stage_weight: StageWeight = None,
    stage_column: StageColumn = None,
    denominators: Denominators = None,
    screen: Screen = None,
    share: Share = None,
    impute: Impute = None,
    fallback: Fallback = None,
    impute_group: ImputeGroup = None,
    treat: Treat = None,
    winmax: Winmax = None,
    lang: Lang = None,
) -> None:
    """Compute an index and write its tables."""
    language = _language(lang)
    given = _given(locals())
    with _one_line(language):
        from udfs.excel import findings
        from workbook.files import FileError, write_csv
        from workbook.outputs import all_tables
        from workbook.package import refuse_target

        model, blocks, base = _model(framework, data, delphi, given, denominators)
        model = _with_breaks(model, breaks)
        result = model.compute(language)
        found = findings.of_model(*blocks, model.options, language, model.preparation, base)
        tables = all_tables(found, result, language, not model.preparation.is_none)
        if out_dir.exists() and not out_dir.is_dir():
            raise FileError("not_folder", out_dir)
        out_dir.mkdir(parents=True, exist_ok=True)
        for name in tables:
            refuse_target(out_dir / name)
        for name, rows in tables.items():
            write_csv(out_dir / name, rows)
            out.print(_escape(t("wrote", out_dir / name, lang=language)))
        _report(found, result, breaks, language)
        _top(result, language)


def _given(local: dict[str, Any]) -> dict[str, Any]:
    """Pick the method options out of a command's arguments."""
    keys = (
        "positive",
        "k",
        "normalise",
        "missing",
        "weights",
        "objective",
        "combine",
        "alpha",
        "scope",
        "aggregate",
        "scale",
        "ties",
        "breaks",
        "stages",
        "moderate",
        "abc",
        "abc_factor",
        "stage_weight",
        "stage_column",
        "screen",
        "share",
        "impute",
        "fallback",
        "impute_group",
        "treat",
        "winmax",
    )
    return {k: local[k] for k in keys if k in local} | {
        "decimals": local["round_"],
        "stage": local["stage_by"],
    }


@app.command(help=t("recalc"))
def recalc(
    book: Annotated[Path, typer.Argument(help=t("book"), metavar="BOOK.xlsx")],
    target: Annotated[Path | None, _opt("recalc_out", "--out")] = None,
    check: Annotated[bool, _opt("check", "--check")] = False,
    no_libreoffice: Annotated[bool, _opt("no_office", "--no-libreoffice")] = False,
    no_backup: Annotated[bool, _opt("no_backup", "--no-backup")] = False,
    lang: Lang = None,
) -> None:
    """Recalculate the MFG formulas of a workbook without Excel."""
    language = _language(lang)
    with _one_line(language):
        from workbook.files import FileError
        from workbook.recalc import recalc as run

        if not book.is_file():
            raise FileError("none", book)
        with err.status(t("working", lang=language)) as status:
            report = run(
                book, target, check=check, language=lang and language, libreoffice=not no_libreoffice,
                backup=not no_backup, progress=lambda step: status.update(step),
            )  # fmt: skip
        _recalculated(report, language)
        if not report.ok or (check and report.changed) or any(i.status == "message" for i in report.items):
            raise typer.Exit(1)


def _recalculated(report: Any, lang: str) -> None:
    """Print what a recalculation did: cells that differ, formulas left as they were and why."""
    for c in report.changes[:40]:
        out.print(_escape(f"{c.sheet}!{c.cell}: {c.old} -> {c.new}"))
    if len(report.changes) > 40:
        out.print("...")
    for item in report.items:
        if item.status == "message":
            err.print(f"[red]{_escape(f'{item.sheet}!{item.cell}: {item.note}')}[/red]")
    for why, where in report.by_reason().items():
        more = f" +{len(where) - 8}" if len(where) > 8 else ""
        err.print(
            f"[yellow]{_escape(t('skipped', len(where), why, ', '.join(where[:8]) + more, lang=lang))}[/yellow]"
        )
    for note in report.notes:
        err.print(_escape(note))
    out.print(_escape(t("changed", report.changed, lang=lang) if report.changed else t("same", lang=lang)))
    if report.backup:
        out.print(_escape(t("backup", report.backup.name, lang=lang)))
    if report.written:
        out.print(_escape(t("wrote", report.written, lang=lang)))


@app.command(help=t("functions"))
def functions(markdown: Annotated[bool, _opt("markdown", "--markdown")] = False, lang: Lang = None) -> None:
    """List the worksheet functions."""
    from udfs.excel.catalogue import FUNCTIONS

    language = _language(lang)
    heads = ("函数", "作用") if language == "zh" else ("Function", "What it does")
    if markdown:
        typer.echo(f"| {heads[0]} | {heads[1]} |\n|---|---|")
        for f in FUNCTIONS:
            typer.echo(f"| `{f.signature}` | {f.help(language)} |")
        return
    table = Table(show_lines=True)
    table.add_column(heads[0], overflow="fold", ratio=2)
    table.add_column(heads[1], overflow="fold", ratio=3)
    for f in FUNCTIONS:
        table.add_row(_escape(f.signature), _escape(f.help(language)))
    out.print(table)


@app.command(help=t("demo"))
def demo(out_dir: Annotated[Path, _opt("out_dir", "--out")] = Path("out"), lang: Lang = None) -> None:
    """Build the demonstration workbook and print its top ten."""
    language = _language(lang)
    with _one_line(language):
        from workbook import build

        out_dir.mkdir(parents=True, exist_ok=True)
        target = out_dir / "MFG_Demo.xlsx"
        build.template(target, language)
        _top(build.template_model(language).compute(language), language)
        out.print(f"[yellow]{_escape(t('illustrative', lang=language))}[/yellow]")
        out.print(_escape(t("wrote", target.resolve(), lang=language)))


@app.command(help=t("build"))
def build(what: Annotated[str, typer.Argument(help=t("what"))] = "all", lang: Lang = None) -> None:
    """Rebuild the committed template and add-in."""
    if what not in ("template", "addin", "all"):
        raise typer.BadParameter(t("what"))
    with _one_line(_language(lang)):
        if what in ("template", "all"):
            from workbook import build as books

            out.print(_escape(t("wrote", books.template(books.TEMPLATE))))
        if what in ("addin", "all"):
            from addin import build as addin

            try:
                path = addin.build(Path(addin.__file__).with_name("MFG.xlam"))
            except ImportError:
                err.print(f"[red]mfg:[/red] {t('no_addin')}")
                raise typer.Exit(1) from None
            out.print(_escape(t("wrote", path)))


def _plain(text: str) -> None:
    """Print a line as it is: a report is copied, so nothing is coloured or cut."""
    typer.echo(text)


def _problem(text: str) -> None:
    err.print(f"[red]mfg:[/red] {_escape(text)}")


def _note(text: str) -> None:
    err.print(f"[yellow]{_escape(text)}[/yellow]")


def _help(key: str) -> str:
    return LINES[f"help.{key}"][0 if LANG == "zh" else 1]


DryRun = Annotated[bool, typer.Option("--dry-run", help=_help("dry_run"))]


@app.command(help=_help("install"))
def install(dry_run: DryRun = False, lang: Lang = None) -> None:
    """Install the add-in into this user's Excel."""
    from addin import cli

    language = _language(lang)
    raise typer.Exit(cli.install(language, lang and language, dry_run, _plain, _problem))


@app.command(help=_help("uninstall"))
def uninstall(dry_run: DryRun = False, lang: Lang = None) -> None:
    """Remove the add-in, its settings and its log."""
    from addin import cli

    raise typer.Exit(cli.uninstall(_language(lang), dry_run, _plain, _problem))


@app.command(help=_help("doctor"))
def doctor(
    book: Annotated[list[Path] | None, typer.Option("--book", help=_help("book"))] = None,
    checklist: Annotated[Path | None, typer.Option("--checklist", help=_help("checklist"))] = None,
    lang: Lang = None,
) -> None:
    """Check the installation and print a report."""
    from addin import cli

    language = _language(lang)
    with _one_line(language):
        raise typer.Exit(cli.doctor(language, book or [], checklist, _plain))


@app.command(help=_help("repair"))
def repair(
    book: Annotated[Path, typer.Argument(help=_help("repair_book"), metavar="BOOK.xlsx")],
    target: Annotated[Path | None, typer.Option("--out", help=_help("out"))] = None,
    check: Annotated[bool, typer.Option("--check", help=_help("check"))] = False,
    lang: Lang = None,
) -> None:
    """Repair a workbook's links to the add-in, without Excel."""
    from addin import cli

    language = _language(lang)
    with _one_line(language):
        raise typer.Exit(cli.repair(book, target, check, language, _plain))


def _said(key: str) -> str:
    return SHARE_HELP[key][0 if LANG == "zh" else 1]


@app.command(help=_said("share"))
def share(
    book: Annotated[Path, typer.Argument(help=_said("book"), metavar="BOOK.xlsx")],
    form: Annotated[str, typer.Option("--as", help=_said("as"))] = "values",
    target: Annotated[Path | None, typer.Option("--out", help=_said("out"))] = None,
    who: Annotated[str, typer.Option("--who", help=_said("who"))] = "",
    recalculate: Annotated[bool, typer.Option("--recalc", help=_said("recalc"))] = False,
    force: Annotated[bool, typer.Option("--force", help=_said("force"))] = False,
    lang: Lang = None,
) -> None:
    """Make a copy that needs no add-in."""
    from workbook import cli

    language = _language(lang)
    if form not in ("values", "native"):
        raise typer.BadParameter("values native", param_hint="--as")
    with _one_line(language):
        raise typer.Exit(cli.share(book, target, form, who, force, recalculate, language, _plain, _note))


@app.command(help=_said("check"))
def check(
    book: Annotated[Path, typer.Argument(help=_said("book"), metavar="BOOK.xlsx")],
    clean: Annotated[bool, typer.Option("--clean", help=_said("clean"))] = False,
    target: Annotated[Path | None, typer.Option("--out", help=_said("clean_out"))] = None,
    keep: Annotated[list[str] | None, typer.Option("--keep", help=_said("keep"))] = None,
    lang: Lang = None,
) -> None:
    """Say what a colleague will see in a workbook."""
    from workbook import cli
    from workbook.inspection_texts import CLEANABLE

    language = _language(lang)
    for kind in keep or ():
        if kind not in CLEANABLE:
            raise typer.BadParameter(" ".join(CLEANABLE), param_hint="--keep")
    with _one_line(language):
        raise typer.Exit(cli.check(book, clean, target, keep or [], language, _plain))


# Commands with a module of their own register themselves. Run as a script this module is __main__: theirs must
# be the same one.
sys.modules.setdefault("mfg", sys.modules[__name__])
import mfg_uncertainty  # noqa: E402, F401


def main() -> None:
    """Entry point: text goes out as UTF-8 whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
