"""Who has a review open: an advisory lock for a whole session, on a side file that tells the others.

The kernel frees it when its holder dies. What is left behind then is taken over if it names this machine. If it names
another one, that may have crashed, or locks do not reach it (a network drive, a folder that is synchronised): nobody
can tell from here, so whoever opens the review is asked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import platform
import stat
import time
from pathlib import Path

import msgspec

from pm_tui import text
from pm_tui.store.lock import acquired, released

IGNORE = "PM_TUI_TEST_IGNORE_SESSION_LOCK"
"""A test seam: when this variable is set, no session lock is taken or heeded."""

_LARGEST = 4096  # bytes of a side file that are read
_ATTEMPTS = 5
_PAUSE_SECONDS = 0.02


class Holder(msgspec.Struct, frozen=True):
    """Who has a review open: a login name, a machine, a process there, and since when (UTC). "" and 0: not known."""

    who: str = ""
    host: str = ""
    pid: int = 0
    since: dt.datetime | None = None

    @classmethod
    def here(cls) -> Holder:
        """Ourselves, from now on."""
        try:
            who = getpass.getuser()
        except (KeyError, OSError, ImportError):  # a user without a name
            who = ""
        return cls(who, platform.node(), os.getpid(), dt.datetime.now(dt.UTC))


class Held(Exception):
    """Somebody has the review open. `surely` is False where that is only what the side file says.

    Its text is a sentence for the person who wanted to open it: who, where, which process, since when.
    """

    def __init__(self, holder: Holder, *, surely: bool) -> None:
        super().__init__(holder, surely)
        self.holder = holder
        self.surely = surely

    def __str__(self) -> str:
        holder = self.holder
        who = (holder.who or "Somebody") + (f" on {holder.host}" if holder.host else "")
        since = f" since {_clock(holder.since)}" if holder.since else ""
        process = f" (process {holder.pid})" if holder.pid else ""
        doubt = "" if self.surely else ", as far as can be told from here; that machine may also have crashed"
        return text.one_line(text.clean(f"{who} has this review open{since}{process}{doubt}."))


class SessionLock:
    """The lock of one session, held until `release` or the end of the process."""

    def __init__(self, handle: int, side: Path) -> None:
        self._handle = handle
        self._side = side

    @classmethod
    def take(cls, path: Path, *, anyway: bool = False) -> SessionLock | None:
        """Lock the review at `path` for this process; None where the test seam says so.

        `anyway` takes over what is only said to be held. Held: somebody has it; OSError: no side file can be made.
        """
        if os.environ.get(IGNORE):
            return None
        side = side_file(path)
        try:
            opened = _acquired(side)
        except PermissionError:
            if not side.exists():
                raise
            raise Held(_holder(side), surely=False) from None
        if opened is None:
            raise Held(_holder(side), surely=True)
        handle, locks_work = opened
        holder = _holder(side)
        if not anyway and _may_be_open(holder, locks_work=locks_work):
            os.close(handle)
            raise Held(holder, surely=False)
        with contextlib.suppress(OSError):  # no review yet; Windows. Whoever may write the review may wait for it
            side.chmod(stat.S_IMODE(path.stat().st_mode) & 0o666 | 0o600)
        try:
            os.ftruncate(handle, 0)
            os.write(handle, msgspec.json.encode(Holder.here()) + b"\n")
        except OSError:  # a full disk: then it tells nobody, so it must keep nobody out
            released(handle, side)
            raise
        return cls(handle, side)

    def is_of(self, path: Path) -> bool:
        """Whether it is the lock of the review at a path."""
        return self._side == side_file(path)

    def release(self) -> None:
        """Let the next one in; where the side file cannot be taken away, it names nobody any more."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, 0)
        released(self._handle, self._side)


def side_file(path: Path) -> Path:
    """The side file of the review at `path`, beside what is really written."""
    path = path.resolve()
    return path.with_name(f".{path.name}.session")


def is_free(path: Path) -> bool:
    """Whether a session at `path` could begin now."""
    try:
        lock = SessionLock.take(path)
    except (Held, OSError):
        return False
    if lock:
        lock.release()
    return True


def _acquired(side: Path) -> tuple[int, bool] | None:
    """As `lock.acquired`, which also fails when a holder has just left: then there is nobody to tell of."""
    for _ in range(_ATTEMPTS):
        if opened := acquired(side):
            return opened
        time.sleep(_PAUSE_SECONDS)
    return None


def _holder(side: Path) -> Holder:
    """Who the side file names; nobody, if it was not written yet or holds something else."""
    with contextlib.suppress(OSError, ValueError), side.open("rb") as file:
        return msgspec.json.decode(file.read(_LARGEST), type=Holder)
    return Holder()


def _may_be_open(holder: Holder, *, locks_work: bool) -> bool:
    """Whether the holder that a side file names may still be there, though its lock is free or there are no locks."""
    if not holder.host:
        return False
    if holder.host != platform.node():
        return True
    return not locks_work and holder.pid != os.getpid() and _is_running(holder.pid)


def _is_running(pid: int) -> bool:
    if pid <= 0 or os.name == "nt":  # where asking would end the process
        return pid > 0
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True


def _clock(moment: dt.datetime) -> str:
    """The moment in local time, with its date unless that is today's."""
    try:
        local = moment.astimezone()
    except (OverflowError, ValueError):  # at the end of the calendar
        return "an unknown time"
    today = local.date() == dt.datetime.now(local.tzinfo).date()
    return f"{local:%H:%M}" if today else f"{local:%Y-%m-%d %H:%M}"
