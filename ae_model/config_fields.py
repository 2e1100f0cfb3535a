"""The table of a recipe's fields: the label, the tip, the control and the words of each.

The settings panel, the comparison of runs, the exported page and the command line read this table. A new field of
`NetworkConfig` or `TrainingConfig` is one `Field` in `FIELDS`, at its position in the panel, and nothing else. Two
examples are `objective`, a choice, and `noise`, a number that has a meaning with one of its values alone.

A field that does not apply is neither shown nor told, and keeps its default. The constructors in `ae_model.config`
refuse impossible values; the limits of whole numbers are in `config.LIMITS`.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import Any

from ae_model.config import CODES, KERNELS, LIMITS, PRESETS, ConfigError, NetworkConfig, TrainingConfig
from ae_model.recipe_changes import RecipeChange, Value
from ae_model.sentence import Sentence

_OF_NETWORK = {field.name for field in fields(NetworkConfig)}
CUSTOM = "custom"  # the preset of a recipe that is none of the presets


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number.

    Attributes:
        low: the smallest that is offered.
        high: the largest that is offered.
        nothing: the value that stands for no number, and the word for it.
    """

    low: int
    high: int
    nothing: tuple[Any, Sentence] | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be written in many ways, such as 0.001 or 1e-3; `wrong` is said of any other text."""

    wrong: Sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values, each with its word."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Any number of whole numbers; `wrong` is said of any other text, `empty` is the word for none."""

    wrong: Sentence
    empty: Sentence


