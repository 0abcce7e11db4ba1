"""Whatever a record says is in a field or in a note, and no number becomes another one."""

import csv
import re
import unicodedata
from collections import Counter
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from papers.references import read_references

PIECES = (
    "医院管理",
    "白细胞5×10<sup>9</sup>/L",
    "10&lt;sup&gt;-3&lt;/sup&gt;",
    "SpO<sub>2</sub>",
    "x<sup>ab</sup>",
    "Ca~(2+)",
    "m~2",
    "PM_(2.5)",
    "a<b 且 c>d",
    "P&lt;0.05",
    "3~5天",
    "90%",
    "A&B;",
    "$y^{7}$",
    "费用$6",
    "（注）",
    "T1加权",
    "Abstract",
    "10.1234/a_2",
)
HEIGHT = re.compile(r"(?:<|&lt;)/?su[bp](?:>|&gt;)")
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("，".join)
names = st.lists(
    st.sampled_from(["秦望舒", "顾南枝", "Winter, Ada", "欧阳清"]), min_size=1, max_size=4, unique=True
)
days = st.sampled_from(["2026", "2026-02", "2026/02/15/", "2026 Feb", "2026春", "去年"])
links = st.sampled_from(
    ["https://a.example/1", "https://a.example/1;https://b.example/2", "没有", "ftp://c.example"]
)
FIELDS = ("title", "journal", "authors", "date", "abstract", "url", "doi")
records = st.fixed_dictionaries(
    {
        "title": texts,
        "journal": texts,
        "authors": names.map(";".join),
        "date": days,
        "abstract": texts,
        "url": links,
        "doi": st.sampled_from(["10.1234/a~2", "10.1234／b", "不详"]),
    }
)


def tagged(tags: str, between: str, first: str, last: str = ""):
    def write(record):
        lines = [f"{tag}{between}{record[name]}" for tag, name in zip(tags.split("|"), FIELDS, strict=True)]
        return "\n".join([first, *lines, last])

    return write


def as_csv(record):
    out = StringIO()
    headings = ["Title", "Journal", "Author", "Date", "Abstract", "Url", "DOI"]
    csv.writer(out).writerows([headings, [record[name] for name in FIELDS]])
    return out.getvalue()


FORMATS = {
    "RIS": tagged("TI|JO|AU|DA|AB|UR|DO", "  - ", "TY  - JOUR", "ER  - "),
    "RefWorks": tagged("T1|JF|A1|YR|AB|LK|DO", " ", "RT Journal Article"),
    "EndNote": tagged("%T|%J|%A|%D|%X|%U|%R", " ", "%0 Journal Article"),
    "NoteExpress": tagged(
        "{Title}|{Journal}|{Author}|{Year}|{Abstract}|{URL}|{DOI}", ": ", "{Reference Type}: Journal Article"
    ),
    "CNKI": tagged(
        "Title-题名|Source-刊名|Author-作者|Year-年|Summary-摘要|URL-网址|DOI-DOI",
        ": ",
        "SrcDatabase-来源库: 期刊",
    ),
    "labelled": tagged("【题名】|【刊名】|【作者】|【年份】|【文摘】|【网址】|【DOI】", "", ""),
    "csv": as_csv,
}


def visible(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKD", HEIGHT.sub("", text).replace("&lt;", "<"))
    return Counter(character for character in plain if character.isalnum())


@given(records, st.sampled_from(sorted(FORMATS)))
def test_everything_a_record_says_is_in_a_field_or_in_a_note(record, form):
    (reference,) = read_references(FORMATS[form](record).encode()).abstracts
    abstract = reference.abstract
    shown = [
        abstract.title,
        abstract.journal,
        *abstract.authors,
        str(abstract.published or ""),
        abstract.abstract,
    ]
    shown += [abstract.url or "", abstract.doi or "", *reference.notes]
    stored = visible(" ".join(shown))
    for name, text in record.items():
        missing = visible(text.replace("Feb", "02")) - stored
        assert not missing, (form, name)


@given(texts, st.sampled_from(sorted(FORMATS)))
def test_no_number_becomes_another(text, form):
    record = dict.fromkeys(FIELDS, "")
    (reference,) = read_references(
        FORMATS[form](record | {"title": "题", "abstract": text}).encode()
    ).abstracts
    numbers = re.findall(r"\d+", re.sub(r"10\.1234/a_2|T1", "", reference.abstract.abstract))
    assert set(numbers) <= {"5", "10", "0", "05", "3", "90", "6", "2"}
