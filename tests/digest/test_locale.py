"""What Django, its admin and import-export write themselves, in the words of this product."""

import re
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import gettext, pgettext

from tools.messages import compiled, sources

LIBRARIES = ("django.contrib.admin", "django.contrib.auth", "django.conf", "import_export")
# The words of the product are others, and Chinese is not set with the punctuation of English.
STOCK = re.compile(
    r"你|对象|过滤|注销|动作|帐号|更正|搜索|增加|用户(?!名)|\.\.\.|[\u4e00-\u9fff][,:;!?.](?!cn)|[\u4e00-\u9fff] [\u4e00-\u9fff]"
)
# Written by the code of Django, which its own catalogue has in another form: it would come out in English.
STRAY = {(None, "This password is too short. It must contain at least %d character.")}
# For programmers: nothing in the product shows them.
UNSEEN = {
    "A JSON object",
    "Field of type: %(field_type)s",
    'If you are using the <meta name="referrer" content="no-referrer"> tag or including the “Referrer-Policy: '
    "no-referrer” header, please remove them. The CSRF protection requires the “Referer” header to do strict referer "
    'checking. If you’re concerned about privacy, use alternatives like <a rel="noreferrer" …> for links to '
    "third-party sites.",
    "yes,no,maybe",
}


def catalogue(library: str, domain: str = "django") -> polib.POFile:
    folder = Path(str(import_module(library).__file__)).parent
    return polib.pofile(str(folder / "locale" / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"))


def upstream(domain: str) -> set[tuple[str | None, str]]:
    names = LIBRARIES if domain == "django" else ("django.contrib.admin",)
    return {(entry.msgctxt, entry.msgid) for name in names for entry in catalogue(name, domain)}


def texts(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr, *entry.msgstr_plural.values()]


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_the_compiled_words_are_those_of_the_source(source: Path) -> None:
    assert source.with_suffix(".mo").read_bytes() == compiled(source), "run python -m tools.messages"


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_every_word_replaces_one_that_the_libraries_write(source: Path) -> None:
    ours = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(source))}
    assert not ours - upstream(source.stem) - STRAY


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_every_placeholder_has_its_value(source: Path) -> None:
    placeholders = re.compile(r"%\(\w+\)[sdr]|%s|\{\w*\}")
    for entry in polib.pofile(str(source)):
        given = set(placeholders.findall(entry.msgid))
        assert all(set(placeholders.findall(text)) <= given for text in texts(entry)), entry.msgid


@pytest.mark.parametrize("library", LIBRARIES)
def test_no_stock_word_is_left(library: str) -> None:
    shown = {
        entry.msgid: pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)
        for entry in catalogue(library)
        if entry.msgid not in UNSEEN
    }
    assert not {msgid: text for msgid, text in shown.items() if STOCK.search(text)}


def test_the_calendar_names_its_days_in_chinese(client: Client, editor: User) -> None:
    client.force_login(editor)
    words = client.get("/admin/jsi18n/").content.decode()
    assert r'"one letter Sunday\u0004S": "\u65e5"' in words
    assert r"\u4f60" not in words  # 你


@pytest.mark.parametrize("password", ["short1", "12345678", "password1"])
def test_a_refused_password_is_refused_in_chinese(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert not re.search("[A-Za-z]", "".join(refusal.value.messages))
