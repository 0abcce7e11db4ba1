from django import template
from django.utils.safestring import SafeString, mark_safe

from issues import richtext as rich

register = template.Library()


@register.filter
def richtext(value: str) -> SafeString:
    return mark_safe(rich.clean(value))
