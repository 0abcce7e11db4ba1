"""Static files in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

MODULES = "admin/*.js"
IMPORT = r"""(?m)(?P<matched>^(?P<before>(?:import|export)\b[^"';]*)"(?P<url>\.[^"]+\.js)")"""


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise ships no types
    """Names each file by a hash of its content, also where one of our JavaScript modules imports it.

    Django's own way (`support_js_module_import_aggregation`) would read the scripts of all packages as well: CKEditor has
    hundreds, and none of them imports anything.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, (MODULES, ((IMPORT, '%(before)s"%(url)s"'),)))
    max_post_process_passes = 10  # each import of an import takes one
