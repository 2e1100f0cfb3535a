from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QScrollArea, QSpinBox, QToolButton, QWidget

from ae_gui.settings_panel import SettingsPanel
from ae_gui.widgets.rate_box import RateBox
from ae_model.config import PRESETS, ConfigError, NetworkConfig, TrainingConfig
from ae_model.image_shape import ImageShape

SEED_2D = PRESETS["seed-2d"].config
EVERYTHING_OTHER = TrainingConfig(
    NetworkConfig(ImageShape(28, 28), (1000, 500, 250), 30, "silu", "linear"),
    dataset="mnist",
    epochs=7,
    batch_size=64,
    learning_rate=3e-4,
    schedule="cosine",
    warmup_epochs=2,
    weight_decay=0.05,
    seed=2**62,
    device="cpu",
    precision="bf16",
    threads=3,
    objective="denoising",
    noise_kind="masking",
    noise=0.25,
)


@pytest.fixture
def panel(qtbot, theme):
    panel = SettingsPanel()
    qtbot.addWidget(panel)
    panel.resize(panel.width(), 610)
    panel.set_config(SEED_2D)
    panel.show()
    return panel


def control(panel, name):
    """The control that a screen reader calls `name`."""
    return next(widget for widget in panel.findChildren(QWidget) if widget.accessibleName() == name)


def write(qtbot, panel, name, text):
    """Replace the text of a control as a user does, and leave it with Enter."""
    widget = control(panel, name)
    line = widget if isinstance(widget, QLineEdit) else widget.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def choose(panel, name, text):
    box = control(panel, name)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def sentences(panel):
    return [label.text() for label in panel.findChildren(QLabel)]


@pytest.mark.parametrize("config", [SEED_2D, PRESETS["seed-256d"].config, EVERYTHING_OTHER])
def test_a_configuration_comes_back_as_it_was_shown(panel, config):
    panel.set_config(config)
    assert panel.config() == config
    assert panel.problem is None


def test_every_field_can_be_entered(qtbot, panel):
    write(qtbot, panel, "Hidden layers", "1000, 500,250")
    write(qtbot, panel, "Latent dimension", "30")
    choose(panel, "Activation", "SiLU")
    choose(panel, "Output", "Linear")
    write(qtbot, panel, "Epochs", "7")
    write(qtbot, panel, "Batch size", "64")
    write(qtbot, panel, "Learning rate", "3e-4")
    write(qtbot, panel, "Seed", str(2**62))
    choose(panel, "Schedule", "Cosine")
    choose(panel, "Device", "CPU")
    qtbot.mouseClick(control(panel, "More of the recipe"), Qt.MouseButton.LeftButton)
    write(qtbot, panel, "Warm-up epochs", "2")
    write(qtbot, panel, "Weight decay", "0.05")
    choose(panel, "Precision", "bf16")
    write(qtbot, panel, "Threads", "3")
    choose(panel, "Objective", "Denoising")
    choose(panel, "Kind of noise", "Masking")
    write(qtbot, panel, "Noise", "0.25")
    assert panel.config() == EVERYTHING_OTHER


def test_no_hidden_layers_make_a_linear_network(qtbot, panel):
    write(qtbot, panel, "Hidden layers", "")
    assert panel.config().network.hidden_sizes == ()


def test_the_summary_counts_layers_and_parameters(panel):
    count = SEED_2D.network.parameter_count
    assert f"784 → 512 → 2 → 512 → 784, {count:,}\u00a0parameters" in sentences(panel)


def test_a_preset_says_what_it_teaches(panel):
    for name, preset in PRESETS.items():
        choose(panel, "Preset", name)
        assert preset.teaches in sentences(panel)
        assert panel.config() == preset.config


def test_a_changed_preset_is_custom_until_it_is_changed_back(qtbot, panel):
    write(qtbot, panel, "Epochs", "81")
    assert panel.config().preset == "custom"
    assert control(panel, "Preset").currentText() == "custom"
    write(qtbot, panel, "Epochs", "80")
    assert panel.config().preset == "seed-2d"


