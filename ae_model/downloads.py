"""Data sets from outside: Fashion-MNIST, KMNIST and EMNIST, downloaded once into the user's folder.

Addresses and MD5 sums are those of torchvision's classes; the download is ours, because theirs has no time limit,
cannot be cancelled and uses plain HTTP. Here it is HTTPS alone, also after a redirect. Received files are written to a
temporary folder, checked against their MD5 sums before anything is unpacked, opened once as a data set, and only then
renamed.

A thread of its own fetches and hands over pieces: looking up a name, connecting and shaking hands take as long as the
system likes, and the caller must be able to give up meanwhile. The thread writes nothing, ends by its own time limit,
and does not keep the program from ending.

All this is tested against a server on 127.0.0.1 with small files; the real downloads were never tried, for want of a
network. Two of torchvision's addresses are changed: `http` to `https`, and an Amazon bucket's web site, which knows no
HTTPS, to the bucket itself.
"""

import hashlib
import http.client
import socket
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from queue import Empty, Full, Queue
from time import monotonic
from typing import IO, Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ae_model import __version__, dataset_folders, datasets, idx
from ae_model.dataset_folders import datasets_folder, put_in_place, temporary_folder
from ae_model.datasets import DatasetError
from ae_model.idx import IdxError
from ae_model.progress import Progress, no_progress
from ae_model.sentence import SaidError, Sentence, in_a_row, system_words, without

PATIENCE = 20.0  # seconds without an answer, or with next to nothing, after which a server is given up

_TICK = 0.1  # seconds between two looks at whether to go on
_PIECE = 2**16  # bytes handed over at once
_AHEAD = 16  # pieces that may wait to be written
_SLOWEST = 1_000  # bytes a second; a large file would take a day
_MAX_MEMBER = 2**28  # bytes of one file in an archive; EMNIST's largest has 130 million
_RECEIVING = 0.9  # share of the progress that receiving takes; the rest is unpacking

_IDX_NAMES = (
    dataset_folders.TRAIN_IMAGES,
    dataset_folders.TRAIN_LABELS,
    dataset_folders.TEST_IMAGES,
    dataset_folders.TEST_LABELS,
)

# Beside torchvision's: the project's own repository.
_MORE_MIRRORS = {
    "fashion-mnist": ("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",)
}


