"""Set up and run the project with nothing but Python and pip: ``python make.py demo``.

The Makefile calls this file; on Windows type ``py make.py demo``. Only the standard library is used.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

TASKS = {
    "help": "show this list / 显示本列表",
    "demo": "set up, build the demonstration workbook, print the top ten / 安装并生成演示工作簿",
    "install": "set up and put the add-in into Excel (Windows) / 安装并把加载项装进 Excel（Windows）",
    "test": "set up and run all tests / 安装并运行全部测试",
    "windows": "run the checks that need a Windows Python, under wine / 在 wine 下运行需要 Windows 版 Python 的测试",
    "lint": "ruff and mypy / 代码检查",
    "bench": "time the engine against other packages / 与其他软件包比较速度",
    "build": "rebuild the template and the add-in / 重新生成模板和加载项",
    "clean": "remove the private environment / 删除私有环境",
}


def run(*command: object, **options: object) -> None:
    """Run a command and stop with its exit code if it fails."""
    done = subprocess.run([str(c) for c in command], cwd=ROOT, **options)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(done.returncode)


def setup(extra: str = "") -> None:
    """Make the private environment ``.venv`` and install the project there, once for each pyproject.toml."""
    if sys.version_info < (3, 11):  # noqa: UP036 (run by whatever Python the user has)
        sys.exit("Python 3.11 or newer is needed / 需要 Python 3.11 或更新版本")
    if not PYTHON.exists() and subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        # Some systems split venv off: the virtualenv package does the same.
        run(sys.executable, "-m", "pip", "install", "--user", "--quiet", "virtualenv")
        run(sys.executable, "-m", "virtualenv", "--quiet", VENV)
    stamp = VENV / f"ready-{extra or 'run'}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    what = f".[{extra}]" if extra else "."
    print(f"installing into {VENV.name} ... / 正在安装 ...", flush=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", what)
    stamp.write_text(wanted)


def main(task: str, *more: str) -> None:
    """Carry out one task; what follows it is passed on."""
    if task == "demo":
        setup()
        run(PYTHON, ROOT / "mfg.py", "demo", *more)
    elif task == "install":
        setup()
        run(PYTHON, ROOT / "mfg.py", "install", *more)
    elif task == "test":
        setup("dev")
        # A file a process: its workbooks are built once. More than eight processes only wait for the longest file.
        all_of_them = ("-n", "auto", "--maxprocesses", "8", "--dist", "loadfile")
        run(PYTHON, "-m", "pytest", *(more or all_of_them))
    elif task == "windows":
        setup("dev")
        run(PYTHON, ROOT / "tests" / "windows" / "run.py", *more)
    elif task == "lint":
        setup("dev")
        run(PYTHON, "-m", "ruff", "check", ".")
        run(PYTHON, "-m", "ruff", "format", "--check", ".")
        run(PYTHON, "-m", "mypy")
    elif task == "bench":
        setup("bench")
        # pyDecision asks for a web server and three language-model clients that its methods do not use.
        run(
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "pydecision==5.1.8",
        )
        run(PYTHON, ROOT / "bench" / "run.py", *more)
    elif task == "build":
        setup("dev")
        run(PYTHON, "-m", "addin.build")
        run(PYTHON, ROOT / "mfg.py", "build", *more)
        for page in ("readme.py", "hostile.py", "methods.py", "checklist.py"):
            run(PYTHON, ROOT / "docs" / page)
    elif task == "clean":
        import shutil

        shutil.rmtree(VENV, ignore_errors=True)
    else:
        width = max(map(len, TASKS))
        print("\n".join(f"{name:<{width}}  {what}" for name, what in TASKS.items()))
        sys.exit(0 if task == "help" else 2)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