def test_what_is_rarely_changed_comes_out_on_demand(qtbot, panel):
    more = control(panel, "More of the recipe")
    for shown in (True, False):
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
        for name in ("Warm-up epochs", "Weight decay", "Precision", "Threads"):
            assert control(panel, name).isVisible() == shown


def test_what_goes_ill_with_a_row_out_of_sight_brings_it_out(qtbot, panel):
    panel.set_config(EVERYTHING_OTHER)  # with two epochs of warm-up
    write(qtbot, panel, "Epochs", "1")
    assert "The warm-up of 2 epochs is longer" in panel.problem
    assert control(panel, "Warm-up epochs").isVisible()


def test_what_is_wrong_in_sight_leaves_the_rest_folded(qtbot, panel):
    for name in ("Hidden layers", "Learning rate", "Seed"):
        write(qtbot, panel, name, "x")
    assert not control(panel, "Warm-up epochs").isVisible()


def test_on_a_low_screen_what_comes_out_is_scrolled_to(qtbot, panel):
    def seen(widget):
        QApplication.processEvents()  # lays out what has just been shown
        return widget.visibleRegion().boundingRect() == widget.rect()

    panel.resize(panel.width(), 480)
    panel.set_config(EVERYTHING_OTHER)
    control(panel, "More of the recipe").click()
    qtbot.waitUntil(lambda: seen(control(panel, "Threads")))
    write(qtbot, panel, "Epochs", "1")
    reason = next(label for label in panel.findChildren(QLabel) if label.text() == panel.problem)
    qtbot.waitUntil(lambda: seen(reason))


def test_the_tab_key_goes_down_the_panel(qtbot, panel):
    control(panel, "More of the recipe").setChecked(True)
    choose(panel, "Objective", "Denoising")
    first = widget = control(panel, "Preset")
    visited = []
    while not visited or widget is not first:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.accessibleName() and widget.isVisible():
            visited.append(widget)
        widget = widget.nextInFocusChain()
    assert len(visited) == 22
    places = [w.rect().translated(w.mapTo(panel, QPoint())) for w in visited]
    assert all(b.top() > a.bottom() or b.left() > a.right() for a, b in pairwise(places))


def test_noise_is_asked_for_by_the_objective_that_has_any(panel):
    assert not control(panel, "Noise").isVisible() and not control(panel, "Kind of noise").isVisible()
    choose(panel, "Objective", "Denoising")
    assert control(panel, "Noise").isVisible()
    choose(panel, "Kind of noise", "Salt and pepper")
    config = panel.config()
    assert (config.objective, config.noise_kind, config.noise) == ("denoising", "salt-and-pepper", 0.5)


def test_automatic_threads_and_no_warm_up_are_words(panel):
    assert control(panel, "Threads").text() == "Automatic"
    assert control(panel, "Warm-up epochs").text() == "None"
    assert panel.config().threads == "auto"


def test_a_recipe_that_auto_was_replaced_in_keeps_the_name_of_its_preset(panel):
    """As a duplicated run is."""
    panel.set_config(replace(PRESETS["tuned-2d"].config, device="cpu", precision="fp32", threads=2))
    assert control(panel, "Preset").currentText() == panel.config().preset == "tuned-2d"


def test_seed_device_threads_precision_and_data_set_do_not_belong_to_a_preset(qtbot, panel):
    choose(panel, "Precision", "bf16")
    write(qtbot, panel, "Seed", "5")
    choose(panel, "Device", "CPU")
    control(panel, "Threads").setValue(2)
    panel.set_dataset("/somewhere/letters", ImageShape(16, 16), (800, 200))
    assert panel.config().preset == "seed-2d"
    choose(panel, "Preset", "seed-256d")
    config = panel.config()
    assert (config.preset, config.seed, config.device, config.threads) == ("seed-256d", 5, "cpu", 2)
    assert (config.dataset, config.network.image_shape) == ("/somewhere/letters", ImageShape(16, 16))


