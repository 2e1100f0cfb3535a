"""Tells when something may have changed among the runs on the disk: by this window, another one or a command line."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

_SOON_MS = 200  # several files of a run are written one after the other
_ANYWAY_MS = 3_000  # some file systems tell of nothing, and a process that is killed changes no file


class RunsWatch(QObject):
    """Watches a folder of runs, and the folders of those that are trained, from `start` to `stop`.

    Signals:
        changed(): there may be something new to read; it comes every few seconds, too.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._folder = folder
        self._trained: set[str] = set()
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._anyway = QTimer(self, interval=_ANYWAY_MS)
        for timer in (self._soon, self._anyway):
            timer.timeout.connect(self.changed)

    @Slot()
    def start(self) -> None:
        """Watch from now on."""
        self._anyway.start()
        if self._watcher is None:  # made once: each one holds a file of the system until it is deleted
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._soon.start)
        self._watch()

    @Slot()
    def stop(self) -> None:
        """Watch nothing any more."""
        self._anyway.stop()
        self._soon.stop()
        if self._watcher is not None and (watched := self._watcher.directories()):
            self._watcher.removePaths(watched)

    def follow(self, trained: Iterable[Path]) -> None:
        """Watch these folders of runs, too, and no others."""
        self._trained = set(map(str, trained))
        self._watch()

    def _watch(self) -> None:
        if self._watcher is None or not self._anyway.isActive():
            return
        # The folder of all runs is made with the first of them; a folder that is gone is watched no more.
        there = next(path for path in (self._folder, *self._folder.parents) if path.is_dir())
        wanted = self._trained | {str(there)}
        watched = set(self._watcher.directories())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))
