import gzip
import hashlib
import os
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from download_server import IMAGES, LABELS, NAMES, Server, archive, offered, send, serving, small_set
from program import run

from ae_model import datasets, downloads
from ae_model.dataset_folders import datasets_folder
from ae_model.downloads import CATALOGUE, DownloadError, Remote, download, folder_of, is_downloaded, remote_files


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")  # a machine may have one
    with serving() as server:
        yield server


def refusal(data_dir: Path, files: list[Remote], name: str = "fashion-mnist", patience: float = 20) -> str:
    """The one sentence by which a download is refused; nothing is left of it, and MNIST opens as ever."""
    with pytest.raises(DownloadError) as told:
        download(name, data_dir, files=files, patience=patience)
    assert list(datasets_folder(data_dir).iterdir()) == []
    assert len(datasets.load_split("mnist", "test").images) == 10_000
    sentence = str(told.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_good_files_become_a_data_set_with_its_own_names(tmp_path, server):
    shares = []
    folder = download("fashion-mnist", tmp_path, shares.append, files=offered(server))

    assert folder == folder_of(tmp_path, "fashion-mnist")
    assert is_downloaded(tmp_path, "fashion-mnist") and not is_downloaded(tmp_path, "kmnist")
    dataset, sent = datasets.load(str(folder)), small_set(10)
    assert (dataset.name, dataset.class_names[0], dataset.class_names[9]) == (
        "fashion-mnist",
        "T-shirt/top",
        "Ankle boot",
    )
    np.testing.assert_array_equal(dataset.train.images, sent[NAMES[0]])
    np.testing.assert_array_equal(dataset.test.labels, sent[NAMES[3]])
    assert "MIT" in (folder / "NOTICE.md").read_text(encoding="utf-8")
    assert [path.name for path in datasets_folder(tmp_path).iterdir()] == ["fashion-mnist"]
    assert shares == sorted(shares) and shares[-1] == 1


def test_emnist_is_turned_upright_counted_from_zero_and_both_its_parts_unpacked(tmp_path, server):
    letters, digits = small_set(26, first_label=1), small_set(10)
    files = archive(server, {"letters": letters, "digits": digits, "balanced": digits})

    folder = download("emnist-letters", tmp_path, files=files)

    dataset = datasets.load(str(folder))
    assert dataset.class_names == tuple("abcdefghijklmnopqrstuvwxyz")
    np.testing.assert_array_equal(dataset.train.images, letters[NAMES[0]].transpose(0, 2, 1))
    np.testing.assert_array_equal(dataset.test.labels, letters[NAMES[3]] - 1)
    other = datasets.load(str(folder_of(tmp_path, "emnist-digits")))
    np.testing.assert_array_equal(other.test.images, digits[NAMES[2]].transpose(0, 2, 1))
    assert {path.name for path in datasets_folder(tmp_path).iterdir()} == {"emnist-letters", "emnist-digits"}


def test_a_truncated_file_is_told_with_both_lengths(tmp_path, server):
    files = offered(server)
    whole = server.content[IMAGES]
    server.answers[IMAGES] = lambda handler: send(handler, whole[:1000], len(whole))
    assert f"127.0.0.1 ended after 1,000 of {len(whole):,} bytes" in refusal(tmp_path, files)


def test_a_truncated_file_of_no_told_length_is_found_by_its_sum(tmp_path, server):
    files = offered(server)

    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(server.content[IMAGES][:1000])

    server.answers[IMAGES] = answer
    assert "another file than it should be" in refusal(tmp_path, files)


def test_a_wrong_checksum_is_told_and_nothing_of_it_unpacked(tmp_path, server):
    sentence = refusal(tmp_path, offered(server, replaced={LABELS: gzip.compress(b"something else")}))
    assert f"Fashion-MNIST could not be downloaded: {LABELS} from 127.0.0.1 is another file" in sentence


@pytest.mark.parametrize(("code", "words"), [(404, "404 Not Found"), (503, "503 Service Unavailable"), (599, "599.")])
def test_a_server_that_refuses_is_told_with_its_code(tmp_path, server, code, words):
    files = offered(server)

    def answer(handler):
        handler.send_response(code, "<b>words of the server's own\x1b[31m</b>")
        handler.end_headers()

    server.answers[IMAGES] = answer
    assert f"127.0.0.1 answered {words}" in refusal(tmp_path, files)


def hang_before_the_answer(handler):
    handler.server.ended.wait(20)


def hang_within_the_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-")
    handler.server.ended.wait(20)


def hang_within_the_file(handler):
    send(handler, b"\x1f\x8b", 100)
    handler.server.ended.wait(20)


@pytest.mark.parametrize("answer", [hang_before_the_answer, hang_within_the_headers, hang_within_the_file])
def test_a_server_that_hangs_is_given_up(tmp_path, server, answer):
    files = offered(server)
    server.answers[IMAGES] = answer
    assert "127.0.0.1 sent n" in (sentence := refusal(tmp_path, files, patience=0.3)) and "for 0.3 seconds" in sentence


def test_a_server_that_sends_a_byte_now_and_then_is_given_up_too(tmp_path, server):
    files = offered(server)

    def trickle(handler):
        send(handler, b"\x1f\x8b", 1_000_000)
        while not handler.server.ended.wait(0.05):
            handler.wfile.write(b"x")

    server.answers[IMAGES] = trickle
    assert "127.0.0.1 sent next to nothing for 0.5 seconds" in refusal(tmp_path, files, patience=0.5)


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\x1f\x8babc"])
def test_a_connection_that_is_reset_is_told(tmp_path, server, sent):
    files = offered(server)

    def reset(handler):
        handler.wfile.write(sent)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.dup2(os.open(os.devnull, os.O_RDONLY), handler.connection.fileno())  # closed at once, which resets

    server.answers[IMAGES] = reset
    assert "the connection to 127.0.0.1 was broken" in refusal(tmp_path, files)


def test_a_server_that_is_not_there_is_told(tmp_path, server):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/x"
        assert "127.0.0.1 refused the connection" in refusal(tmp_path, [Remote(IMAGES, (address,), "0" * 32)])


def test_a_login_page_is_told_as_what_it_is(tmp_path, server):
    page = b"\r\n<!DOCTYPE html><html><title>Welcome to our Wi-Fi</title></html>"
    sentence = refusal(tmp_path, offered(server, replaced={IMAGES: page}))
    assert "127.0.0.1 answered with a web page instead of the file; this network may ask for a log-in" in sentence


def test_a_file_that_never_ends_is_cut_off(tmp_path, server):
    files = offered(server)

    def flood(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"\x1f\x8b")
        while True:
            handler.wfile.write(bytes(2**20))

    server.answers[IMAGES] = flood
    assert "127.0.0.1 sends more than the 38,598,306 bytes that are expected" in refusal(tmp_path, files)


def test_the_next_mirror_is_tried_and_where_none_has_it_each_is_told(tmp_path, server):
    files = offered(server, mirrors=("a/", "b/"))
    del server.content[f"a/{IMAGES}"]
    server.content[f"a/{LABELS}"] = b"wrong"
    download("fashion-mnist", tmp_path, files=files)
    assert server.asked[:4] == [f"a/{IMAGES}", f"b/{IMAGES}", f"a/{LABELS}", f"b/{LABELS}"]
    shutil.rmtree(datasets_folder(tmp_path))
    server.content[f"b/{IMAGES}"] = b"<html>"
    assert "answered 404 Not Found; 127.0.0.1 answered with a web page" in refusal(tmp_path, files)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("http://example.invalid/x", "example.invalid can only be reached without encryption, which is not done here"),
        ("ftp://example.invalid/x", "example.invalid can only be reached without encryption, which is not done here"),
        ("file:///etc/hostname", "127.0.0.1 answered 302 Found"),  # of which urllib itself makes nothing
    ],
)
def test_a_redirect_away_from_https_is_not_followed(tmp_path, server, goal, words):
    files = offered(server)

    def answer(handler):
        handler.send_response(302)
        handler.send_header("Location", goal)
        handler.end_headers()

    server.answers[IMAGES] = answer
    assert words in refusal(tmp_path, files)


