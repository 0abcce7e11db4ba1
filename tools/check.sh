#!/usr/bin/env bash
# Everything that can be said about the code without running its tests. All steps run; the failed ones are named last.
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
failed=()
trap 'exit 130' INT

step() {
    local name=$1
    shift
    echo "== 检查：$name =="
    "$@" || failed+=("$name")
}

in_memory() { env DATABASE_URL=sqlite://:memory: "$@"; }

as_in_production() {
    env DIGEST_ENV=production ALLOWED_HOSTS=example.org DATABASE_URL=postgres://digest@127.0.0.1/digest \
        SECRET_KEY="$($python -c 'import secrets; print(secrets.token_urlsafe(64))')" "$@"
}

step "锁定文件完整" $python -m pip check
step "代码规则" $python -m ruff check
step "代码格式" $python -m ruff format --check
step "用词" $python -m tools.words
step "模板规则" .venv/bin/djangofmt check --output-format concise templates
step "模板格式" .venv/bin/djangofmt --check templates
step "脚本规则" env DENO_NO_UPDATE_CHECK=1 .venv/bin/deno lint --quiet
step "样式和脚本格式" env DENO_NO_UPDATE_CHECK=1 .venv/bin/deno fmt --check --quiet
step "类型" in_memory $python -m mypy
step "模块依赖" .venv/bin/lint-imports --no-logo
step "迁移文件" in_memory $python manage.py makemigrations --check --dry-run
step "部署安全" as_in_production $python manage.py check --deploy --fail-level WARNING

if ((${#failed[@]})); then
    echo "检查未通过：${failed[*]}" >&2
    exit 1
fi
