"""Autoencoders on small grey images: the science of Autoencoder Lab, with no window in it.

Importing this package costs nothing: the modules that train (`network`, `training`, `steppers`, `objectives`) load
torch, those that explore (`snapshot`, `pca`, `latent_map`, `metrics`) never do.
"""

import os

# How often OpenMP's threads look whether there is work before they sleep. Unbounded, as by default, they starve a
# window and any other program of the machine's cores; `spinning` bounds it further where others want them. libgomp
# reads it once, when torch is loaded, so it is set here, before anything can load torch. A user's own choice stays.
SPINS = "100000"
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", SPINS)

__version__ = "0.1.0"
