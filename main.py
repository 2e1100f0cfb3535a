"""Opens the desktop app."""

import sys

from ae_gui.app import main

sys.exit(main())
