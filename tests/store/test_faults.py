"""A save in which a system call goes wrong, at each of them. `benchmarks/faults.py` does this with more errors."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs flock", allow_module_level=True)

from benchmarks.faults import Fault, run, sweep
from pm_tui.store import files, lock, storage


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.0)


@pytest.mark.parametrize("scene", ["save", "save where somebody else has written"])
def test_whatever_call_goes_wrong_nothing_is_lost_and_nothing_falsely_called_saved(scene: str) -> None:
    counts = sweep(scene, ["ENOSPC"])
    assert counts.pop("calls") > 12
    assert counts.pop("faults") > 80
    assert counts == {}


def test_a_storage_that_acknowledges_before_it_writes_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.ReviewStorage, "put", lambda *_: None)
    assert run("save", Fault("part", 0), tmp_path)[1] == "false Saved"


def test_a_storage_that_writes_in_place_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(self: storage.ReviewStorage, content: bytes) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_TRUNC)
        os.write(handle, content)
        os.close(handle)

    monkeypatch.setattr(files.ReviewStorage, "put", in_place)
    assert run("save", Fault("error", 2, errno.ENOSPC), tmp_path)[1] == "unreadable"


def unsynced(path: Path, content: bytes, mode: int) -> storage.Fingerprint:
    handle = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT, mode)
    os.write(handle, content)
    os.close(handle)
    path.with_suffix(".new").replace(path)
    return storage.Fingerprint.of(path.stat(), content)


@pytest.mark.parametrize(("name", "lacking"), [("replace", unsynced), ("sync_folder", lambda folder: None)])
def test_a_storage_that_does_not_sync_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lacking: Callable[..., object]
) -> None:
    monkeypatch.setattr(storage, name, lacking)
    seen = set()
    for number, kind in enumerate(("power cut", "power cut, names kept")):
        for at in range(1, 25):
            folder = tmp_path / f"{number}-{at}"
            folder.mkdir()
            seen.add(run("save", Fault(kind, at), folder)[1])  # type: ignore[arg-type]
    assert seen & {"unreadable", "false Saved"}
