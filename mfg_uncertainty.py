"""The commands ``mfg uncertainty`` and ``mfg sensitivity``: the inputs of ``mfg compute``, many times over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from mfg import (
    Abc,
    AbcFactor,
    Aggregate,
    Alpha,
    Breaks,
    Combine,
    Denominators,
    Experts,
    Fallback,
    Impute,
    ImputeGroup,
    Lang,
    Missing,
    Moderate,
    Normalise,
    Number,
    Objective,
    Positive,
    Round,
    Scale,
    Scope,
    Screen,
    Share,
    StageBy,
    StageColumn,
    Stages,
    StageWeight,
    Text,
    Ties,
    Treat,
    Weights,
    Winmax,
    _escape,
    _given,
    _language,
    _model,
    _one_line,
    _opt,
    app,
    err,
    out,
    t,
)  # fmt: skip

#: Replications of one run at most; what does not fit into memory goes to a temporary file.
MOST = 1_000_000_000
#: Draws of more replications than this are not written: the seed repeats them.
LISTED = 200_000

In = Annotated[Path, _opt("framework")]
Table = Annotated[Path, _opt("data")]
OutDir = Annotated[Path, _opt("out_dir", "--out")]
Choices = Annotated[Text, _opt("choices")]
Runs = Annotated[int | None, _opt("n", "--n")]
RowsOf = Annotated[int | None, _opt("n_rows", "--n")]
Seed = Annotated[int, _opt("seed")]
Sampling = Annotated[Text, _opt("sampling")]
Chunk = Annotated[int | None, _opt("chunk")]
Dask = Annotated[Text, _opt("dask")]


def _problem(
    framework: Path, data: Path, delphi: Path | None, given: dict[str, Any], denominators: Path | None
) -> Any:
    from udfs.engine.uncertainty.problem import Problem

    model, _, _ = _model(framework, data, delphi, given, denominators)
    return Problem.of(model.units, model.framework, model.delphi, model.options, model.preparation)


def _block(text: str | None) -> Any:
    """Read choices: a file of that name, else the text itself."""
    from udfs.excel.cells import Block
    from workbook.files import read_table

    if text is None:
        return None
    return read_table(Path(text)) if "=" not in text and Path(text).suffix else Block([[text]])


@contextmanager
def _executor(address: str | None) -> Iterator[tuple[Any, int]]:
    """Yield the executor of a Dask cluster and how many chunks may wait there; None for this process."""
    if address is None:
        yield None, 1
        return
    from udfs.engine.errors import MfgError

    try:
        from distributed import Client
    except ImportError:
        raise MfgError("dask_absent", "dask") from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError):
        raise MfgError("dask_unreachable", "dask", found=address) from None
    with client:
        yield client.get_executor(), 2 * max(1, sum(client.nthreads().values()))


@contextmanager
def _progress(lang: str, size: int) -> Iterator[Any]:
    """Show how many replications are done, and yield the function that says so."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(t("runs", size, lang=lang), total=size)
        yield lambda done, total: bar.update(task, completed=done)


