"""A review with files of evidence through all that can happen to it; `benchmarks/evidence.py` does it with more."""

import random

from benchmarks.evidence import damaged, steps


def test_every_file_stays_with_its_review_and_a_wrong_one_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.evidence.DAMAGED", 20)
    found = steps(tmp_path, 20, random.Random(1))
    assert {step: wanted for step, (wanted, _) in found.items()} == {step: right for step, (_, right) in found.items()}
    refused, harm = damaged(tmp_path, random.Random(1))
    assert (refused > 0, harm) == (True, 0)