def test_custom_is_a_description_and_not_a_choice(panel):
    box = control(panel, "Preset")
    assert not box.model().item(box.findText("custom")).isEnabled()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Hidden layers", "512, many", "Hidden layers are whole numbers"),
        ("Hidden layers", "0", "must be a whole number at least 1"),
        ("Hidden layers", "1000000000", "parameters; at most"),
        ("Hidden layers", "8 " * 17, "At most 16 hidden layers"),
        ("Learning rate", "-1", "The learning rate must be a number above 0"),
        ("Learning rate", "nan", "The learning rate must be a number above 0"),
        ("Learning rate", "fast", "The learning rate must be a number, such as"),
        ("Learning rate", "", "The learning rate must be a number, such as"),
        ("Weight decay", "2", "The weight decay must be a number from 0 to 1"),
        ("Weight decay", "some", "The weight decay must be a number, such as"),
        ("Warm-up epochs", "81", "The warm-up of 81 epochs is longer than the training"),
        ("Seed", "-3", "The seed must be a whole number"),
        ("Seed", "x", "The seed must be a whole number"),
    ],
)
def test_what_is_impossible_is_refused_with_a_sentence_in_the_panel(qtbot, panel, name, text, sentence):
    control(panel, "More of the recipe").setChecked(True)
    write(qtbot, panel, name, text)
    with pytest.raises(ConfigError, match=sentence):
        panel.config()
    assert sentence in panel.problem
    assert sum(sentence in words for words in sentences(panel)) == 1


def test_the_sentence_goes_when_the_mistake_is_mended(qtbot, panel):
    for name, wrong, right in (("Hidden layers", "x", "512"), ("Learning rate", "x", "0.001")):
        before = sentences(panel)
        write(qtbot, panel, name, wrong)
        assert sentences(panel) != before
        write(qtbot, panel, name, right)
        assert sentences(panel) == before


def test_images_too_large_for_the_network_are_a_problem_and_no_crash(panel):
    panel.set_dataset("/somewhere/photographs", ImageShape(1024, 1024), (100, 10))
    assert "parameters; at most" in panel.problem


def test_every_edit_is_told(qtbot, panel):
    for name, text in (("Hidden layers", "64"), ("Latent dimension", "3"), ("Epochs", "9"), ("Learning rate", "0.1")):
        with qtbot.waitSignal(panel.config_changed):
            write(qtbot, panel, name, text)
    with qtbot.waitSignal(panel.config_changed):
        choose(panel, "Output", "Linear")


def test_a_learning_rate_is_told_once_it_is_entered_and_not_while_it_is_typed(qtbot, panel):
    told = []
    panel.learning_rate_changed.connect(told.append)
    write(qtbot, panel, "Learning rate", "3e-4")
    write(qtbot, panel, "Learning rate", "3e-4")
    write(qtbot, panel, "Learning rate", "much")
    assert told == [3e-4]


def test_the_arrows_of_the_learning_rate_tell_it_at_once(qtbot, panel):
    with qtbot.waitSignal(panel.learning_rate_changed) as told:
        qtbot.keyClick(control(panel, "Learning rate"), Qt.Key.Key_Up)
    assert told.args == [2e-3]


def test_of_a_variational_training_beta_can_be_changed_too_and_is_told(qtbot, panel):
    panel.set_config(PRESETS["variational-2d"].config)
    panel.set_training(True)
    assert control(panel, "Beta").isEnabled() and not control(panel, "Likelihood").isEnabled()
    with qtbot.waitSignal(panel.beta_changed) as told, qtbot.assertNotEmitted(panel.learning_rate_changed):
        write(qtbot, panel, "Beta", "0.5")
    assert told.args == [0.5]


