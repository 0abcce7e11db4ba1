#!/bin/sh
# Brings .venv to the state of a lock file, then looks after the system software:
#     tools/setup.sh requirements.lock --required pango --optional fonts
# Does nothing that is done: the copy of a lock in .venv tells what was installed. Without arguments it makes a bare
# .venv. Fails when .venv cannot be made, or when software that is not optional is missing.
# Packages come from the index that pip is configured with.
set -eu
cd "$(dirname "$0")/.."

python_is_usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if python_is_usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "缺少：Python 3.11 或更新的版本。请安装，或用 PYTHON=/路径/python3 make … 指明。" >&2
    return 1
}

make_venv() {
    python=$(find_python)
    "$python" -m tools.system --required venv
    echo "正在创建虚拟环境 .venv（$("$python" --version)）"
    rm -rf .venv
    "$python" -m venv .venv
}

python_is_usable .venv/bin/python || make_venv
[ $# -gt 0 ] || exit 0
lock=$1
shift
if ! cmp -s "$lock" ".venv/$lock"; then
    echo "正在安装 $lock 中的软件包"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --requirement "$lock"
    cp "$lock" ".venv/$lock"
fi
.venv/bin/python -m tools.system "$@"
