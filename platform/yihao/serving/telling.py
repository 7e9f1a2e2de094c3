"""What the supervisor says to people: short, Chinese first, then English."""

import http.client
import sys
import time

from yihao import installation
from yihao.installation import Refusal

DEMO_PASSWORD = "yihao-demo-2026"  # noqa: S105 - printed for everybody to see
PLACES = {
    "/console/": ("工作台", "Console"),
    "/field/": ("现场端", "Field"),
    "/": ("首页", "Portal"),
    "/healthz": ("健康", "Health"),
}
ACCOUNTS = {
    "city.dispatcher": "咸宁市 派单员 · city dispatcher",
    "chibi.dispatcher": "赤壁市 派单员 · county dispatcher",
    "chibi.puqi.handler": "蒲圻街道 承办人 · township handler",
    "chibi.puqi.1.handler": "和尚岭社区 承办人 · village handler",
    "duo.dispatcher": "咸宁市和赤壁市 · two workspaces",
}


def tell(chinese: str, english: str) -> None:
    """One line of progress."""
    print(f"  {_dim('·')} {chinese} {_dim(english)}", flush=True)


def tell_refusal(refusal: Refusal) -> None:
    """One sentence about what a person has to put right."""
    print(f"\n  {refusal.chinese}\n  {refusal.english}", file=sys.stderr, flush=True)


def tell_ready(url: str, *, seconds: float, demo: bool) -> None:
    """Where it is and how to get in."""
    print(f"\n  {_bold('一号 Yihao')} 已就绪 is up ({seconds:.1f} s)\n")
    for path, (chinese, english) in PLACES.items():
        if exists(url, path):
            print(f"    {_wide(f'{chinese} {english}', 16)}{url}{path}")
    if demo:
        print(f"\n  演示账号 Demo accounts — 密码 password: {_bold(DEMO_PASSWORD)}\n")
        for account, meaning in ACCOUNTS.items():
            print(f"    {_wide(account, 28)}{_dim(meaning)}")
    logs = installation.home() / "logs"
    print(f"\n  {_dim('日志 Logs')} {logs}   {_dim('停止 Stop')} Ctrl-C / make stop\n", flush=True)


def exists(url: str, path: str) -> bool:
    """True if the page is there."""
    host = url.partition("://")[2]
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stamp() -> str:
    """The time of day, for lines written long after the start."""
    return time.strftime("%H:%M:%S")


def _wide(text: str, width: int) -> str:
    used = sum(2 if ord(mark) > 0x2E7F else 1 for mark in text)
    return text + " " * max(1, width - used)


def _bold(text: str) -> str:
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() else text


def _dim(text: str) -> str:
    return f"\033[2m{text}\033[0m" if sys.stdout.isatty() else text
