import pytest
import torch

from ae_model.steppers.precision import fp32_products


@pytest.mark.parametrize(("precision", "products"), [("fp32", "ieee"), ("tf32", "tf32"), ("bf16", "ieee")])
def test_a_gpu_multiplies_in_tf32_where_that_is_asked_for_alone_and_as_before_afterwards(precision, products):
    parts = torch.backends.cuda.matmul, torch.backends.cudnn.conv
    before = [part.fp32_precision for part in parts]

    def fail() -> None:
        with fp32_products(precision):
            assert [part.fp32_precision for part in parts] == [products, products]
            assert torch.backends.cudnn.deterministic
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [part.fp32_precision for part in parts] == before
    assert not torch.backends.cudnn.deterministic
