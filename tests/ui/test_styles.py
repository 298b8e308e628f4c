"""Screen and panes style less than Textual would when a class of theirs changes: the same must come of it."""

from __future__ import annotations

import itertools

from textual.dom import DOMNode

from pm_tui.ui.widgets.record_pane import RecordPane
from tests.ui.outage import OUTAGE
from tests.ui.player import Act, Player

SIZES = [("-wide", "-tall"), ("-normal", "-mid"), ("-narrow", "-short")]
STATES = ["-zoomed", "-aside", "-meeting", "-asking", "-at-prompt"]


def styled(player: Player) -> dict[DOMNode, object]:
    return {node: dict(node.styles.base._rules) for node in player.screen.walk_children(with_self=True)}


def assert_as_from_scratch(player: Player) -> None:
    found = styled(player)
    player.app.stylesheet.update(player.screen)
    assert found == styled(player), player.screen.classes


def test_what_the_screen_styles_is_all_that_its_classes_bear_on(at_screen: Act) -> None:
    async def act(player: Player) -> None:
        for number in range(len(STATES) + 1):
            for states, size in zip(itertools.combinations(STATES, number), itertools.cycle(SIZES), strict=False):
                player.screen.classes = [*size, *states]
                assert_as_from_scratch(player)

    at_screen(act, OUTAGE)


def test_a_class_of_a_frame_bears_on_nothing_inside(at_screen: Act) -> None:
    async def act(player: Player) -> None:
        for size in SIZES:
            player.screen.classes = size
            for classes in ("-focused", "-current"):
                for frame in (*player.screen.query(RecordPane), player.screen.prompt):
                    frame.toggle_class(classes)
                assert_as_from_scratch(player)

    at_screen(act, OUTAGE)


def test_who_has_the_keys_bears_on_no_style(at_screen: Act) -> None:
    async def act(player: Player) -> None:
        for key in ("f7", "f2", "e", "f7", "f3", "a"):
            await player.press(key)
            assert_as_from_scratch(player)

    at_screen(act, OUTAGE)
