"""Rich text in templates."""

from django import template

from issues.comparing.marked_strings import safe_html

register = template.Library()
register.filter("richtext", safe_html)
