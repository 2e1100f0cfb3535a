"""What this package says to a user: English sentences that a window can say in another language.

There is no Qt here and so no translator. A `Sentence` is its English text, and remembers what it was made of; whoever
shows it may make it again, of a translated template and with numbers as they are written elsewhere.
"""

from typing import Any, Self


class Sentence(str):
    """A text made of a template and what fills its places, as `str.format` does it.

    Attributes:
        template: "{path} holds no images."; what a translator sees.
        values: by the names of their places; among them may be other sentences.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        """The sentence in English; literal curly brackets of the template are doubled."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made
