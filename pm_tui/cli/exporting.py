"""The export command: a document on stdout or in a file, and on stderr what of it may be confidential."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pm_tui.cli.reading import file_of, files_of, library_of, load, settings
from pm_tui.cli.saying import CommandFailed, named, say, write_document

if TYPE_CHECKING:
    from pm_tui.review.model import Review
    from pm_tui.settings import Settings

CUSTOMER = "customer"
"""The format that nobody gets before it is settled and agreed on."""


def export(parsed: argparse.Namespace) -> int:
    """Print a review as a document, or write it to a file; exit code 1 when something keeps that back."""
    import datetime as dt

    from pm_tui import formats
    from pm_tui.review import exposed, zones

    if parsed.to not in formats.EXPORTERS:
        raise CommandFailed(f"There is no format {named(parsed.to)}; known: {', '.join(formats.EXPORTERS)}.")
    if parsed.zone is not None and not zones.find(parsed.zone):
        raise CommandFailed(f"There is no time zone {named(parsed.zone)}; write it like Europe/Berlin or UTC.")
    file = file_of(parsed.file)
    review = load(file)
    for_customers = parsed.to == CUSTOMER
    if for_customers and (told := _kept_back(review, settings(library_of(file, parsed)), draft=parsed.draft)):
        say(f"{named(file)}: {told}")
        return 1
    found = () if for_customers else exposed.exposed(review)
    into = file.resolve().parent if parsed.output is None else file_of(parsed.output).parent
    document = formats.export(
        review,
        parsed.to,
        zone=parsed.zone or "",
        now=dt.datetime.now(dt.UTC),
        folder=files_of(file, review, into) if parsed.to in formats.REFER_TO_FILES else None,
        mentions=parsed.mentions,
    )
    if found:
        say(f"{exposed.told(found)} See: pm-tui check {named(parsed.file)}")
        if parsed.strict:
            return 1
    if parsed.output is None:
        print(document, end="")
    else:
        write_document(document, file_of(parsed.output), review=file, force=parsed.force)
    return 0


def _kept_back(review: Review, team: Settings, *, draft: bool) -> str:
    """Why customers may not read it yet, in one or two sentences; "" when they may, or when a draft is asked for."""
    from pm_tui.confidential import KINDS
    from pm_tui.flagged.found import Lines
    from pm_tui.review import customer
    from pm_tui.review.life import listed
    from pm_tui.review.model import roster

    people = (*roster(review), *team.values.roster)
    if told := customer.kept_back(review, people):
        lines = Lines(review.customer.text)
        places = [(lines.place(row.start)[0] + 1, KINDS[row.kind].said) for row in customer.open_finds(review, people)]
        return " ".join([told, *(f"Line {line}: {said}." for line, said in places)])
    if draft or customer.state(review) == "approved":
        return ""
    missing = customer.waiting_for(review)
    waiting = f"waiting for {listed(missing)}" if missing else customer.told(review)
    return f"The customer version is not agreed on yet ({waiting}); --draft prints it marked as a draft."
