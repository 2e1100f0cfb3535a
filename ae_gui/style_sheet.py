"""How Qt's own controls are drawn: flat, with round corners and hairlines, in the colours of the palette.

Every colour is a role of the palette, so that one sheet serves both themes. What an object name stands for: "segment"
is one of several modes, "switch" is on or off, "tool" does something at once, "prominent" and "first" are what a
newcomer is to find.
"""

from ae_model.resources import resource


def _url(drawing: str) -> str:
    return f'url("{resource("icons", f"{drawing}.svg").as_posix()}")'


STYLE_SHEET = f"""
    QStatusBar::item {{ border: none; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolTip {{ border: none; padding: 4px 6px; }}

    QMenuBar {{ background: transparent; border: none; }}
    QMenuBar::item {{ background: transparent; border-radius: 6px; padding: 6px 7px; }}
    QMenuBar::item:selected, QMenuBar::item:pressed {{ background: palette(midlight); color: palette(window-text); }}

    QTabWidget::pane {{ border: none; }}
    QTabBar {{ qproperty-drawBase: 0; font-weight: 500; }}
    QTabBar::tab {{ background: transparent; color: palette(placeholder-text); border: none;
        border-bottom: 2px solid transparent; padding: 7px 8px 5px 8px; margin: 0 1px; }}
    QTabBar::tab:hover {{ color: palette(window-text); border-bottom-color: palette(mid); }}
    QTabBar::tab:selected {{ color: palette(window-text); border-bottom-color: palette(accent); }}

    QPushButton {{ background: palette(button); border: 1px solid palette(dark); border-radius: 8px;
        padding: 5px 14px; }}
    QPushButton:hover {{ background: palette(midlight); }}
    QPushButton:pressed, QPushButton:checked {{ background: palette(mid); }}
    QPushButton:disabled {{ background: transparent; border-color: palette(mid); }}
    QPushButton#prominent {{ background: palette(accent); color: palette(window); border: 2px solid palette(accent);
        border-radius: 8px; padding: 5px 18px; font-weight: 600; }}
    QPushButton#prominent:hover {{ border-color: palette(window-text); }}
    QPushButton#prominent:disabled {{ background: palette(mid); color: palette(placeholder-text);
        border-color: palette(mid); }}

    QToolButton#tool, QToolButton#switch, QToolButton#segment {{ border: none; border-radius: 6px; padding: 4px 7px; }}
    QToolButton#switch {{ padding: 4px 5px; }}
    QToolButton#tool:hover, QToolButton#switch:hover, QToolButton#segment:hover {{ background: palette(midlight); }}
    QToolButton#tool:pressed {{ background: palette(mid); }}
    QToolButton#tool:checked {{ background: palette(midlight); color: palette(accent); }}
    QToolButton#tool::menu-indicator {{ image: none; }}
    Segments {{ background: palette(midlight); border-radius: 8px; }}
    QToolButton#segment {{ color: palette(window-text); padding: 4px 7px; }}
    QToolButton#segment:hover {{ background: palette(mid); }}
    QToolButton#segment:checked {{ background: palette(base); color: palette(accent); }}

    SettingsPanel #more {{ border: none; border-bottom: 2px solid transparent; padding: 3px 6px 1px -5px; }}
    SettingsPanel #more:hover {{ background: palette(midlight); }}

    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: palette(dark); border: 3px solid transparent; border-radius: 6px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: palette(shadow); }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

    QMenu {{ background: palette(base); border: 1px solid palette(mid); padding: 4px; }}
    QMenu::item {{ border-radius: 6px; padding: 5px 24px 5px 10px; }}
    QMenu::item:selected {{ background: palette(highlight); color: palette(highlighted-text); }}
    QMenu::item:disabled {{ color: palette(placeholder-text); background: transparent; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu#pictures {{ icon-size: 40px; }}
    QMenu::separator {{ height: 1px; background: palette(mid); margin: 4px 6px; }}

    QPlainTextEdit, QListWidget, QTableView {{ background: palette(base); border: 1px solid palette(mid);
        border-radius: 8px; padding: 3px; gridline-color: palette(mid); }}

    QProgressBar {{ background: palette(midlight); border: none; border-radius: 4px; text-align: center; }}
    QProgressBar::chunk {{ background: palette(accent); border-radius: 4px; }}

    QHeaderView::section, QTableCornerButton::section {{ background: palette(window); border: none;
        color: palette(placeholder-text); border-bottom: 1px solid palette(mid); padding: 4px 6px; }}

    QSlider:horizontal {{ min-height: 18px; }}
    QSlider:vertical {{ min-width: 18px; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: palette(mid); }}
    QSlider::groove:vertical {{ width: 4px; border-radius: 2px; background: palette(mid); }}
    QSlider::sub-page:horizontal, QSlider::add-page:vertical {{ border-radius: 2px; background: palette(accent); }}
    QSlider::handle {{ width: 12px; height: 12px; border-radius: 8px; border: 2px solid palette(accent);
        background: palette(base); }}
    QSlider::handle:horizontal {{ margin: -6px 0; }}
    QSlider::handle:vertical {{ margin: 0 -6px; }}
    QSlider::handle:hover {{ background: palette(accent); }}
    QSlider::sub-page:disabled, QSlider::add-page:vertical:disabled {{ background: palette(dark); }}
    QSlider::handle:disabled {{ border-color: palette(dark); background: palette(base); }}

    QComboBox, QAbstractSpinBox, QLineEdit {{ background: palette(base); border: 1px solid palette(dark);
        border-radius: 6px; padding: 2px 3px 2px 5px; selection-background-color: palette(highlight); }}
    QAbstractSpinBox {{ padding: 0; }}
    QLineEdit {{ padding: 2px 4px; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0 0 0 5px; background: transparent; }}
    QComboBox:hover, QAbstractSpinBox:hover, QLineEdit:hover {{ border-color: palette(shadow); }}
    QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled {{ background: transparent;
        border-color: palette(mid); }}
    QComboBox::drop-down {{ border: none; width: 15px; }}
    QComboBox::down-arrow {{ image: {_url("chevron-down")}; width: 12px; height: 12px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; background: transparent; width: 18px; }}
    QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: palette(midlight); }}
    QAbstractSpinBox::up-arrow {{ image: {_url("chevron-up")}; width: 11px; height: 11px; }}
    QAbstractSpinBox::down-arrow {{ image: {_url("chevron-down")}; width: 11px; height: 11px; }}

    QCheckBox {{ spacing: 6px; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid palette(shadow); border-radius: 4px;
        background: palette(base); }}
    QCheckBox::indicator:hover {{ border-color: palette(accent); }}
    QCheckBox::indicator:checked {{ background: palette(highlight); border-color: palette(highlight);
        image: {_url("check")}; }}
    QCheckBox::indicator:disabled {{ background: palette(mid); border-color: palette(mid); }}


    QToolButton#first {{ background: palette(accent); color: palette(window); border: 2px solid palette(accent);
        border-radius: 8px; padding: 1px 12px 1px 8px; font-weight: 600; }}
    QToolButton#first:hover {{ border-color: palette(window-text); }}
    QToolButton#first:disabled {{ background: palette(mid); color: palette(placeholder-text);
        border-color: palette(mid); }}
"""