class DownloadError(SaidError):
    """A download that failed; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A data set that can be downloaded.

    Attributes:
        name: of its folder, and its key in the catalogue.
        title: its name for the user.
        about: one line about its images.
        licence: in a few words.
        credit: who made it, as they ask to be named.
        size: bytes to download, roughly.
        class_names: of the labels from 0.
        known_as: the class of torchvision that knows its address.
        split: its part of EMNIST; empty for other data sets. EMNIST's pictures are stored transposed.
        first_label: the label of the first class in the files.
    """

    name: str
    title: str
    about: Sentence
    licence: Sentence
    credit: str
    size: int
    class_names: tuple[str, ...]
    known_as: str
    split: str = ""
    first_label: int = 0

    @property
    def notice(self) -> str:
        """The text of the notice that stands beside the files."""
        changes = " The pictures were turned upright, the labels count from 0." if self.split else ""
        return f"# {self.title}\n\n{self.about}\n\n{self.credit}\n\nLicence: {self.licence}.{changes}\n"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file to download.

    Attributes:
        name: of the file.
        addresses: tried one after the other; HTTPS, or HTTP on this machine.
        md5: of its content, in hexadecimal.
    """

    name: str
    addresses: tuple[str, ...]
    md5: str


_EMNIST_CREDIT = (
    "By Gregory Cohen, Saeed Afshar, Jonathan Tapson and André van Schaik, *EMNIST: an extension of MNIST to "
    "handwritten letters* (2017), from NIST Special Database 19; published by NIST at "
    "https://www.nist.gov/itl/products-and-services/emnist-dataset."
)
_EMNIST_LICENCE = Sentence("its authors state none; made from a work of the U.S. government")
_EMNIST_BYTES = 561_753_746  # one archive for all its parts

CATALOGUE = (
    Offer(
        name="fashion-mnist",
        title="Fashion-MNIST",
        about=Sentence(
            "Clothes in ten classes: {train:,} training and {test:,} test images of 28×28 pixels.",
            train=60_000,
            test=10_000,
        ),
        licence=Sentence("MIT, © 2017 Zalando SE"),
        credit="By Han Xiao, Kashif Rasul and Roland Vollgraf, *Fashion-MNIST: a novel image dataset for benchmarking "
        "machine learning algorithms* (2017); https://github.com/zalandoresearch/fashion-mnist.",
        size=30_878_645,
        class_names=(
            *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
            *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
        ),
        known_as="FashionMNIST",
    ),
    Offer(
        name="kmnist",
        title="Kuzushiji-MNIST",
        about=Sentence(
            "Cursive Japanese in ten classes: {train:,} training and {test:,} test images of 28×28 pixels.",
            train=60_000,
            test=10_000,
        ),
        licence=Sentence("CC BY-SA 4.0"),
        credit="“KMNIST Dataset” (created by CODH), adapted from “Kuzushiji Dataset” (created by NIJL and others), "
        "doi:10.20676/00000341; https://github.com/rois-codh/kmnist.",
        size=21_240_888,
        class_names=tuple("おきすつなはまやれを"),
        known_as="KMNIST",
    ),
    Offer(
        name="emnist-digits",
        title="EMNIST digits",
        about=Sentence(
            "Handwritten digits: {train:,} training and {test:,} test images of 28×28 pixels.",
            train=240_000,
            test=40_000,
        ),
        licence=_EMNIST_LICENCE,
        credit=_EMNIST_CREDIT,
        size=_EMNIST_BYTES,
        class_names=tuple("0123456789"),
        known_as="EMNIST",
        split="digits",
    ),
    Offer(
        name="emnist-letters",
        title="EMNIST letters",
        about=Sentence(
            "Handwritten letters, capital and small ones in one class: {train:,} training and {test:,} test images of "
            "28×28 pixels.",
            train=124_800,
            test=20_800,
        ),
        licence=_EMNIST_LICENCE,
        credit=_EMNIST_CREDIT,
        size=_EMNIST_BYTES,
        class_names=tuple("abcdefghijklmnopqrstuvwxyz"),
        known_as="EMNIST",
        split="letters",
        first_label=1,
    ),
)


def offer(name: str) -> Offer:
    """The data set of the catalogue that is called `name`.

    Raises:
        DownloadError: if there is none.
    """
    for known in CATALOGUE:
        if known.name == name:
            return known
    raise DownloadError("There is no data set called {name!r} to download.", name=name)


def folder_of(data_dir: Path, name: str) -> Path:
    """The folder of a data set of the catalogue, there or not yet; `datasets.load` takes it."""
    return datasets_folder(data_dir) / offer(name).name


def is_downloaded(data_dir: Path, name: str) -> bool:
    """Whether a data set of the catalogue is there; folders appear whole."""
    return folder_of(data_dir, name).is_dir()


def download(
    name: str,
    data_dir: Path,
    report: Progress = no_progress,
    *,
    files: Sequence[Remote] | None = None,
    patience: float = PATIENCE,
) -> Path:
    """Download a data set of the catalogue, replacing one that is there; returns its folder.

    EMNIST's parts come in one archive of half a gigabyte, so its other parts in the catalogue that are not there yet
    are unpacked too.

    Args:
        name: in the catalogue.
        data_dir: the user's folder.
        report: told of the progress, ten times a second even while nothing arrives; an exception that it raises ends
            the download and is passed on.
        files: to download instead of those that torchvision knows.
        patience: seconds after which a server that sends nothing, or next to nothing, is given up.

    Raises:
        DownloadError: if it fails. Nothing of it is left, and the former data set stays.
    """
    wanted = offer(name)
    remotes = remote_files(wanted) if files is None else tuple(files)
    try:
        with temporary_folder(data_dir) as temporary:
            received = temporary / "received"
            received.mkdir()
            _Receiver(wanted, report, patience).receive(remotes, received)
            made = _unpacked_archive(wanted, received, data_dir, report) if wanted.split else [(wanted, received)]
            for unpacked, folder in made:
                _finish(unpacked, folder)
            for unpacked, folder in made:
                put_in_place(folder, folder_of(data_dir, unpacked.name))
    except OSError as error:
        raise DownloadError(
            "{title} could not be written below {folder}: {reason}.",
            title=wanted.title,
            folder=data_dir,
            reason=system_words(error),
        ) from error
    report(1.0)
    return folder_of(data_dir, name)


def remote_files(wanted: Offer) -> tuple[Remote, ...]:
    """The files of a data set, with torchvision's addresses, as HTTPS, and MD5 sums. Loads torch.

    Raises:
        DownloadError: if the program was made without torchvision.
    """
    try:
        known = getattr(datasets.torchvision().datasets, wanted.known_as)
    except (ImportError, RuntimeError) as error:
        raise DownloadError(
            "{title} cannot be downloaded: torchvision, which knows its address, is not part of this program.",
            title=wanted.title,
        ) from error
    if wanted.split:
        return (Remote("gzip.zip", (_secure(known.url),), known.md5),)
    mirrors = [_secure(mirror) for mirror in known.mirrors] + [*_MORE_MIRRORS.get(wanted.name, ())]
    return tuple(Remote(file, tuple(f"{mirror}{file}" for mirror in mirrors), md5) for file, md5 in known.resources)


def _secure(address: str) -> str:
    scheme, _, rest = address.partition("://")
    assert scheme in ("http", "https"), address
    return f"https://{rest.replace('.s3-website.', '.s3.')}"


# Receiving


class _TroubleError(SaidError):
    """The reason why a file cannot be had from one address, as a part of a sentence."""


class _Receiver:
    """Receives the files of one data set, and keeps count."""

    def __init__(self, wanted: Offer, report: Progress, patience: float) -> None:
        self._wanted = wanted
        self._report = report
        self._patience = patience
        self._limit = wanted.size + wanted.size // 4  # bytes of one file
        self._earlier = 0  # bytes of the files that are here

    def receive(self, remotes: Sequence[Remote], folder: Path) -> None:
        """Put all the files into `folder`, verified."""
        for remote in remotes:
            self._receive_from_any(remote, folder / remote.name)
            self._earlier += (folder / remote.name).stat().st_size

    def _receive_from_any(self, remote: Remote, path: Path) -> None:
        troubles: dict[str, None] = {}  # in order, and each once
        for address in remote.addresses:
            try:
                self._receive(address, remote.md5, path)
            except _TroubleError as trouble:
                troubles[str(trouble)] = None
            else:
                return
        title, reasons = self._wanted.title, in_a_row([*troubles])
        raise DownloadError("{title} could not be downloaded: {reasons}.", title=title, reasons=reasons)

    def _receive(self, address: str, md5: str, path: Path) -> None:
        digest = hashlib.md5(usedforsecurity=False)  # what the data sets' own pages give
        host, size = _host(address), 0
        with path.open("wb") as file:
            for piece in self._arriving(address):
                if size == 0:
                    _require_no_page(piece, host)
                size += len(piece)
                if size > self._limit:
                    raise _TroubleError(
                        "{host} sends more than the {most:,} bytes that are expected", host=host, most=self._limit
                    )
                digest.update(piece)
                file.write(piece)
        if digest.hexdigest() != md5:
            raise _TroubleError(
                "{name} from {host} is another file than it should be (its MD5 sum differs)", name=path.name, host=host
            )

    def _arriving(self, address: str) -> Iterator[bytes]:
        """The pieces of a file as they come."""
        pieces: Queue[object] = Queue(_AHEAD)
        given_up = threading.Event()
        arguments = (address, self._patience, pieces, given_up)
        threading.Thread(target=_fetch, args=arguments, name="fetch", daemon=True).start()
        received = 0
        declared: int | None = None
        since, had = monotonic(), 0
        try:
            while True:
                self._report(min((self._earlier + received) / self._wanted.size, 1) * _RECEIVING)
                if monotonic() - since > self._patience:
                    if received - had < _SLOWEST * self._patience:
                        raise _TroubleError(_stalled(_host(address), received - had, self._patience))
                    since, had = monotonic(), received
                with suppress(Empty):
                    match pieces.get(timeout=_TICK):
                        case bytes() as piece:
                            received += len(piece)
                            yield piece
                        case int() as length:
                            declared = length
                        case Exception() as error:
                            raise _TroubleError(_reason(error, _host(address), self._patience)) from error
                        case _:  # the end
                            break
        finally:
            given_up.set()
        if declared is not None and received != declared:
            raise _TroubleError(
                "{host} ended after {received:,} of {declared:,} bytes",
                host=_host(address),
                received=received,
                declared=declared,
            )


def _fetch(address: str, patience: float, pieces: Queue[object], given_up: threading.Event) -> None:
    """Hand over a file's size, if the server tells it, its pieces and None; or the error. Runs in a thread."""

    def hand_over(what: object) -> None:
        while not given_up.is_set():
            with suppress(Full):
                pieces.put(what, timeout=_TICK)
                return
        raise _GivenUpError

    try:
        headers = {"User-Agent": f"autoencoder-lab/{__version__}", "Accept-Encoding": "identity"}
        _require_secure(address)
        with _opener().open(request.Request(address, headers=headers), timeout=patience) as answer:
            if answer.length is not None:
                hand_over(answer.length)
            while piece := answer.read1(_PIECE):
                hand_over(piece)
        hand_over(None)
    except _GivenUpError:
        pass
    except Exception as error:  # of any kind: the receiver waits for it
        with suppress(_GivenUpError):
            hand_over(error)