@dataclass(frozen=True, slots=True)
class Seed:
    """A whole number of up to 19 digits that can be drawn at random; `wrong` is said of any other text."""

    wrong: Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of the recipe.

    Attributes:
        name: of the attribute of `NetworkConfig` or `TrainingConfig`.
        label: a word or two.
        tip: one line of explanation.
        control: how a value is entered, and the values that are offered.
        rarely: whether the panel folds it away.
        live: whether it can be changed while the network trains.
        of_preset: whether the choice of a preset decides it.
        only_with: name and value of the choice without which the field has no meaning; None if it always applies.
    """

    name: str
    label: Sentence
    tip: Sentence
    control: Whole | Number | Choice | Sizes | Seed
    rarely: bool = False
    live: bool = False
    of_preset: bool = True
    only_with: tuple[str, str] | None = None

    @property
    def of_network(self) -> bool:
        """Whether it describes the network, and not how that is trained."""
        return self.name in _OF_NETWORK

    def of(self, config: TrainingConfig) -> Any:
        """Its value in a configuration."""
        return getattr(config.network if self.of_network else config, self.name)

    def applies(self, value_of: Callable[[str], Any]) -> bool:
        """Whether it has a meaning, given the values of the other fields, which `value_of` tells by their names."""
        return self.only_with is None or value_of(self.only_with[0]) == self.only_with[1]

    def read(self, text: str) -> Any:
        """The value that a text stands for.

        Raises:
            ConfigError: if it stands for none.
        """
        try:
            match self.control:
                case Whole(nothing=(value, _)) if text == str(value):
                    return value
                case Whole() | Seed():
                    return int(text)
                case Number():
                    return float(text)
                case Sizes():
                    return tuple(int(size) for size in text.replace(",", " ").split())
            return text
        except ValueError:
            wrong = Sentence("{name} must be a whole number.", name=self.label)
            raise ConfigError(getattr(self.control, "wrong", wrong)) from None

    def told(self, value: Any) -> str:
        """A value in words."""
        match self.control:
            case Whole(nothing=(nothing, word)) if value == nothing:
                return word
            case Whole():
                return Sentence("{value:,}", value=value)
            case Number():
                return Sentence("{value:g}", value=value)
            case Choice(words):
                return words.get(value, str(value))
            case Sizes(empty=empty):
                return ", ".join(map(str, value)) or empty
        return str(value)


FIELDS = (
    Field(
        "kind",
        Sentence("Kind"),
        Sentence(
            "Fully connected: each unit looks at all of the layer before; convolutional: the first layers look at a "
            "few pixels each, with the same weights everywhere"
        ),
        Choice({"dense": Sentence("Fully connected"), "convolutional": Sentence("Convolutional")}),
    ),
    Field(
        "channels",
        Sentence("Channels"),
        Sentence("Feature maps of each convolution, such as 16, 32 for two; each halves the height and the width"),
        Sizes(Sentence("Channels are whole numbers, one for each convolution, such as 16, 32."), Sentence("none")),
        only_with=("kind", "convolutional"),
    ),
    Field(
        "kernel",
        Sentence("Kernel"),
        Sentence("Height and width of what a convolution looks at, such as 3 for 3 × 3 pixels"),
        Whole(*KERNELS),
        only_with=("kind", "convolutional"),
    ),
    Field(
        "hidden_sizes",
        Sentence("Hidden layers"),
        Sentence(
            "Units of each fully connected layer before the code, such as 1000, 500, 250; the same back after it; "
            "may be none"
        ),
        Sizes(Sentence("Hidden layers are whole numbers, such as 1000, 500, 250."), Sentence("none")),
    ),
    Field("latent_dim", Sentence("Latent dimension"), Sentence("Numbers in the code of an image"), Whole(1, 1024)),
    Field(
        "activation",
        Sentence("Activation"),
        Sentence("The function between two layers"),
        Choice({"relu": "ReLU", "silu": "SiLU", "tanh": "tanh"}),
    ),
    Field(
        "output",
        Sentence("Output"),
        Sentence("What the last layer ends in: a sigmoid keeps pixels between 0 and 1"),
        Choice({"sigmoid": Sentence("Sigmoid"), "linear": Sentence("Linear")}),
    ),
    Field(
        "objective",
        Sentence("Objective"),
        Sentence(
            "What is minimised: the error of each image as it is; as it is redrawn from under noise; variational, the "
            "error and how far the codes are from where new images are drawn; or, sparse, the error of a code of which "
            "a few units fire"
        ),
        Choice(
            {
                "reconstruction": Sentence("Reconstruction"),
                "denoising": Sentence("Denoising"),
                "variational": Sentence("Variational"),
                "sparse": Sentence("Sparse"),
            }
        ),
    ),
    Field(
        "noise_kind",
        Sentence("Kind of noise"),
        Sentence("Gaussian noise on every pixel, or single pixels made black (masking), or black and white"),
        Choice(
            {
                "gaussian": Sentence("Gaussian"),
                "masking": Sentence("Masking"),
                "salt-and-pepper": Sentence("Salt and pepper"),
            }
        ),
        only_with=("objective", "denoising"),
    ),
    Field(
        "noise",
        Sentence("Noise"),
        Sentence(
            "How strong it is: the standard deviation of Gaussian noise, such as 0.5 where black is 0 and white is 1; "
            "of the others the share of pixels that they hit"
        ),
        Number(Sentence("The noise must be a number, such as 0.5.")),
        only_with=("objective", "denoising"),
    ),
    Field(
        "likelihood",
        Sentence("Likelihood"),
        Sentence(
            "The error of a pixel: its grey value is the chance that it is white; the same with pixels made black or "
            "white at each step; or squared"
        ),
        Choice(
            {
                "bernoulli": Sentence("Bernoulli, grey"),
                "binarised": Sentence("Bernoulli, binarised"),
                "gaussian": Sentence("Gaussian, σ 0.2"),  # the root of elbo.VARIANCE
            }
        ),
        only_with=("objective", "variational"),
    ),
    Field(
        "beta",
        Sentence("Beta"),
        Sentence(
            "How much it counts that codes are where the prior has them, such as 1; it can be changed while the "
            "network trains"
        ),
        Number(Sentence("Beta must be a number, such as 1.")),
        live=True,
        only_with=("objective", "variational"),
    ),
    Field(
        "k",
        Sentence("Units kept"),
        Sentence("How many units of the code fire at an image: the largest are kept, all others are 0"),
        Whole(0, 1024, nothing=(0, Sentence("All"))),
        only_with=("objective", "sparse"),
    ),
    Field(
        "l1",
        Sentence("L1"),
        Sentence(
            "How much the sum of the code counts beside an image's squared error, so that few units fire: such as 0.1"
        ),
        Number(Sentence("L1 must be a number, such as 0.1.")),
        only_with=("objective", "sparse"),
    ),
    Field("epochs", Sentence("Epochs"), Sentence("How often all training images are seen"), Whole(*LIMITS["epochs"])),
    Field("batch_size", Sentence("Batch size"), Sentence("Images per step"), Whole(*LIMITS["batch_size"])),
    Field(
        "learning_rate",
        Sentence("Learning rate"),
        Sentence("How far each step goes (in Adam), such as 0.001 or 1e-3; it can be changed while the network trains"),
        Number(Sentence("The learning rate must be a number, such as 0.001 or 1e-3.")),
        live=True,
    ),
    Field(
        "schedule",
        Sentence("Schedule"),
        Sentence(
            "How the learning rate changes: {how}",
            how=Sentence("Constant, or falling to zero at the end along half a cosine wave or a straight line"),
        ),
        Choice({"constant": Sentence("Constant"), "cosine": Sentence("Cosine"), "linear": Sentence("Linear")}),
    ),
    Field(
        "seed",
        Sentence("Seed"),
        Sentence("Decides the first weights and the order of the images: same seed, same numbers"),
        Seed(Sentence("The seed must be a whole number.")),
        of_preset=False,
    ),
    Field(
        "device",
        Sentence("Device"),
        Sentence("Where to train; Automatic takes a CUDA GPU if there is one"),
        Choice({"auto": Sentence("Automatic"), "cpu": "CPU", "cuda": "CUDA GPU"}),
        rarely=True,
        of_preset=False,
    ),
    Field(
        "warmup_epochs",
        Sentence("Warm-up epochs"),
        Sentence("Epochs at the start over which the learning rate rises"),
        Whole(0, LIMITS["epochs"][1], nothing=(0, Sentence("None"))),
        rarely=True,
    ),
    Field(
        "beta_warmup_epochs",
        Sentence("Warm-up of beta"),
        Sentence("Epochs over which beta first rises from nothing, so that no number of the code dies early"),
        Whole(0, LIMITS["epochs"][1], nothing=(0, Sentence("None"))),
        rarely=True,
        only_with=("objective", "variational"),
    ),
    Field(
        "k_warmup_epochs",
        Sentence("Warm-up of units"),
        Sentence("Epochs over which the units kept first fall from all to their number, so that few of them die"),
        Whole(0, LIMITS["epochs"][1], nothing=(0, Sentence("None"))),
        rarely=True,
        only_with=("objective", "sparse"),
    ),
    Field(
        "weight_decay",
        Sentence("Weight decay"),
        Sentence(
            "How much the weights shrink at each step, times the learning rate (AdamW); "
            "it keeps them from fitting noise"
        ),
        Number(Sentence("The weight decay must be a number, such as 0 or 0.01.")),
        rarely=True,
    ),
    Field(
        "precision",
        Sentence("Precision"),
        Sentence("How exactly matrices are multiplied; bf16 is about twice as fast where the processor has it"),
        Choice({"auto": Sentence("Automatic"), "fp32": "fp32", "tf32": "TF32 (GPU)", "bf16": "bf16"}),
        rarely=True,
    ),
    Field(
        "threads",
        Sentence("Threads"),
        Sentence("How many the CPU uses; Automatic takes one for each core that is free at the start"),
        Whole(*LIMITS["threads"], nothing=("auto", Sentence("Automatic"))),
        rarely=True,
        of_preset=False,
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
_CHOICES = (field.control for field in FIELDS if isinstance(field.control, Choice))
_IN_NAMES = {  # objectives but the usual one
    "denoising": Sentence("denoising"),
    "variational": Sentence("variational"),
    "sparse": Sentence("sparse"),
}
_WORDS = {CUSTOM: Sentence("custom")} | {value: word for choice in _CHOICES for value, word in choice.words.items()}


def called(choice: str) -> str:
    """The word for a preset or for a value of a choice; a name as it is."""
    return _WORDS.get(choice, choice)


def told(config: TrainingConfig) -> dict[Field, str]:
    """The value, in words, of each field that has a meaning in `config`, in the table's order."""
    values = {field.name: field.of(config) for field in FIELDS}
    return {field: field.told(values[field.name]) for field in FIELDS if field.applies(values.__getitem__)}


