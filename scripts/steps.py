"""Running one outside tool: quietly, into a log, with a sentence when it fails."""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from yihao import installation
from yihao.installation import Refusal
from yihao.serving.checks import FullDisk, says_disk_full

NETWORK_SIGNS = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeoutError",
    "NewConnectionError",
    "Read timed out",
    "ENOTFOUND",
    "ETIMEDOUT",
    "ECONNREFUSED",
    "EAI_AGAIN",
    "ECONNRESET",
)


def run_tool(
    command: Sequence[str],
    *,
    name: str,
    folder: Path,
    log: str,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a tool to its end; its output goes to a log, its failure into one sentence."""
    path = installation.home() / "logs" / f"{log}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8", errors="replace") as output:
        start = output.seek(0, os.SEEK_END)
        ended = subprocess.run(
            list(command),
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output.seek(start)
        said = output.read()
    if ended.returncode != 0:
        raise refusal_of(name, said=said, log=path, folder=folder)


def refusal_of(name: str, *, said: str, log: Path, folder: Path) -> Refusal:
    """The one sentence for a tool that failed."""
    if says_disk_full(said):
        return FullDisk(folder)
    if any(sign in said for sign in NETWORK_SIGNS):
        return Refusal(
            f"{name} 下载失败，请检查网络或镜像设置后重试，详见 {log}。",
            f"{name} could not download: check the network or your mirror, then see {log}.",
        )
    return Refusal(f"{name} 失败，详见 {log}。", f"{name} failed: see {log}.")


def digest_of(files: Iterable[Path], *, also: Iterable[str] = ()) -> str:
    """One value that changes with the content of any of the files."""
    digest = hashlib.sha256()
    for text in also:
        digest.update(text.encode() + b"\0")
    for path in sorted(files):
        digest.update(str(path).encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


def read_stamp(path: Path) -> str:
    """The value of the last finished build, or nothing."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
