"""Static files are answered before our middleware adds its headers."""

from wsgiref.headers import Headers


def add_static_headers(headers: Headers, path: str, url: str) -> None:
    """The HTML files that come with packages (the editor's samples) show and run nothing on our site."""
    if path.endswith(".html"):
        headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
