#!/usr/bin/env bash
# The whole proof: the checks, then every test on SQLite and on PostgreSQL, with the branch coverage of both halves
# together. Arguments go to pytest. All parts run; when all pass, pytest's own summary is the last line.
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
export COVERAGE_FILE=$PWD/var/coverage/data
failed=()
trap 'exit 130' INT  # or the next part would start: pytest and the others end in their own way on Ctrl-C
mkdir -p var/coverage

tests() { "$@" $python -m pytest --numprocesses auto --cov "${arguments[@]}"; }

tools/check.sh || failed+=("检查")

echo "== 测试 1/2：SQLite =="
arguments=(--cov-report= --cov-fail-under=0 "$@")
tests env DATABASE_URL=sqlite://:memory: || failed+=("SQLite 测试")

echo "== 测试 2/2：PostgreSQL（临时服务器，用后即删） =="
arguments=(--cov-append --cov-report=term-missing:skip-covered "$@")
if $python -m tools.system --required postgresql; then
    tests $python -m tools.postgres -- || failed+=("PostgreSQL 测试")
else
    $python -m coverage report
    failed+=("PostgreSQL 测试（没有运行）")
fi

if ((${#failed[@]})); then
    echo "未通过：${failed[*]}" >&2
    exit 1
fi
