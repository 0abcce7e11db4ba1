#!/usr/bin/env bash
# The whole proof: the checks, then every test on SQLite, with the branch coverage, and those that use the database once
# more on PostgreSQL, where measuring would only cost time: no line is written for one of the two.
# Arguments go to pytest. All parts run; when all pass, pytest's own summary is the last line.
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
export COVERAGE_FILE=$PWD/var/coverage/data
failed=()
NO_TESTS=5  # of pytest: all that were asked for were run in the first half
trap 'exit 130' INT  # or the next part would start: pytest and the others end in their own way on Ctrl-C
mkdir -p var/coverage

tools/check.sh || failed+=("检查")

echo "== 测试 1/2：SQLite =="
env DATABASE_URL=sqlite://:memory: $python -m pytest --numprocesses auto --cov \
    --cov-report=term-missing:skip-covered "$@" || failed+=("SQLite 测试")

echo "== 测试 2/2：PostgreSQL（临时服务器，用后即删），只跑用到数据库的 =="
if $python -m tools.system --required postgresql; then
    $python -m tools.postgres -- $python -m pytest --numprocesses auto --only-database "$@" \
        || (($? == NO_TESTS)) || failed+=("PostgreSQL 测试")
else
    failed+=("PostgreSQL 测试（没有运行）")
fi

if ((${#failed[@]})); then
    echo "未通过：${failed[*]}" >&2
    exit 1
fi
