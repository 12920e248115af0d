# TorchScript, written by hand: the same matrix product again and again.
class MatrixProduct(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  bfloat16 : bool

  # size float64 [] -> the two factors [size, size], filled with ones.
  def factors(self: __torch__.MatrixProduct, size: Tensor) -> Tuple[Tensor, Tensor]:
    n = int(size)
    left = torch.ones([n, n], dtype=6, device=ops.prim.device(size))
    if self.bfloat16:
      left = torch.to(left, 15)
    return (left, torch.clone(left))

  # Multiplies `times` times, float64 []; returns the product's first number, float32 [].
  def multiply(self: __torch__.MatrixProduct, times: Tensor, left: Tensor,
      right: Tensor) -> Tensor:
    product = left
    for i in range(int(times)):
      product = torch.matmul(left, right)
    return torch.to(torch.select(torch.select(product, 0, 0), 0, 0), 6)
