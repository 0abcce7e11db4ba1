import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from issues import richtext
from issues.comparing.blocks import mark_html
from tests.issues.comparing.projecting import new_html, old_text

words = st.text(st.sampled_from("甲乙丙丁，。12ab <&\"'"), max_size=8).map(lambda t: escape(t, quote=False))
inlines = st.recursive(
    words | st.just("<br>"),
    lambda inner: (
        st.builds(
            "<{0}>{1}</{2}>".format,
            *(st.shared(st.sampled_from(["strong", "em", "sup"]), key="tag") for _ in range(1)),
            inner,
            st.shared(st.sampled_from(["strong", "em", "sup"]), key="tag"),
        )
        | inner.map(lambda i: f'<a href="https://a.example/?a=1&amp;b=&quot;{len(i) % 3}">{i}</a>')
        | st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=6,
)
cells = st.tuples(
    st.sampled_from(["td", "th"]), st.sampled_from(["", "", "", ' colspan="2"', ' rowspan="2"']), inlines
).map(lambda t: f"<{t[0]}{t[1]}>{t[2]}</{t[0]}>")
rows = st.lists(cells, min_size=1, max_size=3).map(lambda c: f"<tr>{''.join(c)}</tr>")
tables = st.tuples(st.lists(rows, max_size=1), st.lists(rows, max_size=3)).map(
    lambda t: f"<table><thead>{''.join(t[0])}</thead><tbody>{''.join(t[1])}</tbody></table>"
)
paragraphs = inlines.map(lambda i: f"<p>{i}</p>")
flows = st.recursive(
    paragraphs | inlines | tables,
    lambda inner: st.tuples(
        st.sampled_from(["ul", "ol"]), st.lists(st.lists(inner, max_size=2).map("".join), max_size=3)
    ).map(lambda t: f"<{t[0]}>{''.join(f'<li>{i}</li>' for i in t[1])}</{t[0]}>"),
    max_leaves=5,
)
bodies = st.lists(flows, max_size=4).map("".join).map(richtext.clean)


@st.composite
def edited(draw):
    """A body and what an edit of its source at any place makes of it."""
    old = draw(bodies)
    places = draw(st.lists(st.integers(0, len(old)), min_size=2, max_size=2).map(sorted))
    return old, richtext.clean(old[: places[0]] + draw(words | flows) + old[places[1] :])


pairs = st.tuples(bodies, bodies) | edited()


@given(pairs)
def test_marks_taken_away_leave_the_new_html_and_the_old_words(pair):
    marked = mark_html(*pair)
    assert new_html(marked) == pair[1]
    assert old_text(marked) == richtext.plain_text(pair[0])


@given(bodies)
def test_the_same_body_bears_no_marks(body):
    assert mark_html(body, body) == body


@given(pairs)
def test_no_marks_around_blocks(pair):
    inside = re.findall(r"<(ins|del)\b[^>]*>(.*?)</\1>", mark_html(*pair))
    assert not [i for i in inside if re.search(r"<(p|ul|ol|li|table|tr|td|th|a)\b", i[1])]
