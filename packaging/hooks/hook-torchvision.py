"""torchvision as it is imported: PyInstaller's own hook adds its compiled operators and all of its source."""

# The one module that tells overloads for TorchScript from its source.
module_collection_mode = {"torchvision": "pyz", "torchvision.models.densenet": "pyz+py"}
