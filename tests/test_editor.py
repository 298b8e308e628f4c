from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from pm_tui.editor import edit

TEXT = "one – 障害\ntwo"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go; whatever the editor does, none is left there."""
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


@pytest.fixture(autouse=True)
def nothing_is_left(folder: Path):
    yield
    assert list(folder.iterdir()) == []


def script(tmp_path: Path, code: str) -> str:
    """An editor that runs this Python, with the `Path` of the text as `file`."""
    path = tmp_path / "my editor.py"
    path.write_text(f"import os, sys, signal\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n{code}\n")
    return f"'{sys.executable}' '{path}'"


def test_what_the_editor_writes_comes_back_clean(tmp_path: Path) -> None:
    editor = script(
        tmp_path, "file.write_bytes(file.read_bytes().replace(b'two', b'three\\x1b[2J\\xe2\\x80\\xae') + b'end\\r\\n')"
    )
    edited = edit(TEXT, {"EDITOR": editor})
    assert edited.text == "one – 障害\nthree␛[2J⇠\nend"
    assert edited.problem == ""
    assert edited.told.startswith("2 characters")


def test_the_file_is_private_and_ends_with_a_line_end(tmp_path: Path, folder: Path) -> None:
    seen = tmp_path / "seen"
    code = "made = file.stat(), file.parent.stat()\n"
    code += "modes = ' '.join(f'{status.st_mode:o}' for status in made)\n"
    code += f"Path({str(seen)!r}).write_text(f'{{modes}} {{file.read_bytes()!r}} {{file}}')"
    assert edit(TEXT, {"EDITOR": script(tmp_path, code)}).text == TEXT
    modes = seen.read_text()
    assert modes.startswith(f"{stat.S_IFREG | 0o600:o} {stat.S_IFDIR | 0o700:o} {(TEXT + chr(10)).encode()!r} {folder}")


def test_visual_goes_before_editor_and_options_are_kept(tmp_path: Path) -> None:
    editor = script(tmp_path, "file.write_text(' '.join(sys.argv[1:-1]))") + " -n 'a b' \"c;d\" $HOME"
    edited = edit(TEXT, {"VISUAL": editor, "EDITOR": "none"})
    assert edited.text == "-n a b c;d $HOME"
    assert edit(TEXT, {"VISUAL": " ", "EDITOR": editor}).text == "-n a b c;d $HOME"


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "No editor is set"),
        ("vi; touch PWNED #", "“vi;” ($EDITOR) cannot be started: No such file"),
        ("$(touch PWNED)", "“$(touch” ($EDITOR) cannot be started"),
        ("no-such-editor --wait", "“no-such-editor” ($EDITOR) cannot be started: No such file"),
        ("/", "cannot be started: Permission denied"),
        ("'unclosed", "$EDITOR cannot be read (No closing quotation)"),
        ("a\x00b", "cannot be started"),
        ("\x1b]0;x\x07", "“␛]0;x␇” ($EDITOR) cannot be started"),
        ("false", "“false” ($EDITOR) ended with an error (1)"),
        ("true", ""),
    ],
)
def test_an_editor_that_fails_leaves_the_text_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    edited = edit(TEXT, {"EDITOR": editor})
    assert edited.text == TEXT
    assert said in edited.problem
    assert bool(edited.problem) == bool(said)
    assert not [path for path in Path().rglob("*") if "PWNED" in path.name]


def test_what_an_editor_wrote_before_it_failed_is_known(tmp_path: Path) -> None:
    killed = edit(TEXT, {"EDITOR": script(tmp_path, "file.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)")})
    assert (killed.text, "was ended by SIGKILL" in killed.problem) == ("half", True)
    gone = edit(TEXT, {"EDITOR": script(tmp_path, "file.unlink()")})
    assert (gone.text, "left no file behind" in gone.problem) == (TEXT, True)
    other = edit(TEXT, {"EDITOR": script(tmp_path, r"file.write_bytes(b'caf\xe9\x00')")})
    assert (other.text, other.problem) == ("caf\ufffd␀", "")


def test_ctrl_c_in_the_editor_ends_nothing_here(tmp_path: Path) -> None:
    code = (
        f"os.kill({os.getpid()}, signal.SIGINT)\nassert signal.getsignal(signal.SIGINT) == signal.default_int_handler"
    )
    assert edit(TEXT, {"EDITOR": script(tmp_path, code)}).problem == ""


def test_without_room_for_a_file_the_text_is_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    edited = edit(TEXT, {"EDITOR": "true"})
    assert (edited.text, "No file could be made" in edited.problem) == (TEXT, True)