def test_the_objective_decides_which_fields_there_are_and_what_code_the_network_has(panel):
    of_it = ("Likelihood", "Beta", "Warm-up of beta")
    assert all(control(panel, name).isHidden() for name in of_it)
    choose(panel, "Objective", "Variational")
    assert not any(control(panel, name).isHidden() for name in of_it)
    assert panel.config().network.code == "gaussian"
    count = f"{panel.config().network.parameter_count:,}"
    assert any(count in label.text() for label in panel.findChildren(QLabel))
    choose(panel, "Objective", "Reconstruction")
    assert panel.config() == SEED_2D


def test_a_sparse_objective_has_its_fields_and_its_code(panel):
    of_it = "Units kept", "L1", "Warm-up of units"
    assert all(control(panel, name).isHidden() for name in of_it)
    choose(panel, "Objective", "Sparse")
    assert not any(control(panel, name).isHidden() for name in of_it)
    assert (panel.config().network.code, panel.config().network.k) == ("sparse", 0)
    choose(panel, "Objective", "Reconstruction")
    assert panel.config() == SEED_2D


def test_presets_are_sorted_into_families_whose_names_are_no_choice(panel):
    box = control(panel, "Preset")
    names = [box.itemText(row) for row in range(box.count()) if not box.model().item(row).isEnabled()]
    assert names == ["Reconstruction", "Denoising", "Convolutional", "Sparse", "Variational", "custom"]
    entries = [box.itemText(row) for row in range(box.count())]
    assert entries.index("Denoising") < entries.index("denoising-32d") < entries.index("Variational")


def test_the_kind_decides_which_fields_there_are_and_shapes_and_parameters_are_shown_as_one_types(qtbot, panel):
    assert not control(panel, "Channels").isVisible()
    choose(panel, "Kind", "Convolutional")
    assert control(panel, "Channels").isVisible() and control(panel, "Kernel").isVisible()
    write(qtbot, panel, "Channels", "8, 16, 4")
    write(qtbot, panel, "Kernel", "5")
    network = replace(SEED_2D.network, kind="convolutional", channels=(8, 16, 4), kernel=5)
    assert panel.config().network == network
    layers = "28×28 → 8×14×14 → 16×7×7 → 4×4×4 → 512 → 2 → 512 → 4×4×4 → 16×7×7 → 8×14×14 → 28×28"
    assert f"{layers}, {network.parameter_count:,}\u00a0parameters" in sentences(panel)
    choose(panel, "Kind", "Fully connected")
    assert panel.config() == SEED_2D


@pytest.mark.parametrize(
    ("channels", "sentence"),
    [
        ("8, 8, 8, 8, 8, 8", "Images of 28×28 pixels can be halved 5 times, which is too few for 6 convolutions."),
        ("", "The channels must be those of 1 to 16 convolutions, such as 16, 32; not of 0."),
        ("16, many", "Channels are whole numbers, one for each convolution, such as 16, 32."),
        ("100000", "A convolution would make 19,600,000 numbers of one image; at most 8,388,608 are possible."),
    ],
)
def test_no_impossible_convolutions_can_be_entered(qtbot, panel, channels, sentence):
    choose(panel, "Kind", "Convolutional")
    write(qtbot, panel, "Channels", channels)
    assert panel.problem == sentence
    assert sentence in sentences(panel)


def test_a_configuration_shown_by_the_window_is_no_entry_of_the_users(qtbot, panel):
    with qtbot.assertNotEmitted(panel.learning_rate_changed):
        panel.set_config(replace(SEED_2D, learning_rate=0.5))
        qtbot.keyClick(control(panel, "Learning rate"), Qt.Key.Key_Return)


