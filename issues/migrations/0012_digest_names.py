from django.db import migrations


class Migration(migrations.Migration):
    """Columns that hold a digest are named after it. Sealed records keep their digests: see `SealedModel.sealed_names`."""

    dependencies = [("issues", "0011_merge")]
    operations = [
        migrations.RenameField("seal", "content", "record_digest"),
        migrations.RenameField("seal", "seal", "chain_digest"),
        migrations.RenameField("verdict", "content", "entry_digest"),
        migrations.RenameField("edition", "pdf_checksum", "pdf_sha256"),
    ]
