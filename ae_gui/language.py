"""The language of the window: the one that was chosen, or the system's, where there is a translation into it.

Numbers and dates go with the words: a German system with an English window writes 0.5, not 0,5.
"""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ae_model.resources import resource

LANGUAGES = {"en": "English", "it": "Italiano"}  # each by its own name, which is not translated
SYSTEM = "system"  # the choice of none of them


def speak(app: QApplication, choice: str) -> None:
    """Speak `choice`, or the system's language if it is none of `LANGUAGES`, in every widget made from now on.

    English has a file too: of its plurals, "1 step" and "2 steps".
    """
    language = _language(choice)
    QLocale.setDefault(_locale(language))
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("autoencoder-lab", str(resource("translations")))):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)


def is_spoken(choice: str) -> bool:
    """Whether the language of a choice is the one that is spoken now."""
    return _locale(_language(choice)).language() == QLocale().language()


def _language(choice: str) -> str:
    return choice if choice in LANGUAGES else _language_of_system()


def _language_of_system() -> str:
    wanted = (name.replace("_", "-").partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((language for language in wanted if language in LANGUAGES), "en")


def _locale(language: str) -> QLocale:
    """The system's, with what its user has set there, if it is of this language; C is English."""
    system, plain = QLocale.system(), QLocale(language)
    if system.language() == plain.language() or (language == "en" and system.language() == QLocale.Language.C):
        return system
    return plain
