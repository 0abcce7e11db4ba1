"""The spreadsheets of 资讯链接 and 医院."""

from hospitals.column_names import NAMES, WEAK
from hospitals.models import Hospital, HospitalNewsLink
from issues.spreadsheets.columns import Column
from issues.spreadsheets.entries import EntryTable
from issues.spreadsheets.name_records import NameRecordTable, naming


class HospitalNewsLinkTable(EntryTable):
    record, printed = Hospital, "hospital"
    key = ("hospital", "title")
    columns = (
        Column("hospital", *NAMES["hospital"], weak=WEAK["hospital"], is_required=True, example="望澜市第一医院",
               note="按刊出的写法；简称、别名会自动对应到规范名。"),
        Column("title", *NAMES["title"], weak=WEAK["title"], is_required=True, example="望澜市第一医院推行日间手术"),
        Column("url", *NAMES["url"], weak=WEAK["url"], is_required=True, example="https://hospital.example/news/1"),
    )  # fmt: skip

    class Meta(EntryTable.Meta):
        model = HospitalNewsLink


class HospitalTable(NameRecordTable):
    columns = naming("医院", "医院名称", "单位名称", example="望澜市第一医院")

    class Meta(NameRecordTable.Meta):
        model = Hospital
