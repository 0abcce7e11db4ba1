from django.db import migrations


class Migration(migrations.Migration):
    """The record that a merge leaves is its target."""

    dependencies = [("issues", "0013_plain_names")]
    operations = [migrations.RenameField("merge", "kept", "target")]
