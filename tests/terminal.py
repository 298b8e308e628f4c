"""A program in a pseudo-terminal, and what its user sees."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time

import pyte


class Terminal:
    """Run a command in a terminal of `columns` by `rows`; use it as a context, so that nothing outlives the test."""

    def __init__(self, command, *, columns=120, rows=40, env=os.environ, **options):
        env = {name: value for name, value in env.items() if name not in ("COLUMNS", "LINES")}
        env["TERM"] = "xterm-256color"
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        ends = {"stdin": slave, "stdout": slave, "stderr": slave}
        self.process = subprocess.Popen(command, **ends, start_new_session=True, env=env, **options)
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def text(self):
        """What the screen shows."""
        return "\n".join(self.screen.display)

    def type(self, keys: str):
        """Send keys as the terminal does."""
        os.write(self._master, keys.encode())

    def wait_for(self, *words: str, seconds=30):
        """Read until all these words are on the screen at once; fail with the screen if they never are."""
        deadline = time.monotonic() + seconds
        while not all(word in self.text for word in words):
            assert time.monotonic() < deadline, f"{words} did not appear:\n{self.text}"
            assert self.read(), f"the program has ended:\n{self.text}"

    def wait_for_end(self, seconds=30) -> int:
        """Read until the program ends and return its exit code."""
        deadline = time.monotonic() + seconds
        while self.read():
            assert time.monotonic() < deadline, f"the program goes on:\n{self.text}"
        return self.process.wait(seconds)

    def read(self, seconds=0.2) -> bool:
        """Take in what the program writes within some seconds; False when it has closed the terminal."""
        if not select.select([self._master], [], [], seconds)[0]:
            return self.process.poll() is None
        try:
            written = os.read(self._master, 1 << 16)
        except OSError:  # how Linux says that the other end is closed
            return False
        self._stream.feed(written)
        return bool(written)
