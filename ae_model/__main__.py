"""The command line's door: `python -m ae_model COMMAND`, and `torchrun ... -m ae_model train`; see `ae_model.cli`."""

import sys

from ae_model.cli import main

if __name__ == "__main__":
    sys.exit(main())
