"""A previewed table belongs to whoever uploaded it, is used once, and leaves nothing behind."""

from pathlib import Path

import pytest

from hospitals.models import Hospital, HospitalNewsLink
from issues.admin.spreadsheets.forms import EXPIRED, FOREIGN, UNLIKE
from tests import factories
from tests.issues.admin.pages import messages_of
from tests.issues.spreadsheets.sheets import LINKS, confirm, preview, xlsx

pytestmark = pytest.mark.django_db
LINK = ["望澜市第一医院", "新院区试运行", "https://hospital.example/1"]
NAMES = ["规范名", "别名"]


@pytest.fixture(autouse=True)
def kept(settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "previews"


def files(kept: Path) -> int:
    return len(list(kept.iterdir())) if kept.exists() else 0


@pytest.fixture
def page(at_desk, editor):
    return preview(at_desk(editor), HospitalNewsLink, xlsx(LINKS, LINK))


def test_preview_of_another_editor_is_refused_and_stays_theirs(at_desk, editor, second_editor, page):
    assert messages_of(confirm(at_desk(second_editor), HospitalNewsLink, page)) == [FOREIGN]
    assert not HospitalNewsLink.objects.exists()
    assert confirm(at_desk(editor), HospitalNewsLink, page).status_code == 302
    assert HospitalNewsLink.objects.count() == 1


def test_preview_of_another_table_is_refused(at_desk, editor):
    client = at_desk(editor)
    page = preview(client, Hospital, xlsx(NAMES, ["甲医院", ""]))
    assert messages_of(confirm(client, HospitalNewsLink, page)) == [FOREIGN]


@pytest.mark.parametrize("name", ["format", "resource"])
@pytest.mark.parametrize("number", ["1", "9", "-1", "x", "²", "0" * 400])
def test_confirmation_of_another_format_or_table_is_refused(at_desk, editor, page, name, number):
    assert messages_of(confirm(at_desk(editor), HospitalNewsLink, page, **{name: number})) == [UNLIKE]
    assert not HospitalNewsLink.objects.exists()


@pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", "0" * 32])
def test_confirmation_of_no_preview_is_refused(at_desk, editor, page, name):
    assert messages_of(confirm(at_desk(editor), HospitalNewsLink, page, import_file_name=name)) == [EXPIRED]


def test_confirmed_preview_leaves_nothing_behind(at_desk, editor, page, kept):
    assert files(kept) == 1
    confirm(at_desk(editor), HospitalNewsLink, page)
    assert files(kept) == 0


@pytest.mark.parametrize("table", [[LINKS, ["", "", "ftp://x"]], [["无关", "列名"], ["1", "2"]], [LINKS]])
def test_refused_table_leaves_nothing_behind(at_desk, editor, kept, table):
    page = preview(at_desk(editor), HospitalNewsLink, xlsx(*table))
    assert "confirm_form" not in page.context
    assert files(kept) == 0


def test_table_without_news_leaves_nothing_behind(at_desk, editor, page, kept):
    confirm(at_desk(editor), HospitalNewsLink, page)
    preview(at_desk(editor), HospitalNewsLink, xlsx(LINKS, LINK))
    assert files(kept) == 0


def test_preview_that_is_out_of_date_is_shown_again_and_can_be_confirmed(at_desk, editor, page, kept):
    HospitalNewsLink.objects.create(hospital=LINK[0], title=LINK[1], url="https://hospital.example/2")
    again = confirm(at_desk(editor), HospitalNewsLink, page)
    assert "您预览之后数据有变化" in again.content.decode()
    assert files(kept) == 1
    assert confirm(at_desk(editor), HospitalNewsLink, again).status_code == 302
    assert files(kept) == 0


def test_preview_whose_import_breaks_can_be_confirmed_again(at_desk, editor, page, monkeypatch):
    client = at_desk(editor)
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("issues.spreadsheets.resource.TableResource.store", lambda *args: 1 / 0)
        assert confirm(client, HospitalNewsLink, page).status_code == 500
    assert confirm(client, HospitalNewsLink, page).status_code == 302
    assert HospitalNewsLink.objects.count() == 1


def test_preview_of_rows_for_a_locked_issue_leaves_nothing_behind(at_desk, editor, kept):
    draft = factories.issue_of(factories.document(), editor)
    link = HospitalNewsLink.objects.first()
    client = at_desk(editor)
    page = preview(
        client,
        HospitalNewsLink,
        xlsx(["医院", "标题", "网址"], [link.hospital, link.title, "https://n.example/9"]),
    )
    factories.carry(draft, ("submit", editor))
    confirm(client, HospitalNewsLink, page)
    assert files(kept) == 0
