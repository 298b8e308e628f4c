"""Damaged files, opened, salvaged and recovered; `benchmarks/mutations.py` does this with 2,000."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutations import DAMAGES, Outcome, damaged, run, sources, try_one


def test_no_damage_ends_in_a_traceback_or_changes_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PM_TUI_STATE", str(tmp_path))
    outcome = run(3 * len(DAMAGES), 1, seed=1, say=lambda _: None)
    assert outcome.wrong == []
    assert outcome.opened + outcome.damaged == outcome.files == 3 * len(DAMAGES)
    assert outcome.placed > outcome.damaged / 2
    assert outcome.recovered > outcome.damaged / 2
    assert outcome.screens == outcome.working == 1


def test_a_file_that_was_changed_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PM_TUI_STATE", str(tmp_path))
    path = tmp_path / "file.json"
    path.write_bytes(damaged(0, 1, sources()))
    monkeypatch.setattr("benchmarks.mutations.load", lambda opened: opened.write_bytes(b"changed"))
    outcome = Outcome()
    try_one(path, outcome)
    assert [wrong.partition(": ")[2].partition("\n")[0] for wrong in outcome.wrong][-1] == "the file was changed"
