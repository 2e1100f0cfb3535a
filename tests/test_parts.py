from dataclasses import fields

from PySide6.QtWidgets import QWidget

from ae_gui.parts import Parts


def test_every_part_stands_in_the_window(open_window):
    window = open_window(source=None)
    parts = window._settings._parts
    for field in fields(Parts):
        part = getattr(parts, field.name)
        assert (part.window() if isinstance(part, QWidget) else part.parent()) is window, field.name
