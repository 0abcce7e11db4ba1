"""Every word that a user reads: one term for one thing, full-width punctuation, no English left over."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import cast, factories
from tests.issues.admin.pages import act, compose

ROOT = Path(settings.BASE_DIR)
APPS = sorted({"digest", *(name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir())})
HAN = r"[\u4e00-\u9fff]"
BANNED = {
    "筛选": r"过滤",
    "退出登录": r"注销",
    "您": r"你",
    "发送邮件": r"寄出|寄到|寄给|待寄|重寄|写信|封信",
    "导入": r"没有收入|未收入|收作|读入",
    "识别": r"认不出|没有认出",
    "撤销": r"撤消",
    "解除锁定": r"(?<!邮件里)重新打开(?!页面|那|一)",
    "校验码": r"摘要值|校验值|封印",
    "编审后台": r"编辑后台|动态参考 编辑部",
    "邮件通知设置": r"(?<!邮件)通知设置",
    "待回复": r"意见待处理",
    "需修改": r"标着“需修改”",
    "未标记": r"没有标过",
    "设定截止日期": r"设截止日期",
    "修改记录": r"修改痕迹",
    "引用的文字": r"所引文字|所引原文",
    "账号": r"建用户|的用户(?!名)",
    "……": HAN + r"\.\.\.",
    "full-width punctuation": f"{HAN}[,;!?:]{HAN}",
}
# What is recognised in other people's files is theirs: their headings, their columns, their punctuation.
READERS = (
    "naming.py",
    "issuers.py",
    "word/defaults.py",
    "importing",
    "references",
    "recognising",
    "abstracts.py",
    "labelled.py",
    "pasting.py",
    "news",
)
# Latin that readers of Chinese know: names, formats, keys.
KNOWN = """
    API BibTeX Chrome DOI EndNote Esc Excel ISSN JSON Markdown NoteExpress PDF PPT PubMed RefWorks RIS UTF Web Science
    WPS Word Zotero docx nbib txt xls xlsx xml csv json pdf doc ppt pptx zip jpg jpeg png www http https com org URL Ctrl CNKI
"""
ENGLISH = re.compile(r"[A-Za-z]{3,}")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|doi\.org\S*|10\.\d+/\S+")


def literals(source: str) -> Iterator[str]:
    """The texts of a module, without its docstrings."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def texts() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if "migrations" not in name and not any(part in name for part in READERS):
                yield from ((name, text) for text in literals(path.read_text(encoding="utf-8")))
    for folder, ending in (("templates", "html"), ("static/admin", "js")):
        for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
            text = path.read_text(encoding="utf-8")
            yield str(path.relative_to(ROOT)), re.sub(r"\{#.*?#\}|/\*.*?\*/", "", text, flags=re.DOTALL)
    for path in (ROOT / "README.md", ROOT / "docs" / "用户手册.md"):
        yield path.name, re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("better", BANNED)
def test_no_old_word_is_left(better: str) -> None:
    unclear = {
        (name, match[0])
        for name, text in texts()
        for match in re.finditer(f".{{0,9}}(?:{BANNED[better]}).{{0,9}}", text)
    }
    assert not unclear, f"write {better}"


CAST = ("editor", "reviewer", "administrator", "reader")
PAGES = (
    "/admin/",
    "/admin/issues/issue/",
    "/admin/issues/issue/add/",
    "/admin/issues/issue/import/",
    "/admin/issues/transition/",
    "/admin/issues/edition/",
    "/admin/issues/thread/",
    "/admin/issues/binnedentry/",
    "/admin/policies/policyitem/",
    "/admin/policies/policyitem/add/",
    "/admin/papers/journalabstract/",
    "/admin/papers/journal/",
    "/admin/hospitals/hospital/",
    "/admin/hospitals/hospitalnewslink/import/",
    "/admin/auth/user/",
    "/account/",
    "/account/password/",
    "/account/mail/",
    "/issues/",
    "/issues/999/",
    "/",
)


def shown(html: str) -> str:
    """What is on the page, and what is read out to those who do not see it."""
    html = re.sub(
        r"<(script|style|svg|option|datalist|code)\b.*?</\1>|<!--.*?-->", " ", html, flags=re.DOTALL
    )
    spoken = " ".join(re.findall(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"', html))
    return unescape(f"{re.sub(r'<[^>]+>', ' ', html)} {spoken}")


@pytest.mark.django_db
@pytest.mark.parametrize("who", CAST)
def test_pages_are_chinese_throughout(who: str) -> None:
    editor = cast.editor()
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor), ("return", cast.reviewer()))
    browser = Client()
    browser.force_login(getattr(cast, who)())
    left: dict[str, set[str]] = {}
    for page in (*PAGES, compose(issue), act(issue, "review")):
        text = ADDRESS.sub(" ", shown(browser.get(page).content.decode()))
        words = set(ENGLISH.findall(text))
        if unknown := words - {*KNOWN.split(), *CAST}:
            left[page] = unknown
    assert not left
