from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of the history and of comments are named after what they hold. Comments keep their digests:
    see `SealedModel.sealed_names`."""

    dependencies = [("issues", "0012_digest_names")]
    operations = [
        migrations.RemoveIndex("entryrevision", "revision_by_act"),
        migrations.RenameField("entryrevision", "act", "change"),
        migrations.AddIndex("entryrevision", models.Index(fields=["change", "at"], name="revision_by_change")),
        migrations.RenameField("entryrevision", "place", "section_name"),
        migrations.RenameField("comment", "act", "kind"),
    ]
