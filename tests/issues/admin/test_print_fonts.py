"""印刷字体: the page of the administrators, and the specimen."""

import pytest
from django.urls import reverse

from issues.admin import print_fonts
from issues.exporting.pdf import Rendered, RenderingFailed
from issues.exporting.pdf.messages import BUSY
from tests.issues.admin.pages import messages_of
from tests.issues.exporting.pdf.tiny_fonts import save_tiny_font
from tests.rendered import flat

pytestmark = pytest.mark.django_db
PAGE = "/admin/fonts/"


def test_page_says_which_font_plays_which_role(administrator, at_desk, monkeypatch, tmp_path):
    save_tiny_font(tmp_path / "FZFSK.TTF", "FangSongOwn", "子丑")
    monkeypatch.setenv("PRINT_FONTS", str(tmp_path))
    monkeypatch.setenv("PRINT_FONT_ROLES", "楷体=lost.ttf")
    html = flat(at_desk(administrator).get(PAGE).content.decode())
    for shown in ("FangSongOwn", "FZFSK.TTF", "本单位的", str(tmp_path), "没有的字由Noto Serif SC补上"):
        assert shown in html
    assert "没有找到：条目标题用黑体，期号用宋体。" in html
    assert "PRINT_FONT_ROLES 给“楷体”指定的文件没有找到，或不是字体文件：lost.ttf。" in html


def test_only_administrators_find_it_in_the_menu(administrator, editor, at_desk):
    entry = f'<a href="{PAGE}">印刷字体</a>'
    assert entry in flat(at_desk(administrator).get("/admin/").content.decode())
    assert f'<a href="{PAGE}" aria-current="page">' in flat(at_desk(administrator).get(PAGE).content.decode())
    assert "印刷字体" not in at_desk(editor).get("/admin/").content.decode()
    assert at_desk(editor).get(PAGE).status_code == 403
    assert at_desk(editor).get(reverse("admin:print_specimen")).status_code == 403


def test_specimen_is_a_pdf_or_says_why_not(administrator, at_desk, monkeypatch):
    browser = at_desk(administrator)
    monkeypatch.setattr(print_fonts, "print_specimen", lambda *, patience: Rendered(b"%PDF-", 1))
    response = browser.get(reverse("admin:print_specimen"))
    assert (response["Content-Type"], response.content) == ("application/pdf", b"%PDF-")

    def busy(*, patience):
        raise RenderingFailed(BUSY)

    monkeypatch.setattr(print_fonts, "print_specimen", busy)
    response = browser.get(reverse("admin:print_specimen"))
    assert response.url == PAGE
    assert messages_of(response) == ["印刷字样没有生成：正在排印别的内容，请稍后再试。"]
