from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pm_tui.store.document import InTheWay, write_document


def test_a_document_is_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    write_document(path, "one\ntwo – 障害\n")
    assert path.read_bytes() == "one\ntwo – 障害\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_nlink == 1
    assert [file.name for file in tmp_path.iterdir()] == ["review.md"]


def test_what_is_there_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    path.write_text("mine")
    path.chmod(0o644)
    with pytest.raises(FileExistsError):
        write_document(path, "new")
    assert path.read_text() == "mine"
    write_document(path, "new", replace=True)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("replace", [True, False])
def test_no_link_is_followed_and_nothing_but_a_file_replaced(tmp_path: Path, replace: bool) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    links = [tmp_path / "link", tmp_path / "dangling"]
    links[0].symlink_to(other)
    links[1].symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in (*links, tmp_path / "pipe", tmp_path / "folder", Path("/dev/null")):
        with pytest.raises(InTheWay):
            write_document(path, "new", replace=replace)
    assert other.read_text() == "mine"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("replace", [True, False])
def test_what_cannot_be_written_leaves_everything_as_it_was(
    tmp_path: Path, replace: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "review.md"
    if replace:
        path.write_text("mine")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as failed:
        write_document(path, "new", replace=replace)
    assert failed.value.filename == str(path)
    assert [file.read_text() for file in tmp_path.iterdir()] == (["mine"] if replace else [])
    with pytest.raises(FileNotFoundError):
        write_document(tmp_path / "none" / "review.md", "new")


def test_without_hard_links_nothing_is_replaced_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    write_document(tmp_path / "review.md", "new")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["new"]
