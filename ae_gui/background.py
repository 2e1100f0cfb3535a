"""One-off slow jobs, off the window's thread: loading, fitting, measuring, saving."""

import logging
import os
import sys
import threading
from collections.abc import Callable, Generator
from functools import partial
from inspect import GEN_RUNNING, getgeneratorstate
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot

from ae_gui.words import translated
from ae_model.sentence import MEMORY_IS_FULL

_NICENESS = 5

T = TypeVar("T")
Work: TypeAlias = Callable[[], object]  # slow, and done in the background
Story: TypeAlias = Generator[Work, Any, T]  # yields work, and is sent what came of it

log = logging.getLogger(__name__)


class CancelledError(Exception):
    """Ends the work of a job that was cancelled; nobody is told."""


class JobError(Exception):
    """Raised inside a story whose work has failed; the message is one sentence for the user."""


class Job(QThread):
    """One function call in a thread of its own; the outcome comes back to the thread that made the job.

    It deletes itself when it has ended.

    Signals, in the thread that made the job:
        progressed(share): how much is done, 0 to 1, where the work reports it.
        ended(): it has ended, however that was; the last of its signals.
    """

    progressed = Signal(float)
    ended = Signal()
    _reported = Signal(float)
    _returned = Signal(object)
    _raised = Signal(str)

    def __init__(
        self,
        work: Callable[[], object],
        take: Callable[[Any], object],
        complain: Callable[[str], object],
        parent: QObject,
    ) -> None:
        """A job that starts with `start()`.

        Args:
            work: called in the job's thread.
            take: called with what `work` returned, in the thread that made the job.
            complain: called there with a sentence instead, if `work` raised.
            parent: that owns the job.
        """
        super().__init__(parent)
        self._work = work
        self._take = take
        self._complain = complain
        self._cancelled = False
        # Slots of this object run in its own thread; where a plain function runs is Qt's and PySide's business.
        self._returned.connect(self._deliver)
        self._raised.connect(self._report)
        self._reported.connect(self.progressed)
        self.finished.connect(self._end)

    def report(self, share: float) -> None:
        """Report how much is done; the work calls it, from its thread.

        Raises:
            CancelledError: if the job was cancelled.
        """
        if self._cancelled:
            raise CancelledError
        self._reported.emit(share)

    def cancel(self) -> None:
        """End the work at its next report, or let its outcome come to nothing."""
        self._cancelled = True  # not requestInterruption, of which a thread that has just ended takes no notice

    def run(self) -> None:
        """Do the work (in the job's own thread; called by `start`)."""
        give_way()
        try:
            result = self._work()
        except CancelledError:
            return
        except (ValueError, OSError) as error:  # these speak to the user
            self._raised.emit(translated(error))
        except MemoryError:
            self._raised.emit(translated(MEMORY_IS_FULL))
        except Exception as error:
            log.exception("A background job failed")
            self._raised.emit(f"{type(error).__name__}: {error}")
        else:
            self._returned.emit(result)

    @Slot(object)
    def _deliver(self, result: object) -> None:
        if not self._cancelled:
            self._take(result)

    @Slot()
    def _end(self) -> None:
        self.ended.emit()
        self.deleteLater()

    @Slot(str)
    def _report(self, sentence: str) -> None:
        self._complain(sentence)


class Latest(QObject):
    """The newest of several slow things that a user may ask for faster than they are done.

    Each is a story, a generator that reads from top to bottom: the work that it yields is done in the background,
    and what came of it is sent back. A new story closes the one before it, whose work runs on in vain.
    """

    def __init__(
        self, parent: QObject, complain: Callable[[str], object], drop: Callable[[Any], object] = lambda _: None
    ) -> None:
        """Follows nothing yet.

        Args:
            parent: that owns the jobs.
            complain: called with a sentence if work failed and its story did not catch the `JobError`.
            drop: called with what the work of a closed story has brought, to let go of what it may hold.
        """
        super().__init__(parent)
        self._complain = complain
        self._drop = drop
        self._story: Story[object] | None = None

    @property
    def busy(self) -> bool:
        """Whether a story is being followed."""
        return self._story is not None

    def run(self, work: Work, take: Callable[[Any], object]) -> None:
        """Do one piece of work, and give what came of it to `take`."""

        def story() -> Story[None]:
            take((yield work))

        self.follow(story())

    def follow(self, story: Story[object]) -> None:
        """Follow a story to its end, or until there is a newer one."""
        self.close()
        self._story = story
        self._go_on(story, partial(next, story))

    def close(self) -> None:
        """Follow the present story no further."""
        story, self._story = self._story, None
        # One that asks for its own replacement is closed when it yields.
        if story is not None and getgeneratorstate(story) != GEN_RUNNING:
            story.close()

    def _go_on(self, story: Story[object], turn: Callable[[], Work]) -> None:
        try:
            work = turn()
        except BaseException as error:
            if story is self._story:
                self._story = None
            if isinstance(error, JobError):
                self._complain(str(error))
            elif not isinstance(error, StopIteration):
                raise
        else:
            if story is self._story:
                Job(work, partial(self._take, story), partial(self._fail, story), self).start()
            else:
                story.close()

    def _take(self, story: Story[object], result: object) -> None:
        if story is self._story:
            self._go_on(story, partial(story.send, result))
        else:
            self._drop(result)

    def _fail(self, story: Story[object], sentence: str) -> None:
        if story is self._story:
            self._go_on(story, partial(story.throw, JobError(sentence)))


def give_way() -> None:
    """Lower the priority of the calling thread, and of those that it will start, below that of the window's thread.

    Only on Linux, where each thread has a niceness of its own. A training of two threads on two cores would otherwise
    get half of the time of the core that the window draws on: one frame of a hundred came 37 to 39 ms after the last
    one, and with this after 30.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
