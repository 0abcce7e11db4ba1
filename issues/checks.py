from typing import Any

from django.core.checks import CheckMessage, Warning, register

from issues.exporting.pdf import subsetter_is_fast


@register
def printing_is_fast(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without HarfBuzz's subsetter an issue still prints, at several times the cost."""
    if subsetter_is_fast():
        return []
    return [
        Warning(
            "没有找到 HarfBuzz 的字体子集库，排印 PDF 会慢数倍。",
            hint="在 Debian/Ubuntu 上安装 libharfbuzz-subset0。",
            id="issues.W001",
        )
    ]
