"""Autoencoders on small grey images: the science of Autoencoder Lab, with no window in it.

Importing this package costs nothing: the modules that train (`network`, `training`, `steppers`, `objectives`) load
torch, those that explore (`snapshot`, `pca`, `latent_map`, `metrics`) never do.
"""

import os

# OpenMP's threads spin while they wait for work. Unbounded, as by default, they starve a window and any
# other program of the machine's cores; passive, they lose half the speed of training. libgomp reads the
# bound once, when torch is loaded, so it is set here, before anything can load torch.
os.environ.setdefault("GOMP_SPINCOUNT", "100000")

__version__ = "0.1.0"
