"""The finds of `pm-tui lint` in the forms that people, editors and build servers read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pm_tui import __version__
from pm_tui.blame import explain
from pm_tui.flagged.found import Found

HOME = "https://pypi.org/project/pm-tui/"


def as_text(found: Iterable[Found]) -> Iterator[str]:
    """One line for each, in the form that editors jump to."""
    for find in found:
        yield f"{find.file}:{find.line}:{find.column}: “{find.quote}” ({find.flag.category}) {find.flag.question}"


def as_json(found: Iterable[Found]) -> Iterator[str]:
    """One JSON object for each, on one line."""
    for find in found:
        row: dict[str, object] = {name: getattr(find, name) for name in ("file", "line", "column", "end_column")}
        row |= {"category": find.flag.category, "tier": find.flag.tier}
        yield json.dumps(row | {"quote": find.quote, "question": find.flag.question}, ensure_ascii=False)


def as_github(found: Iterable[Found]) -> Iterator[str]:
    """Workflow commands of GitHub Actions, which mark the line in a pull request."""
    for find in found:
        level = "warning" if find.flag.tier == "flag" else "notice"
        places = {"file": find.file, "line": find.line, "col": find.column, "endColumn": find.end_column - 1}
        names = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
        yield f"::{level} {names},title={_property(find.flag.category)}::{_message(_sentence(find))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _sentence(find: Found) -> str:
    return f"“{find.quote}” {find.flag.question}"


def as_sarif(found: Iterable[Found]) -> Iterator[str]:
    """One document of SARIF 2.1.0 (OASIS), which code hosts and editors take in."""
    finds = list(found)
    categories = sorted({find.flag.category for find in finds})
    rules = [{"id": name, "fullDescription": {"text": explain(name)}} for name in categories]
    driver = {"name": "pm-tui", "version": __version__, "informationUri": HOME, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": list(map(_result, finds))}
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield json.dumps(document, ensure_ascii=False, indent=2)


def _result(find: Found) -> dict[str, Any]:
    region = {"startLine": find.line, "startColumn": find.column, "endColumn": find.end_column}
    place = {"artifactLocation": {"uri": find.file.replace("\\", "/")}, "region": region}
    return {
        "ruleId": find.flag.category,
        "level": "warning" if find.flag.tier == "flag" else "note",
        "message": {"text": _sentence(find)},
        "locations": [{"physicalLocation": place}],
    }


REPORTS: dict[str, Callable[[Iterable[Found]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""The forms by name."""
