"""Native forms of statistics of indicators: description, correlations, Cronbach's alpha."""

from __future__ import annotations

from udfs.engine.messages import word
from udfs.engine.statistics import KURT_LIMIT, SKEW_LIMIT
from workbook.native.call import NativeCall
from workbook.native.expr import NA, array, blank_or, constant, quoted
from workbook.native.profile import negative
from workbook.native.registry import Grid, NoNative, native


@native("MFG_STATS")
def stats(c: NativeCall) -> Grid:
    """Statistics of each column."""
    m = c.matrix("data")
    if m.labels is not None:
        raise NoNative("shape", "data")
    x = c.clean(m.data)
    rows = x.rows
    skew_limit, kurt_limit = c.number("skew", SKEW_LIMIT), c.number("kurt", KURT_LIMIT)
    out = [
        c.head(
            "indicator", "values", "missing", "available", "low", "high", "avg", "median", "sd",
            "skew", "kurt", "zeros", "unique", "same", "iqr", "flags",
        )
    ]  # fmt: skip
    comma = "、" if c.lang == "zh" else ", "
    for j in range(x.cols):
        col = x.column(j)
        n = f"COUNT({col})"
        some = f"{n}>0"
        q1, q3 = f"QUARTILE({col},1)", f"QUARTILE({col},3)"
        reach = f"1.5*({q3}-{q1})"
        flat = f"MAX({col})=MIN({col})"
        skew = f"IF({n}<3,{NA},IF({flat},{NA},SKEW({col})))"
        kurt = f"IF({n}<4,{NA},IF({flat},{NA},KURT({col})))"
        zeros = f"COUNTIF({col},0)"
        unique = f"SUMPRODUCT(--(FREQUENCY({col},{col})>0))"
        s = c.helper(
            "spread",
            [[skew], [kurt], [f"IF({some},{q1}-{reach},0)"], [f"IF({some},{q3}+{reach},0)"], [f"IF({some},{unique},0)"]],
        )  # fmt: skip
        sk, ku, low, high, different = (s.item(i) for i in range(5))
        beyond = f"SUMPRODUCT(ISNUMBER({col})*(({col}<{low})+({col}>{high})))"
        flags = [
            (f"IF(ISERROR({sk}+{ku}),FALSE,AND(ABS({sk})>={skew_limit},{ku}>={kurt_limit}))", "f_outliers"),
            (f"{n}/{rows}<0.65", "f_few"),
            (f"({n}-{zeros})/{rows}<0.5", "f_zeros"),
            (f"{different}/{rows}<0.5", "f_repeated"),
        ]
        said = "&".join(f'IF({test},{quoted(comma + word(f, c.lang))},"")' for test, f in flags)
        head = constant(str(j + 1)) if m.header is None else blank_or(m.header.item(j), m.header.item(j))
        out.append(
            [
                head,
                n,
                f"{rows}-{n}",
                f"{n}/{rows}",
                *(f"IF({some},{f}({col}),{NA})" for f in ("MIN", "MAX", "AVERAGE", "MEDIAN")),
                f"IF({n}>1,STDEV({col}),{NA})",
                sk,
                ku,
                zeros,
                different,
                f"IF({some},SUMPRODUCT(MAX(FREQUENCY({col},{col}))),0)",
                f"IF({some},{beyond},0)",
                f"MID({said},{len(comma) + 1},255)",
            ]
        )
    return out


@native("MFG_CORR")
def correlations(c: NativeCall) -> Grid:
    """Pearson's correlations of the columns of one block or of two."""
    if c.choice("method", "correlation").name != "pearson":
        raise NoNative("method", c.choice("method", "correlation").name)
    c.refuse("pvalue")
    m = c.matrix("data")
    o = c.matrix("other") if c.given("other") else m
    if m.header is not None or o.header is not None:
        raise NoNative("shape", "data")
    x, y = c.clean(m.data), c.clean(o.data)
    return [
        [
            f"IF(SUMPRODUCT(ISNUMBER({x.column(i)})*ISNUMBER({y.column(j)}))<3,{NA},"
            f"IFERROR(CORREL({x.column(i)},{y.column(j)}),{NA}))"
            for j in range(y.cols)
        ]
        for i in range(x.cols)
    ]


@native("MFG_ALPHA")
def alpha(c: NativeCall) -> Grid:
    """Cronbach's alpha of each dimension from the covariances over the units each pair has."""
    m = c.matrix("data")
    if m.labels is not None or not c.given("parent"):
        raise NoNative("argument", "parent")
    x = c.clean(m.data)
    n = x.cols
    parent = c.vector("parent", n)
    sign = c.helper("rules", [[f"1-2*({f})" for f in negative(c, n)]], ("r_direction",))
    names = [v for line in c.args["parent"].block.values for v in line][-n:]
    firsts = [names.index(v) for v in dict.fromkeys(names)]
    cov, cor = [], []
    for i in range(n):
        line, other = [], []
        for j in range(n):
            a, b = x.column(i), x.column(j)
            pairs = f"SUMPRODUCT(ISNUMBER({a})*ISNUMBER({b}))"
            signs = f"{sign.item(i)}*{sign.item(j)}"
            same = f"{parent.item(i)}={parent.item(j)}"
            line.append(f"IF({same},{signs}*COVAR({a},{b})*{pairs}/({pairs}-1),0)")
            other.append(f"IF({same},{signs}*CORREL({a},{b}),0)" if i != j else "1")
        cov.append(line)
        cor.append(other)
    v, r = c.helper("pairs", cov), c.helper("pairs", cor)
    across = c.helper("turned", [[parent.item(j) for j in range(n)]])
    out = [c.head("dimension", "indicators", "units", "alpha", "alpha_std")]
    for at in firsts:
        name = parent.item(at)
        inside = f"({parent.all}={name})"
        k = f"SUMPRODUCT(--{inside})"
        both = f"{inside}*({across.all}={name})"
        total = f"SUMPRODUCT({both}*{v.all})"
        own = "+".join(f"({parent.item(j)}={name})*{v.at(j, j)}" for j in range(n))
        mean = f"(SUMPRODUCT({both}*{r.all})-{k})/({k}*({k}-1))"
        units = array(
            f"SUM(--(MMULT(ISNUMBER({x.all})*({across.all}={name}),TRANSPOSE(COLUMN({across.all})^0))>0))"
        )
        out.append(
            [
                name,
                k,
                units,
                f"IF({k}<2,{NA},IF({total}>0,{k}/({k}-1)*(1-({own})/{total}),{NA}))",
                f"IF({k}<2,{NA},IF(1+({k}-1)*{mean}>0,{k}*{mean}/(1+({k}-1)*{mean}),{NA}))",
            ]
        )
    return out
