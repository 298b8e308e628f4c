"""A review with its files of evidence as one archive (ZIP), and back.

What comes back is a review that loads, its inbox and files of evidence that are what their names say, and nothing else:
whatever else an archive holds, names or claims, it is refused as a whole before anything is put in its place.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from pm_tui.archive.moving import Removed, copy, remove, restore, taken
from pm_tui.paths import make_private
from pm_tui.review.attached import Look, digest_of, in_words
from pm_tui.store import attachments, inbox
from pm_tui.store.document import InTheWay, look_at
from pm_tui.store.files import Unreadable, load
from pm_tui.store.replacing import CHUNK, pending
from pm_tui.text import clean, one_line

MOST_MEMBERS = 2000
LARGEST_MEMBER = 2**30
LARGEST_WHOLE = 4 * 2**30
MOST_RATIO = 200
"""How many bytes may come of each byte of an archive: more is a bomb, for a review packs to a tenth at best."""

_SMALL = 2**26  # bytes of a whole that cannot hurt, whatever it was packed to
_LONGEST = 200
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same review is the same archive
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
)
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE)


class ArchiveRefused(Exception):
    """An archive is not made, or not taken; its text is a sentence that says why. Nothing of it was kept."""


class Packed(msgspec.Struct, frozen=True):
    """What went into an archive: how many files of evidence, and how those were found that did not, by their names."""

    files: int
    lacking: dict[str, Look]


def pack(review: Path, archive: Path, *, force: bool = False) -> Packed:
    """Write a review, its inbox and the files that it names into an archive for its owner only (0600).

    A file that is missing or has changed is left out. Unreadable: there is no review; ArchiveRefused: it would be too
    large for `unpack`, or its name is that of a link, a folder or a device; FileExistsError: there is an archive and
    `force` is not set; OSError: it cannot be written.
    """
    review = review.resolve()
    named = [piece.file for piece in load(review).review.evidence if piece.file]
    folder = attachments.beside(review)
    looks = attachments.Looker().look(folder, named)
    files = [folder / file for file, look in looks.items() if look.state == "present"]
    if archive.exists() and archive.samefile(review):
        raise ArchiveRefused(f"{_said(archive)} is the review itself; give the archive another name.")
    if os.path.lexists(archive) and not force:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(archive))
    try:
        look_at(archive, replace=True)
    except InTheWay as reason:
        raise ArchiveRefused(f"{_said(archive)} {reason}; give the archive another name.") from None
    members = {path.name: path for path in (review, inbox.beside(review)) if path.exists()}
    members |= {f"{folder.name}/{path.name}": path for path in files}
    with pending(archive.parent) as new:
        _write(new.file, members)
        new.become(archive)
    return Packed(len(files), {file: look for file, look in looks.items() if look.state != "present"})


def _write(file: BinaryIO, members: Mapping[str, Path]) -> None:
    """Write an archive that `unpack` takes: what packs to next to nothing, like a bomb, is stored as it is."""
    problems: list[str] = []
    for compression in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        file.seek(0)
        file.truncate()
        with zipfile.ZipFile(file, "w", compression) as packed:
            for name, path in members.items():
                _add(packed, path, name, compression)
        problems = list(_problems(packed.infolist(), file.tell()))
        if not problems:
            return
    raise ArchiveRefused(f"No archive is made: {problems[0]}.")


def _add(packed: zipfile.ZipFile, path: Path, name: str, compression: int) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type, member.external_attr = compression, (stat.S_IFREG | 0o600) << 16
    member.file_size = path.stat().st_size  # so that a large one gets the room that it needs
    with path.open("rb") as content, packed.open(member, "w") as target:
        shutil.copyfileobj(content, target, CHUNK)


def unpack(archive: Path, folder: Path, *, force: bool = False) -> tuple[Path, Removed | None]:
    """Put the review of an archive, with all that is beside it, into a folder.

    Return where it is, and what was there before: with `force` that is in the trash. ArchiveRefused: it is no such
    archive; FileExistsError: the review is there already, and `force` is not set; OSError: it cannot be read, or
    written, and all is as it was.
    """
    make_private(folder)
    with tempfile.TemporaryDirectory(prefix=".unpack-", dir=folder) as room:
        review = _extracted(archive, Path(room))
        target = folder / review.name
        there = taken(target)
        if there and not force:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(there))
        before = remove(target) if there else None
        try:
            copy(review, target)
        except OSError:
            if before:
                restore(before)
            raise
    return target, before


def _extracted(archive: Path, room: Path) -> Path:
    """The review in a room of its own, with what is beside it; all of it has been looked at."""
    mode = archive.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # reading on would have no end
        raise ArchiveRefused(f"{_said(archive)} is no file, but a pipe or a device; name an archive.")
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [member for member in packed.infolist() if not member.is_dir()]
            review = _review_among(members, archive.stat().st_size)
            for member in members:
                _extract(packed, member, room / member.filename)
    except _DAMAGED as problem:
        raise ArchiveRefused(f"{_said(archive.name)} cannot be unpacked: {_said(problem)}.") from None
    except OSError as problem:
        if problem.errno != errno.EINVAL:  # that of a place in it that cannot be
            raise
        raise ArchiveRefused(f"{_said(archive.name)} cannot be unpacked: it is damaged.") from None
    try:
        load(room / review)
    except Unreadable as problem:
        raise ArchiveRefused(f"The review in {_said(archive.name)} cannot be opened: {problem.reason}.") from None
    folder = attachments.beside(room / review)
    for file, look in attachments.Looker().look(folder, [path.name for path in folder.glob("*")]).items():
        if look.state != "present":
            raise ArchiveRefused(f"{_said(file)} in {_said(archive.name)} is not what its name says.")
    return room / review


def _review_among(members: list[zipfile.ZipInfo], size: int) -> str:
    """The name of the review. ArchiveRefused: something else is there, or more than there may be."""
    for problem in _problems(members, size):
        raise ArchiveRefused(f"This archive is not taken: {problem}.")
    reviews = [
        member.filename for member in members if member.filename.endswith(".json") and "/" not in member.filename
    ]
    if len(reviews) != 1 or _ILLEGAL.search(reviews[0]) or reviews[0].startswith(".") or not _is_plain(reviews[0]):
        raise ArchiveRefused(
            "This archive is not taken: it should hold one review (a .json file). Was it made by pm-tui pack?"
        )
    allowed = _allowed(reviews[0])
    for member in members:
        if not allowed(member.filename):
            raise ArchiveRefused(
                f"This archive is not taken: {_said(member.filename)} is neither the review nor a file of its evidence."
            )
    return reviews[0]


def _problems(members: list[zipfile.ZipInfo], size: int) -> Iterator[str]:
    """What is too much, or no file."""
    whole = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        yield f"it holds {len(members)} files, at most {MOST_MEMBERS}"
    if whole > LARGEST_WHOLE:
        yield f"unpacked it would be {in_words(whole)}, at most {in_words(LARGEST_WHOLE)}"
    if whole > max(_SMALL, MOST_RATIO * size):
        yield f"it would grow from {in_words(size)} to {in_words(whole)}, as no review does"
    for member in members:
        if member.file_size > LARGEST_MEMBER:
            yield f"{_said(member.filename)} would be {in_words(member.file_size)}, at most {in_words(LARGEST_MEMBER)}"
        if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
            yield f"{_said(member.filename)} is a link or a device"
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"{_said(member.filename)} is packed in a way that is not known here"
        if member.flag_bits & 1:
            yield f"{_said(member.filename)} is locked with a password"
    if len({member.filename.casefold() for member in members}) < len(members):
        yield "it holds two files of one name"


def _is_plain(name: str) -> bool:
    return clean(name) == name and len(name.encode()) <= _LONGEST


def _allowed(review: str) -> Callable[[str], bool]:
    """Says of a name in the archive whether it is that of the review, its inbox or a file of its evidence."""
    path = Path(review)
    folder = attachments.beside(path).name
    beside = {review, path.with_suffix(inbox.SUFFIX).name}
    return lambda name: name in beside or (name.startswith(f"{folder}/") and bool(digest_of(name[len(folder) + 1 :])))


def _extract(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Write a member that says how large it is; it is not believed."""
    make_private(target.parent)
    left = member.file_size
    with packed.open(member) as content, target.open("xb") as file:
        while chunk := content.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ValueError("a file in it is larger than it says")
            file.write(chunk)
    target.chmod(0o600)


def _said(text: object) -> str:
    return one_line(clean(str(text)))
