"""The package's page: README.md as a package index shows it, where no file of the project lies beside it.

Links and pictures within the project become absolute as soon as pyproject.toml tells, as `Source` among `project.urls`,
where the project is to be found. Until then pictures are left out, and links are the words that they stood on: better
than a page of broken ones.
"""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Page(MetadataHookInterface):
    """Fills in the field `readme` when the package is built."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the page to the package's fields."""
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        source = metadata.get("urls", {}).get("Source")
        metadata["readme"] = {"content-type": "text/markdown", "text": page(readme, source)}


def page(readme: str, source: str | None) -> str:
    """A readme without relative links: they lead to the project at `source`, or nowhere where that is not known."""
    if source is None:
        readme = re.sub(r"<picture>.*?</picture>\n*", "", readme, flags=re.DOTALL)
        readme = re.sub(r"!\[[^\]]*\]\((?!https?://)[^)]*\)\n*", "", readme)
        return re.sub(r"\[([^\]]*)\]\((?!https?://|#)[^)]*\)", r"\1", readme)
    readme = re.sub(r'((?:src|srcset)=")(?!https?://)', rf"\1{source}/raw/HEAD/", readme)
    readme = re.sub(r"(!\[[^\]]*\]\()(?!https?://)", rf"\1{source}/raw/HEAD/", readme)
    return re.sub(r"(?<!!)(\[[^\]]*\]\()(?!https?://|#)", rf"\1{source}/blob/HEAD/", readme)
