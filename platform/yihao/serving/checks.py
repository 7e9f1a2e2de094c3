"""What must hold before long work starts. Standard library only: the bootstrap asks too."""

import errno
import os
import shutil
import socket
from pathlib import Path

from yihao.installation import Refusal

LEAST_FREE_BYTES = 500 * 2**20
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


class FullDisk(Refusal):
    """No room left where the installation writes."""

    def __init__(self, folder: Path, *, needed: int = LEAST_FREE_BYTES) -> None:
        size = f"{needed // 2**20} MB"
        super().__init__(
            f"磁盘空间不足：{folder} 所在磁盘请至少腾出 {size} 后重试。",
            f"The disk is full: free at least {size} on the disk of {folder} and try again.",
        )


class Unwritable(Refusal):
    """The installation may not write where it has to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"没有写入 {folder} 的权限，请换到有权限的文件夹或账号后重试。",
            f"No permission to write to {folder}: use a folder or an account that has it.",
        )


def refusal_for(problem: OSError, *, folder: Path) -> Refusal | None:
    """The sentence for an error of the operating system, if it is one people can put right."""
    place = Path(problem.filename) if isinstance(problem.filename, str) else folder
    if problem.errno in DISK_FULL:
        return FullDisk(place)
    if problem.errno in NOT_WRITABLE:
        return Unwritable(place)
    return None


def says_disk_full(log: str) -> bool:
    """True when a tool that we ran complained about a full disk."""
    signs = ("No space left on device", "ENOSPC", "Disk quota exceeded", "EDQUOT")
    return any(sign in log for sign in signs)


def require_space(folder: Path, *, needed: int = LEAST_FREE_BYTES) -> None:
    """Refuse to start on a disk that is about to be full."""
    if shutil.disk_usage(folder).free < needed:
        raise FullDisk(folder, needed=needed)


def require_writable(folder: Path) -> None:
    """Refuse a folder in which nothing can be made (root may still meet a read-only disk)."""
    probe = folder / f".writable-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as problem:
        problem.filename = str(folder)
        raise refusal_for(problem, folder=folder) or problem from problem


def chosen_address() -> tuple[str, int]:
    """HOST and PORT, by default 127.0.0.1 and 8000."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Refusal(
            f"PORT 必须是 1 到 65535 之间的数字，现在是“{text}”。",
            f"PORT must be a number from 1 to 65535, not “{text}”.",
        )
    return os.environ.get("HOST") or "127.0.0.1", int(text)


def hold_port(host: str, port: int) -> socket.socket:
    """Bind the port without listening yet: ours from now on, refused to callers until we serve."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as problem:
        raise Refusal(
            f"HOST “{host}” 不是本机可用的地址。", f"HOST “{host}” is no address of this machine."
        ) from problem
    held = socket.socket(family, kind, protocol)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind(address)
    except OSError as problem:
        held.close()
        raise _refused_port(host, port, problem) from problem
    if _answers(host, port):  # bound, but not listening, beside a listener of another address
        held.close()
        raise _busy_port(port)
    return held


def _refused_port(host: str, port: int, problem: OSError) -> Refusal:
    if problem.errno == errno.EADDRINUSE:
        return _busy_port(port)
    return Refusal(
        f"无法监听 {host}:{port}（{problem.strerror}），请设置其他 HOST 或 PORT。",
        f"Cannot listen on {host}:{port} ({problem.strerror}): set another HOST or PORT.",
    )


def _busy_port(port: int) -> Refusal:
    return Refusal(
        f"端口 {port} 已被占用，请换一个端口，例如：PORT={port + 1} make run。",
        f"Port {port} is busy: choose another one, for example PORT={port + 1} make run.",
    )


def _answers(host: str, port: int) -> bool:
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "localhost"
    try:
        socket.create_connection((host, port), timeout=0.5).close()
    except OSError:
        return False
    return True
