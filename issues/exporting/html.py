from issues.document import Document


def export_html(document: Document) -> str:
    return document.title
