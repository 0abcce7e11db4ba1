"""资讯链接 and 医院 as tables."""

from hospitals.models import Hospital, HospitalNewsLink
from issues.spreadsheets.authorities import AuthorityTable, naming
from issues.spreadsheets.columns import Column
from issues.spreadsheets.entries import EntryTable


class HospitalNewsLinkTable(EntryTable):
    record, printed = Hospital, "hospital"
    key = ("hospital", "title")
    columns = (
        Column("hospital", "医院名称", "单位", "单位名称", "来源医院", is_required=True, example="望澜市第一医院",
               note="按刊出的写法；简称、别名会自动对应到规范名。"),
        Column("title", "资讯标题", "新闻标题", "题名", "题目", "资讯", is_required=True, example="望澜市第一医院推行日间手术"),
        Column("url", "链接", "链接地址", "网站链接", "资讯网址", "URL", is_required=True,
               example="https://hospital.example/news/1"),
    )  # fmt: skip

    class Meta(EntryTable.Meta):
        model = HospitalNewsLink


class HospitalTable(AuthorityTable):
    columns = naming("医院", "医院名称", "单位名称", example="望澜市第一医院")

    class Meta(AuthorityTable.Meta):
        model = Hospital
