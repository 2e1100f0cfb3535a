"""Fair mode: the program on a big touch screen in front of a crowd, a small house of its own beside the main window.

It has no menu, no file and no way out but a chosen key, and writes nothing of what visitors do. Left alone, it goes
back to a clean start and plays by itself.
"""

EXIT_KEYS = "Ctrl+Shift+Q"  # unless others are chosen
IDLE_SECONDS = 60.0  # without a touch, until it plays by itself
