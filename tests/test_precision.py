import pytest
import torch

from ae_model.steppers.precision import fp32_products


@pytest.mark.parametrize(("precision", "products"), [("fp32", "ieee"), ("tf32", "tf32"), ("bf16", "ieee")])
def test_a_gpu_multiplies_in_tf32_where_that_is_asked_for_alone_and_as_before_afterwards(precision, products):
    before = torch.backends.cuda.matmul.fp32_precision

    def fail() -> None:
        with fp32_products(precision):
            assert torch.backends.cuda.matmul.fp32_precision == products
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert torch.backends.cuda.matmul.fp32_precision == before
