"""Static files with the hash of their content in their names, and scripts that name each other by those."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites what modules import, so that a module may be kept for ever."""

    support_js_module_import_aggregation = True
