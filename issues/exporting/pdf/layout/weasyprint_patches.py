"""What we add inside WeasyPrint, for the one major version whose insides we know.

With any other version nothing is touched: the PDF is valid and plainer.
"""

from functools import cache

import weasyprint

KNOWN_MAJOR = "70"


@cache
def install() -> bool:
    """True if the refinements are in force."""
    if weasyprint.__version__.split(".")[0] != KNOWN_MAJOR:
        return False
    # They reach for insides that another version may not have, already when they are imported.
    from issues.exporting.pdf.fonts import subsetting
    from issues.exporting.pdf.layout import justification, line_grid, punctuation, row_splitting
    from issues.exporting.pdf.tagging import patches

    for refinement in (justification, line_grid, punctuation, row_splitting, subsetting, patches):
        refinement.install()
    return True
