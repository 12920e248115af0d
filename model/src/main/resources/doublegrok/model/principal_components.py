# TorchScript, written by hand: principal components by a singular value decomposition.
#
# N points, D dimensions, K = min(N, D) components, by descending variance.
class PrincipalComponents(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # points float64 [N, D] -> coordinates [N, K], shares of the total variance [K]. The loading that
  # is largest in absolute value is positive. The mean of equal points that were float32 is exact in
  # float64, so what does not vary is exactly zero.
  def principal_components(self: __torch__.PrincipalComponents,
      points: Tensor) -> Tuple[Tensor, Tensor]:
    centred = torch.sub(points, torch.mean(points, [0], True))
    u, s, loadings = torch.linalg_svd(centred, False)  # [N, K], [K], [K, D]
    largest = torch.gather(loadings, 1, torch.argmax(torch.abs(loadings), 1, True))  # [K, 1]
    coordinates = torch.mul(u, torch.mul(s, torch.squeeze(torch.sign(largest), 1)))
    variances = torch.mul(s, s)
    return (coordinates, torch.div(variances, torch.clamp_min(torch.sum(variances), 1e-300)))
