"""Formulas with and without the file of the add-in in front of its functions."""

from __future__ import annotations

HOME = r"C:\Users\张 三\AppData\Roaming\Microsoft\Excel\XLSTART\MFG.xlam"

#: Formula as Excel shows it, and what it shall be; None: it stays.
CASES: list[tuple[str, str | None]] = [
    (f"='{HOME}'!MFG_SCORE(A1:C9)", "=MFG_SCORE(A1:C9)"),
    ("=[1]!MFG_SCORE(A1:C9)", "=MFG_SCORE(A1:C9)"),
    ("=MFG.xlam!MFG_RANK(A1)", "=MFG_RANK(A1)"),
    ("='MFG.xlam'!mfg_rank(A1)", "=mfg_rank(A1)"),
    (r"='C:\it''s\mfg (1).XLAM'!mfg_rank(A1)", "=mfg_rank(A1)"),
    ("='https://firm.example/docs/MFG.xlam'!MFG_RANK(A1)", "=MFG_RANK(A1)"),
    (f"=1+'{HOME}'!MFG_RANK('{HOME}'!MFG_SCORE(A1:B2),,\"x\")", '=1+MFG_RANK(MFG_SCORE(A1:B2),,"x")'),
    (f"=@'{HOME}'!MFG_RANK(Data[[p]:[q]])", "=@MFG_RANK(Data[[p]:[q]])"),
    (f"=SUM('{HOME}'!MFG_RANK(A1#),'[2]My Sheet'!A1)", "=SUM(MFG_RANK(A1#),'[2]My Sheet'!A1)"),
    (f"='{HOME}'!MFG_RANK('得分 表'!A1:A9)", "=MFG_RANK('得分 表'!A1:A9)"),
    (f'=IF(A1="{HOME}\'!MFG_RANK(",\'{HOME}\'!MFG_RANK(A1),"say ""MFG.xlam!MFG_X(""")',
     f'=IF(A1="{HOME}\'!MFG_RANK(",MFG_RANK(A1),"say ""MFG.xlam!MFG_X(""")'),
    # what stays
    ("=MFG_RANK(A1:A9)", None),
    (r"='C:\tools\Other.xlam'!MFG_RANK(1)", None),
    ("='C:\\x\\MFG.xlam'!Other(1)", None),
    ("='C:\\x\\MFG.xlam'!MFG_Rate", None),
    ("='[MFG.xlsx]Sheet1'!A1", None),
    ("=MFGtools.xlam!MFG_RANK(1)", None),
    ("=Table1[1]+SUM(Table1[[1]:[2]])", None),
    ("=Table1[Bob''s '[1']]", None),
    ("='it''s a sheet'!A1", None),
    ("", None),
    ("MFG_RANK", None),
    ("='unfinished", None),
    ('="unfinished', None),
    ("=Table1[unfinished", None),
]  # fmt: skip
