"""The parts of the window, in one value for those who work on many of them."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDockWidget, QMainWindow

from ae_gui.commands import Commands
from ae_gui.comparison_tab import ComparisonTab
from ae_gui.latent_tab import LatentTab
from ae_gui.network_tab import NetworkTab
from ae_gui.runs_tab import RunsTab
from ae_gui.settings_panel import SettingsPanel
from ae_gui.training_tab import TrainingTab
from ae_gui.widgets.complaint import Complaints
from ae_gui.widgets.epoch_slider import EpochSlider
from ae_gui.widgets.guide_panel import GuidePanel
from ae_gui.widgets.message_bar import MessageBar
from ae_gui.widgets.tabs import Tabs
from ae_gui.widgets.training_status import TrainingStatus
from ae_gui.widgets.welcome import Welcome


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is built of."""

    window: QMainWindow
    tabs: Tabs
    commands: Commands
    panel: SettingsPanel
    latent: LatentTab
    training: TrainingTab
    comparison: ComparisonTab
    network: NetworkTab
    runs: RunsTab
    slider: EpochSlider
    guide: GuidePanel
    guide_dock: QDockWidget
    welcome: Welcome
    bar: MessageBar
    status: TrainingStatus
    complaints: Complaints
