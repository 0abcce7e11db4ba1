"""The printing room: a complete HTML document in, finished PDF bytes out.

Knows nothing of Django. The typesetting itself happens in a child process that may be killed; this process
never imports WeasyPrint.
"""

from issues.exporting.pdf.fonts.harfbuzz import subsetter_is_fast
from issues.exporting.pdf.messages import Attachment, Rendered, RenderingFailed
from issues.exporting.pdf.renderer import PATIENCE, render_pdf

__all__ = [
    "PATIENCE",
    "Attachment",
    "Rendered",
    "RenderingFailed",
    "render_pdf",
    "subsetter_is_fast",
]
