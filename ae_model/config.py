"""What to train and how: frozen dataclasses that validate themselves, and the presets.

Standard library only, so that a command line or a settings panel can read it at once. An impossible
configuration cannot be made: the constructors raise `ConfigError` with a sentence for the user.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import reduce
from itertools import pairwise
from math import prod
from typing import Any, Literal, Self, get_args

from ae_model.image_shape import MNIST_SHAPE, ImageShape
from ae_model.recipe_changes import RecipeChange, with_change
from ae_model.sentence import SaidError, Sentence

KindName = Literal["dense", "convolutional"]  # as in ae_model.kinds.KINDS
Activation = Literal["relu", "silu", "tanh"]
Output = Literal["sigmoid", "linear"]
Device = Literal["auto", "cpu", "cuda"]
Schedule = Literal["constant", "cosine", "linear"]
Precision = Literal["auto", "fp32", "tf32", "bf16"]
Objective = Literal["reconstruction", "denoising", "variational", "sparse"]
Code = Literal["plain", "gaussian", "sparse"]
Likelihood = Literal["bernoulli", "binarised", "gaussian"]
NoiseKind = Literal["gaussian", "masking", "salt-and-pepper"]

_KEPT_NOW = ("epochs", "beta", "device", "precision", "threads")  # fields that hold their newest value
MAX_PARAMETERS = 200_000_000
MAX_IMAGE_SIDE = 1024
MAX_HIDDEN_LAYERS = 16
MAX_MAP_NUMBERS = 2**23  # that a convolution makes of one image
LIMITS = {  # the lowest and the highest value of what is a whole number
    "epochs": (1, 100_000),
    "batch_size": (1, 1_000_000),
    "seed": (0, 2**63 - 1),
    "threads": (1, 1024),
}
KERNELS = (2, 9)
MAX_BETA = 1_000
CODES: dict[str, Code] = {"variational": "gaussian", "sparse": "sparse"}  # of objectives that take no plain one


class ConfigError(SaidError):
    """A configuration that nothing can be built from; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """The layers of an autoencoder: the decoder mirrors the encoder.

    Attributes:
        image_shape: of the images, which are grey.
        hidden_sizes: units of each hidden layer from the image to the code; none makes a linear network.
        latent_dim: units of the code.
        activation: between layers; a code has none, but for a sparse one.
        output: what the last layer of the decoder ends in.
        kind: of network, one of `ae_model.kinds`.
        code: "plain"; or "gaussian": of each image a normal distribution, whose mean is the code and whose
            log-variance a second head of the encoder gives (Kingma and Welling, 2014); or "sparse": none of its units
            is below 0, and of each image the `k` largest alone are kept (Makhzani and Frey, 2013).
        k: how many units of a sparse code are kept, and those as large as the last of them; 0 keeps all.
        channels: of a convolutional network: the feature maps of each convolution from the image on. Each halves height
            and width; the hidden layers stand between the last one and the code.
        kernel: of a convolutional network: height and width of the weights of each convolution.

    Raises:
        ConfigError: if the network is impossible or unreasonably large.
    """

    image_shape: ImageShape = MNIST_SHAPE
    hidden_sizes: tuple[int, ...] = (512,)
    latent_dim: int = 2
    activation: Activation = "relu"
    output: Output = "sigmoid"
    kind: KindName = "dense"
    channels: tuple[int, ...] = (16, 32)
    kernel: int = 3
    code: Code = "plain"
    k: int = 0

    def __post_init__(self) -> None:
        for side in (self.image_shape.height, self.image_shape.width):
            _require_integer(Sentence("The image side"), side, 1, MAX_IMAGE_SIDE)
        if (channels := self.image_shape.channels) != 1:
            raise ConfigError(
                "Images of {channels!r} channels need a newer Autoencoder Lab than this.", channels=channels
            )
        if len(self.hidden_sizes) > MAX_HIDDEN_LAYERS:
            count = len(self.hidden_sizes)
            raise ConfigError(
                "At most {most} hidden layers are possible, not {count}.", most=MAX_HIDDEN_LAYERS, count=count
            )
        for size in (*self.hidden_sizes, self.latent_dim):
            _require_integer(Sentence("The size of a layer"), size, 1)
        _require_choice(Sentence("The kind of network"), self.kind, get_args(KindName))
        _require_choice(Sentence("The activation"), self.activation, get_args(Activation))
        _require_choice(Sentence("The output"), self.output, get_args(Output))
        _require_choice(Sentence("The code"), self.code, get_args(Code))
        _require_integer(Sentence("The number of units kept"), self.k, 0, self.latent_dim)
        if self.k and self.code != "sparse":
            raise ConfigError("Some units alone are kept of a sparse code, and of no other.")
        self._require_convolutions()
        if self.parameter_count > MAX_PARAMETERS:
            raise ConfigError(
                "This network would have {count:,} parameters; at most {most:,} are possible.",
                count=self.parameter_count,
                most=MAX_PARAMETERS,
            )

    def _require_convolutions(self) -> None:
        if not 1 <= len(self.channels) <= MAX_HIDDEN_LAYERS:
            raise ConfigError(
                "The channels must be those of 1 to {most} convolutions, such as 16, 32; not of {count}.",
                most=MAX_HIDDEN_LAYERS,
                count=len(self.channels),
            )
        for channels in self.channels:
            _require_integer(Sentence("The number of channels"), channels, 1)
        _require_integer(Sentence("The size of the kernel"), self.kernel, *KERNELS)
        if self.kind == "dense":
            return
        if (count := len(self.maps) - 1) < len(self.channels):
            raise ConfigError(
                "Images of {shape} pixels can be halved {count} times, which is too few for {wanted} convolutions.",
                shape=self.image_shape,
                count=count,
                wanted=len(self.channels),
            )
        if (largest := max(map(prod, self.maps))) > MAX_MAP_NUMBERS:
            raise ConfigError(
                "A convolution would make {count:,} numbers of one image; at most {most:,} are possible.",
                count=largest,
                most=MAX_MAP_NUMBERS,
            )

    @property
    def maps(self) -> tuple[tuple[int, int, int], ...]:
        """Channels, height and width of the image and after each convolution: ((1, 28, 28), (16, 14, 14), ...).

        Those after which nothing is left to halve are missing.
        """
        shape, odd = self.image_shape, self.kernel % 2
        maps = [(1, shape.height, shape.width)]
        for channels in self.channels:
            _, *sides = maps[-1]
            height, width = ((side + odd) // 2 for side in sides)  # an odd kernel has its middle on each other pixel
            if max(sides) == 1 or min(height, width) < 1:
                break
            maps.append((channels, height, width))
        return tuple(maps)

    @property
    def padding(self) -> int:
        """Pixels of zeros that a convolution puts around its maps."""
        return (self.kernel - 1) // 2

    def left_over(self, small: Sequence[int], large: Sequence[int]) -> tuple[int, int]:
        """By how many pixels a map that is doubled again, by a transposed convolution, falls short of what it was."""
        height, width = (2 * (side - 1) + self.kernel - 2 * self.padding for side in small)
        return large[0] - height, large[1] - width

    @property
    def encoder_words(self) -> tuple[str, ...]:
        """What there is from the image to the code, both included: ("784", "512", "2"), ("28×28", "16×14×14", "2")."""
        if self.kind == "dense":
            return tuple(map(str, self.encoder_sizes))
        maps = ("×".join(map(str, sizes)) for sizes in self.maps[1:])
        return (str(self.image_shape), *maps, *map(str, (*self.hidden_sizes, self.latent_dim)))

    @property
    def layer_words(self) -> tuple[str, ...]:
        """The same from the image to the code and back to the image."""
        return (*self.encoder_words, *self.encoder_words[-2::-1])

    @property
    def encoder_sizes(self) -> tuple[int, ...]:
        """Units of the fully connected layers up to the code, beginning with what goes in: (784, 512, 2)."""
        inputs = self.image_shape.pixels if self.kind == "dense" else prod(self.maps[-1])
        return (inputs, *self.hidden_sizes, self.latent_dim)

    @property
    def decoder_sizes(self) -> tuple[int, ...]:
        """The same back from the code: (2, 512, 784)."""
        return self.encoder_sizes[::-1]

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        """The same to the code and back: (784, 512, 2, 512, 784)."""
        return (*self.encoder_sizes, *self.decoder_sizes[1:])

    @property
    def parameter_count(self) -> int:
        """Weights and biases of encoder and decoder together."""
        layers = [*pairwise(self.layer_sizes), *([self.encoder_sizes[-2:]] if self.code == "gaussian" else [])]
        count = sum(outputs * (inputs + 1) for inputs, outputs in layers)
        if self.kind == "convolutional":
            pairs = [(one[0], other[0]) for one, other in pairwise(self.maps)]
            count += sum(2 * one * other * self.kernel**2 + one + other for one, other in pairs)
        return count

    def to_dict(self) -> dict[str, Any]:
        """This configuration in JSON's types."""
        return asdict(self) | {"image_shape": self.image_shape.array_shape}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The configuration that `to_dict` wrote in this or an older version, after a trip through JSON too.

        Raises:
            ConfigError: if a field is of a newer version, or a value of the wrong type or impossible.
        """
        return cls(
            **_typed(cls, values, {"image_shape": _image_shape, "hidden_sizes": _integers, "channels": _integers})
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """The network that a training began from, in place of random weights.

    Attributes:
        name: in words: "deep-2d, epoch 80".
        fingerprint: of its weights, `Snapshot.fingerprint`.

    Raises:
        ConfigError: if they are not text.
    """

    name: str
    fingerprint: str

    def __post_init__(self) -> None:
        for text in (self.name, self.fingerprint):
            _require_text(Sentence("The network that a training began from"), text)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The origin that `TrainingConfig.to_dict` wrote."""
        return cls(**{"name": "", "fingerprint": ""} | _typed(cls, values, {}))


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """Everything that decides the numbers of a training run. The defaults are the notebook's recipe.

    Attributes:
        network: the layers to train; its image shape must be that of the data set.
        preset: name of the preset this was made from, or "custom".
        dataset: what `ae_model.datasets.load` takes: "mnist" or a folder.
        epochs: passes over the training images.
        batch_size: images a step; the last batch of an epoch may be smaller.
        learning_rate: of Adam; the highest one, where a schedule lowers it.
        schedule: "constant", or down to zero at the end: "cosine" along half a wave (Loshchilov and Hutter, 2017),
            "linear" along a straight line (Bergsma et al., 2025).
        warmup_epochs: over which the learning rate first rises, step by step, from zero.
        weight_decay: by how much of themselves times the learning rate the weights shrink each step, apart from the
            gradient (AdamW; Loshchilov and Hutter, 2019).
        seed: of the initial weights and of the shuffling.
        device: where to train; "auto" takes a CUDA GPU if there is one.
        precision: of the matrix products; weights, Adam and loss are always fp32. "auto" takes what is fastest on the
            device. "tf32" exists on GPUs alone.
        threads: of the CPU; "auto" takes what torch does, one a core, but no more than the process has cores to use, or
            than other programs leave it when the training begins.
        objective: what is minimised, one of `ae_model.objectives`.
        noise_kind: for "denoising": what is done to the pixels, as `ae_model.corruption` has it.
        noise: for "denoising": the standard deviation of Gaussian noise on the pixels, which are in [0, 1], or the
            share of pixels that other noise hits.
        likelihood: for "variational": what a pixel is drawn from, as `ae_model.objectives.variational` has it.
        beta: for "variational": how much the divergence from the prior counts, 1 being the evidence lower bound
            (Higgins et al., 2017).
        beta_warmup_epochs: over which beta first rises, step by step, from zero (Bowman et al., 2016).
        k_warmup_epochs: for "sparse": over which the number of units kept first falls, step by step, from all to `k`
            (Makhzani and Frey, 2013).
        l1: for "sparse": how much the sum of the code's numbers counts beside an image's squared error.
        origin: the network that it begins from; None if its first weights are drawn by the seed.
        changes: made while it trained, in their order. The learning rate is the first one all the same, as a schedule
            takes it; all other fields are as they are now.

    Raises:
        ConfigError: if a value is impossible.
    """

    network: NetworkConfig = field(default_factory=NetworkConfig)
    preset: str = "custom"
    dataset: str = "mnist"
    epochs: int = 20
    batch_size: int = 128
    learning_rate: float = 1e-3
    schedule: Schedule = "constant"
    warmup_epochs: int = 0
    weight_decay: float = 0.0
    seed: int = 0
    device: Device = "auto"
    precision: Precision = "fp32"
    threads: int | Literal["auto"] = "auto"
    objective: Objective = "reconstruction"
    noise_kind: NoiseKind = "gaussian"
    noise: float = 0.5
    likelihood: Likelihood = "bernoulli"
    beta: float = 1.0
    beta_warmup_epochs: int = 0
    k_warmup_epochs: int = 0
    l1: float = 0.1
    origin: Origin | None = None
    changes: tuple[RecipeChange, ...] = ()

    def __post_init__(self) -> None:
        _require_text(Sentence("The name of the preset"), self.preset)
        _require_text(Sentence("The name of the data set"), self.dataset)
        _require_integer(Sentence("The number of epochs"), self.epochs, *LIMITS["epochs"])
        _require_integer(Sentence("The batch size"), self.batch_size, *LIMITS["batch_size"])
        _require_integer(Sentence("The seed"), self.seed, *LIMITS["seed"])
        require_learning_rate(self.learning_rate)
        _require_choice(Sentence("The schedule"), self.schedule, get_args(Schedule))
        _require_integer(Sentence("The warm-up"), self.warmup_epochs, 0)
        _require_rising(self.stages)
        if self.warmup_epochs > self.stages[0]:
            raise ConfigError(
                "The warm-up of {epochs:,} epochs is longer than the training.", epochs=self.warmup_epochs
            )
        _require_choice(Sentence("The objective"), self.objective, get_args(Objective))
        _require_choice(Sentence("The kind of noise"), self.noise_kind, get_args(NoiseKind))
        for what, share in (
            (Sentence("The weight decay"), self.weight_decay),
            (Sentence("The noise"), self.noise),
            ("L1", self.l1),
        ):
            if not _is_number(share) or not 0 <= share <= 1:
                raise ConfigError("{what} must be a number from 0 to 1, not {value!r}.", what=what, value=share)
        self._require_variational()
        _require_choice(Sentence("The device"), self.device, get_args(Device))
        _require_choice(Sentence("The precision"), self.precision, get_args(Precision))
        if self.precision == "tf32" and self.device == "cpu":
            raise ConfigError("The precision tf32 exists on CUDA GPUs alone.")
        if self.threads != "auto":
            _require_integer(Sentence("The number of threads"), self.threads, *LIMITS["threads"])

    def _require_variational(self) -> None:
        _require_choice(Sentence("The likelihood"), self.likelihood, get_args(Likelihood))
        require_beta(self.beta)
        _require_integer(Sentence("The warm-up of beta"), self.beta_warmup_epochs, 0, LIMITS["epochs"][1])
        if (self.objective == "variational") != (self.network.code == "gaussian"):
            raise ConfigError("A variational training takes a network with a Gaussian code, and no other does.")
        _require_integer(Sentence("The warm-up of the units kept"), self.k_warmup_epochs, 0, LIMITS["epochs"][1])
        if (self.objective == "sparse") != (self.network.code == "sparse"):
            raise ConfigError("A sparse training takes a network with a sparse code, and no other does.")
        if self.objective == "variational" and self.likelihood != "gaussian" and self.network.output != "sigmoid":
            raise ConfigError("The likelihood {name} takes an output that ends in a sigmoid.", name=self.likelihood)

    @property
    def stages(self) -> tuple[int, ...]:
        """How many epochs were planned at first, and in all each time that it was to be trained longer."""
        return (*(change.before for change in self.changes if change.field == "epochs"), self.epochs)  # type: ignore[arg-type]

    @property
    def rate(self) -> float:
        """The learning rate in force, before the schedule."""
        rates = [change.after for change in self.changes if change.field == "learning_rate"]
        return float(rates[-1]) if rates else self.learning_rate

    def rate_factor(self, step: int, steps_per_epoch: int) -> float:
        """What the schedule makes of the learning rate at `step`, counted from 0 over the whole training: 0 to 1.

        A training that was to be longer goes on at a constant rate, or begins again at 1, and falls to zero.
        """
        warmup = self.warmup_epochs * steps_per_epoch
        if step < warmup:
            return (step + 1) / warmup
        if self.schedule == "constant":
            return 1.0
        begin, end = warmup, self.epochs * steps_per_epoch
        if self.changes:
            for end in (epochs * steps_per_epoch for epochs in self.stages):
                if step < end:
                    break
                begin = end
        if self.schedule == "linear":
            return (end - step) / (end - begin)
        return (1 + math.cos(math.pi * (step - begin) / (end - begin))) / 2

    def beta_at(self, step: int, steps_per_epoch: int) -> float:
        """What the warm-up makes of beta at `step`, counted from 0 over the whole training."""
        warmup = self.beta_warmup_epochs * steps_per_epoch
        return self.beta * min(1.0, (step + 1) / max(warmup, 1))

    def k_at(self, step: int, steps_per_epoch: int) -> int:
        """How many units of a sparse code are kept at `step`, counted from 0: each step of the fall is by one share."""
        warmup, units, k = self.k_warmup_epochs * steps_per_epoch, self.network.latent_dim, self.network.k
        return round(units * (k / units) ** (step / warmup)) if k and step < warmup else k

    def for_images(self, shape: ImageShape) -> Self:
        """The same recipe for a network that takes images of another shape."""
        return replace(self, network=replace(self.network, image_shape=shape))

    def with_changes(self, *changes: RecipeChange) -> Self:
        """This configuration after more changes of it, of "epochs" and where it trains if not of the learning rate.

        Raises:
            ConfigError: if a new value is impossible.
        """
        values = {change.field: change.after for change in changes if change.field in _KEPT_NOW}
        return replace(self, changes=reduce(with_change, changes, self.changes), **values)  # type: ignore[arg-type]

    def as_of(self, step: int) -> Self:
        """This configuration as it was after so many steps, when later changes had not been made."""
        later = [change for change in self.changes if change.step > step]
        values = {change.field: change.before for change in reversed(later) if change.field in _KEPT_NOW}
        try:
            return replace(self, changes=self.changes[: len(self.changes) - len(later)], **values)  # type: ignore[arg-type]
        except ConfigError:  # a stranger's changes need not fit together
            return self

    def to_dict(self) -> dict[str, Any]:
        """This configuration in JSON's types."""
        return asdict(self) | {"network": self.network.to_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """The configuration that `to_dict` wrote in this or an older version, after a trip through JSON too.

        Raises:
            ConfigError: if a field is of a newer version, or a value of the wrong type or impossible.
        """
        return cls(**_typed(cls, values, {"network": NetworkConfig.from_dict, "origin": _origin, "changes": _changes}))


def require_learning_rate(rate: float) -> None:
    """Accept a learning rate, before training or in the middle of it.

    Raises:
        ConfigError: if it is not a finite number above 0 and at most 10.
    """
    if not _is_number(rate) or not 0 < rate <= 10:
        raise ConfigError("The learning rate must be a number above 0 and at most 10, not {rate!r}.", rate=rate)


def require_beta(beta: float) -> None:
    """Accept a beta, before training or in the middle of it.

    Raises:
        ConfigError: if it is not a number from 0 to 1,000.
    """
    if not _is_number(beta) or not 0 <= beta <= MAX_BETA:
        raise ConfigError(
            "{beta} must be a number from 0 to {most:,}, not {value!r}.", beta="Beta", most=MAX_BETA, value=beta
        )


def cpu_name(config: TrainingConfig) -> Sentence:
    """What a CPU that trains is called, once it is known of how many threads and in which precision."""
    if config.threads == 1:
        return Sentence("CPU, 1 thread, {precision}", precision=config.precision)
    return Sentence("CPU, {threads} threads, {precision}", threads=config.threads, precision=config.precision)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _require_text(what: Sentence, value: object) -> None:
    if not isinstance(value, str):
        raise ConfigError("{what} must be text, not {value!r}.", what=what, value=value)


def _require_integer(what: Sentence, value: object, low: int, high: int | None = None) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < low or (high is not None and value > high):
        given = {"what": what, "low": low, "value": value}
        if high is None:
            raise ConfigError("{what} must be a whole number at least {low}, not {value!r}.", **given)
        raise ConfigError("{what} must be a whole number from {low} to {high:,}, not {value!r}.", high=high, **given)


def _require_choice(what: Sentence, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        names = ", ".join(choices)
        raise ConfigError("{what} must be one of {choices}, not {value!r}.", what=what, choices=names, value=value)


def _require_rising(stages: tuple[object, ...]) -> None:
    for epochs in stages:
        _require_integer(Sentence("The number of epochs"), epochs, *LIMITS["epochs"])
    if any(later <= earlier for earlier, later in pairwise(stages)):  # type: ignore[operator]
        raise ConfigError("A training can only be made longer than planned, not shorter.")


def _typed(cls: type, values: Mapping[str, Any], readers: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` as arguments of `cls`, with tuples and nested configurations made again from JSON's types.

    Files grow: a field that an older version did not write is left to its default, and a field that this version does
    not know is refused, since the numbers may depend on it.
    """
    if not isinstance(values, Mapping):
        name = type(values).__name__
        raise ConfigError("A configuration must be a table of names and values, not {type}.", type=name)
    unknown = sorted(map(str, set(values) - {f.name for f in fields(cls)}))
    if unknown:
        raise ConfigError(
            "The configuration has fields that only a newer Autoencoder Lab knows: {names}.", names=", ".join(unknown)
        )
    return {name: readers[name](value) if name in readers else value for name, value in values.items()}


def _integers(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise ConfigError("Sizes must be a list of whole numbers, not {value!r}.", value=value)
    return tuple(value)


def _origin(value: Any) -> Origin | None:
    return None if value is None else Origin.from_dict(value)


def _changes(value: object) -> tuple[RecipeChange, ...]:
    if not isinstance(value, list | tuple):
        raise ConfigError("Changes must be a list, not {value!r}.", value=value)
    try:
        return tuple(map(RecipeChange.from_dict, value))
    except SaidError as error:
        raise ConfigError(str(error)) from error


def _image_shape(value: object) -> ImageShape:
    sides = _integers(value)
    if len(sides) not in (2, 3):  # a third one counts the channels
        raise ConfigError("The image shape must be (height, width), not {shape}.", shape=sides)
    return ImageShape(*sides)


@dataclass(frozen=True, slots=True)
class Preset:
    """A named configuration, and the one line that says what it teaches."""

    teaches: Sentence
    config: TrainingConfig


def _preset(name: str, teaches: Sentence, config: TrainingConfig) -> tuple[str, Preset]:
    return name, Preset(teaches, replace(config, preset=name))


def _tuned(
    network: NetworkConfig, epochs: int, learning_rate: float, weight_decay: float = 0.0, **objective: Any
) -> TrainingConfig:
    """A recipe that warms up and cools down, in the precision that is fastest."""
    return TrainingConfig(
        network,
        epochs=epochs,
        learning_rate=learning_rate,
        schedule="cosine",
        warmup_epochs=1,
        weight_decay=weight_decay,
        precision="auto",
        **objective,
    )


def _variational(network: NetworkConfig, **recipe: Any) -> TrainingConfig:
    """A tuned recipe whose network has a Gaussian code."""
    return _tuned(replace(network, code="gaussian"), objective="variational", **recipe)


def _deep(latent_dim: int) -> NetworkConfig:
    """The layers of Hinton and Salakhutdinov (2006), which activations of today train without their pretraining."""
    return NetworkConfig(hidden_sizes=(1000, 500, 250), latent_dim=latent_dim, activation="silu")


def _convolutional(latent_dim: int, hidden_sizes: tuple[int, ...], **convolutions: Any) -> NetworkConfig:
    return NetworkConfig(
        hidden_sizes=hidden_sizes, latent_dim=latent_dim, activation="silu", kind="convolutional", **convolutions
    )


PRESETS: dict[str, Preset] = dict(
    [
        _preset(
            "linear-2d",
            Sentence("Linear, 2 numbers: without hidden layers and curves it finds the plane that PCA computes."),
            _tuned(NetworkConfig(hidden_sizes=(), latent_dim=2, output="linear"), epochs=20, learning_rate=2e-2),
        ),
        _preset(
            "seed-2d",
            Sentence("Simple, 2 numbers a digit: every digit becomes a point of a plane."),
            TrainingConfig(NetworkConfig(latent_dim=2), epochs=80),
        ),
        _preset(
            "seed-256d",
            Sentence("Simple, 256 numbers a digit: redraws digits well, but PCA does it better."),
            TrainingConfig(NetworkConfig(latent_dim=256), epochs=20),
        ),
        _preset(
            "tuned-2d",
            Sentence("Simple, 2 numbers, a rate that rises and then falls: a clearer plane from as many epochs."),
            _tuned(NetworkConfig(latent_dim=2), epochs=80, learning_rate=8e-3, weight_decay=0.01),
        ),
        _preset(
            "quick-2d",
            Sentence("Simple, 2 numbers, a high rate that falls: 13 epochs do what takes 80 at a rate that stays."),
            replace(
                _tuned(NetworkConfig(latent_dim=2), epochs=13, learning_rate=8e-3, weight_decay=0.01), schedule="linear"
            ),
        ),
        _preset(
            "tuned-256d",
            Sentence("Simple, 256 numbers, a rate that rises and then falls: the same network now beats PCA."),
            _tuned(NetworkConfig(latent_dim=256), epochs=20, learning_rate=4e-3),
        ),
        _preset(
            "deep-2d",
            Sentence("Deep, 2 numbers: what three hidden layers on each side make of so short a code."),
            _tuned(_deep(2), epochs=80, learning_rate=2e-3, weight_decay=0.05),
        ),
        _preset(
            "deep-30d",
            Sentence("Deep, 30 numbers: the network that made autoencoders famous in 2006, far ahead of PCA."),
            _tuned(_deep(30), epochs=40, learning_rate=3e-3, weight_decay=0.2),
        ),
        _preset(
            "denoising-32d",
            Sentence("Deep, 32 numbers: redraws noisy digits clean, so it has to know what a digit looks like."),
            _tuned(_deep(32), epochs=12, learning_rate=3e-3, weight_decay=0.05, objective="denoising"),
        ),
        _preset(
            "convolutional-2d",
            Sentence("Convolutional, 2 numbers: first layers look at a few pixels. About 8 s an epoch on two cores."),
            _tuned(
                _convolutional(2, (700, 350, 175), channels=(8, 16), kernel=4),
                epochs=70,
                learning_rate=3e-3,
                weight_decay=0.05,
            ),
        ),
        _preset(
            "convolutional-32d",
            Sentence("Convolutional, 32 numbers: equals a deep one of triple weight. About 7 s an epoch on two cores."),
            _tuned(_convolutional(32, (256,)), epochs=20, learning_rate=3e-3, weight_decay=0.05),
        ),
        _preset(
            "sparse-1000",
            Sentence("Sparse, 25 of 1,000 units fire at an image: strokes that digits are written with."),
            _tuned(
                NetworkConfig(hidden_sizes=(), latent_dim=1000, code="sparse", k=25),
                epochs=12,
                learning_rate=2e-3,
                objective="sparse",
                k_warmup_epochs=6,
                l1=0.0,
            ),
        ),
        _preset(
            "variational-2d",
            Sentence("Variational, 2 numbers: the codes gather around the middle, from where new digits are drawn."),
            _variational(_deep(2), epochs=50, learning_rate=2e-3, weight_decay=0.05),
        ),
        _preset(
            "variational-20d",
            Sentence("Variational, 20 numbers, black and white pixels: new digits that look written by hand."),
            _variational(_deep(20), epochs=15, learning_rate=2e-3, weight_decay=0.05, likelihood="binarised"),
        ),
        _preset(
            "variational-collapsed",
            Sentence("Variational, 20 numbers of which most die: beta is 20, and lowering it brings them back."),
            _variational(NetworkConfig(latent_dim=20), epochs=10, learning_rate=2e-3, beta=20.0),
        ),
    ]
)
DEFAULT_PRESET = "seed-2d"
