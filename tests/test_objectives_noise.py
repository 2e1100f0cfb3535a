import torch

from ae_model.objectives.noise import Noise

IMAGES = torch.zeros(7, 2, 3)


def test_noise_is_standard_normal_in_the_shape_and_type_of_the_images():
    drawn = Noise(0).normal(torch.zeros(1_000, 28, 28, dtype=torch.float64))
    assert (drawn.shape, drawn.dtype) == ((1_000, 28, 28), torch.float64)
    assert abs(drawn.mean()) < 0.01 and abs(drawn.std() - 1) < 0.01


def test_uniform_noise_lies_evenly_between_0_and_1():
    drawn = Noise(0).uniform(torch.zeros(1_000, 28, 28, dtype=torch.float64))
    assert (drawn.shape, drawn.dtype) == ((1_000, 28, 28), torch.float64)
    assert drawn.min() >= 0 and drawn.max() < 1
    assert abs(drawn.mean() - 0.5) < 0.005 and abs(drawn.std() - 12**-0.5) < 0.005


def test_the_same_seed_draws_the_same_and_another_or_a_later_draw_does_not():
    noise = Noise(5)
    first = noise.normal(IMAGES)
    assert torch.equal(first, Noise(5).normal(IMAGES))
    assert not torch.equal(first, noise.normal(IMAGES))
    assert not torch.equal(first, Noise(6).normal(IMAGES))


def test_noise_is_not_what_the_first_weights_are_drawn_from():
    weights = torch.randn(IMAGES.shape, generator=torch.Generator().manual_seed(5))
    assert not torch.equal(Noise(5).normal(IMAGES), weights)


def test_processes_that_share_a_batch_draw_the_parts_of_what_one_draws_for_all():
    parts = []
    for first, count in ((0, 4), (4, 3)):
        noise = Noise(5)
        noise.share = len(IMAGES), first
        parts.append(noise.normal(IMAGES[:count]))
        following = noise.generator.get_state()
    alone = Noise(5)
    assert torch.equal(torch.cat(parts), alone.normal(IMAGES))
    assert torch.equal(following, alone.generator.get_state())


def test_what_is_drawn_to_warm_up_is_drawn_again():
    noise = Noise(5)
    with noise.unspent():
        rehearsed = noise.normal(IMAGES)
    assert torch.equal(rehearsed, noise.normal(IMAGES))
