"""ClamAV's daemon, spoken to over its socket (command INSTREAM)."""

import socket
import struct
from typing import IO

from django.conf import settings

from attachments.scanning import ScannerUnavailable

CHUNK = 64 * 1024
SECONDS = 20.0
LONGEST_ANSWER = 4096


class Clamd:
    """A scanner at CLAMD_ADDRESS: `host:port`, or the path of a Unix socket."""

    def scan(self, file: IO[bytes]) -> str | None:
        try:
            with _connected(settings.CLAMD_ADDRESS) as connection:
                connection.sendall(b"zINSTREAM\0")
                while chunk := file.read(CHUNK):
                    connection.sendall(struct.pack("!L", len(chunk)) + chunk)
                connection.sendall(struct.pack("!L", 0))
                answer = _answer(connection)
        except (OSError, ValueError) as problem:
            raise ScannerUnavailable(str(problem)) from problem
        return _verdict(answer)


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        part = connection.recv(1024)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> str | None:
    """`stream: OK`, `stream: <name> FOUND`; all else (`… ERROR`, silence) is no verdict."""
    if answer == "stream: OK":
        return None
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerUnavailable(answer or "no answer")
