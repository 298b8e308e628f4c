"""The rooms and their order: what imports what, and what never loads the screen."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCREEN = ("textual", "pyperclip")

FILES = [file.relative_to(ROOT).with_suffix("").parts for file in sorted((ROOT / "pm_tui").rglob("*.py"))]
MODULES = [".".join(part for part in parts if part != "__init__") for parts in FILES if parts[-1] != "__main__"]
HEADLESS = [name for name in MODULES if name != "pm_tui.ui" and not name.startswith("pm_tui.ui.")]


def test_the_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


def loaded_by(*modules: str) -> set[str]:
    """Import the modules in a fresh interpreter and return the roots of everything that came with them."""
    code = "import importlib, json, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    code += "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    result = subprocess.run(
        [sys.executable, "-c", code, *modules], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(result.stdout))


def test_nothing_below_the_screen_loads_the_screen():
    assert loaded_by(*HEADLESS).isdisjoint(SCREEN)


def test_the_probe_would_see_the_screen():
    assert "textual" in loaded_by("pm_tui.ui.commands")


def test_only_the_store_loads_tinydb():
    rooms = tuple(f"pm_tui.{room}" for room in ("formats", "settings", "paths", "review", "blame", "text"))
    assert "tinydb" not in loaded_by(*(name for name in HEADLESS if name.startswith(rooms)))
