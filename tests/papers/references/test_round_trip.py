"""What rispy and bibtexparser write, as Zotero does, is read as it was."""

from collections import Counter
from contextlib import suppress

import bibtexparser
import rispy
from bibtexparser.model import Entry, Field
from hypothesis import given
from hypothesis import strategies as st

from issues.document.errors import Unreadable
from papers.references import read_references

HAN = "医院门诊预约流程优化管理研究绩效病案质量"
words = st.text(alphabet=HAN + "ABCxyz0189，。（）", min_size=1, max_size=40)
names = st.text(alphabet="岳林沈周清微望山", min_size=2, max_size=4)
papers = st.fixed_dictionaries(
    {
        "title": words,
        "journal": words,
        "authors": st.lists(names, max_size=4, unique=True),
        "year": st.integers(1980, 2030).map(str),
        "abstract": words,
    }
)


def shown(references):
    return [
        {
            "title": f.abstract.title,
            "journal": f.abstract.journal,
            "authors": list(f.abstract.authors),
            "year": str(f.abstract.published),
            "abstract": f.abstract.abstract,
        }
        for f in references.abstracts
    ]


@given(st.lists(papers, min_size=1, max_size=5))
def test_ris_is_read_as_rispy_wrote_it(written):
    entries = [
        {"type_of_reference": "JOUR", "secondary_title": p["journal"]}
        | {key: p[key] for key in ("title", "authors", "year", "abstract")}
        for p in written
    ]
    references = read_references(rispy.dumps(entries).encode())
    assert shown(references) == written
    assert all(remark.text.rstrip(".").isdigit() for remark in references.remarks)  # it numbers its records


@given(st.lists(papers, min_size=1, max_size=5))
def test_bibtex_is_read_as_bibtexparser_wrote_it(written):
    library = bibtexparser.Library()
    for number, paper in enumerate(written):
        fields = {**paper, "author": " and ".join(paper["authors"])}
        del fields["authors"]
        library.add(Entry("article", f"k{number}", [Field(name, text) for name, text in fields.items()]))
    assert shown(read_references(bibtexparser.write_string(library).encode())) == written


lines = st.sampled_from(
    (
        "TY  - JOUR",
        "ER  - ",
        "TI  - 题名",
        "AU  - 岳望山",
        "%0 Journal Article",
        "%T 题名",
        "%A 岳",
        "",
        "散落",
        "{Title}: 题",
    )
)


@given(st.lists(lines, max_size=25))
def test_no_line_is_lost(written):
    text = "\n".join(["TY  - JOUR", *written])
    references = read_references(text.encode())
    kept = [reference.raw for reference in references.abstracts] + [
        remark.text for remark in references.remarks
    ]
    assert Counter(_lines("\n".join(kept))) == Counter(_lines(text))


def _lines(text):
    """Without the ends of records, which say nothing."""
    return [line.strip() for line in text.split("\n") if line.strip() not in ("", "ER  -")]


def tagged(text):
    return f"TY  - {text}".encode()


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.text(max_size=200).map(tagged))
def test_any_bytes_are_read_or_refused(data):
    with suppress(Unreadable):
        assert read_references(data).format
