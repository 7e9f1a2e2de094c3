"""The port for a malware scanner, and clamd's protocol spoken to a real socket."""

import io
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from attachments.scanning import ScannerUnavailable
from attachments.scanning.clamd import CHUNK, Clamd
from attachments.services.uploading import upload_attachment
from tests.attachments.files import PDF, picture

EICAR = b"%PDF-1.7 X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Win.Test.EICAR_HDB-1"


class Daemon(threading.Thread):
    """Speaks clamd's side: `zINSTREAM\\0`, chunks with their length, a zero, then the verdict."""

    def __init__(self, listener: socket.socket, *, answer: bytes | None = None) -> None:
        super().__init__(daemon=True)
        self.listener = listener
        self.answer = answer
        self.received: list[list[bytes]] = []

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                chunks = []
                while size := struct.unpack("!L", stream.read(4))[0]:
                    chunks.append(stream.read(size))
                self.received.append(chunks)
                stream.write(self._verdict(b"".join(chunks)))

    def _verdict(self, content: bytes) -> bytes:
        if self.answer is not None:
            return self.answer
        return f"stream: {FOUND} FOUND\0".encode() if b"EICAR" in content else b"stream: OK\0"


@pytest.fixture(params=["tcp", "unix"])
def listener(request, tmp_path, settings) -> Iterator[socket.socket]:
    if request.param == "tcp":
        server = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"
    else:
        path = str(tmp_path / "clamd.sock")
        server = socket.socket(socket.AF_UNIX)
        server.bind(path)
        server.listen()
        settings.CLAMD_ADDRESS = path
    settings.ATTACHMENT_SCANNER = "attachments.scanning.clamd.Clamd"
    yield server
    server.close()


def _start(listener, **more):
    daemon = Daemon(listener, **more)
    daemon.start()
    return daemon


def _upload(city, content):
    return city.do(
        city.actor("chibi.dispatcher"),
        upload_attachment,
        file=io.BytesIO(content),
        name="文件",
    )


def test_clean_files_pass_whole_and_in_chunks(listener):
    daemon = _start(listener)
    content = bytes(range(256)) * 1000

    assert Clamd().scan(io.BytesIO(content)) is None

    (chunks,) = daemon.received
    assert b"".join(chunks) == content
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, CHUNK, len(content) - 3 * CHUNK]


def test_a_find_is_named(listener):
    _start(listener)

    assert Clamd().scan(io.BytesIO(EICAR)) == FOUND


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK and more\0"]
)
def test_anything_else_is_no_verdict(listener, answer):
    _start(listener, answer=answer)

    with pytest.raises(ScannerUnavailable):
        Clamd().scan(io.BytesIO(PDF))


def test_infected_uploads_are_refused_and_not_kept(city, listener, media, refused):
    _start(listener)

    with refused("ATTACHMENT_INFECTED", "file"):
        _upload(city, EICAR)

    assert not media.exists()


def test_the_scanner_sees_what_was_uploaded_not_what_is_stored(city, listener):
    daemon = _start(listener)
    content = picture()

    _upload(city, content)

    assert b"".join(daemon.received[0]) == content


def test_without_a_verdict_nothing_is_taken(city, listener, media, refused):
    listener.close()

    with refused("ATTACHMENT_SCAN_UNAVAILABLE", "file"):
        _upload(city, PDF)

    assert not media.exists()


def test_by_default_no_scanner_is_asked(city, settings):
    assert settings.ATTACHMENT_SCANNER == ""
    assert _upload(city, PDF).media_type == "application/pdf"
