"""The parts of the window, in one value for those who work on many of them."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDockWidget, QMainWindow

from ae_gui.commands import Commands
from ae_gui.latent_tab import LatentTab
from ae_gui.unseen import Unseen
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
    latent: LatentTab
    unseen: Unseen
    slider: EpochSlider
    guide: GuidePanel
    guide_dock: QDockWidget
    welcome: Welcome
    bar: MessageBar
    status: TrainingStatus
    complaints: Complaints
