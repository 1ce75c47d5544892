"""One finding of the doctor: how bad it is, what it says, how to repair it."""

from __future__ import annotations

from dataclasses import dataclass

from addin.doctor_texts import FINDINGS

#: The levels, from good to bad, with the word that stands before a line.
LEVELS = {
    "ok": ("正常", "ok"),
    "info": ("说明", "note"),
    "warning": ("注意", "WARN"),
    "error": ("故障", "BROKEN"),
}


@dataclass(frozen=True)
class Finding:
    """A finding; its texts stand in `doctor_texts.FINDINGS` under ``key``."""

    level: str
    key: str
    values: tuple[object, ...] = ()

    def text(self, lang: str) -> str:
        """What was found."""
        return FINDINGS[self.key][0 if lang == "zh" else 1].format(*self.values)

    def repair(self, lang: str) -> str:
        """What to do about it; "" if nothing has to be done."""
        if self.level in ("ok", "info"):
            return ""
        return FINDINGS[self.key][2 if lang == "zh" else 3].format(*self.values)


def ok(key: str, *values: object) -> Finding:
    return Finding("ok", key, values)


def info(key: str, *values: object) -> Finding:
    return Finding("info", key, values)


def warning(key: str, *values: object) -> Finding:
    return Finding("warning", key, values)


def error(key: str, *values: object) -> Finding:
    return Finding("error", key, values)
