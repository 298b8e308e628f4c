import os
import stat
import sys
from pathlib import Path

import pytest

from pm_tui.review.attached import Look, digest_of
from pm_tui.store import attachments
from pm_tui.store.attachments import Looker, NotAttached

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
MOST = 1000

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX has modes, pipes and links")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "one.files"


def kept(folder: Path, content: bytes, name: str = "graph.png", most: int = MOST) -> attachments.Attached:
    source = folder.parent / name
    source.write_bytes(content)
    return attachments.keep(folder, source, most)


@pytest.mark.parametrize(
    ("content", "name", "extension"),
    [
        (PNG, "graph.png", ".png"),
        (PNG, "graph.exe", ".png"),
        (b"\xff\xd8\xff\xe0rest", "photo", ".jpg"),
        (b"GIF89a....", "a.b.gif", ".gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "x", ".webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "x.webp", ".bin"),
        (b"no image", "graph.png", ".bin"),
        (b"<script>", "page.html", ".bin"),
        (b"lines", "api.LOG", ".log"),
        (b"", ".log", ".bin"),
    ],
)
def test_a_file_is_named_by_what_it_holds(folder, content, name, extension):
    attached = kept(folder, content, name)
    assert digest_of(attached.file) + extension == attached.file
    assert (folder / attached.file).read_bytes() == content
    assert (attached.name, attached.size) == (name, len(content))
    assert attached.changed is not None
    image = extension in (".png", ".jpg", ".gif", ".webp")
    assert Looker().look(folder, [attached.file]) == {attached.file: Look("present", image)}


@posix
def test_files_and_folder_are_for_their_owner_only(folder):
    attached = kept(folder, PNG)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / attached.file).stat().st_mode) == 0o600


def test_the_same_content_is_one_file_and_nothing_else_is_left(folder):
    first, second = kept(folder, b"same", "a.log"), kept(folder, b"same", "b.txt")
    assert first.file == second.file
    assert [path.name for path in folder.iterdir()] == [first.file]


def test_attaching_again_repairs_a_changed_file(folder):
    attached = kept(folder, PNG)
    (folder / attached.file).write_bytes(b"touched")
    kept(folder, PNG)
    assert Looker().look(folder, [attached.file])[attached.file].state == "present"


def test_what_is_too_large_is_refused_with_a_sentence(folder):
    with pytest.raises(NotAttached, match=r"^big\.log is too large to be attached: 1 kB, at most 999 bytes"):
        kept(folder, b"x" * 1000, "big.log", most=999)
    with pytest.raises(NotAttached, match="is too large"):
        attachments.keep_text(folder, "ä" * 500, "pasted.txt", 999)
    assert not folder.exists()


def test_a_file_that_grows_while_it_is_read_is_refused_too(folder, monkeypatch):
    monkeypatch.setattr(attachments, "CHUNK", 10)
    source = folder.parent / "grows.log"
    source.write_bytes(b"x" * 15)

    def stop():
        with source.open("ab") as file:
            file.write(b"x" * 10)
        return False

    with pytest.raises(NotAttached, match="too large"):
        attachments.keep(folder, source, 20, stop)
    assert list(folder.iterdir()) == []


@posix
def test_only_files_are_attached_and_a_pipe_makes_nobody_wait(folder, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("pipe", "no file"), (".", "folder"), ("none", "No such file"), ("x\nyz", "x yz could not")):
        with pytest.raises(NotAttached, match=said):
            attachments.keep(folder, tmp_path / name, MOST)
    assert attachments.found([str(tmp_path / "pipe"), "/x\0y", "x" * 5000, str(tmp_path)]) is None


def test_who_leaves_meanwhile_leaves_nothing_half_copied(folder):
    source = folder.parent / "a.log"
    source.write_bytes(b"lines")
    with pytest.raises(NotAttached):
        attachments.keep(folder, source, MOST, lambda: True)
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_nothing_and_is_said(folder, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pm_tui.store.replacing.os.fsync", full)
    with pytest.raises(NotAttached, match=r"graph\.png could not be attached: No space left on device\."):
        kept(folder, PNG)
    assert list(folder.iterdir()) == []


def test_what_a_killed_program_left_goes_after_a_day(folder):
    folder.mkdir()
    old, new = folder / ".new-1.tmp", folder / ".new-2.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    kept(folder, PNG)
    assert not old.exists()
    assert new.exists()


@posix
def test_missing_changed_and_foreign_files_are_told_apart(folder, tmp_path):
    gone, touched, link = (kept(folder, text.encode(), "a.log").file for text in ("gone", "touched", "link"))
    (folder / gone).unlink()
    (folder / touched).write_text("other")
    (folder / link).rename(tmp_path / link)
    (folder / link).symlink_to(tmp_path / link)
    looks = Looker().look(folder, [gone, touched, link, "../one.json", ""])
    assert [look.state for look in looks.values()] == ["missing", "changed", "changed", "missing", "missing"]


def test_a_file_is_read_again_only_when_it_was_touched(folder, monkeypatch):
    attached, reads = kept(folder, PNG), []
    whole = attachments._read
    monkeypatch.setattr(attachments, "_read", lambda *given: reads.append(1) or whole(*given))
    looker = Looker()
    for _ in range(3):
        assert looker.look(folder, [attached.file])[attached.file] == Look("present", image=True)
    assert len(reads) == 1
    (folder / attached.file).write_bytes(b"longer than before" * 9)
    assert looker.look(folder, [attached.file])[attached.file].state == "changed"


@pytest.mark.parametrize(
    "name",
    [
        "one.json",
        "one.conflict-20260304T101112Z.json",
        "one.conflict-20260304T101112Z-2.json",
        "one.sync-conflict-20260304-1.json",
    ],
)
def test_a_conflict_copy_has_the_files_of_its_original(tmp_path, name):
    assert attachments.beside(tmp_path / name) == tmp_path / "one.files"
    twice = "one.conflict-20260304T101112Z.conflict-20260305T101112Z.json"
    assert attachments.beside(tmp_path / twice) == tmp_path / "one.files"
