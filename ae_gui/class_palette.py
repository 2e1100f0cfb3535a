"""Which colours the classes have, in every view."""

from PySide6.QtCore import QObject, Signal, Slot

from ae_gui.class_colors import PALETTES


class ClassPalette(QObject):
    """The palette that is in use.

    Signals:
        changed(name): another one is, or the same on another ground.

    Attributes:
        name: of `class_colors.PALETTES`.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.name = next(iter(PALETTES))

    @Slot(str)
    def choose(self, name: str) -> None:
        """Use the palette of this name; the first one where there is none of this name."""
        self.name = name if name in PALETTES else next(iter(PALETTES))
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Say again which one is in use."""
        self.changed.emit(self.name)
