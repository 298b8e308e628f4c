"""The blocks a Markdown export is built of. What they are given is Markdown already: escape user text before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def bullet(lines: Sequence[str], depth: int = 0) -> str:
    """One item of a list at this depth; its further lines belong to it."""
    indent = "  " * depth
    return "\n".join(f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines or [""]))


def bullets(items: Iterable[Sequence[str]]) -> str:
    """A flat list, one item for each group of lines."""
    return "\n".join(bullet(item) for item in items)


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of labelled values, without those that are empty."""
    return "\n".join(f"- **{label}:** {value}" for label, value in pairs if value)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table without the columns that are empty in every row; the first column always stays."""
    kept = [place for place in range(len(columns)) if place == 0 or any(row[place] for row in rows)]
    lines = [[columns[place] for place in kept], ["---"] * len(kept)]
    lines += [[row[place] for place in kept] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
