"""Which plane of the codes the user wants to see, and what is said of it."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from ae_gui.latent_view import LatentView
from ae_gui.widgets.axes_chooser import AxesChooser
from ae_gui.widgets.point_plane import PointPlane
from ae_gui.words import fill
from ae_model.latent_map import LatentMap
from ae_model.snapshot import Array

_RADIANS = 0.008  # that a plane is turned by, for each pixel at its front


class PlaneChoice(QObject):
    """The directions of a plane, and whether it is seen at its true scale.

    Signals:
        changed(like_before, fit): the user wants another plane, that lies as the last one did, or not; and all points
            in the frame, or the frame as it is.

    Attributes:
        chooser: of the directions.
        true_scale: whether a plane in which the digits crowd is shown without a lens; only there for such a plane.
        turn: whether dragging turns the plane of three numbers; without it, the plane is that of the principal axes.
        axes: whether the directions are named at the plane's edges.
        caption: said of every plane, for as long as it is true.
    """

    changed = Signal(bool, bool)

    def __init__(self, plane: PointPlane) -> None:
        super().__init__(plane)
        self._plane = plane
        self._view: LatentView | None = None
        self.caption = ""
        self._awaited = False
        self.chooser = AxesChooser()
        self.true_scale = QAction(self.tr("True scale"), self, checkable=True, shortcut=QKeySequence("T"))
        self.true_scale.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tip = self.tr("Equal distances everywhere, but then most digits lie in one spot")
        self.true_scale.setToolTip(f"{tip} (T)")
        self.true_scale.toggled.connect(lambda: self.changed.emit(True, True))
        self._turned: Array | None = None  # the directions that the user has turned the plane to
        self.turn = QAction(self.tr("Turn"), self, checkable=True, checked=True)
        self.turn.setToolTip(self.tr("Drag to turn the three dimensions; switched off, you see the two that vary most"))
        self.turn.toggled.connect(self._begin_anew)
        plane.frame.turned.connect(self._turn)
        self.axes = QAction(self.tr("Axes"), self, checkable=True)
        self.axes.setToolTip(self.tr("The plane's two directions, with numbers at true scale"))
        self.axes.toggled.connect(self.describe_again)
        plane.addAction(self.axes)
        self.chooser.changed.connect(self._begin_anew)

    def expect(self, latent_dim: int) -> None:
        """Expect a network with so many numbers a digit."""
        self.chooser.set_dimensions(latent_dim)
        self._turned = None

    def fitted(self, codes: Array, before: LatentMap | None) -> LatentMap:
        """The plane of `codes`, (N, latent_dim), that lies like the one `before`, if there was one."""
        axes, in_space = self.chooser.axes, codes.shape[1] == 3
        if axes is not None:
            plane = LatentMap.of_axes(codes, *axes)
        elif in_space and self._turned is not None:
            plane = LatentMap.along(codes, self._turned)
        else:
            plane = LatentMap.fit(codes, like=before)
        self.turn.setVisible(in_space and axes is None)
        self._plane.frame.turns = self.turn.isVisible() and self.turn.isChecked()
        eased = plane.eased(codes, like=before)
        self.true_scale.setVisible(eased.lens is not None)
        return plane if self.true_scale.isChecked() else eased

    def describe(self, view: LatentView) -> None:
        """Say of the plane what it shows, and how."""
        self._view = view
        latent_dim, axes, bent = view.model.latent_dim, self.chooser.axes, view.plane.lens is not None
        notes = [self.tr("Placing the training digits …") if self._awaited else "", self.caption]
        if axes is not None:
            x, y = (fill(self.tr("code {number}"), number=axis + 1) for axis in axes)
            words = self.tr("This plane holds {share:.0%} of the variance; the other {count} numbers are at their mean")
            if latent_dim == 3:
                words = self.tr("This plane holds {share:.0%} of the variance; the other number is at its mean")
            notes.append(fill(words, share=view.plane.variance_shown, count=latent_dim - 2))
        elif latent_dim <= 2:
            x, y = self.tr("code 1"), self.tr("code 2") if latent_dim == 2 else ""
            if latent_dim == 1:
                notes.append(self.tr("Hills: how many digits have each number; below: what the network draws there"))
        else:
            x, y = (self.tr("principal axis 1"), self.tr("principal axis 2")) if self._turned is None else ("", "")
            notes.append(self.tr("Drag to turn it") if self._plane.frame.turns else "")
            words = self.tr("This plane holds {share:.0%} of the variance of {count} dimensions")
            notes.append(fill(words, share=view.plane.variance_shown, count=latent_dim))
        notes.append(self.tr("The middle is enlarged") if bent else "")
        self._plane.told = view.true
        self._plane.note.say(" · ".join(filter(None, notes)))
        self._plane.axes.name(x, y)
        self._plane.axes.show(self.axes.isChecked(), numbered=not bent)

    @Slot(bool)
    def await_training(self, awaited: bool) -> None:
        """Say that more digits are on their way, or that they are not."""
        self._awaited = awaited
        self.describe_again()

    @Slot(float, float)
    def _turn(self, right: float, up: float) -> None:
        if self._view is not None:
            self._turned = self._view.plane.turned(right * _RADIANS, up * _RADIANS)
            self.changed.emit(True, False)

    @Slot()
    def _begin_anew(self) -> None:
        self._turned = None
        self.changed.emit(False, True)

    @Slot()
    def describe_again(self) -> None:
        """Say it of the same plane, after a choice."""
        if self._view is not None:
            self.describe(self._view)