def unit_of_loss(config: TrainingConfig) -> Sentence:
    """What a training's loss is counted in; of a variational one, which of the things called its loss it is."""
    if config.objective != "variational":
        return Sentence("mean squared error")
    return Sentence("nats an image ({likelihood})", likelihood=BY_NAME["likelihood"].told(config.likelihood))


def told_change(change: RecipeChange) -> Sentence:
    """A change that was made while a network trained, in words."""
    return Sentence("{change} at step {step:,}", change=told_values(change), step=change.step)


def told_values(change: RecipeChange) -> Sentence:
    """What was changed, and from what to what, without the step."""
    field = BY_NAME.get(change.field)
    values: list[Value] = [change.before, change.after]
    if field is not None:
        with suppress(KeyError, TypeError, ValueError):  # a stranger's change may hold anything
            values = [field.told(value) for value in values]
    name = change.field if field is None else field.label
    return Sentence("{name} {before} → {after}", name=name, before=values[0], after=values[1])


def told_longer(config: TrainingConfig, rate: float) -> Sentence:
    """What the schedule does in the epochs by which a training was made longer, at a learning rate before it."""
    planned, epochs = config.stages[-2:]
    values = {"rate": rate, "planned": planned, "epochs": epochs}
    if config.schedule == "constant":
        return Sentence("From epoch {planned:,} to {epochs:,} the learning rate stays at {rate:g}.", **values)
    if config.schedule == "linear":
        return Sentence(
            "After epoch {planned:,} the learning rate begins again at {rate:g}, and falls along a straight line to "
            "nothing at epoch {epochs:,}.",
            **values,
        )
    return Sentence(
        "After epoch {planned:,} the learning rate begins again at {rate:g}, and falls along half a cosine wave to "
        "nothing at epoch {epochs:,}.",
        **values,
    )


