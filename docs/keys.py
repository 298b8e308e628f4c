"""Write docs/keys.md from the table of commands: `.venv/bin/python docs/keys.py`."""

from pathlib import Path

from pm_tui.ui.commands import COMMANDS, SCOPES
from pm_tui.ui.key_names import shown_keys

PAGE = Path(__file__).with_suffix(".md")
INTRODUCTION = """\
# Keys

Every command of the screen. F1 shows this in the app, Ctrl+P finds any of them by name. Your settings file can give a
command other keys (see [settings](settings.md)). This page is written by `docs/keys.py` from `pm_tui/ui/commands.py`.

"""


def page() -> str:
    """Return what docs/keys.md has to say."""
    return INTRODUCTION + _tables()


def _tables() -> str:
    lines = []
    for scope, title in SCOPES.items():
        lines += [f"## {title}", "", "| Key | Command | What it does |", "| --- | --- | --- |"]
        for command in COMMANDS:
            if command.scope == scope:
                keys = shown_keys(command.keys) if command.keys else "palette"
                lines.append(f"| {keys} | {command.label} | {command.help} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
