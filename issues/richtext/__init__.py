import nh3


def clean(html: str) -> str:
    return nh3.clean(
        html,
        tags={
            "p",
            "strong",
            "em",
            "sup",
            "sub",
            "ul",
            "ol",
            "li",
            "a",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "br",
        },
        link_rel=None,
    )
