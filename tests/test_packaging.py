"""The wheel, installed where nothing of the checkout can be seen, does what the checkout does."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from pm_tui import __version__
from tests.terminal import Terminal

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel and what it needs into a fresh environment, and return its folder of programs."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        programs / "python",
        "install",
        "--quiet",
        "--no-warn-script-location",
    ]
    subprocess.run([*pip, wheel], check=True, capture_output=True)
    return programs


@pytest.fixture
def elsewhere(tmp_path):
    """Return the options to run a program with a home of its own, outside the checkout."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")}
    return {"cwd": tmp_path, "env": {**kept, "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}}


def output_of(*command, **options):
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def test_the_wheel_holds_every_style_and_sample_once(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for folder, pattern in (("styles", "*.tcss"), ("sample_data", "*.json")):
        here = {f"pm_tui/{folder}/{file.name}" for file in (ROOT / folder).glob(pattern)}
        assert here
        assert here <= set(names)
    assert len(names) == len(set(names))
    assert {name.partition("/")[0] for name in names} == {"pm_tui", f"pm_tui-{__version__}.dist-info"}


def test_the_installed_program_says_its_version(installed, elsewhere):
    assert output_of(installed / "pm-tui", "--version", **elsewhere) == f"pm-tui {__version__}\n"


@pytest.mark.parametrize("sample", sorted(file.name for file in (ROOT / "sample_data").glob("*.json")))
def test_the_installed_program_exports_every_sample(installed, elsewhere, sample):
    shipped = json.loads(output_of(installed / "pm-tui", "settings", "--json", **elsewhere))
    folder = Path(shipped["paths"]["samples"])
    assert ROOT not in folder.parents
    document = output_of(installed / "pm-tui", "export", folder / sample, **elsewhere)
    assert document.startswith("# ")


@pytest.mark.terminal
def test_the_installed_program_paints_the_demo_and_leaves(installed, elsewhere):
    with Terminal([installed / "pm-tui", "demo"], **elsewhere) as terminal:
        terminal.wait_for("Timeline", "Saved")
        terminal.type("\x11")  # Ctrl+Q
        assert terminal.wait_for_end() == 0
        assert "The demo stays in" in terminal.text
