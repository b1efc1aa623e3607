"""The language of the screens: French texts for English sources, Qt's own texts, and how numbers are written."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from fofal_desktop.resources import resource

_LOCALES = {"fr": "fr_CM", "en": "en_GB"}


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:
    """Mark a source text for the collector of texts (``pyside6-lupdate``) where it is declared, not shown."""
    return source


ENTER = QT_TRANSLATE_NOOP("QShortcut", "Return")
"""Qt's French has «Retour» for the key on which French keyboards have «Entrée»; the guide says «Entrée», too."""


def speak(app: QCoreApplication, code: str, before: list[QTranslator]) -> list[QTranslator]:
    """Speak ``fr`` or ``en`` from now on instead of ``before``; screens made earlier keep their texts."""
    for old in before:
        app.removeTranslator(old)
    QLocale.setDefault(QLocale(_LOCALES.get(code, code)))
    folders = {
        f"qtbase_{code}": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        f"fofal_{code}": str(resource("translations")),
    }
    loaded = []
    for name, folder in folders.items():
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            loaded.append(translator)
    return loaded
