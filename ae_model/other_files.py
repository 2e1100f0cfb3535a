"""What a file is that holds no network for this program, and what can be done: a sentence on each kind that is met."""

from collections.abc import Set

from ae_model.sentence import Sentence

# Below are a state dict's words in torch, which nearly every program's networks can be brought to.
_BEGINNINGS = {
    b"\x89HDF\r\n\x1a\n": Sentence(
        "It is an HDF5 file, as Keras writes them; networks are read from safetensors and from torch's state dicts."
    ),
    b"version https://git-lfs": Sentence("It is only a pointer of Git LFS to the file, which “git lfs pull” fetches."),
    b"<": Sentence("It is a web page or another text, perhaps because a download failed."),
    b"\x93NUMPY": Sentence(
        "It is an array of numpy; networks are read from safetensors and from torch's state dicts, "
        "and arrays of images are opened as a data set."
    ),
}


def by_its_beginning(content: bytes) -> Sentence:
    """What a file is that is neither safetensors nor torch's, by its first bytes."""
    for beginning, said in _BEGINNINGS.items():
        if content.lstrip()[: len(beginning)] == beginning:
            return said
    if content[:1] == b"\x80" and content[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return Sentence(
            "It is a pickle, which runs code when it is opened, and nothing was run; in torch, "
            "torch.save(model.state_dict(), file) saves what opens here."
        )
    if content[:1] == b"\x08" and content[2:3] in (b"\x12", b"\x1a", b":", b"B"):  # the version, then a name or a graph
        return Sentence(
            "It is an ONNX file, which is for other programs to open; networks are read from safetensors and from "
            "torch's state dicts."
        )
    return Sentence("It is neither a checkpoint of Autoencoder Lab nor a state dict of torch.")


def by_its_entries(names: Set[str]) -> Sentence | None:
    """What a zip file is that is not torch's, by the names in it; None if that is not known."""
    if any("/code/" in name or name.endswith("/constants.pkl") for name in names):
        return Sentence(
            "It is a program of TorchScript; in torch, torch.save(model.state_dict(), file) saves what opens here."
        )
    if all(name.endswith(".npy") for name in names):
        return Sentence(
            "It holds arrays of numpy; networks are read from safetensors and from torch's state dicts, "
            "and arrays of images are opened as a data set."
        )
    if any(name.endswith(".weights.h5") for name in names):
        return Sentence("It is a network of Keras; networks are read from safetensors and from torch's state dicts.")
    if not any(name.endswith(".pkl") for name in names):
        return Sentence("It is an archive of other files; unpack it, and open the folder or a file of it.")
    return None
