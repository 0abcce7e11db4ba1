"""How the editor looks and what it may do, as CKEditor 4 wants to be told.

Everything that talks to a server, or makes what the allow-list drops, is left out; the editor's own filter is set to
the same allow-list, so that an editor sees at once what will be kept.
"""

from typing import Any

from django.templatetags.static import static

from issues.richtext import ALLOWED_ATTRIBUTES, ALLOWED_TAGS

_TOOLBAR = [
    ["Bold", "Italic", "Superscript", "Subscript"],
    ["NumberedList", "BulletedList"],
    ["Link", "Unlink"],
    ["Table"],
    ["PasteText", "Undo", "Redo", "RemoveFormat"],
    ["Maximize"],
]
_REMOVED_PLUGINS = (
    # reach out, upload or embed
    ["exportpdf", "scayt", "wsc", "iframe", "flash", "forms", "uploadimage", "preview", "templates"]
)


def editor_config() -> dict[str, Any]:
    return {
        "language": "zh-cn",
        "defaultLanguage": "zh-cn",
        "versionCheck": False,  # else every page tells the vendor that it was opened
        "customConfig": "",
        "stylesSet": False,
        "toolbar": _TOOLBAR,
        "removePlugins": ",".join(_REMOVED_PLUGINS),
        "allowedContent": " ; ".join(_rule(tag) for tag in sorted(ALLOWED_TAGS)),
        "contentsCss": [static("admin/richtext.css")],
        "contentsLanguage": "zh-cn",
        "entities": False,
        "basicEntities": True,
        "enterMode": 1,  # CKEDITOR.ENTER_P
        "width": "100%",
        "height": 420,
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
    }


def _rule(tag: str) -> str:
    attributes = ",".join(sorted(ALLOWED_ATTRIBUTES.get(tag, ())))
    return f"{tag}[{attributes}]" if attributes else tag
