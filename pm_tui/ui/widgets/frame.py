"""A widget whose own classes are nothing to what is inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget as _Mixin
else:  # Textual takes styles from the first base that is a widget; a mixin must not be one
    _Mixin = object


class Frame(_Mixin):
    """Styles itself alone when its classes change. Textual would look up the styles of all within, at great length.

    So `styles/` must have no rule for something inside it that asks for one of its classes; a test looks.
    """

    def update_node_styles(self, animate: bool = True) -> None:
        """Look up the styles of this widget anew."""
        if self.is_attached:
            self.app.stylesheet.update_nodes([self], animate=animate)
