#!/bin/sh
# Pins every package of pyproject.toml with the hashes of all its files, for every Python and machine that we support.
# Only what pyproject.toml forces is changed; UPGRADE=1 takes the newest of everything.
# uv resolves for all of them at once; pip's tools resolve only for the Python that runs them.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install -qq --disable-pip-version-check uv

# uv reads no pip configuration. The index goes to it by environment, and so never into a lock.
index=${PIP_INDEX_URL:-$(.venv/bin/python -m pip config get global.index-url 2>/dev/null || true)}
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"

compile() {
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$@"
}
compile --output-file requirements.lock
compile --group dev --constraint requirements.lock --output-file requirements-dev.lock

if grep -nE '://|^-' requirements.lock requirements-dev.lock; then
    echo "锁定文件里不应出现地址或选项，见上。" >&2
    exit 1
fi
