"""What the Overview is told: the network on show, its error, the curve of its training, and all digits where wanted."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from ae_gui.parts import Parts
from ae_gui.session.session import Session
from ae_gui.widgets.tab_order import put_into_order
from ae_gui.words import fill


class Overview(QObject):
    """Keeps what the Overview shows beside its network true, and opens the pages that show more."""

    def __init__(self, session: Session, parts: Parts) -> None:
        super().__init__(parts.window)
        self._data, self._measuring = session.data, session.measuring
        self._curve = curve = parts.latent.curve
        parts.unseen.training.then(lambda tab: curve.follow(tab.plot))
        curve.opened.connect(lambda: parts.tabs.go_to("training"))
        self._tabs, self._network = parts.tabs, parts.unseen.network
        parts.latent.flow.strip.layer_chosen.connect(self._open_layer)
        latent, placing, on_show = parts.latent, session.placing, session.on_show
        session.data.images_changed.connect(latent.set_images)
        session.data.names.changed.connect(latent.set_class_names)
        on_show.replaced.connect(latent.show_network)
        on_show.moved.connect(latent.update_network)
        session.shown_over.captioned.connect(latent.set_caption)
        parts.slider.trails_action.toggled.connect(latent.plane.trails.want)
        for tool in latent.tools:
            if not tool.beside.is_made:
                tool.beside.place(partial(put_into_order, latent.tool.inspector))
        placing.training_placed.connect(latent.add_training_digits)
        placing.training_awaited.connect(latent.choice.await_training)
        placing.training_unwanted.connect(latent.drop_training_digits)
        latent.all_action.toggled.connect(placing.want_training)
        latent.digit_picked.connect(lambda index: parts.unseen.network.now.show_digit(index))
        for changed in (session.trainer.changed, session.trainer.ended):
            changed.connect(lambda: curve.set_training(session.trainer.running))
        session.measuring.changed.connect(self._tell_error)
        session.data.images_changed.connect(self._tell_error)

    @Slot(int)
    def _open_layer(self, number: int) -> None:
        self._tabs.go_to("network")
        self._network.now.diagram.select(number)

    @Slot()
    def _tell_error(self) -> None:
        words = fill(self.tr("over {count:,} images"), count=len(self._data.split.images))
        self._curve.show_error(self._measuring.test_error, words)
