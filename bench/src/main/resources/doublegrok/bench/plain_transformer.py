# TorchScript, written by hand: the training step of transformer.py as a person would write it in
# plain PyTorch, to compare with. Every position is computed, attention is PyTorch's own, and so is
# the optimizer: its fused AdamW; or, for the hidden matrices, Muon, one matrix after the other.
#
# S sequences, T tokens of a block, A answers, D width, H heads, E = D / H, F = MLP factor,
# V vocabulary, L layers.
#
# Each parameter is a tensor of its own: of every layer query, key, value and output [D, D]; of every
# layer MLP in [FD, D]; of every layer MLP out [D, FD]; embedding [V, D]; head [V, D] unless tied; of
# every layer the scales and shifts of both LayerNorms, and those of the last.
class PlainTransformer(Module):
  __parameters__ = []
  __buffers__ = ["rotation", ]
  training : bool
  layers : int
  width : int
  heads : int
  tied : bool
  gelu : bool
  learning_rate : float
  weight_decay : float
  beta1 : float
  beta2 : float
  epsilon : float
  muon : bool
  muon_learning_rate : float
  muon_momentum : float
  muon_weight_decay : float
  rotation : Tensor

  # One training step; weights and moments change in place. `steps` counts for each parameter, as
  # PyTorch's optimizers do. `factor` is float64 [], of the peak rates. Returns float64 [2]: mean loss
  # in nats and norm of the gradient, both before the update.
  #
  # Hidden matrices, embedding and head, and vectors are lists of their own, as the optimizers take
  # them: were they cut out here, PyTorch would not see that they change, and would leave the update
  # out.
  def step(self: __torch__.PlainTransformer, tokens: Tensor, answers: Tensor, factor: Tensor,
      hidden: List[Tensor], hidden_first: List[Tensor], hidden_second: List[Tensor],
      hidden_steps: List[Tensor], matrices: List[Tensor], matrices_first: List[Tensor], matrices_second: List[Tensor],
      matrices_steps: List[Tensor], vectors: List[Tensor], vectors_first: List[Tensor],
      vectors_second: List[Tensor], vectors_steps: List[Tensor]) -> Tensor:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    weights = torch.add(torch.add(hidden, matrices), vectors)
    leaves = annotate(List[Tensor], [])
    for i in range(len(weights)):
      leaves = torch.add(leaves, [torch.requires_grad_(torch.detach(weights[i]), True)])
    logits = self.forward(tokens, leaves)  # [S, T - 1, V]
    predicted = torch.index_select(logits, 1, torch.sub(answers, 1))
    targets = torch.to(torch.index_select(tokens, 1, answers), 4)  # [S, A]
    loss = torch.cross_entropy_loss(
        torch.flatten(predicted, 0, 1), torch.flatten(targets), None, 1, -100, 0.)
    slopes = torch.autograd.grad([loss], leaves)
    torch.set_grad_enabled(before)
    gradients = annotate(List[Tensor], [])
    norms = annotate(List[Tensor], [])
    for i in range(len(weights)):
      gradient = unchecked_cast(Tensor, slopes[i])
      gradients = torch.add(gradients, [gradient])
      norms = torch.add(norms, [torch.linalg_vector_norm(gradient)])
    rate = self.learning_rate * float(factor)
    inner = torch.slice(gradients, 0, len(hidden))
    if self.muon:
      self.muon_update(self.muon_learning_rate * float(factor), inner, hidden, hidden_first)
    else:
      self.adamw(rate, self.weight_decay, inner, hidden, hidden_first, hidden_second, hidden_steps)
    count = len(hidden) + len(matrices)
    self.adamw(rate, self.weight_decay, torch.slice(gradients, len(hidden), count), matrices,
        matrices_first, matrices_second, matrices_steps)
    self.adamw(rate, 0., torch.slice(gradients, count), vectors, vectors_first, vectors_second,
        vectors_steps)
    norm = torch.linalg_vector_norm(torch.stack(norms))
    return torch.to(torch.stack([torch.detach(loss), norm]), 7)

  # tokens uint8 [S, T] -> logits [S, T - 1, V]; the last column of tokens is never read.
  def forward(self: __torch__.PlainTransformer, tokens: Tensor, weights: List[Tensor]) -> Tensor:
    l = self.layers
    seen = torch.to(torch.slice(tokens, 1, 0, -1), 4)
    x = torch.embedding(weights[6 * l], seen)  # [S, T - 1, D]
    table = torch.slice(torch.to(self.rotation, ops.prim.dtype(x)), 0, 0, torch.size(x, 1))
    cosine = torch.select(table, 2, 0)
    sine = torch.select(table, 2, 1)
    n = 6 * l + 1
    if not self.tied:
      n = n + 1
    for i in range(l):
      x = torch.add(x, self.attention(i, self.norm(x, n + 4 * i, weights), cosine, sine, weights))
      x = torch.add(x, self.mlp(i, self.norm(x, n + 4 * i + 2, weights), weights))
    return torch.linear(self.norm(x, n + 4 * l, weights), weights[n - 1])

  # LayerNorm with scale weights[at] and shift weights[at + 1].
  def norm(self: __torch__.PlainTransformer, x: Tensor, at: int, weights: List[Tensor]) -> Tensor:
    return torch.layer_norm(x, [self.width], weights[at], weights[at + 1])

  # x [S, T, D] -> [S, T, D].
  def attention(self: __torch__.PlainTransformer, layer: int, x: Tensor, cosine: Tensor,
      sine: Tensor, weights: List[Tensor]) -> Tensor:
    query = self.split(torch.linear(x, weights[4 * layer]))
    key = self.split(torch.linear(x, weights[4 * layer + 1]))
    value = self.split(torch.linear(x, weights[4 * layer + 2]))
    mixed = torch.scaled_dot_product_attention(
        self.rotate(query, cosine, sine), self.rotate(key, cosine, sine), value, None, 0., True)
    return torch.linear(torch.flatten(torch.transpose(mixed, 1, 2), 2), weights[4 * layer + 3])

  # [S, T, D] -> [S, H, T, E].
  def split(self: __torch__.PlainTransformer, x: Tensor) -> Tensor:
    shape = [torch.size(x, 0), torch.size(x, 1), self.heads, -1]
    return torch.transpose(torch.view(x, shape), 1, 2)

  # Rotary position embedding of neighbouring pairs. x [S, H, T, E], cosine and sine [T, E / 2].
  def rotate(self: __torch__.PlainTransformer, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    even = torch.slice(x, 3, 0, 9223372036854775807, 2)
    odd = torch.slice(x, 3, 1, 9223372036854775807, 2)
    turned = [torch.sub(torch.mul(even, cosine), torch.mul(odd, sine)),
        torch.add(torch.mul(even, sine), torch.mul(odd, cosine))]
    return torch.flatten(torch.stack(turned, -1), 3)

  # x [S, T, D] -> [S, T, D].
  def mlp(self: __torch__.PlainTransformer, layer: int, x: Tensor,
      weights: List[Tensor]) -> Tensor:
    hidden = torch.linear(x, weights[4 * self.layers + layer])
    if self.gelu:
      hidden = torch.gelu(hidden)
    else:
      hidden = torch.relu(hidden)
    return torch.linear(hidden, weights[5 * self.layers + layer])

  # PyTorch's own AdamW, in place.
  def adamw(self: __torch__.PlainTransformer, rate: float, decay: float,
      gradients: List[Tensor], weights: List[Tensor], first: List[Tensor], second: List[Tensor],
      steps: List[Tensor]) -> None:
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(weights, gradients, first, second, annotate(List[Tensor], []), steps,
        lr=rate, beta1=self.beta1, beta2=self.beta2, weight_decay=decay, eps=self.epsilon,
        amsgrad=False, maximize=False)
    return None

  # Muon (Jordan et al. 2024), in place: momentum is a running mean, the direction Nesterov's.
  def muon_update(self: __torch__.PlainTransformer, rate: float, gradients: List[Tensor],
      weights: List[Tensor], momentum: List[Tensor]) -> None:
    for i in range(len(weights)):
      torch.lerp_(momentum[i], gradients[i], 1. - self.muon_momentum)
      direction = torch.lerp(gradients[i], momentum[i], self.muon_momentum)
      stretch = torch.div(torch.size(direction, 0), torch.size(direction, 1))
      if stretch < 1.:
        stretch = 1.
      torch.mul_(weights[i], 1. - rate * self.muon_weight_decay)
      torch.add_(weights[i], self.orthogonal(direction), alpha=-(rate * stretch ** 0.5))
    return None

  # Five quintic Newton-Schulz iterations of a matrix, with as many columns as rows or more.
  def orthogonal(self: __torch__.PlainTransformer, matrix: Tensor) -> Tensor:
    tall = torch.size(matrix, 0) > torch.size(matrix, 1)
    x = matrix
    if tall:
      x = torch.t(matrix)
    x = torch.div(x, torch.add(torch.linalg_vector_norm(x), 1e-7))
    for i in range(5):
      a = torch.mm(x, torch.t(x))
      b = torch.add(torch.mul(a, -4.7750), torch.mul(torch.mm(a, a), 2.0315))
      x = torch.add(torch.mul(x, 3.4445), torch.mm(b, x))
    if tall:
      x = torch.t(x)
    return x
