"""Rich text in templates."""

from django import template

from issues.comparing.marked_strings import displayed

register = template.Library()
register.filter("richtext", displayed)