def changed(config: TrainingConfig, values: Mapping[str, Any]) -> TrainingConfig:
    """`config` with other values of some fields, by their names, called by the preset that it then is.

    Raises:
        ConfigError: if that makes an impossible configuration.
    """
    of_network = {name: value for name, value in values.items() if name in _OF_NETWORK}
    if "objective" in values:  # which decides it
        of_network["code"] = CODES.get(values["objective"], "plain")
        if of_network["code"] != "sparse":
            of_network["k"] = 0
    network = replace(config.network, **of_network)
    new = replace(config, network=network, **{name: values[name] for name in values.keys() - _OF_NETWORK})
    return replace(new, preset=preset_of(new))


def preset_of(config: TrainingConfig) -> str:
    """The preset whose network and recipe these are, on whatever data and machine and with any seed; or "custom".

    The precision is the machine's, as the device is: "auto" becomes what is fastest on it. A training that began from
    another network's weights is of no preset.
    """
    if config.origin is not None:
        return CUSTOM

    def recipe(of: TrainingConfig) -> list[Any]:
        return [field.of(of) for field in told(of) if field.of_preset and field.name != "precision"]

    return next((name for name, preset in PRESETS.items() if recipe(preset.config) == recipe(config)), CUSTOM)


def name_of(config: TrainingConfig) -> str:
    """What a recipe is called: its preset, or "512 → 2, rate 0.001", with what the rate was changed to meanwhile."""
    name = config.preset
    if name == CUSTOM:
        network = config.network
        sizes = [*(network.hidden_sizes or [network.image_shape.pixels]), network.latent_dim]
        if network.kind == "convolutional":
            sizes = [*network.channels, *network.hidden_sizes, network.latent_dim]
        name = " → ".join(map(str, sizes))
        if network.kind == "convolutional":
            name = Sentence("{name}, convolutional", name=name)
        if config.objective != "reconstruction":
            name = Sentence("{name}, {objective}", name=name, objective=_IN_NAMES[config.objective])
    if config.rate != config.learning_rate:
        rates = {"before": config.learning_rate, "after": config.rate}
        return Sentence("{name}, rate {before:g} → {after:g}", name=name, **rates)
    return name if config.preset != CUSTOM else Sentence("{name}, rate {rate:g}", name=name, rate=config.rate)


def named(config: TrainingConfig) -> TrainingConfig:
    """`config` with the name that is true of it; one that says it is of no preset of this version keeps its own."""
    return replace(config, preset=preset_of(config)) if config.preset in (CUSTOM, *PRESETS) else config
