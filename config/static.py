"""Static files under names that hold a hash of their content: browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Stylesheets and modules name each other by the hashed names, too."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one where nothing has been collected (tests)."""
        return super().stored_name(name) if self.hashed_files else name
