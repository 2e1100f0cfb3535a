"""Lets every slot of the window raise, one after the other, and looks what comes of it: for `test_slots`, no test.

Every method that Qt may call is wrapped before the window is made; a wrapped one raises if it is the one that is lit.
Then a signal of Qt's is connected to it and sent, so that the exception goes the way that Qt and PySide send it.
"""

import functools
import gc
import importlib
import inspect
import itertools
import json
import pkgutil
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

import ae_gui
from ae_gui import app, main_window, trouble
from ae_gui.background import Job
from ae_gui.kiosk import EXIT_KEYS, IDLE_SECONDS
from ae_gui.kiosk.window import KioskWindow, exit_keys
from ae_gui.tour_hands import rest, wait
from ae_gui.train_on_dialog import TrainOnDialog
from ae_gui.training_thread import TrainingThread
from ae_gui.unsaid_dialog import UnsaidDialog
from ae_model import runs
from ae_model.config import NetworkConfig, TrainingConfig
from ae_model.guesses import Guess

_BY_THE_WAY = {"trouble", "app", "tour", "tour_film", "tour_hands"}  # what takes trouble, and what is not the window


class FusedError(Exception):
    """Raised by the slot that is lit."""


class Sender(QObject):
    """Sends what reaches one slot."""

    sent = Signal()


_lit: str | None = None


def fused(name: str, real: Callable[..., object]) -> Callable[..., object]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(real).parameters.values()
    takes_all = any(parameter.kind == inspect.Parameter.VAR_POSITIONAL for parameter in parameters)
    most = None if takes_all else len([parameter for parameter in parameters if parameter.kind in kinds])

    @functools.wraps(real)
    def slot(*arguments: object, **more: object) -> object:
        if _lit == name:
            raise FusedError(name)
        return real(*arguments[:most], **more)  # PySide sends a function only as many as it takes

    return slot


def wrap_all() -> dict[str, type]:
    """Wrap every slot of every class of the window; the classes by the names of their slots."""
    owners = {}
    for found in pkgutil.walk_packages(ae_gui.__path__, "ae_gui."):
        if found.name.split(".")[1] in _BY_THE_WAY:
            continue
        module = importlib.import_module(found.name)
        classes = [kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == found.name]
        for kind in classes:
            for name, member in list(vars(kind).items()):
                if callable(member) and hasattr(member, "_slots"):
                    key = f"{kind.__module__}.{kind.__qualname__}.{name}"
                    setattr(kind, name, fused(key, member))
                    owners[key] = kind
    return owners


OWNERS = wrap_all()


