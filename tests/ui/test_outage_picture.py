from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from pm_tui.paths import styles
from pm_tui.review.model import Review
from pm_tui.review.picture import draw
from pm_tui.review.vocabulary import MILESTONES
from pm_tui.ui.themes import THEMES
from pm_tui.ui.widgets.outage_picture import OutagePicture
from tests.ui.outage import OUTAGE, event
from tests.ui.screen_text import controls_in, screen_text


class PictureApp(App[None]):
    CSS_PATH = styles() / "outage_picture.tcss"

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield OutagePicture()

    def on_mount(self) -> None:
        self.picture.review = OUTAGE

    @property
    def picture(self) -> OutagePicture:
        return self.query_one(OutagePicture)


def see(
    check: Callable[[PictureApp, Pilot[None]], Awaitable[None]],
    review: Review = OUTAGE,
    size: tuple[int, int] = (80, 30),
) -> None:
    async def run() -> None:
        app = PictureApp()
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await check(app, pilot)

    asyncio.run(run())


def shown(app: PictureApp) -> list[str]:
    return [app.picture.render_line(y).text for y in range(app.picture.size.height)]


def drawn(review: Review, width: int, *, legend: bool = True) -> list[str]:
    return ["".join(piece.text for piece in line) for line in draw(review, width, legend=legend)]


@pytest.mark.parametrize("width", [80, 40])
def test_it_is_as_high_as_the_picture_and_shows_it(width: int) -> None:
    async def check(app: PictureApp, _: Pilot[None]) -> None:
        assert shown(app) == drawn(OUTAGE, width)
        assert not controls_in(screen_text(app))

    see(check, size=(width, 30))


def test_it_grows_and_shrinks_with_the_review_and_the_legend() -> None:
    longer = msgspec.structs.replace(OUTAGE, events=(event(9, "08:00", "[red]\x1b[31m"), *OUTAGE.events))

    async def check(app: PictureApp, pilot: Pilot[None]) -> None:
        app.picture.review = longer
        await pilot.pause()
        assert shown(app) == drawn(longer, 80) != drawn(OUTAGE, 80)
        app.picture.legend = False
        await pilot.pause()
        assert shown(app) == drawn(longer, 80, legend=False)
        app.picture.review = Review()
        await pilot.pause()
        assert app.picture.size.height == 0

    see(check)


def test_every_step_has_a_colour_of_its_own_in_every_theme() -> None:
    async def check(app: PictureApp, pilot: Pilot[None]) -> None:
        for theme in THEMES:
            app.theme = theme.name
            await pilot.pause()
            names = [f"outage-picture--{milestone}" for milestone in MILESTONES[1:]]
            assert len({app.picture.get_component_rich_style(name).color for name in names}) == len(names)

    see(check)
