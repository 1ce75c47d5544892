"""One entry of the catalogue: a worksheet function, its arguments, their help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Arg:
    """One argument: its ASCII name, whether it may be left out, and its help in both languages."""

    name: str
    zh: str
    en: str
    optional: bool = True

    def help(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Function:
    """One worksheet function: name, help, arguments in order, and an example for the template."""

    name: str
    zh: str
    en: str
    args: tuple[Arg, ...]
    example: str

    def help(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    @property
    def signature(self) -> str:
        """``NAME(required,[optional])`` as Excel's own help writes it."""
        inside = ",".join(f"[{a.name}]" if a.optional else a.name for a in self.args)
        return f"{self.name}({inside})"
