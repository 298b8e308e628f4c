import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pm_tui import paths


def test_shipped_folders_exist():
    assert paths.styles().name == "styles"
    assert paths.samples().name == "sample_data"


def test_a_missing_shipped_folder_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "pm_tui")
    with pytest.raises(FileNotFoundError, match="install it again"):
        paths.styles()


def test_the_package_wins_over_the_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "pm_tui")
    (tmp_path / "styles").mkdir()
    assert paths.styles() == tmp_path / "styles"
    (tmp_path / "pm_tui/styles").mkdir(parents=True)
    assert paths.styles() == tmp_path / "pm_tui/styles"


@pytest.mark.parametrize(
    ("argument", "environ", "expected"),
    [
        ("/a/b", {"PM_TUI_LIBRARY": "/c"}, Path("/a/b")),
        (None, {"PM_TUI_LIBRARY": "/c"}, Path("/c")),
        ("", {"PM_TUI_LIBRARY": "/c"}, Path("/c")),
        ("~/reviews", {}, Path.home() / "reviews"),
        ("here", {}, Path.cwd() / "here"),
    ],
)
def test_library_folder(argument, environ, expected):
    assert paths.library_folder(argument, environ) == expected.absolute()


@pytest.mark.parametrize("environ", [{}, {"PM_TUI_LIBRARY": ""}])
def test_the_default_library_is_the_users_own(environ):
    folder = paths.library_folder(None, environ)
    assert folder.is_absolute()
    assert folder.parts[-2:] == ("pm-tui", "reviews")


def test_user_settings_can_be_named():
    assert paths.user_settings({"PM_TUI_SETTINGS": "/x/y.toml"}) == Path("/x/y.toml").absolute()
    assert paths.user_settings({}).name == "pm-tui.toml"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_a_new_library_is_private_and_an_old_one_keeps_its_mode(tmp_path):
    new = paths.make_private(tmp_path / "deep/reviews")
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (new, new.parent)] == [0o700] * 2
    new.chmod(0o750)
    paths.make_private(new)
    assert stat.S_IMODE(new.stat().st_mode) == 0o750


def test_nothing_is_made_by_importing_or_asking(tmp_path):
    code = "from pm_tui import paths; paths.library_folder(None, {}); paths.user_settings({})"
    subprocess.run([sys.executable, "-c", code], check=True, env={"HOME": str(tmp_path), "PATH": ""})
    assert list(tmp_path.iterdir()) == []


def test_the_state_folder_can_be_named():
    assert paths.state_folder({"PM_TUI_STATE": "/x/state"}) == Path("/x/state").absolute()
    assert paths.state_folder({}).name == "pm-tui"
