import io
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from pm_tui.archive import packing
from pm_tui.archive.packing import ArchiveRefused, pack, unpack
from pm_tui.review.model import Evidence, Header, Review
from pm_tui.store import attachments, inbox
from pm_tui.store.attachments import Looker
from pm_tui.store.files import ReviewFile, load

FILE = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03.log"  # of b"hello\n"


@pytest.fixture
def review(tmp_path):
    path = tmp_path / "one.json"
    attached = attachments.keep_text(attachments.beside(path), "hello\n", "a.log", 1000)
    assert attached.file == FILE
    ReviewFile.create(path, Review(header=Header(title="One"), evidence=(Evidence(id=1, file=FILE, name="a.log"),)))
    inbox.beside(path).write_text("")
    return path


def zipped(path, members, **options):
    """An archive of these members; a name may come with its ZipInfo."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return path


def test_an_archive_brings_back_the_same_review_and_files(review, tmp_path):
    assert pack(review, tmp_path / "one.zip") == packing.Packed(1, {})
    back, before = unpack(tmp_path / "one.zip", tmp_path / "there")
    assert before is None
    assert back.read_bytes() == review.read_bytes()
    assert (attachments.beside(back) / FILE).read_bytes() == b"hello\n"
    assert sorted(path.name for path in back.parent.iterdir()) == ["one.files", "one.inbox.jsonl", "one.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_archive_and_what_comes_of_it_are_for_their_owner_only(review, tmp_path):
    pack(review, tmp_path / "one.zip")
    back, _ = unpack(tmp_path / "one.zip", tmp_path / "there")
    folder = attachments.beside(back)
    files = (tmp_path / "one.zip", back, folder / FILE)
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * 3
    assert [stat.S_IMODE(path.stat().st_mode) for path in (back.parent, folder)] == [0o700] * 2


def test_the_same_review_is_the_same_archive(review, tmp_path):
    pack(review, tmp_path / "a.zip")
    os.utime(review, (1, 1))
    pack(review, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_missing_or_changed_file_is_told_and_left_out(review, tmp_path):
    (attachments.beside(review) / FILE).write_text("changed")
    assert pack(review, tmp_path / "one.zip").lacking[FILE].state == "changed"
    (attachments.beside(review) / FILE).unlink()
    assert pack(review, tmp_path / "one.zip", force=True).lacking[FILE].state == "missing"
    back, _ = unpack(tmp_path / "one.zip", tmp_path / "there")
    assert not attachments.beside(back).exists()


def test_a_conflict_copy_is_packed_with_the_files_of_its_original(review, tmp_path):
    copy = review.with_name("one.conflict-20260304T101112Z.json")
    review.rename(copy)
    pack(copy, tmp_path / "one.zip")
    back, _ = unpack(tmp_path / "one.zip", tmp_path / "there")
    assert back.name == copy.name
    assert (back.parent / "one.files" / FILE).exists()


def test_nothing_is_replaced_unless_it_is_forced_and_then_it_is_in_the_trash(review, tmp_path):
    archive = tmp_path / "one.zip"
    pack(review, archive)
    for again in (lambda: pack(review, archive), lambda: unpack(archive, tmp_path)):
        with pytest.raises(FileExistsError):
            again()
    ReviewFile(review, load(review)).save(Review(header=Header(title="Newer")))
    back, before = unpack(archive, tmp_path, force=True)
    assert load(back).review.header.title == "One"
    assert load(before.kept / "one.json").review.header.title == "Newer"


@pytest.mark.parametrize("left", ["one.files", "one.inbox.jsonl"])
def test_what_lies_where_a_review_was_is_not_taken_for_its_own(review, tmp_path, left):
    pack(review, tmp_path / "one.zip")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / left).write_text("somebody's")
    with pytest.raises(FileExistsError):
        unpack(tmp_path / "one.zip", tmp_path / "there")
    back, before = unpack(tmp_path / "one.zip", tmp_path / "there", force=True)
    assert (attachments.beside(back) / FILE).exists()
    assert (before.kept / left).read_text() == "somebody's"


def test_what_packs_to_next_to_nothing_is_stored_so_that_it_can_be_unpacked(review, tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "_SMALL", 1000)
    attached = attachments.keep_text(attachments.beside(review), "x" * 10**6, "b.log", 10**7)
    ReviewFile(review, load(review)).save(Review(evidence=(Evidence(id=1, file=attached.file),)))
    pack(review, tmp_path / "one.zip")
    back, _ = unpack(tmp_path / "one.zip", tmp_path / "there")
    assert Looker().look(attachments.beside(back), [attached.file])[attached.file].state == "present"


def special(name, kind):
    member = zipfile.ZipInfo(name)
    member.external_attr = (kind | 0o777) << 16
    return member


OK = ("one.json", "REVIEW")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([], "one review"),
        ([("notes.txt", "x")], "one review"),
        ([OK, ("two.json", "{}")], "one review"),
        ([OK, ("../two.json", "{}")], "neither the review nor"),
        ([OK, (f"one.files/../../{FILE}", "hello\n")], "neither the review nor"),
        ([OK, (f"/one.files/{FILE}", "hello\n")], "neither the review nor"),
        ([OK, (f"one.files\\{FILE}", "hello\n")], "neither the review nor"),
        ([OK, (f"two.files/{FILE}", "hello\n")], "neither the review nor"),
        ([OK, ("one.files/run.sh", "x")], "neither the review nor"),
        ([OK, ("one.inbox.jsonl/x", "x")], "neither the review nor"),
        ([OK, (".one.json.lock", "x")], "neither the review nor"),
        ([("/etc/one.json", "REVIEW")], "one review"),
        ([("..\\one.json", "REVIEW")], "one review"),
        ([("C:one.json", "REVIEW")], "one review"),
        ([("nul.json", "REVIEW")], "one review"),
        ([(".one.json", "REVIEW")], "one review"),
        ([("a\u202egnp.json", "REVIEW")], "one review"),
        ([("x" * 250 + ".json", "REVIEW")], "one review"),
        ([OK, (special(f"one.files/{FILE}", stat.S_IFLNK), "/etc/passwd")], "a link or a device"),
        ([(special("one.json", stat.S_IFLNK), "/etc/passwd")], "a link or a device"),
        ([OK, (f"one.files/{FILE}", "other")], "is not what its name says"),
        ([OK, (f"one.files/{FILE}", "hello\n"), (f"one.files/{FILE.upper()}", "")], "two files of one name"),
        ([("one.json", "{}")], "cannot be opened: it is JSON, but no review"),
        ([("one.json", "{\n<<<<<<< ours")], "cannot be opened"),
        ([OK, *((f"one.files/{number:064x}.log", "") for number in range(2001))], "it holds 2002 files"),
        ([OK, (f"one.files/{FILE}", b"\0" * 70 * 2**20)], "it would grow from"),
    ],
)
def test_any_other_archive_is_refused_and_nothing_of_it_is_kept(review, tmp_path, members, said):
    text = review.read_text()
    members = [(name, text if content == "REVIEW" else content) for name, content in members]
    archive, room = zipped(tmp_path / "bad.zip", members), tmp_path / "there"
    with pytest.raises(ArchiveRefused, match=said):
        unpack(archive, room)
    assert list(room.iterdir()) == []


def test_what_an_archive_says_of_its_sizes_is_not_believed(review, tmp_path):
    archive = zipped(tmp_path / "bad.zip", [("one.json", review.read_text()), (f"one.files/{FILE}", b"\0" * 10**6)])
    content = archive.read_bytes()
    lying = content.replace((10**6).to_bytes(4, "little"), (6).to_bytes(4, "little"))
    assert lying != content
    archive.write_bytes(lying)
    with pytest.raises(ArchiveRefused):
        unpack(archive, tmp_path / "there")
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 50, b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_said(tmp_path, content):
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(ArchiveRefused):
        unpack(tmp_path / "bad.zip", tmp_path / "there")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_neither_read_nor_replaced(review, tmp_path):
    pipe, link, folder = tmp_path / "pipe.zip", tmp_path / "link.zip", tmp_path / "folder.zip"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "elsewhere")
    folder.mkdir()
    for archive, said in ((pipe, "a pipe or a device"), (Path("/dev/zero"), "a pipe or a device")):
        with pytest.raises(ArchiveRefused, match=said):
            unpack(archive, tmp_path / "there")
    for archive, said in ((pipe, "a pipe"), (link, "a symbolic link"), (folder, "a folder")):
        with pytest.raises(ArchiveRefused, match=said):
            pack(review, archive, force=True)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_a_cut_off_or_touched_archive_is_refused(review, tmp_path):
    pack(review, tmp_path / "one.zip")
    whole = (tmp_path / "one.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ArchiveRefused):
        unpack(tmp_path / "x.zip", tmp_path / "there")
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        at = packed.infolist()[0].header_offset + 60
    (tmp_path / "x.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
    with pytest.raises(ArchiveRefused):
        unpack(tmp_path / "x.zip", tmp_path / "there")
