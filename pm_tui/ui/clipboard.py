"""Copying: the desktop's clipboard when there is one, else the terminal's, and always the truth about which.

pyperclip waits for its tools without limit and lets them print on the screen, and a tool with a dead display reports
success: so it runs in a process of its own, silenced, for a few seconds, and what arrived is read back.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

SECONDS = 3.0
_COPY = (
    "import sys, pyperclip\n"
    "text = sys.stdin.buffer.read().decode('utf-8')\n"
    "pyperclip.copy(text)\n"
    "sys.exit(pyperclip.paste().replace('\\r\\n', '\\n') != text)\n"
)


def has_desktop(environ: Mapping[str, str]) -> bool:
    """Whether a desktop clipboard can be reached from here: not over SSH, and not without a display."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return False
    return sys.platform in ("darwin", "win32") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def copy_to_desktop(text: str, environ: Mapping[str, str]) -> bool:
    """Copy to the desktop's clipboard; whether it is there now. Takes some seconds at most; call it in a thread."""
    if not has_desktop(environ):
        return False
    try:
        done = subprocess.run(
            [sys.executable, "-c", _COPY],
            input=text.encode("utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
