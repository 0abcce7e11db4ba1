"""What a field of a Document may hold: `issues.document.values` reads it, `issues.document.cleaning` cleans it."""

from typing import Annotated

Line = Annotated[str, "line"]
"""One line of at most 500 characters."""
Text = Annotated[str, "text"]
"""Plain text; paragraphs end with a newline."""
RichText = Annotated[str, "rich"]
"""HTML of the allow-list in `issues.richtext`."""
WebAddress = Annotated[str, "url"]
"""http or https, without blanks."""

Cells = Annotated[tuple[str, ...], "cells"]
"""The cells of one row: plain text, "" where there is nothing."""
Year = Annotated[int, "year"]
"""1 to 9999."""
