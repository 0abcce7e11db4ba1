"""Tables to import in tests, and the way through the two pages."""

import csv
from io import BytesIO, StringIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

ABSTRACTS = ["论文名称", "发表期刊", "发表时间", "作者", "论文摘要", "DOI", "网址"]
LINKS = ["医院", "标题", "网址"]


def workbook(*rows: list[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def xlsx(*rows: list[Any]) -> bytes:
    return saved(workbook(*rows))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(*rows: list[Any], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def address(model: Any, page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def preview(client: Client, model: Any, table: bytes | str, name: str = "表格.xlsx") -> Any:
    """The page after choosing this file, or pasting this text."""
    if isinstance(table, str):
        posted: dict[str, Any] = {"pasted": table}
    else:
        posted = {"import_file": SimpleUploadedFile(name, table)}
    return client.post(address(model, "import"), {"resource": "0", **posted})


def confirm(client: Client, model: Any, previewed: Any, **changes: str) -> Any:
    """The answer to the button on the previewed page."""
    form = previewed.context["confirm_form"]
    posted = {field.html_name: field.value() for field in form}
    return client.post(address(model, "process_import"), posted | changes)


def imported(client: Client, model: Any, table: bytes | str) -> Any:
    return confirm(client, model, preview(client, model, table))


def faults(response: Any) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.heading, fault.reason) for fault in response.context["faults"]]


def refusal(response: Any) -> str:
    """Why nothing is previewed: of the file, or of its headings."""
    form = response.context["form"]
    shown = [error for errors in form.errors.values() for error in errors]
    result = response.context["result"]
    shown += [str(error.error) for error in (result.base_errors if result else ())]
    assert "confirm_form" not in response.context
    return " ".join(shown)