def _write(folder: Path, tables: dict[str, Any], lang: str) -> None:
    from workbook.files import FileError, write_csv
    from workbook.package import refuse_target

    if folder.exists() and not folder.is_dir():
        raise FileError("not_folder", folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in tables:
        refuse_target(folder / name)
    for name, rows in tables.items():
        write_csv(folder / name, rows)
        out.print(_escape(t("wrote", folder / name, lang=lang)))


@app.command(help=t("uncertainty"))
def uncertainty(
    framework: In,
    data: Table,
    out_dir: OutDir,
    delphi: Experts = None,
    choices: Choices = None,
    n: Runs = None,
    seed: Seed = 1,
    sampling: Sampling = None,
    draws: Annotated[Path | None, _opt("draws")] = None,
    weight_sets: Annotated[Path | None, _opt("weight_sets")] = None,
    quantiles: Annotated[str, _opt("quantiles")] = "0.05,0.25,0.75,0.95",
    chunk: Chunk = None,
    dask: Dask = None,
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
    """Simulate an index and write rank intervals, probabilities and failures."""
    language = _language(lang)
    given = _given(locals())
    with _one_line(language):
        import numpy as np

        from udfs.engine.uncertainty import results
        from udfs.engine.uncertainty.simulate import simulate
        from udfs.excel import ranges, studies
        from udfs.excel import uncertainty as cells
        from udfs.excel.cells import Block
        from workbook.files import read_table

        p = _problem(framework, data, delphi, given, denominators)
        q = ranges.vector(Block([list(quantiles.replace("，", ",").split(","))]), "quantiles")
        s = studies.study(
            p, _block(choices), _cell(n), _cell(seed), _cell(sampling),
            None if draws is None else read_table(draws), None if weight_sets is None else read_table(weight_sets), most=MOST,
        )  # fmt: skip
        with _executor(dask) as (executor, ahead), _progress(language, s.size) as said:
            sim = simulate(s, chunk, executor, said, ahead=ahead)
        every = list(studies.order(sim.rank, len(p.names)))
        tables = {
            f"{which}s.csv": cells.spread_rows(sim, results.spread(sim, which, q.tolist()), which, np.asarray(q), every, language)
            for which in ("rank", "score")
        }  # fmt: skip
        for which, name in (("rank", "probabilities"), ("top", "top"), ("stage", "stages")):
            tables[f"{name}.csv"] = cells.probability_rows(sim, which, every, language)
        tables["failures.csv"] = cells.failures(sim, language)
        if s.size <= LISTED:
            tables["draws.csv"] = cells.design(sim)
        _write(out_dir, tables, language)
        lost = int((~sim.ok).sum())
        if lost:
            err.print(f"[yellow]{_escape(t('failed_runs', s.size, lost, lang=language))}[/yellow]")


def _cell(value: Any) -> Any:
    from udfs.excel.cells import Block

    return None if value is None else Block([[value]])


@app.command(help=t("sensitivity"))
def sensitivity(
    framework: In,
    data: Table,
    out_dir: OutDir,
    delphi: Experts = None,
    choices: Choices = None,
    n: RowsOf = None,
    seed: Seed = 1,
    sampling: Sampling = None,
    output: Annotated[Text, _opt("output")] = None,
    unit: Annotated[Text, _opt("unit")] = None,
    bootstraps: Annotated[int, _opt("bootstraps")] = 100,
    about: Annotated[str, _opt("about")] = "leader",
    chunk: Chunk = None,
    dask: Dask = None,
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
    """Write Sobol indices, changes one at a time, weight stability and scenarios."""
    language = _language(lang)
    given = _given(locals())
    with _one_line(language):
        from udfs.engine.errors import MfgError
        from udfs.engine.registry import resolve
        from udfs.engine.uncertainty import sensitivity as engine
        from udfs.engine.uncertainty.scenarios import scenarios
        from udfs.engine.uncertainty.stability import stability
        from udfs.excel import studies, weighing
        from udfs.excel import uncertainty as cells

        p = _problem(framework, data, delphi, given, denominators)
        s = studies.study(p, _block(choices), _cell(n), _cell(seed), _cell(sampling), default=1000, most=MOST)
        what = resolve("output", output, "output").name
        asked = unit is not None or what != "shift"
        who = cells.unit_of(_cell(unit), p.names, "unit") if asked else None
        runs = s.n * (len(s.factors) + 2)
        with _executor(dask) as (executor, ahead), _progress(language, runs) as said:
            got, why = engine.sobol(s, what, who or 0, bootstraps, 0.95, chunk, executor, said, ahead)
        tables = {"sobol.csv": cells.sobol_rows(s, got, language)}
        tables["one_at_a_time.csv"] = cells.changes(engine.one_at_a_time(p, s.factors, s.seed), language, who)
        listed = [x for x in s.factors if x.kind == "levels"]

        def remaining() -> Iterator[tuple[str, Any]]:
            """The tables that an index may not allow, each with what makes it."""
            yield (
                "without_indicators.csv",
                lambda: cells.changes(engine.without_each(p), language, who, "removed"),
            )
            yield (
                "without_dimensions.csv",
                lambda: cells.changes(engine.without_each(p, 1), language, who, "removed"),
            )
            yield "stability.csv", lambda: weighing.stability_rows(p, stability(p, about), language)
            if listed:
                yield (
                    "scenarios.csv",
                    lambda: weighing.scenario_rows(p, scenarios(p, listed), "list", None, language),
                )
                yield "scenario_ranks.csv", lambda: weighing.scenario_rows(p, scenarios(p, listed), "rank", len(p.names), language)  # fmt: skip

        for name, make in remaining():
            try:
                tables[name] = make()
            except MfgError as error:
                # A geometric mean has no exact weight intervals: the rest is written all the same.
                if error.key not in (
                    "stability_linear",
                    "stability_missing",
                    "stability_staged",
                    "few_indicators",
                    "many_scenarios",
                ):
                    raise
                err.print(
                    f"[yellow]{_escape(t('left_out', name, error.text(language), lang=language))}[/yellow]"
                )
        _write(out_dir, tables, language)
        lost = int((why.failed >= 0).sum())
        if lost:
            err.print(f"[yellow]{_escape(t('failed_runs', runs, lost, lang=language))}[/yellow]")
            for reason in why.errors[:3]:
                err.print(_escape(reason.text(language)))
