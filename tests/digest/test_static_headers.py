from pathlib import Path

import ckeditor
import pytest
from django.test import Client

BUNDLED = Path(ckeditor.__file__).parent / "static"
PAGES = sorted(str(page.relative_to(BUNDLED)) for page in BUNDLED.rglob("*.html"))


@pytest.fixture
def whole_site(settings) -> Client:
    """With the static files, as WhiteNoise answers them."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    return Client()


def test_bundled_pages_are_shut_in_a_sandbox(whole_site):
    assert PAGES
    response = whole_site.get(f"/static/{PAGES[0]}")
    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_scripts_and_styles_go_out_as_they_are(whole_site):
    response = whole_site.get("/static/ckeditor/ckeditor/ckeditor.js")
    assert response.status_code == 200
    assert "Content-Security-Policy" not in response
