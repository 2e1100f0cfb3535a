import pytest
from PySide6.QtCore import QLocale

from ae_gui import language
from ae_gui.language import LANGUAGES, is_spoken, speak


@pytest.mark.parametrize(
    ("asked_for", "spoken"), [(["it-IT", "en-US"], "it"), (["de_DE", "it"], "it"), (["de-DE"], "en"), (["C"], "en")]
)
def test_the_systems_language_is_the_first_that_there_is_a_translation_into(monkeypatch, asked_for, spoken):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: asked_for)
    assert language._language_of_system() == spoken


def test_a_choice_that_changes_nothing_is_known(qapp, english_again, monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: ["it-IT"])
    speak(qapp, "it")
    assert [is_spoken(choice) for choice in ("it", "system", "en")] == [True, True, False]


def test_numbers_dates_and_qts_own_words_go_with_the_language(qapp, english_again):
    speak(qapp, "it")
    assert QLocale().decimalPoint() == "," and QLocale().monthName(3) == "marzo"
    assert qapp.translate("QPlatformTheme", "Cancel") == "Annulla"
    speak(qapp, "en")
    assert QLocale().decimalPoint() == "." and QLocale().monthName(3) == "March"
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_what_is_made_from_now_on_speaks_a_chosen_language_and_each_is_called_by_its_own_name(qapp, english_again):
    assert LANGUAGES == {"en": "English", "it": "Italiano"}
    for _ in range(2):  # a second time it is not spoken twice
        speak(qapp, "it")
        assert qapp.translate("Commands", "Train") == "Addestra"
    speak(qapp, "en")
    assert qapp.translate("Commands", "Train") == "Train"
    assert qapp.translate("Commands", "%n step(s) a second", "", 1) == "1 step a second"
