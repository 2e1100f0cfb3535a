"""Sets the window up for the lessons of the guide; what is being trained or looked at is not lost."""

from PySide6.QtCore import QObject, Slot

from ae_gui.parts import Parts
from ae_gui.preferences import ComparisonPage
from ae_gui.training_desk import TrainingDesk
from ae_gui.widgets.guide_panel import Scene


class Scenes(QObject):
    """What each lesson of the guide is about, on the stage of the window's tabs."""

    def __init__(self, desk: TrainingDesk, parts: Parts) -> None:
        super().__init__(parts.window)
        self._desk, self._tabs = desk, parts.tabs
        self._training, self._latent = parts.training, parts.latent
        self._comparison, self._network = parts.comparison, parts.network
        parts.guide.scene_wanted.connect(self.set)

    @Slot(Scene)
    def set(self, scene: Scene) -> None:
        """Show what a step is about."""
        tab, latent = self._tabs.setCurrentWidget, self._latent
        match scene:
            case Scene.DIGITS | Scene.PLOTS:
                tab(self._training)
            case Scene.EXERCISE:
                tab(self._training)
                self._desk.pause()
            case Scene.LAYERS:
                tab(self._network)
                self._network.select_code()
            case Scene.RANDOM_WEIGHTS:
                tab(self._network)
                self._desk.train_for_guide(one_step=True)
            case Scene.LOSS:
                tab(self._training)
                self._desk.train_for_guide()
            case Scene.ENCODER:
                tab(latent)
                latent.use(latent.tools.draw)
            case Scene.DECODER | Scene.PLANE:
                tab(latent)
                latent.use(latent.tools.explore)
                latent.carpet_action.setChecked(False)
                latent.plane.fit()
            case Scene.HOLES:
                tab(latent)
                latent.use(latent.tools.path)
                latent.carpet_action.setChecked(True)
            case Scene.PCA:
                tab(self._comparison)
                self._comparison.show_page(ComparisonPage.PLANES)
            case Scene.DIMENSIONS:
                tab(self._comparison)
                self._comparison.show_page(ComparisonPage.DIMENSIONS)