class _GivenUpError(Exception):
    """The receiver no longer waits for the file."""


class _SecureRedirects(request.HTTPRedirectHandler):
    """Follows redirects to HTTPS only, and from this machine also to this machine."""

    def redirect_request(
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> request.Request | None:
        _require_secure(newurl, allow_local=req.full_url.startswith("http:"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> request.OpenerDirector:
    """An opener of HTTP and HTTPS alone, through the system's proxies, that checks certificates."""
    import ssl  # which the Explorer has not: it does not know an address either

    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(context=ssl.create_default_context()),
        _SecureRedirects(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _require_secure(address: str, allow_local: bool = True) -> None:
    parts = urlsplit(address)
    is_local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    if parts.scheme != "https" and not (is_local and allow_local):
        host = _host(address)
        raise _TroubleError("{host} can only be reached without encryption, which is not done here", host=host)


def _require_no_page(beginning: bytes, host: str) -> None:
    """Refuse the log-in page of a hotel or a firm, which answers in place of any file as if all were well."""
    if beginning.lstrip().startswith(b"<"):
        raise _TroubleError(
            "{host} answered with a web page instead of the file; this network may ask for a log-in", host=host
        )


def _host(address: str) -> str:
    return urlsplit(address).hostname or Sentence("the server")


def _stalled(host: str, received: int, patience: float) -> Sentence:
    if received:
        return Sentence("{host} sent next to nothing for {seconds:g} seconds", host=host, seconds=patience)
    return Sentence("{host} sent nothing for {seconds:g} seconds", host=host, seconds=patience)


def _reason(error: Exception, host: str, patience: float) -> str:
    """The reason why `host` sent no file, as a part of a sentence."""
    import ssl

    if isinstance(error, URLError) and not isinstance(error, HTTPError) and isinstance(error.reason, Exception):
        error = error.reason
    match error:
        case _TroubleError():
            return str(error)
        case HTTPError():
            return Sentence("{host} answered {answer}", host=host, answer=f"{error.code}{_phrase(error.code)}")
        case ssl.SSLCertVerificationError():
            return Sentence("{host} has no valid certificate ({reason})", host=host, reason=error.verify_message)
        case socket.gaierror():
            return Sentence("{host} was not found", host=host)
        case TimeoutError():
            return _stalled(host, 0, patience)
        case ConnectionRefusedError():
            return Sentence("{host} refused the connection", host=host)
        case ConnectionError() | http.client.HTTPException():
            return Sentence("the connection to {host} was broken", host=host)
        case OSError():
            return Sentence("{host} cannot be reached ({reason})", host=host, reason=system_words(error))
        case _:
            return Sentence("{host} cannot be reached ({reason})", host=host, reason=type(error).__name__)


def _phrase(code: int) -> str:
    return f" {HTTPStatus(code).phrase}" if code in {status.value for status in HTTPStatus} else ""


# Unpacking


def _unpacked_archive(wanted: Offer, received: Path, data_dir: Path, report: Progress) -> list[tuple[Offer, Path]]:
    """The unpacked folders of the wanted data set, and of those others in its archive that are not there yet."""
    others = [
        other
        for other in CATALOGUE
        if other.known_as == wanted.known_as and other != wanted and not is_downloaded(data_dir, other.name)
    ]
    (archive,) = received.iterdir()
    share = (1 - _RECEIVING) / (1 + len(others))
    unpacked = []
    for number, part in enumerate([wanted, *others]):
        folder = received.with_name(part.name)
        folder.mkdir()
        _unpack(part, archive, folder, _part(report, _RECEIVING + number * share, share))
        unpacked.append((part, folder))
    return unpacked


def _part(report: Progress, begin: float, length: float) -> Progress:
    """The progress of a part of some work, told as that of the whole."""
    return lambda share: report(begin + length * share)


def _unpack(part: Offer, archive: Path, folder: Path, report: Progress) -> None:
    """Write the four files of a part of EMNIST, upright and with labels from 0."""
    packed = folder / "packed"
    for number, file in enumerate(_IDX_NAMES):
        tell = _part(report, number / len(_IDX_NAMES), 1 / len(_IDX_NAMES))
        member = f"gzip/emnist-{part.split}-{file.replace('t10k', 'test')}.gz"
        with packed.open("wb") as copy:
            for piece in _member(part, archive, member):
                tell(0)
                copy.write(piece)
        try:
            if "labels" in file:
                dataset_folders.write_labels(folder / file, _labels_from_zero(part, idx.read_labels(packed)))
            else:
                upright = idx.read_images(packed).transpose(0, 2, 1)
                dataset_folders.write_images(folder / f"{file}.gz", upright, tell)
        except IdxError as error:
            raise DownloadError(
                "{member} of {title} cannot be used: {reason}",
                member=member,
                title=part.title,
                reason=without(folder, str(error)),
            ) from None
    packed.unlink()


def _member(part: Offer, archive: Path, member: str) -> Iterator[bytes]:
    """The content of a file in an archive, which may be damaged although its MD5 sum is right."""
    try:
        with zipfile.ZipFile(archive) as files, files.open(member) as file:
            left = _MAX_MEMBER
            while piece := file.read(min(_PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise DownloadError(
                        "{member} of {title} is larger than {most:,} bytes.",
                        member=member,
                        title=part.title,
                        most=_MAX_MEMBER,
                    )
                yield piece
    except KeyError:
        raise DownloadError("The archive of {title} has no {member}.", title=part.title, member=member) from None
    except DownloadError:
        raise
    except Exception as error:  # besides its own error, zipfile lets through whatever its decoders raise
        raise DownloadError("The archive of {title} is damaged.", title=part.title) from error


def _labels_from_zero(part: Offer, labels: NDArray[np.integer]) -> NDArray[np.uint8]:
    if len(labels) and labels.min() < part.first_label:
        raise DownloadError(
            "{title} has the label {label}, where the first should be {first}.",
            title=part.title,
            label=labels.min(),
            first=part.first_label,
        )
    return (labels - part.first_label).astype(np.uint8)


def _finish(unpacked: Offer, folder: Path) -> None:
    """Add class names and notice to the files of a data set, and open it once as a check."""
    dataset_folders.write_words(folder, unpacked.class_names, unpacked.notice)
    try:
        datasets.load(str(folder))
    except DatasetError as error:
        raise DownloadError(
            "{title} cannot be used: {reason}", title=unpacked.title, reason=without(folder, str(error))
        ) from None
