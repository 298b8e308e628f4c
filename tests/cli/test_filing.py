"""copy, move, delete, pack and unpack, as somebody types them."""

import pytest

from pm_tui.cli import main
from pm_tui.review.model import Evidence, Review
from pm_tui.store import attachments
from pm_tui.store.files import ReviewFile, load


@pytest.fixture
def review(tmp_path):
    path = tmp_path / "one.json"
    attached = attachments.keep_text(attachments.beside(path), "hello\n", "a.log", 1000)
    ReviewFile.create(path, Review(evidence=(Evidence(id=1, file=attached.file, name="a.log"),)))
    return path


def test_a_review_is_copied_moved_deleted_and_brought_back_with_its_files(review, tmp_path, capsys):
    two, three = tmp_path / "two.json", tmp_path / "three.json"
    assert main(["copy", str(review), str(two)]) == 0
    assert main(["move", str(two), str(three)]) == 0
    assert main(["delete", str(three), "--yes"]) == 0
    kept = capsys.readouterr().out.split(": pm-tui move ")[1].split()
    assert main(["move", *kept]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.files")) == ["one.files", "three.files"]
    assert len(list(attachments.beside(three).iterdir())) == 1


def test_pack_and_unpack_say_what_they_did(review, tmp_path, capsys):
    assert main(["pack", str(review)]) == 0
    assert main(["unpack", str(tmp_path / "one.zip"), "--to", str(tmp_path / "there")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{tmp_path / 'one.zip'} holds the review and 1 file of evidence.",
        str(tmp_path / "there" / "one.json"),
    ]
    for file in attachments.beside(review).iterdir():
        file.unlink()
    assert main(["pack", str(review), "--force"]) == 1
    assert "pm-tui: a.log is missing, so it is left out (" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["copy", "one.json", "two"], "A review is a .json file: try"),
        (["copy", "one.json", "one.json"], "one.json exists already; nothing was overwritten."),
        (["move", "one.json", "none/two.json"], "There is no folder"),
        (["copy", "none.json", "two.json"], "none.json cannot be opened"),
        (["move", "link.json", "two.json"], "link.json is a link; name what it leads to"),
        (["delete", "none.json", "--yes"], "There is no"),
        (["delete", "", "--yes"], "“” is no name of a file."),
        (["delete", "one.files", "--yes"], "one.files is no file, so it is no review; nothing was deleted."),
        (["delete", "one.json"], "--yes does it without a question"),
        (["copy", "one.json", ""], "“” is no name of a file."),
        (["copy", "one.json", "a\0.json"], "“a␀.json” is no name of a file."),
        (["pack", "one.json", "--output", ""], "“” is no name of a file."),
        (["unpack", "one.json", "--to", " "], "“” is no name of a file."),
        (["pack", "one.json", "--output", "one.json", "--force"], "one.json is the review itself"),
        (["pack", "one.json", "--output", "link.zip"], "exists already; --force replaces it."),
        (["merge", "one.json", "one.json"], "one.json is the review itself; name a copy of it."),
        (["unpack", "one.json", "--to", "."], "one.json cannot be unpacked: File is not a zip file."),
        (["unpack", "none.zip", "--to", "."], "none.zip cannot be used: No such file or directory."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    review, tmp_path, capsys, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.json").symlink_to(review)
    (tmp_path / "link.zip").symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.rglob("*"))
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_is_missing_is_named_and_not_what_would_have_been_written_there(tmp_path, capsys):
    ReviewFile.create(tmp_path / "bare.json", Review())
    assert main(["copy", str(tmp_path / "bare.json"), str(tmp_path / "none/two.json")]) == 2
    assert capsys.readouterr().err == f"pm-tui: {tmp_path / 'none'} cannot be used: No such file or directory.\n"


def test_markdown_refers_to_the_files_from_where_it_is_written(review, tmp_path, capsys):
    assert main(["export", str(review)]) == 0
    assert "[a.log](one.files/" in capsys.readouterr().out
    (tmp_path / "docs" / "a b").mkdir(parents=True)
    assert main(["export", str(review), "--output", str(tmp_path / "docs" / "a b" / "r.md")]) == 0
    assert "[a.log](../../one.files/" in (tmp_path / "docs" / "a b" / "r.md").read_text()
    review.rename(tmp_path / "my (own) review.json")
    attachments.beside(review).rename(tmp_path / "my (own) review.files")
    assert main(["export", str(tmp_path / "my (own) review.json")]) == 0
    assert "[a.log](my%20%28own%29%20review.files/" in capsys.readouterr().out


def test_a_merge_brings_the_files_of_the_copy(review, tmp_path):
    (tmp_path / "away").mkdir()
    there = tmp_path / "away" / "one.json"
    assert main(["copy", str(review), str(there)]) == 0
    attached = attachments.keep_text(attachments.beside(there), "more\n", "b.log", 1000)
    evidence = (*load(there).review.evidence, Evidence(id=2, file=attached.file, name="b.log"))
    ReviewFile(there, load(there)).save(Review(evidence=evidence))
    assert main(["merge", str(review), str(there)]) == 0
    files = [piece.file for piece in load(review).review.evidence]
    looks = attachments.Looker().look(attachments.beside(review), files)
    assert [look.state for look in looks.values()] == ["present", "present"]


def test_what_is_recovered_has_the_files_of_the_damaged_review(review, tmp_path, capsys):
    review.write_bytes(review.read_bytes()[:-20])
    assert main(["recover", str(review), "--output", str(tmp_path / "saved.json")]) == 0
    assert main(["recover", str(review)]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.files")) == ["one.files", "one.recovered.files", "saved.files"]
    assert main(["pack", str(tmp_path / "saved.json")]) == 0
