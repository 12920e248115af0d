# TorchScript, written by hand: linear attention (Ahn et al. 2023, arXiv 2306.00297, section 2) and
# its training step.
#
# S sequences, T positions, A counted positions (queries), I = D + 1 inputs of a position, L blocks.
#
# What it is shown are rows (x, y), float [S, T, I], y last. Each query sees the rows before it,
# and its own without y. Its answer is minus the y that its row has after the last block: a block
# adds to y what a step of gradient descent takes from the example's residual.
#
# All parameters are one flat vector `weights`: the matrices Q [D, D] of all blocks, then P [D, D],
# unless these are 0 (`sparse`).
#
# step, gradient, loss, identifiers and adamw are those of transformer.py, which are put behind.
class LinearAttention(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  tokens : bool
  inputs : int
  outputs : int
  squared : bool
  sparse : bool
  clip : float
  piece_bytes : int
  learning_rate : float
  weight_decay : float
  beta1 : float
  beta2 : float
  epsilon : float

  # answers int64 [A] -> outputs [S, A, 1].
  def forward(self: __torch__.LinearAttention, values: Tensor, answers: Tensor,
      weights: Tensor) -> Tensor:
    z, past, count = self.read(values, answers, weights)
    for layer in range(self.layers):
      z, mixed = self.block(layer, z, past, count, weights)
    own = torch.expand(torch.view(answers, [1, -1, 1]), [torch.size(z, 0), -1, 1])
    return torch.neg(torch.gather(torch.select(z, 3, self.inputs - 1), 2, own))

  # What the model computes on its way to the answer of the last position, for all of them ->
  # attention [L, S, 1, T, T], no probabilities here, and what it mixes and the rows after each
  # block [L, S, T, I].
  def activations(self: __torch__.LinearAttention, values: Tensor,
      weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    d = self.inputs - 1
    places = torch.arange(torch.size(values, 1), device=ops.prim.device(values))
    z, past, count = self.read(values, torch.slice(places, 0, -1), weights)
    matrices = torch.view(weights, [-1, d, d])
    attention = annotate(List[Tensor], [])
    heads = annotate(List[Tensor], [])
    outputs = annotate(List[Tensor], [])
    for layer in range(self.layers):
      x = torch.slice(z, 3, 0, d)  # [S, 1, T, D]
      keys = torch.transpose(torch.mul(x, past), 2, 3)
      scores = torch.matmul(torch.matmul(x, torch.select(matrices, 0, layer)), keys)
      attention = torch.add(attention, [torch.div(scores, count)])
      z, mixed = self.block(layer, z, past, count, weights)
      heads = torch.add(heads, [torch.squeeze(mixed, 1)])
      outputs = torch.add(outputs, [torch.squeeze(z, 1)])
    return (torch.stack(attention), torch.stack(heads), torch.stack(outputs))

  # Rows as each query is shown them [S, A, T, I], which are its examples [A, T, 1], 0 or 1, and how
  # many, at least 1 [A, 1, 1].
  def read(self: __torch__.LinearAttention, values: Tensor, answers: Tensor,
      weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    d = self.inputs - 1
    rows = torch.unsqueeze(torch.to(values, ops.prim.dtype(weights)), 1)  # [S, 1, T, I]
    places = torch.arange(torch.size(values, 1), device=ops.prim.device(values))
    before = torch.lt(torch.unsqueeze(places, 0), torch.unsqueeze(answers, 1))
    past = torch.unsqueeze(torch.to(before, ops.prim.dtype(weights)), 2)
    count = torch.to(torch.clamp_min(answers, 1), ops.prim.dtype(weights))
    x = torch.expand(torch.slice(rows, 3, 0, d), [-1, torch.size(answers, 0), -1, -1])
    y = torch.mul(torch.slice(rows, 3, d), past)
    return (torch.cat([x, y], 3), past, torch.view(count, [-1, 1, 1]))

  # One block: rows before it, and what else read() tells -> rows after it, and what they mix of
  # the examples' before P, both [S, A, T, I].
  def block(self: __torch__.LinearAttention, layer: int, z: Tensor, past: Tensor, count: Tensor,
      weights: Tensor) -> Tuple[Tensor, Tensor]:
    d = self.inputs - 1
    matrices = torch.view(weights, [-1, d, d])
    x = torch.slice(z, 3, 0, d)
    examples = torch.mul(z, past)
    keys = torch.transpose(torch.slice(examples, 3, 0, d), 2, 3)
    moments = torch.div(torch.matmul(keys, examples), count)  # [S, A, D, I]
    mixed = torch.matmul(torch.matmul(x, torch.select(matrices, 0, layer)), moments)
    y = torch.add(torch.slice(z, 3, d), torch.slice(mixed, 3, d))
    if not self.sparse:
      p = torch.select(matrices, 0, self.layers + layer)
      x = torch.add(x, torch.matmul(torch.slice(mixed, 3, 0, d), torch.transpose(p, 0, 1)))
    return (torch.cat([x, y], 3), mixed)

  # How many equal pieces a batch is cut into: so many that the rows of one have at most
  # `piece_bytes`. It depends on the shape alone, so that the sums are the same in every run.
  def pieces(self: __torch__.LinearAttention, sequences: int, positions: int, weights: int) -> int:
    bytes = 4 * sequences * positions * self.inputs
    count = 1
    while bytes > self.piece_bytes * count and sequences % (2 * count) == 0:
      count = 2 * count
    return count

  # One optimizer step, in place: AdamW of the gradient, of which each matrix is cut to `clip`.
  def update(self: __torch__.LinearAttention, gradient: Tensor, schedule: Tensor, weights: Tensor,
      first: Tensor, second: Tensor) -> None:
    d = self.inputs - 1
    factor = float(torch.select(schedule, 0, 0))
    step = float(torch.select(schedule, 0, 1))
    matrices = torch.view(gradient, [-1, d * d])
    norms = torch.linalg_vector_norm(matrices, 2, [1], True)
    kept = torch.clamp_max(torch.mul(torch.reciprocal(norms), self.clip), 1.)
    self.adamw(torch.flatten(torch.mul(matrices, kept)), factor, step, self.weight_decay, weights,
        first, second)
    return None
