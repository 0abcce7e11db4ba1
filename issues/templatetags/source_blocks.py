"""How the preview of an import shows the blocks of the source."""

from django.template import Library

from issues.importing.source import Cell, Row, Run

register = Library()


@register.filter
def run_class(run: Run) -> str:
    names = {
        "bold": run.is_bold,
        "italic": run.is_italic,
        run.vertical: run.vertical,
        "lost": run.is_lost,
        "link": run.href,
    }
    return " ".join(["run", *(name for name, has_it in names.items() if has_it)])


@register.filter
def shown_cells(row: Row) -> list[Cell]:
    """Leaves out the positions that are covered by another cell."""
    return [cell for cell in row.cells if not cell.is_covered]
