"""Let every system call of a save go wrong, one after the other, and see what is left of the review.

    python benchmarks/faults.py [--errors EIO,ENOSPC …]

A call fails with an error, once or from then on; or it takes only a part; or the program dies there, and nothing runs
afterwards; or the power fails there, and what was not synced is lost. Then the file must hold the review before or
after the save, and after it if the save was called done; nobody else's file may have changed; the next save must work.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import errno
import fcntl
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple
from unittest import mock

from pm_tui.review.model import Header, Review
from pm_tui.store import lock
from pm_tui.store.files import ReviewFile, Unreadable, load

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ESTALE", "EMFILE", "EFBIG")
CALLS = ("open", "write", "fsync", "close", "chmod", "stat", "fstat", "replace", "unlink", "listdir", "scandir")

Kind = Literal["error", "errors", "part", "death", "power cut", "power cut, names kept"]


class Died(BaseException):
    """The program is no more: nothing of it runs from here on."""


class Fault(NamedTuple):
    """What goes wrong at the call number `at`, counted from 1."""

    kind: Kind
    at: int
    error: int = 0


@dataclass
class System:
    """The system calls while one goes wrong; knows what a disk without power would have lost."""

    fault: Fault
    count: int = 0
    open: dict[int, Path] = field(default_factory=dict)
    unsynced: set[Path] = field(default_factory=set)
    renamed: list[tuple[Path, bytes | None]] = field(default_factory=list)
    real: dict[str, Callable[..., Any]] = field(default_factory=dict)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Let the fault happen inside; afterwards, do to the disk what it would have done."""
        owners = dict.fromkeys(CALLS, os) | {"flock": fcntl}
        self.real = {name: getattr(owner, name) for name, owner in owners.items()}
        for name, owner in owners.items():
            setattr(owner, name, self._call(name))
        try:
            yield
        finally:
            for name, owner in owners.items():
                setattr(owner, name, self.real[name])
            leaked = [*self.open]
            for handle in leaked:
                os.close(handle)
            self._lose()
        assert not leaked or self.fault.kind not in ("error", "errors", "part"), "a file stays open"

    def _call(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self._goes_wrong():
                if name == "close":
                    self._do(name, *arguments)
                if self.fault.error:
                    raise OSError(self.fault.error, os.strerror(self.fault.error))
                raise Died
            if self.fault.kind == "part" and self.count == self.fault.at and name == "write":
                handle, content = arguments
                return self._do(name, handle, content[: len(content) // 2])
            return self._do(name, *arguments, **options)

        return call

    def _goes_wrong(self) -> bool:
        kind, at, _ = self.fault
        return kind != "part" and (self.count == at or (self.count > at and kind != "error"))

    def _do(self, name: str, *arguments: Any, **options: Any) -> Any:
        if name == "replace":
            source, target = map(Path, arguments)
            self.renamed.append((target, target.read_bytes() if self._exists(target) else None))
            if source in self.unsynced:
                self.unsynced.add(target)
        result = self.real[name](*arguments, **options)
        if name == "open":
            self.open[result] = Path(arguments[0])
        elif name == "close":
            self.open.pop(arguments[0], None)
        elif name == "write":
            self.unsynced.add(self.open[arguments[0]])
        elif name == "fsync":
            self.unsynced.discard(self.open[arguments[0]])
            if stat.S_ISDIR(self.real["fstat"](arguments[0]).st_mode):
                self.renamed.clear()
        return result

    def _exists(self, path: Path) -> bool:
        try:
            self.real["stat"](path)
        except FileNotFoundError:
            return False
        return True

    def _lose(self) -> None:
        """Take away what the power cut would have taken."""
        if not self.fault.kind.startswith("power cut"):
            return
        for path in self.unsynced:
            if path.exists():
                os.truncate(path, path.stat().st_size // 2)
        if self.fault.kind == "power cut":
            for target, before in reversed(self.renamed):
                target.unlink(missing_ok=True)
                if before is not None:
                    target.write_bytes(before)


# --- what is saved --------------------------------------------------------------------------------------------------

THEIRS = Review(header=Header(title="theirs"))


def _titled(title: str) -> Review:
    return Review(header=Header(title=title))


def _as_it_was(path: Path) -> None:
    """Nobody has touched the file since."""


def _changed(path: Path) -> None:
    other = path.with_name("theirs.json")
    ReviewFile.create(other, THEIRS)
    other.replace(path)


SCENES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "save": (_as_it_was, {"old", "new"}),
    "save where the file has gone": (Path.unlink, {"", "new"}),
    "save where somebody else has written": (_changed, {"theirs"}),
    "make": (Path.unlink, {"", "new"}),
}
"""What comes before each, and the titles that may stand in the file afterwards ("": there is none)."""


@mock.patch("os.fsync")  # the disk is left in peace: what a power cut would do is worked out
def run(scene: str, fault: Fault, folder: Path, _: mock.Mock) -> tuple[int, str]:
    """Save with that fault; returns how many calls there were, and what is wrong afterwards ("" if nothing)."""
    path = folder / "review.json"
    before, allowed = SCENES[scene]
    file = ReviewFile.create(path, _titled("old"))
    before(path)
    system, saved = System(fault), False
    with contextlib.suppress(Died, OSError), system.running():
        if scene == "make":
            file = ReviewFile.create(path, _titled("new"))
        else:
            file.save(_titled("new"))
        saved = True
    wrong = _what_is_wrong(path, file.path, saved, allowed)
    return system.count, wrong or _next_save(scene, file, path, fault)


def _what_is_wrong(path: Path, written: Path, saved: bool, allowed: set[str]) -> str:
    try:
        titles = {file: load(file).review.header.title for file in path.parent.glob("[!.]*.json")}
    except Unreadable:
        return "unreadable"
    if titles.get(path, "") not in allowed:
        return "the wrong review"
    return "false Saved" if saved and titles.get(written) != "new" else ""


def _next_save(scene: str, file: ReviewFile, path: Path, fault: Fault) -> str:
    """Whether the next attempt works, and leaves nothing behind; whoever has died, or made nothing, begins anew."""
    if scene == "make" or fault.kind not in ("error", "errors", "part"):
        file = ReviewFile(path, load(path)) if path.exists() else ReviewFile(path)
    file.save(_titled("next"))
    if load(file.path).review.header.title != "next":
        return "false Saved"
    if bool(file.conflict) != (scene == "save where somebody else has written") and file.path != path:
        return "a conflict with oneself"
    left = [entry.name for entry in path.parent.glob(f".{file.path.name}.*")]
    return f"left behind: {', '.join(sorted(left))}" if left else ""


def faults(calls: int, errors: Sequence[str]) -> Iterator[Fault]:
    """Every fault at every one of so many calls; the power is also cut after the last one."""
    for at in range(1, calls + 2):
        for kind in ("death", "power cut", "power cut, names kept"):
            yield Fault(kind, at)
    for at in range(1, calls + 1):
        yield Fault("part", at)
        for error in errors:
            yield Fault("error", at, getattr(errno, error))
            yield Fault("errors", at, getattr(errno, error))


def sweep(scene: str, errors: Sequence[str]) -> collections.Counter[str]:
    """Run all faults of a scene and count what they left."""
    counts: collections.Counter[str] = collections.Counter()
    lock.WAIT_SECONDS = 0.0
    with tempfile.TemporaryDirectory() as name:
        calls, _ = run(scene, Fault("part", 0), Path(name))
    counts["calls"] = calls
    for fault in faults(calls, errors):
        with tempfile.TemporaryDirectory() as name:
            _, wrong = run(scene, fault, Path(name))
        counts["faults"] += 1
        if wrong:
            counts[wrong] += 1
            print(f"{scene}: {wrong} after {fault}")
    return counts


def main() -> int:
    """Sweep all scenes, print the counts; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", default=",".join(ERRORS), help="names of errno")
    errors = parser.parse_args().errors.split(",")
    bad = 0
    for scene in SCENES:
        counts = sweep(scene, errors)
        bad += counts.total() - counts["calls"] - counts["faults"]
        print(
            f"{scene}: {counts.pop('calls')} system calls, {counts.pop('faults')} faults, "
            f"{counts.pop('unreadable', 0)} unreadable, {counts.pop('false Saved', 0)} false Saved, "
            f"{counts.pop('the wrong review', 0)} the wrong review, {counts.total()} otherwise wrong"
        )
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
