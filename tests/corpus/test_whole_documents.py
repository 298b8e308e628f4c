"""Real reviews pasted whole, as somebody does who has only the document."""

from __future__ import annotations

import pytest

from pm_tui.formats.paste import read_paste
from tests.corpus.timelines import SETTING, document, read_by_eye, timeline

pytestmark = pytest.mark.corpus

DOCUMENTS = [(folder, name) for folder in ("dfds", "mybinder") for name in read_by_eye(folder)]


@pytest.mark.parametrize(("folder", "name"), DOCUMENTS)
def test_of_a_whole_document_the_timeline_is_taken_and_no_prose(folder: str, name: str) -> None:
    section = [row.text for row in read_paste(timeline(folder, name), SETTING) if row.at.text]
    taken = read_paste(document(folder, name), SETTING)
    assert [row.text for row in taken if row.text in section] == section
    assert not [row for row in taken if not row.at.text and row.text not in section]
