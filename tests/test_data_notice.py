import pytest
from pytestqt.qtbot import QtBot

from ae_gui.widgets.data_notice import DataNotice


@pytest.fixture
def notice(qtbot: QtBot) -> DataNotice:
    notice = DataNotice()
    qtbot.addWidget(notice)
    return notice


def test_it_is_there_for_as_long_as_there_is_something_to_say(notice: DataNotice):
    assert notice.text == ""
    notice.say("Trained on clothes, shown over mnist.")
    assert notice.text == "Trained on clothes, shown over mnist."
    notice.say("")
    assert notice.isHidden() and notice.text == ""


def test_its_button_asks_for_the_right_data_set(qtbot: QtBot, notice: DataNotice):
    with qtbot.waitSignal(notice.find_wanted):
        notice.find_button.click()
