"""Rich text in templates."""

from django import template

from issues.comparing.safe import displayed

register = template.Library()
register.filter("richtext", displayed)