def test_a_redirect_to_a_good_place_is_followed(tmp_path, server):
    files = offered(server)
    server.content["elsewhere"] = server.content[IMAGES]

    def answer(handler):
        handler.send_response(302)
        handler.send_header("Location", "/elsewhere")
        handler.end_headers()

    server.answers[IMAGES] = answer
    download("fashion-mnist", tmp_path, files=files)
    assert is_downloaded(tmp_path, "fashion-mnist")


def test_an_address_without_encryption_is_not_asked(tmp_path):
    sentence = refusal(tmp_path, [Remote(IMAGES, ("http://example.invalid/x",), "0" * 32)])
    assert "example.invalid can only be reached without encryption" in sentence


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, server):
    files = offered(server)
    command = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    made = ("-keyout", tmp_path / "key.pem", "-out", tmp_path / "certificate.pem")
    subprocess.run([*command.split(), *made], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    address = server.address(IMAGES).replace("http:", "https:")
    sentence = refusal(tmp_path / "data", [Remote(IMAGES, (address,), files[0].md5)])
    assert "127.0.0.1 has no valid certificate (self-signed certificate)" in sentence
    assert server.asked == []


class EnoughError(Exception):
    """Raised by a report, as a cancelled job does."""


CANCEL_AND_END = """
import hashlib, sys, time
from pathlib import Path
from ae_model.downloads import Remote, download
began = time.monotonic()
def report(share):
    if time.monotonic() > began + 0.3:
        raise KeyboardInterrupt
try:
    download("kmnist", Path(sys.argv[1]), report, files=[Remote("x", (sys.argv[2],), "0" * 32)])
except KeyboardInterrupt:
    print(time.monotonic())
"""


@pytest.mark.clock
def test_a_cancelled_download_does_not_keep_the_program_from_ending(tmp_path, server):
    server.answers["x"] = hang_before_the_answer
    command = [sys.executable, "-c", CANCEL_AND_END, tmp_path, server.address("x")]
    cancelled = float(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout)
    assert time.monotonic() - cancelled < 2
    assert list(datasets_folder(tmp_path).iterdir()) == []


@pytest.mark.parametrize("answer", [None, hang_before_the_answer, hang_within_the_file])
def test_a_download_is_cancelled_by_its_report_also_while_nothing_comes(tmp_path, server, answer):
    files = offered(server)
    if answer is not None:
        server.answers[LABELS] = answer
    begun = threading.Event()

    def report(share):
        if LABELS in server.asked:
            begun.set()
            raise EnoughError

    with pytest.raises(EnoughError):
        download("fashion-mnist", tmp_path, report, files=files)
    assert begun.is_set()
    assert list(datasets_folder(tmp_path).iterdir()) == []


def test_cancelling_while_an_archive_is_unpacked_leaves_nothing(tmp_path, server):
    def report(share):
        if share > 0.92:
            raise EnoughError

    with pytest.raises(EnoughError):
        download("emnist-digits", tmp_path, report, files=archive(server, {"digits": small_set(10)}))
    assert list(datasets_folder(tmp_path).iterdir()) == []


def test_a_download_that_fails_leaves_the_one_that_is_there(tmp_path, server):
    files = offered(server)
    folder = download("fashion-mnist", tmp_path, files=files)
    server.content[IMAGES] = b"damaged since"
    with pytest.raises(DownloadError):
        download("fashion-mnist", tmp_path, files=files)
    assert len(datasets.load(str(folder)).train.images) == 20


def test_a_download_takes_the_place_of_a_damaged_one(tmp_path, server):
    files = offered(server)
    folder = download("fashion-mnist", tmp_path, files=files)
    (folder / IMAGES).write_bytes(b"damaged since")
    download("fashion-mnist", tmp_path, files=files)
    assert len(datasets.load(str(folder)).train.images) == 20
    assert [path.name for path in datasets_folder(tmp_path).iterdir()] == ["fashion-mnist"]


def test_an_archive_without_a_part_is_told(tmp_path, server):
    files = archive(server, {"letters": small_set(26, first_label=1)})
    sentence = refusal(tmp_path, files, "emnist-digits")
    assert sentence == "The archive of EMNIST digits has no gzip/emnist-digits-train-images-idx3-ubyte.gz."


def test_labels_below_the_first_are_told(tmp_path, server):
    parts = {"letters": small_set(26), "digits": small_set(10)}
    sentence = refusal(tmp_path, archive(server, parts), "emnist-letters")
    assert "EMNIST letters has the label 0, where the first should be 1" in sentence


def test_a_file_with_a_right_sum_that_is_no_data_set_is_told_without_a_path_that_is_gone(tmp_path, server):
    content = gzip.compress(b"no IDX file")
    server.content["x"] = content
    files = [*offered(server)[1:], Remote(IMAGES, (server.address("x"),), hashlib.md5(content).hexdigest())]
    sentence = refusal(tmp_path, files)
    assert sentence == f"Fashion-MNIST cannot be used: {IMAGES} is not an IDX file of images."


def test_a_bomb_in_an_archive_is_refused_before_it_is_unpacked(tmp_path, server, monkeypatch):
    monkeypatch.setattr(downloads, "_MAX_MEMBER", 1000)
    sentence = refusal(tmp_path, archive(server, {"digits": small_set(10)}), "emnist-digits")
    assert sentence.endswith("of EMNIST digits is larger than 1,000 bytes.")


def test_a_folder_that_cannot_be_written_is_told(tmp_path, server):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(
        DownloadError, match=r"Fashion-MNIST could not be written below .*file: (Not a directory|File exists)"
    ):
        download("fashion-mnist", tmp_path / "file", files=offered(server))


def test_addresses_and_sums_are_torchvisions_and_all_of_them_https():
    known = datasets.torchvision().datasets
    for offer in CATALOGUE:
        theirs = getattr(known, offer.known_as)
        files = remote_files(offer)
        assert all(address.startswith("https://") for file in files for address in file.addresses)
        if offer.split:
            assert [(file.addresses, file.md5) for file in files] == [((theirs.url,), theirs.md5)]
            names = [name for name in theirs.classes_split_dict[offer.split] if name != "N/A"]
            assert list(offer.class_names) == names
        else:
            assert [(file.name, file.md5) for file in files] == theirs.resources
            assert len(offer.class_names) == len(theirs.classes) == 10
    fashion, kmnist = remote_files(CATALOGUE[0]), remote_files(CATALOGUE[1])
    assert CATALOGUE[0].class_names == tuple(known.FashionMNIST.classes)
    assert fashion[0].addresses == (
        f"https://fashion-mnist.s3.eu-central-1.amazonaws.com/{IMAGES}",
        f"https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/{IMAGES}",
    )
    assert kmnist[0].addresses == (f"https://codh.rois.ac.jp/kmnist/dataset/kmnist/{IMAGES}",)


def test_a_program_made_without_torchvision_says_so(tmp_path):
    program = """
import sys
from pathlib import Path
sys.modules["torch"] = None  # importing it fails, as where it is not
from ae_model.downloads import DownloadError, download
try:
    download("kmnist", Path(sys.argv[1]))
except DownloadError as error:
    print(error)
"""
    told = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True).stdout
    assert told.strip() == (
        "Kuzushiji-MNIST cannot be downloaded: torchvision, which knows its address, is not part of this program."
    )


def test_a_name_that_is_not_in_the_catalogue_is_refused(tmp_path):
    with pytest.raises(DownloadError, match=r"no data set called '\.\./x'"):
        download("../x", tmp_path)


def test_the_catalogue_loads_no_torch():
    program = "import sys; from ae_model import downloads, picture_folder; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "ae_model.downloads" in loaded and not {"torch", "torchvision"} & set(loaded)


_WITHOUT_OPENSSL = """
import sys
sys.modules |= dict.fromkeys(("_ssl", "_hashlib", "torch", "torchvision"))
from ae_model import checkpoint, datasets, downloads
from ae_model.data_identity import MNIST, DataIdentity
from ae_model.resources import resource

assert DataIdentity.of(datasets.load("mnist")) == MNIST
checkpoint.load(resource("pretrained", "linear-2d.safetensors"))
try:
    downloads.remote_files(downloads.CATALOGUE[0])
except downloads.DownloadError as error:
    print(error)
"""


def test_without_openssl_as_in_the_explorer_files_are_checked_and_nothing_can_be_downloaded():
    assert "torchvision, which knows its address, is not part of this program" in run("-c", _WITHOUT_OPENSSL).stdout
