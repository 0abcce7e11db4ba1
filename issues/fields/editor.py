"""The configuration of CKEditor 4.

It loads only the plugins that the toolbar needs. Its own filter uses the allow-list of `issues.richtext`, so that a
user sees at once what will be saved of typed or pasted text.
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
# CKEditor adds rows and columns and merges cells only from the context menu.
_PLUGINS = (
    "wysiwygarea toolbar basicstyles list indentlist link table tabletools tableselection contextmenu"
    " clipboard pastetext pastefromword pastefromgdocs pastefromlibreoffice"
    " undo removeformat maximize autogrow enterkey entities tab showborders"
)
# Plugins that send, upload or embed. They are not in the list above and must not be loaded as a dependency.
_REMOVED_PLUGINS = "exportpdf scayt wsc iframe flash forms uploadimage preview templates"


def editor_config() -> dict[str, Any]:
    return {
        "language": "zh-cn",
        "contentsLanguage": "zh-cn",
        "contentsCss": [static("palette.css"), static("admin/richtext.css")],
        "bodyClass": "richtext",
        "width": "100%",
        "height": 240,
        "autoGrow_minHeight": 240,
        "autoGrow_maxHeight": 640,
        "autoGrow_onStartup": True,
        "toolbar": _TOOLBAR,
        "plugins": _PLUGINS.replace(" ", ","),
        "removePlugins": _REMOVED_PLUGINS.replace(" ", ","),
        "allowedContent": "; ".join(_rule(tag) for tag in sorted(ALLOWED_TAGS)),
        "entities": False,  # “” and — stay characters; < > & are still escaped
        "linkDefaultProtocol": "https://",
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
        "pasteFilter": None,  # the filter above does it, and knows that a bold style means strong
        "clipboard_handleImages": False,
        "versionCheck": False,  # otherwise opening the page is reported to the vendor
        "customConfig": "",  # saves three requests for empty files
        "stylesSet": False,
    }


def _rule(tag: str) -> str:
    attributes = ",".join(sorted(ALLOWED_ATTRIBUTES.get(tag, ())))
    return f"{tag}[{attributes}]" if attributes else tag
