"""Static files under names that hold a hash of their content: browsers keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Stylesheets and modules name each other by the hashed names, too."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one where the file hasn't been collected (tests)."""
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))
