"""Text fields that suggest the names of name records with a plain <datalist>, so they work without a script."""

from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from issues.models import NameRecord

SPARE = 2


class SuggestedName(AdminTextInputWidget):
    """One name: known names are suggested, any other can be typed."""

    def __init__(self, record: type[NameRecord], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.record = record

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = {**(attrs or {}), "list": f"{name}-known", "autocomplete": "off"}
        return super().render(name, value, listed, renderer) + self._known(name)

    def _known(self, name: str) -> SafeString:
        """The attribute `data-also` of an option contains the aliases, which are known names too."""
        rows = self.record._default_manager.values_list("name", "aliases")
        options = format_html_join("", "{}", ((_option(known, also),) for known, also in rows))
        return format_html(
            '<datalist id="{}-known" data-label="{}">{}</datalist>', name, self.record.directory(), options
        )


def _option(name: str, aliases: list[str]) -> SafeString:
    if not aliases:
        return format_html('<option value="{}">', name)
    return format_html('<option value="{}" data-also="{}">', name, "|".join(aliases))


class SuggestedNames(SuggestedName):
    """Several names, a line each, with spare lines for more. Its value is that of `NamesFormField`."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        lines = (value or "").split("\n") if isinstance(value, str) or not value else list(value)
        filled = [line for line in lines if line]
        fixed = self.build_attrs(self.attrs, {"type": "text", "name": name, "list": f"{name}-known"})
        own = {key: attr for key, attr in (attrs or {}).items() if key != "id"}
        inputs = format_html_join(
            "",
            "<input{}>",
            (
                (flatatt({**fixed, **own, "value": line, **self._own(attrs, i)}),)
                for i, line in enumerate([*filled, *[""] * SPARE])
            ),
        )
        return format_html('<div class="names">{}{}</div>', inputs, self._known(name))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        lines = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return "\n".join(lines)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def _own(self, attrs: Any, number: int) -> dict[str, str]:
        """Only the first line belongs to the field's label; the others have labels of their own."""
        given = (attrs or {}).get("id")
        if not number:
            return {"id": given} if given else {}
        return {"aria-label": f"第 {number + 1} 个", **({"id": f"{given}_{number}"} if given else {})}
