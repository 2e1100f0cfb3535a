"""The window of Autoencoder Lab. It draws numpy arrays and never imports torch: exploring needs none."""

import os

# numpy's OpenBLAS reads this once, when numpy is imported. A decoded digit is too small to share out, and a second
# thread would wait for a core that training holds.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