class Fired(main_window.MainWindow):
    """The real window, whose slots fail one after the other."""

    def load_behind(self) -> None:
        super().load_behind()
        self.ready.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        self.ready.disconnect(self._begin)
        QTimer.singleShot(0, self, self._fire_all)

    def _fire_all(self) -> None:
        gc.unfreeze()  # what was made before the first painting is among what `living` looks through again
        self.menus.show_datasets()
        self.menus.show_about()
        self.menus.show_shortcuts()
        config = self.network.snapshot.config
        UnsaidDialog("weights.pt", config, [Guess(config, 0.1)], 0.2, "MNIST", self).show()
        # The house of the fair, of which nothing is shown here: how it goes on after trouble is tested with it.
        fair = KioskWindow(self.session.data.split, self.network, exit_keys(EXIT_KEYS), IDLE_SECONDS)
        self._train_a_step()
        assert self.session.on_show.run is not None
        TrainOnDialog(runs.read(self.session.on_show.run), self).show()
        wanted = int(sys.argv[2])
        dataset = self.session.data.dataset
        assert dataset is not None
        passing: dict[type, Callable[[], object]] = {  # what lives only for a moment
            Job: lambda: Job(lambda: None, print, print, self),
            TrainingThread: lambda: TrainingThread(TrainingConfig(), dataset, self),
        }
        names = sorted(OWNERS)
        missed = []
        for name in random.Random(0).sample(names, min(wanted, len(names))):
            kind = OWNERS[name]
            target = passing[kind]() if kind in passing else next(living(kind), None)
            if target is None:
                missed.append(name)
                continue
            self._fire(name, target)
        stages = self._fail_in_training(wanted)
        self._train_a_step()
        fired = min(wanted, len(names)) - len(missed)
        fair.close()
        print(json.dumps({"slots": len(names), "fired": fired, "missed": missed, "stages": stages}))
        self.close()

    def _fail_in_training(self, wanted: int) -> int:
        """Let every stage of a training raise, at its first call and a later one; returns how many did."""
        from ae_model import training

        kind, failed = training._Run, 0
        stages = [name for name, member in vars(kind).items() if inspect.isfunction(member)]
        cases = [(name, call) for name in stages for call in (1, 3)]
        for name, call in random.Random(1).sample(cases, min(wanted, len(cases))):
            real = getattr(kind, name)
            setattr(kind, name, raising(name, real, call))
            before = self.network.snapshot
            self.panel.set_config(TrainingConfig(NetworkConfig(hidden_sizes=(4,)), epochs=4, batch_size=20_000))
            self.commands.train.trigger()
            wait(lambda: not self.training, 60, "fail")
            setattr(kind, name, real)
            boxes = [box for box in self.findChildren(QMessageBox) if box.isVisible()]
            assert len(boxes) <= 1, f"{name}, call {call}: {[box.text() for box in boxes]}"
            if boxes:  # a stage that a training of four epochs does not come to so often ends well
                assert name in boxes[0].text(), f"{name}, call {call}: {boxes[0].text()}"
                assert self.commands.train.isEnabled() and not self.commands.stop.isEnabled()
                boxes[0].close()
                failed += 1
            now = self.network.snapshot
            assert now is before or np.isfinite(now.arrays["ae.1.decoder.0.weight"]).all()
            assert self.latent_tab.plane.isEnabled()
        return failed

    def _fire(self, name: str, target: object) -> None:
        global _lit
        sender = Sender()
        sender.sent.connect(getattr(target, name.rpartition(".")[2]))
        _lit = name
        sender.sent.emit()
        _lit = None
        dialogs = wait_for_dialogs(self)
        assert len(dialogs) == 1, f"{name}: {len(dialogs)} dialogs"
        assert f"FusedError: {name}" in dialogs[0].text, name
        dialogs[0].close()
        rest(0.005)
        assert self.isVisible() and not self.training, name

    def _train_a_step(self) -> None:
        """The window is as good as ever: one step, and it is idle again."""
        self.panel.set_config(TrainingConfig(NetworkConfig(hidden_sizes=(4,)), epochs=1, batch_size=60_000))
        self.commands.train.trigger()
        wait(lambda: not self.training, 60, "train")
        assert self.network.snapshot.epoch == 1


def raising(name: str, real: Callable[..., object], call: int) -> Callable[..., object]:
    """`real`, but for one call, which raises."""
    calls = itertools.count(1)

    @functools.wraps(real)
    def stage(*arguments: object, **more: object) -> object:
        if next(calls) == call:
            raise FusedError(name)
        return real(*arguments, **more)

    return stage


def wait_for_dialogs(window: QObject) -> list[trouble.TroubleDialog]:
    wait(lambda: any(dialog.isVisible() for dialog in window.findChildren(trouble.TroubleDialog)), 10, "show a dialog")
    return [dialog for dialog in window.findChildren(trouble.TroubleDialog) if dialog.isVisible()]


def living(kind: type) -> Iterator[object]:
    """Objects of a class that are alive."""
    import shiboken6

    for found in gc.get_objects():
        if type(found) is kind or (isinstance(found, kind) and isinstance(found, QObject)):
            if isinstance(found, QObject) and not shiboken6.isValid(found):
                continue
            yield found


if __name__ == "__main__":
    assert QApplication.instance() is None
    main_window.MainWindow = Fired
    sys.exit(app.main(["--data-dir", str(Path(sys.argv[1]))]))
