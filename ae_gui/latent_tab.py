"""The latent space: the codes of the test digits as a plane, and the decoder asked about any place of it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ae_gui.class_colors import PALETTES, class_colors
from ae_gui.theme import MARGIN, SPACING
from ae_gui.widgets.class_legend import ClassLegend
from ae_gui.widgets.code_plane import CodePlane
from ae_gui.widgets.explore_inspector import ExploreInspector
from ae_gui.widgets.kept_strip import KeptStrip
from ae_model.datasets import Split
from ae_model.latent_map import LatentMap
from ae_model.metrics import mean_squared_error
from ae_model.snapshot import Array, Snapshot

_FARTHEST = 1e9  # from the origin that a code is shown: weights that diverged send them beyond what can be drawn


class LatentTab(QWidget):
    """One plane, a row of tools above it, an inspector beside it and the kept digits below.

    Signals:
        palette_chosen(name): the user chose other class colours.
    """

    palette_chosen = Signal(str)

    def __init__(self, split: Split, class_names: Sequence[str], parent: QWidget | None = None) -> None:
        """A tab that explores networks with these test images."""
        super().__init__(parent)
        self._split = split
        self._class_names = class_names
        self._snapshot: Snapshot | None = None
        self._codes = np.empty((0, 0), np.float32)
        self._map: LatentMap | None = None
        self._place: tuple[float, float] | None = None
        self._picked: int | None = None

        self.plane = CodePlane()
        self.inspector = ExploreInspector()
        self.kept = KeptStrip()
        self.legend = ClassLegend()
        self._palette_box = QComboBox()
        self._plane_note = QLabel()
        self._lay_out()

        self.set_test_images(split, class_names)
        self.plane.probed.connect(self._probe)
        self.plane.left.connect(self._unprobe)
        self.plane.place_clicked.connect(self._keep)
        self.plane.point_clicked.connect(self._pick)
        self.kept.place_chosen.connect(self._revisit)
        self.legend.shown_changed.connect(self.plane.set_class_shown)
        self._palette_box.currentTextChanged.connect(self._recolor)

    @property
    def class_palette(self) -> str:
        """The name of the class colours, one of `PALETTES`."""
        return self._palette_box.currentText()

    @property
    def plane_note(self) -> str:
        """What is said of a plane that does not show all of the codes."""
        return self._plane_note.text()

    # What the window tells this tab

    def set_test_images(self, split: Split, class_names: Sequence[str]) -> None:
        """Explore with other test images; the plane is empty until a network is shown."""
        self._split = split
        self._class_names = class_names
        self._snapshot = self._map = None
        self._codes = np.empty((0, 0), np.float32)
        self.plane.clear_points()
        self.plane.show_all_classes()
        self.legend.set_classes(class_names)
        self._recolor()
        self._forget_places()

    def show_network(self, snapshot: Snapshot, codes: Array) -> None:
        """Explore another network; `codes` are those of all test images, (N, latent_dim)."""
        self._forget_places()
        self.plane.clear_points()
        self._map = None
        self._codes = codes
        self.update_network(snapshot, codes)

    def update_network(self, snapshot: Snapshot, codes: Array) -> None:
        """Go on exploring the same network, some steps of training later.

        Args:
            snapshot: that is asked for digits from now on.
            codes: (n, latent_dim) of the first n test images; the others stay where they were, faint.
        """
        codes = np.clip(np.nan_to_num(codes), -_FARTHEST, _FARTHEST)
        self._snapshot = snapshot
        self._codes = np.concatenate([codes, self._codes[len(codes) :]]) if len(self._codes) else codes
        self._map = LatentMap.fit(codes, like=self._map)
        self.plane.set_points(self._map.place(self._codes), self._split.labels[: len(self._codes)], len(codes))
        self._name_axes(self._map)
        self._refresh_probe()
        self._refresh_picked()

    def set_palette(self, name: str) -> None:
        """Choose the class colours by a name of `PALETTES`."""
        self._palette_box.setCurrentText(name)

    # What the user does

    @Slot(float, float)
    def _probe(self, x: float, y: float) -> None:
        self._place = (x, y)
        self._refresh_probe()

    @Slot()
    def _unprobe(self) -> None:
        self._place = None

    @Slot(float, float)
    def _keep(self, x: float, y: float) -> None:
        if self._snapshot is not None:
            self.kept.keep(self._decoded(x, y), (x, y))
            self.plane.mark((x, y))

    @Slot(float, float)
    def _revisit(self, x: float, y: float) -> None:
        self._probe(x, y)
        self.plane.mark((x, y))

    @Slot(int)
    def _pick(self, index: int) -> None:
        self._picked = index
        self._refresh_picked()

    @Slot()
    def _recolor(self) -> None:
        colors = class_colors(self.class_palette, len(self._class_names))
        self.plane.set_class_colors(colors)
        self.legend.set_colors(colors)
        self.palette_chosen.emit(self.class_palette)

    # How it is shown

    def _decoded(self, x: float, y: float) -> Array:
        assert self._snapshot is not None and self._map is not None
        return self._snapshot.decode(self._map.lift(np.array([[x, y]], np.float32)))[0]

    def _refresh_probe(self) -> None:
        if self._place is None or self._snapshot is None:
            return
        self.inspector.show_probe(self._place, self._decoded(*self._place))
        nearest = self.plane.nearest(*self._place)
        if nearest is not None:
            self.inspector.show_nearest(nearest, self._split.images[nearest], self._class_name(nearest))

    def _refresh_picked(self) -> None:
        if self._picked is None or self._snapshot is None:
            return
        image = self._split.images[self._picked]
        redrawn = self._snapshot.reconstruct(image[None])[0]
        error = mean_squared_error(self._snapshot, image[None])
        self.inspector.show_picked((self._picked, image, redrawn, self._class_name(self._picked), error))
        self.plane.mark(self.plane.point(self._picked))

    def _class_name(self, index: int) -> str:
        return self._class_names[self._split.labels[index]]

    def _forget_places(self) -> None:
        """A place of one network's plane means nothing in another's."""
        self._place = self._picked = None
        self.plane.mark(None)
        self.inspector.clear()

    def _name_axes(self, latent_map: LatentMap) -> None:
        assert self._snapshot is not None
        if self._snapshot.latent_dim <= 2:
            self.plane.set_axis_names(self.tr("code 1"), self.tr("code 2") if self._snapshot.latent_dim == 2 else "")
            self._plane_note.clear()
            return
        self.plane.set_axis_names(self.tr("component 1"), self.tr("component 2"))
        self._plane_note.setText(
            self.tr("Two principal components of {count} dimensions: {share:.0%} of the variance").format(
                count=self._snapshot.latent_dim, share=latent_map.variance_shown
            )
        )

    def _lay_out(self) -> None:
        self._palette_box.addItems(list(PALETTES))
        self._palette_box.setAccessibleName(self.tr("Class colours"))
        self._palette_box.setToolTip(self.tr("Colours of the classes"))
        self._plane_note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        fit = QPushButton(self.tr("Fit"))
        fit.setToolTip(self.tr("Show all points (Home)"))
        fit.clicked.connect(self.plane.fit)

        tools = QHBoxLayout()
        tools.setSpacing(SPACING)
        tools.addWidget(self.legend)
        tools.addStretch()
        tools.addWidget(self._plane_note)
        tools.addWidget(self._palette_box)
        tools.addWidget(fit)

        page = QGridLayout(self)
        page.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        page.setSpacing(SPACING)
        page.addLayout(tools, 0, 0, 1, 2)
        page.addWidget(self.plane, 1, 0)
        page.addWidget(self.kept, 2, 0)
        page.addWidget(self.inspector, 1, 1, 2, 1)
        page.setColumnStretch(0, 1)
        page.setRowStretch(1, 1)
