"""A server on this machine with small data sets to download, for the tests of what downloads."""

import gzip
import hashlib
import http.server
import io
import socketserver
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from digits import idx_file

from ae_model.downloads import Remote

NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
IMAGES, LABELS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Answers by path from `content`, or as `answers` has it; `asked` are the paths, in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content: dict[str, bytes] = {}
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.ended = threading.Event()  # what hangs waits for it

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that gives up is what is tested."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.removeprefix("/")
        self.server.asked.append(path)
        if path in self.server.answers:
            self.server.answers[path](self)
        elif path in self.server.content:
            send(self, self.server.content[path])
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def send(handler: http.server.BaseHTTPRequestHandler, body: bytes, declared: int | None = None) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body) if declared is None else declared))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving() -> Iterator[Server]:
    """A server that ends with the block."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def small_set(classes: int, first_label: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (3 * classes, 28, 28), np.uint8)
    labels = np.arange(3 * classes, dtype=np.uint8) % classes + np.uint8(first_label)
    parts = (images[classes:], labels[classes:], images[:classes], labels[:classes])
    return dict(zip(NAMES, parts, strict=True))


def offered(
    server: Server, *, mirrors: tuple[str, ...] = ("",), replaced: dict[str, bytes] | None = None
) -> list[Remote]:
    """A small Fashion-MNIST on the server, some of its files replaced after their sums were taken."""
    files = {f"{name}.gz": gzip.compress(idx_file(values)) for name, values in small_set(10).items()}
    for mirror in mirrors:
        server.content |= {f"{mirror}{name}": content for name, content in (files | (replaced or {})).items()}
    return [
        Remote(name, tuple(server.address(f"{mirror}{name}") for mirror in mirrors), hashlib.md5(content).hexdigest())
        for name, content in files.items()
    ]


def archive(server: Server, parts: dict[str, dict[str, np.ndarray]]) -> list[Remote]:
    """A small EMNIST on the server."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for split, files in parts.items():
            for name, values in files.items():
                member = f"gzip/emnist-{split}-{name.replace('t10k', 'test')}.gz"
                packed.writestr(member, gzip.compress(idx_file(values)))
    server.content["gzip.zip"] = content.getvalue()
    return [Remote("gzip.zip", (server.address("gzip.zip"),), hashlib.md5(content.getvalue()).hexdigest())]
