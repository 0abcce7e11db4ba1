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


def table(*rows):
    written = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tbody>{written}</tbody></table>"


def test_a_table_is_marked_by_cell_row_and_column():
    old = table(("医院", "预约率"), ("云溪医院", "85%"), ("临湖医院", "79%"))
    new = table(("医院", "级别", "预约率"), ("云溪医院", "三甲", "88%"))
    assert mark_html(old, new) == (
        "<table><tbody>"
        '<tr><td>医院</td><td class="cmp-added"><ins>级别</ins></td><td>预约率</td></tr>'
        '<tr><td>云溪医院</td><td class="cmp-added"><ins>三甲</ins></td>'
        "<td><del>85%</del><ins>88%</ins></td></tr>"
        '<tr class="cmp-removed"><td><del>临湖医院</del></td><td class="cmp-added"></td>'
        "<td><del>79%</del></td></tr></tbody></table>"
    )


def test_a_table_whose_spans_changed_is_replaced_as_a_whole():
    old = '<table><tbody><tr><td rowspan="2">甲</td><td>乙</td></tr><tr><td>丙</td></tr></tbody></table>'
    marked = mark_html(old, table(("甲", "乙")))
    assert marked.startswith('<table class="cmp-removed">')
    assert '<table class="cmp-added">' in marked


def test_an_item_of_a_nested_list_is_marked_where_it_stands():
    old = "<ul><li>甲<ol><li>普通号</li><li>专家号</li></ol></li></ul>"
    new = "<ul><li>甲<ol><li>普通号</li></ol></li></ul>"
    assert mark_html(old, new) == (
        '<ul><li>甲<ol><li>普通号</li><li class="cmp-removed"><del>专家号</del></li></ol></li></ul>'
    )


def test_a_list_of_another_kind_says_so():
    assert mark_html("<ul><li>甲</li></ul>", "<ol><li>甲</li></ol>") == (
        '<ol class="cmp-reformatted" title="格式有变：原为项目符号列表"><li>甲</li></ol>'
    )


def test_format_alone_is_marked_and_said():
    assert mark_html("<p>甲<strong>乙</strong></p>", "<p>甲乙</p>") == (
        '<p>甲<span class="cmp-reformatted" title="格式有变：原为加粗，现为常规">乙</span></p>'
    )


def test_a_link_alone_is_marked_with_its_old_address():
    old, new = (f"""<p><a href="https://a.example/?q='{n}&amp;b">甲</a></p>""" for n in "12")
    assert mark_html(old, new) == (
        """<p><a href="https://a.example/?q='2&amp;b"><span class="cmp-reformatted" """
        """title="链接有变：原网址 https://a.example/?q='1&amp;b">甲</span></a></p>"""
    )


def test_a_paragraph_is_removed_and_added_as_a_whole():
    assert mark_html("<p>甲甲</p><p>乙乙</p>", "<p>甲甲</p><p>丙丙</p>") == (
        '<p>甲甲</p><p class="cmp-removed"><del>乙乙</del></p><p class="cmp-added"><ins>丙丙</ins></p>'
    )


def test_hostile_bodies_pass_the_allow_list_first():
    marked = mark_html('<p onclick="x()">甲<script>x</script></p>', '<p>乙<img src="x" onerror="x()"></p>')
    assert not re.search("onclick|onerror|script|img", marked)
