# Every command sets up what it needs first, and does so only once. PYTHON=, PORT=, SERVE=0, ARGS= can be given.
PORT ?= 8000
SERVE ?= 1
ARGS ?=
PY := .venv/bin/python
SYSTEM := pango fonts postgresql chromium java

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo run quick test bench bench-pdf check lock pictures clean

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: ## 准备开发环境：.venv、全部软件包、系统软件
	@tools/setup.sh requirements-dev.lock --optional $(SYSTEM)

demo: export DATABASE_URL := sqlite:///var/demo/demo.sqlite3
demo: export MEDIA_ROOT := var/demo/media
demo: export SITE_URL := http://127.0.0.1:$(PORT)
demo: ## 从头生成演示数据并打开演示站（SERVE=0 只生成；PORT=端口）
	@tools/setup.sh requirements.lock --required pango --optional fonts
	@rm -rf var/demo && mkdir -p $(MEDIA_ROOT)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@$(if $(filter 0,$(SERVE)),,exec $(PY) manage.py runserver 127.0.0.1:$(PORT))

run: ## 更新数据库并启动开发服务器（PORT=端口）
	@tools/setup.sh requirements.lock --optional pango fonts
	@mkdir -p var
	@$(PY) manage.py migrate --verbosity 0
	@exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

quick: ## 一分钟内的小测试：不用浏览器、PDF、PostgreSQL（ARGS=给 pytest 的参数）
	@tools/setup.sh requirements-dev.lock
	@env DATABASE_URL=sqlite://:memory: $(PY) -m pytest --quick --numprocesses auto $(ARGS)

test: setup ## 全部检查，并在 SQLite 和 PostgreSQL 上各跑一遍测试（ARGS=给 pytest 的参数）
	@tools/test.sh $(ARGS)

bench: setup ## 性能：与对照物在同一次运行中并排测量，打印比值
	@$(PY) -m bench

bench-pdf: setup ## 印刷：版面质量与十倍长的一期，以及与 Chromium 并排的用量
	@$(PY) -m bench.printed

check: setup ## 只做检查：规则、格式、类型、模块依赖、迁移、部署安全
	@tools/check.sh

lock: ## 按 pyproject.toml 重新锁定软件包版本（UPGRADE=1 全部升级）
	@tools/setup.sh
	@tools/lock.sh

pictures: setup ## 从演示数据重新拍用户手册里的图（docs/pictures）
	@$(PY) -m tools.pictures

clean: ## 删除 .venv、缓存和演示数据（var/ 中的其他数据保留）
	rm -rf .venv var/demo var/coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
