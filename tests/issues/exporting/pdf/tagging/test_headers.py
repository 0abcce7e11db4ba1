"""Every cell names the header cells that belong to it, by the grid."""

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import document, opened, section
from tests.issues.exporting.pdf.structure import Element, structure

HEAD = "<thead><tr><th>序号</th><th>单位</th><th>标题</th></tr></thead>"
NEWS = f"""<table class="news">{HEAD}
<tbody><tr><td rowspan="2">1</td><th scope="rowgroup" rowspan="2">甲院</th><td>甲一</td></tr><tr><td>甲二</td></tr></tbody>
<tbody><tr><td>2</td><th scope="rowgroup">乙院</th><td>乙一</td></tr></tbody></table>"""


def table(html: str) -> Element:
    return structure(opened(render_pdf(document(section(1, "一、资讯", html))).pdf)).all("Table")[0]


def headed(found: Element) -> dict[str, list[str]]:
    """The texts of the headers of each cell, by its own text."""
    names = {cell.attributes["ID"]: cell.text for cell in found.all("TH")}
    return {
        cell.text: sorted(names[str(header)] for header in cell.attributes.get("Headers", []))
        for cell in found.all("TD")
    }


def test_header_of_a_group_of_rows_heads_them_and_no_others() -> None:
    assert headed(table(NEWS)) == {
        "1": ["序号", "甲院"],
        "甲一": ["标题", "甲院"],
        "甲二": ["标题", "甲院"],
        "2": ["乙院", "序号"],
        "乙一": ["乙院", "标题"],
    }


def test_spanning_header_heads_all_columns_that_it_covers() -> None:
    html = """<table><thead><tr><th rowspan="2">阶段</th><th colspan="2">任务</th></tr><tr><th>名称</th><th>时限</th></tr></thead>
    <tbody><tr><td>子</td><td>丑</td><td>寅</td></tr><tr><td colspan="3">卯</td></tr></tbody></table>"""
    assert headed(table(html)) == {
        "子": ["阶段"],
        "丑": ["任务", "名称"],
        "寅": ["任务", "时限"],
        "卯": ["任务", "名称", "时限", "阶段"],
    }


def test_scope_follows_from_the_place_where_it_is_not_given() -> None:
    found = table("<table><tr><th>栏甲</th><th>栏乙</th></tr><tr><th>行</th><td>子</td></tr></table>")
    scopes = {cell.text: str(cell.attributes["Scope"]) for cell in found.all("TH")}
    assert scopes == {"栏甲": "/Column", "栏乙": "/Column", "行": "/Row"}
    assert headed(found) == {"子": ["栏乙", "行"]}


def test_cell_without_any_header_has_no_list_of_them() -> None:
    assert headed(table("<table><tr><td>子</td></tr></table>")) == {"子": []}
    assert "Headers" not in table("<table><tr><td>子</td></tr></table>").all("TD")[0].attributes


def test_span_beyond_its_group_of_rows_ends_with_it() -> None:
    html = (
        f"<table>{HEAD}<tbody><tr><td rowspan='9'>1</td><td>甲院</td><td>甲一</td></tr></tbody>"
        "<tbody><tr><td>2</td><td>乙院</td><td>乙一</td></tr></tbody></table>"
    )
    assert headed(table(html))["乙一"] == ["标题"]


def test_identifiers_of_headers_can_be_looked_up() -> None:
    pdf = opened(render_pdf(document(section(1, "一、资讯", NEWS, NEWS))).pdf)
    names = [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Kids[0].Names[::2]]
    assert names == sorted({cell.attributes["ID"] for cell in structure(pdf).all("TH")})
    assert len(names) == 10
