from collections.abc import Sequence
from dataclasses import dataclass


class RenderingFailed(Exception):
    pass


@dataclass(frozen=True)
class Attachment:
    filename: str
    data: bytes
    description: str = ""


@dataclass(frozen=True)
class Rendered:
    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


def render_pdf(
    html: str, *, attachments: Sequence[Attachment] = (), timeout: float = 20.0, memory: int = 512 * 2**20
) -> Rendered:
    import weasyprint

    document = weasyprint.HTML(string=html).render()
    return Rendered(document.write_pdf(), len(document.pages))
