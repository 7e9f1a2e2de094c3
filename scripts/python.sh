#!/bin/sh
# Run a script with the project's own Python, or with the first usable one to make it from.
# Candidates are really run: a shim of a version manager may stand for nothing.
root=$(cd "$(dirname "$0")/.." && pwd)
script=$1
shift

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
can_make_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

every_python() {
    [ -z "$PYTHON" ] || printf '%s\n' "$PYTHON"
    for name in python3.12 python3.11 python3.13 python3.14 python3 python; do
        printf '%s\n' "$PATH" | tr ':' '\n' | while IFS= read -r folder; do
            [ ! -x "$folder/$name" ] || printf '%s\n' "$folder/$name"
        done
    done
    for found in "$HOME"/.pyenv/versions/3.1[1-4]*/bin/python3; do
        [ ! -x "$found" ] || printf '%s\n' "$found"
    done
}

if is_new_enough "$root/.venv/bin/python"; then
    exec "$root/.venv/bin/python" "$script" "$@"
fi

chosen=
incomplete=
while IFS= read -r candidate; do
    is_new_enough "$candidate" || continue
    if can_make_environments "$candidate"; then
        chosen=$candidate
        break
    fi
    incomplete=${incomplete:-$candidate}
done <<LIST
$(every_python)
LIST

if [ -n "$chosen" ]; then
    exec "$chosen" "$script" "$@"
elif [ -n "$incomplete" ]; then
    version=$("$incomplete" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Python $version 缺少 venv 模块，请先安装（Debian/Ubuntu：apt install python$version-venv）。" >&2
    echo "Python $version lacks the venv module: install it (Debian/Ubuntu: apt install python$version-venv)." >&2
else
    echo "找不到可用的 Python，请安装 3.11 或更新版本，或设置 PYTHON=路径。" >&2
    echo "No usable Python found: install version 3.11 or newer, or set PYTHON=/path/to/python." >&2
fi
exit 1
