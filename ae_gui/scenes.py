"""Sets the window up for the steps of the guide; what is being trained or looked at is not lost."""

from PySide6.QtCore import QObject, Slot

from ae_gui.comparison_tab import ComparisonTab
from ae_gui.latent_tab import LatentTab
from ae_gui.network_tab import NetworkTab
from ae_gui.preferences import ComparisonPage
from ae_gui.training_desk import TrainingDesk
from ae_gui.training_tab import TrainingTab
from ae_gui.widgets.guide_panel import Scene
from ae_gui.widgets.tabs import Tabs


class Scenes(QObject):
    """What each lesson of the guide is about, on the stage of the window's tabs."""

    def __init__(
        self,
        desk: TrainingDesk,
        tabs: Tabs,
        training: TrainingTab,
        latent: LatentTab,
        comparison: ComparisonTab,
        network: NetworkTab,
    ) -> None:
        super().__init__(tabs)
        self._desk, self._tabs = desk, tabs
        self._training, self._latent, self._comparison, self._network = training, latent, comparison, network

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
