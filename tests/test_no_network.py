"""pm-tui never touches the network: the real program, in a real terminal, with sockets forbidden from its first import.

A hook of the interpreter (sys.audit) ends the process at the first name that is looked up and the first socket that is
connected or bound. What asyncio opens for itself, a pair of ends inside this process, needs neither.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pm_tui.session import Session
from tests.terminal import Terminal
from tests.ui.outage import OUTAGE

FORBIDDING = """
import os, sys

def forbid(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        os.write(2, f"FORBIDDEN {event}\\r\\n".encode())
        os._exit(66)
    if event == "socket.__new__" and arguments[1] not in (1, -1):  # AF_UNIX, or what another socket is made of
        os.write(2, f"FORBIDDEN a socket of family {arguments[1]}\\r\\n".encode())
        os._exit(66)
    if event in ("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect"):
        os._exit(66)

sys.addaudithook(forbid)
"""
"""What Python runs before anything else (sitecustomize), in every process that the program starts, too."""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which Python may use no network."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(FORBIDDING)
    here = str(Path(__file__).parent.parent)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join([str(hooks), here]),
        "PM_TUI_LIBRARY": str(tmp_path / "library"),
        "TEXTUAL_ANIMATIONS": "none",
        "DISPLAY": ":99",
    }


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket(socket.AF_UNIX).bind('x')",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', 'import socket; socket.socket()']))",
    ],
)
def test_the_hook_ends_what_uses_the_network(env: dict[str, str], tmp_path: Path, code: str) -> None:
    ended = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, check=False)
    assert ended.returncode == 66


def test_commands_need_no_network(env: dict[str, str], tmp_path: Path) -> None:
    commands = [
        "new one.json --no-open --title Checkout",
        "log one.json 09:20 Pager fires https://grafana.example.org/d/1",
        "export one.json",
        "check one.json",
        "lint one.json",
        "settings",
    ]
    program = "import sys\nfrom pm_tui.cli import main\nfor line in sys.argv[1:]: assert main(line.split()) < 2, line"
    command = [sys.executable, "-c", program, *commands]
    ended = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, "FORBIDDEN" in ended.stderr) == (0, False), ended.stderr


@pytest.mark.terminal
def test_the_screen_needs_no_network(env: dict[str, str], tmp_path: Path) -> None:
    """Open, type, look at the Markdown, copy and save it, go to the library and leave."""
    file = tmp_path / "review.json"
    Session.create(file, OUTAGE).close()
    with Terminal([sys.executable, "-m", "pm_tui", "open", str(file)], columns=100, rows=30, env=env) as terminal:
        terminal.wait_for("Prompt 1 of 9", "Saved r", "Config rollout")
        terminal.type("see https://grafana.example.org/d/1\r")
        terminal.wait_for("✓ see https")
        terminal.type("\x1b[20~")  # F9
        terminal.wait_for("Markdown ·")
        terminal.type("s")
        terminal.wait_for("Saved to")
        terminal.type("c")
        terminal.wait_for("clipboard")
        terminal.type("\x1b[20~")
        terminal.wait_for("✓ see https")
        terminal.type("\x1b[24~")  # F12
        terminal.wait_for("Reviews in")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0
    assert "FORBIDDEN" not in terminal.text
    assert "grafana" in (tmp_path / "review.md").read_text(encoding="utf-8")
