"""The main tabs in their order: what the program calls each, and what its users do. No Qt: the settings read it."""

from ae_model.sentence import Sentence

PAGES = {
    "latent": Sentence("Overview"),
    "training": Sentence("Training"),
    "comparison": Sentence("Compare with PCA"),
    "network": Sentence("Network"),
    "runs": Sentence("Runs"),
}
