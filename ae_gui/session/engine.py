"""Whether training is possible here: whether PyTorch, which it takes, has been loaded."""

from PySide6.QtCore import QObject, Signal

from ae_gui.background import Job
from ae_gui.training_thread import load_engine
from ae_gui.words import fill
from ae_model.preload import torch_is_installed


class Engine(QObject):
    """PyTorch: absent at first, then ready or missing for good.

    Signals:
        ready(): it is loaded; from now on training starts at once.
        missing(reason): it cannot be had, for a reason in one sentence; exploring needs none.

    Attributes:
        is_ready: whether it is loaded.
        why_not: the reason why training is impossible; empty while that is not known, or it is possible.
        gpu_name: of the CUDA GPU that it found; None without one, or where it cannot be used.
        gpu_trouble: a sentence on why the GPU that is there cannot be used.
    """

    ready = Signal()
    missing = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_ready = False
        self.why_not = ""
        self.gpu_name: str | None = None
        self.gpu_trouble = ""

    def load(self) -> None:
        """Load it in the background; where it is not installed, say so at once."""
        if torch_is_installed():
            Job(load_engine, lambda found: self.take(*found), self._fail, self).start()
        else:
            self.miss(self.tr("This program is for exploring. Autoencoder Lab trains too: it has PyTorch."))

    def take(self, gpu_name: str | None, gpu_trouble: str = "") -> None:
        """Declare it loaded, with the name of the CUDA GPU that it found, or what is to be said of it."""
        self.is_ready, self.gpu_name, self.gpu_trouble = True, gpu_name, gpu_trouble
        self.ready.emit()

    def lose_gpu(self, reason: str) -> None:
        """Do without the GPU from now on."""
        self.gpu_name, self.gpu_trouble = None, reason

    def miss(self, reason: str) -> None:
        """Declare training impossible."""
        self.why_not = reason
        self.missing.emit(reason)

    def _fail(self, reason: str) -> None:
        """Do without an engine that is installed but cannot be loaded."""
        self.miss(fill(self.tr("You can explore here, but not train. {reason}"), reason=reason))
