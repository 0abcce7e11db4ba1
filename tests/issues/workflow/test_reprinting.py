import io

import pikepdf
import pytest
from django.core.management import call_command
from django.db import connection

from issues.files.file_store import sha256_of
from issues.management.base import Failure
from issues.models import Edition
from tests import factories


@pytest.fixture
def edition(issue, editor, reviewer):
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("publish", editor))
    return Edition.objects.get()


def replace_stored(edition, change):
    """The stored PDF as another program or another hand would have made it, with the digest that belongs to it."""
    with pikepdf.open(io.BytesIO(edition.read_pdf())) as pdf:
        change(pdf)
        pdf.save(changed := io.BytesIO())
    with open(edition.pdf.path, "wb") as file:
        file.write(changed.getvalue())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE issues_edition SET pdf_sha256 = %s", [sha256_of(changed.getvalue())])


def made_by(**versions):
    def change(pdf):
        parts = dict(part.split(" ") for part in str(pdf.docinfo.Producer).split("; "))
        pdf.docinfo.Producer = "; ".join(f"{name} {value}" for name, value in (parts | versions).items())

    return change


def reprinted(edition, capsys):
    """Output and error output of the command. The chain of records notices our tampering too: that is not the matter here."""
    with pytest.raises(Failure):
        call_command("verify_record", edition.issue.number, reprint=True)
    return capsys.readouterr()


def test_reprint_of_an_edition_has_the_same_bytes(edition, capsys):
    call_command("verify_record", reprint=True)
    assert "重印" not in capsys.readouterr().out


def test_difference_names_the_programs_that_changed(edition, capsys):
    replace_stored(edition, made_by(WeasyPrint="69.0", fonts="00000000", html="00000000"))
    shown = reprinted(edition, capsys)
    assert "第7期第1版重印的 PDF 与存档的不同：WeasyPrint 由 69.0 变为 " in shown.out
    assert "服务器上的字体换过；网页模板或网站地址（SITE_URL）改过" in shown.out
    assert "Pango" not in shown.out
    assert "重印" not in shown.err


def test_difference_without_a_cause_is_a_disagreement(edition, capsys):
    replace_stored(edition, lambda pdf: None)
    assert "程序、字体和模板都没有变，请查明原因" in reprinted(edition, capsys).err


def test_edition_of_an_older_program_cannot_be_explained(edition, capsys):
    replace_stored(edition, lambda pdf: pdf.docinfo.__setitem__("/Producer", "WeasyPrint 68.1"))
    assert "存档的没有记下排印程序的版本" in reprinted(edition, capsys).out


def test_edition_whose_pdf_is_gone_cannot_be_compared(edition, media, capsys):
    (media / edition.pdf.name).unlink()
    assert "不能重印：存档的 PDF 或附件已找不到" in reprinted(edition, capsys).err
