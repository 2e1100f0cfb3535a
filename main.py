"""Opens the desktop app, or does a command of the command line, such as `train`: in one folder there is no `aelab`."""

import sys

COMMANDS = ("train", "resume", "runs", "evaluate", "export", "datasets", "download", "import", "train-classifier")

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in COMMANDS:
        from ae_model.cli import main
    else:
        import gc

        gc.disable()  # as the app does: before all that it imports
        from ae_gui.app import main

    sys.exit(main())
