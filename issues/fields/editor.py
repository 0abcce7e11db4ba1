"""How the editor looks and what it may do, as CKEditor 4 wants to be told.

It gets the plugins that the toolbar needs and no others, and its own filter is set to the allow-list of
`issues.richtext`, so that whoever types or pastes sees at once what will be kept.
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
# The context menu stays: it is CKEditor's only way to add rows and columns and to join cells.
_PLUGINS = (
    "wysiwygarea toolbar basicstyles list indentlist link table tabletools tableselection contextmenu"
    " clipboard pastetext pastefromword pastefromgdocs pastefromlibreoffice"
    " undo removeformat maximize autogrow enterkey entities tab showborders"
)
# Send text out, upload or embed. Not on the list above, and not to come in with one that is.
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
        "versionCheck": False,  # else opening the page is reported to the vendor
        "customConfig": "",  # saves three requests for empty files
        "stylesSet": False,
    }


def _rule(tag: str) -> str:
    attributes = ",".join(sorted(ALLOWED_ATTRIBUTES.get(tag, ())))
    return f"{tag}[{attributes}]" if attributes else tag