def test_while_it_trains_the_learning_rate_alone_can_be_changed(panel):
    panel.set_training(True)
    kinds = (QComboBox, QSpinBox, QLineEdit, QToolButton, RateBox)
    named = [w for kind in kinds for w in panel.findChildren(kind) if w.accessibleName()]
    assert {w.accessibleName() for w in named if w.isEnabled() and not w.isHidden()} == {
        "Learning rate",
        "More of the recipe",
    }
    panel.set_training(False)
    assert all(w.isEnabled() for w in named)


def test_the_data_set_that_is_loaded_is_named_and_counted(panel):
    panel.set_dataset("/somewhere/letters", ImageShape(16, 20), (26_000, 2_600))
    assert control(panel, "Data set").currentText() == "letters"
    assert "26,000 training and 2,600 test images of 16\u00a0×\u00a020 pixels" in sentences(panel)
    assert panel.config().dataset == "/somewhere/letters"
    assert panel.config().network.encoder_sizes[0] == 320


def test_a_folder_is_asked_for_and_the_loaded_data_set_stays_chosen(qtbot, panel):
    with qtbot.waitSignal(panel.dataset_folder_requested):
        choose(panel, "Data set", "Open folder…")
    with qtbot.waitSignal(panel.dataset_file_requested):
        choose(panel, "Data set", "Open file…")
    assert control(panel, "Data set").currentText() == "MNIST"


def test_mnist_can_be_asked_for_again(qtbot, panel):
    panel.set_dataset("/somewhere/letters", ImageShape(16, 20), (26_000, 2_600))
    with qtbot.waitSignal(panel.mnist_requested):
        choose(panel, "Data set", "MNIST")
    assert control(panel, "Data set").currentText() == "letters"


def test_choosing_what_is_loaded_asks_for_nothing(qtbot, panel):
    with qtbot.assertNotEmitted(panel.mnist_requested), qtbot.assertNotEmitted(panel.dataset_folder_requested):
        choose(panel, "Data set", "MNIST")


def test_the_gpu_can_be_chosen_only_where_there_is_one(panel):
    box = control(panel, "Device")
    item = box.model().item(box.findData("cuda"))
    assert not item.isEnabled()
    assert "No CUDA GPU" in item.toolTip()
    panel.set_cuda_available(True, "NVIDIA H100")
    assert item.isEnabled()
    assert item.toolTip() == "NVIDIA H100"


def test_tf32_can_be_chosen_only_where_there_is_a_gpu(panel):
    box = control(panel, "Precision")
    item = box.model().item(box.findData("tf32"))
    assert not item.isEnabled()
    panel.set_cuda_available(True, "NVIDIA H100")
    assert item.isEnabled()


def test_the_dice_draw_another_seed(qtbot, panel):
    qtbot.mouseClick(control(panel, "New seed"), Qt.MouseButton.LeftButton)
    first = panel.config().seed
    qtbot.mouseClick(control(panel, "New seed"), Qt.MouseButton.LeftButton)
    assert panel.problem is None
    assert panel.config().seed != first


def test_a_network_larger_than_the_panel_offers_is_shown_as_it_is(panel):
    large = replace(SEED_2D, network=NetworkConfig(latent_dim=5_000))
    panel.set_config(large)
    assert panel.config().network.latent_dim == 5_000


def test_the_panel_fits_a_low_screen_without_scrolling(panel):
    panel.grab()
    assert panel.findChild(QScrollArea).verticalScrollBar().maximum() == 0
    assert 260 <= panel.width() <= 300


def test_every_control_has_a_name_and_a_tooltip(panel):
    for kind in (QComboBox, QSpinBox, QToolButton, RateBox):
        for widget in panel.findChildren(kind):
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget


def test_where_nothing_can_be_trained_the_panel_says_why_and_another_data_set_can_still_be_opened(panel):
    panel.say_why_not_to_train("There is no engine.")

    assert "There is no engine." in [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert not control(panel, "Epochs").isEnabled()
    assert not control(panel, "Learning rate").isEnabled()
    assert control(panel, "Data set").isEnabled()
