import numpy as np

from ae_model.kinds.connected import activated, outputs, sigmoid

ARRAYS = {"a.weight": [[1, 0], [0, -1], [1, 1]], "a.bias": [0, 1, 0], "b.weight": [[1, 1, 1]], "b.bias": [-2]}
ARRAYS = {name: np.array(array, np.float32) for name, array in ARRAYS.items()}


def test_each_layer_is_its_weights_times_what_the_one_before_answers_and_the_last_has_no_activation():
    hidden, last = outputs(ARRAYS, ["a", "b"], np.array([[1, 3], [-1, 0]], np.float32), "relu")
    np.testing.assert_array_equal(hidden, [[1, 0, 4], [0, 1, 0]])
    np.testing.assert_array_equal(last, [[3], [-1]])


def test_the_activations_are_those_of_their_names():
    values = np.linspace(-8, 8, 33, dtype=np.float32)
    np.testing.assert_allclose(sigmoid(values), 1 / (1 + np.exp(-values)), atol=1e-6)
    np.testing.assert_allclose(activated(values.copy(), "silu"), values / (1 + np.exp(-values)), atol=1e-5)
    np.testing.assert_array_equal(activated(values.copy(), "tanh"), np.tanh(values))
    np.testing.assert_array_equal(activated(values.copy(), "relu"), np.maximum(values, 0))


def test_a_sigmoid_of_large_numbers_is_computed_in_silence():
    np.testing.assert_array_equal(sigmoid(np.array([-1e30, 1e30], np.float32)), [0, 1])
