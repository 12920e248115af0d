# TorchScript, written by hand: a plain transformer (Nanda et al. 2023, arXiv 2301.05217, appendix)
# and its training step: no LayerNorm, learned positions, biases in the MLP alone.
#
# S sequences, K positions that are seen, A counted positions (answers), Q queries, D width, H
# heads, E = D / H, F = MLP factor, V vocabulary, C context, L layers.
#
# What it is shown are tokens, uint8 [S, T], or [S, T, 2] for vocabularies above 256, low byte
# first. The token at a counted position is predicted at the one before it.
#
# All parameters are one flat vector `weights`, in the order of split(): for each layer query
# [D, D], key and value [2D, D], output [D, D]; for each layer MLP in [FD, D]; for each layer MLP
# out [D, FD]; embedding [V, D]; positions [C, D]; head [V, D]; for each layer the MLP's biases in
# [FD] and out [D].
#
# step, gradient, pieces, identifiers, adamw, muon_update and orthogonal are those of
# transformer.py, which are put behind.
class PlainTransformer(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  width : int
  heads : int
  mlp_factor : int
  context : int
  inputs : int
  gelu : bool
  muon : bool
  piece_bytes : int
  learning_rate : float
  weight_decay : float
  beta1 : float
  beta2 : float
  epsilon : float
  muon_learning_rate : float
  muon_momentum : float
  muon_weight_decay : float

  # Logits [S, A, V], targets as of gradient() -> mean cross-entropy in nats over sequences, and by
  # `emphasis` over counted positions. In float64: in float32 the loss of a memorised pair is 0 or
  # 1e-7, and its gradient comes in jumps.
  def loss(self: __torch__.PlainTransformer, outputs: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor) -> Tensor:
    wanted = self.identifiers(torch.index_select(targets, 1, answers))  # [S, A]
    logits = torch.to(outputs, 7)
    each = torch.cross_entropy_loss(
        torch.flatten(logits, 0, 1), torch.flatten(wanted, 0, 1), None, 0, -100, 0.)
    means = torch.mean(torch.view(each, [-1, torch.size(answers, 0)]), [0])  # [A]
    shares = torch.expand_as(torch.to(emphasis, 7), means)
    return torch.div(torch.sum(torch.mul(means, shares)), torch.sum(shares))

  # answers int64 [A] -> logits [S, A, V]. a is predicted at a - 1 and the last column is never
  # read.
  def forward(self: __torch__.PlainTransformer, values: Tensor, answers: Tensor,
      weights: Tensor) -> Tensor:
    pieces = self.split(weights)
    seen = self.identifiers(torch.slice(values, 1, 0, -1))  # [S, K]
    queries = torch.arange(torch.size(seen, 1), device=ops.prim.device(weights))
    x = weights
    for layer in range(self.layers):
      if layer == self.layers - 1:
        queries = torch.sub(answers, 1)
      x, probabilities, mixed = self.block(layer, seen, x, queries, pieces)
    head = torch.view(pieces[5 * self.layers + 2], [self.inputs, self.width])
    return torch.linear(x, head)

  # What the model computes on its way, for all positions -> attention probabilities
  # [L, S, H, T, T], heads' outputs before their projection [L, S, T, HE], and the residual stream
  # after each block [L, S, T, D].
  def activations(self: __torch__.PlainTransformer, values: Tensor,
      weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    pieces = self.split(weights)
    seen = self.identifiers(values)
    queries = torch.arange(torch.size(seen, 1), device=ops.prim.device(weights))
    attention = annotate(List[Tensor], [])
    heads = annotate(List[Tensor], [])
    outputs = annotate(List[Tensor], [])
    x = weights
    for layer in range(self.layers):
      x, probabilities, mixed = self.block(layer, seen, x, queries, pieces)
      attention = torch.add(attention, [probabilities])
      heads = torch.add(heads, [mixed])
      outputs = torch.add(outputs, [x])
    return (torch.stack(attention), torch.stack(heads), torch.stack(outputs))

  # One block: tokens [S, K], x before it [S, K, D] (the first takes tokens instead), positions of
  # queries [Q] -> x after it [S, Q, D], attention probabilities [S, H, Q, K], heads' outputs
  # [S, Q, D].
  def block(self: __torch__.PlainTransformer, layer: int, seen: Tensor, x: Tensor,
      queries: Tensor, pieces: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    l = self.layers
    d = self.width
    f = self.mlp_factor
    rows, query, key_value = self.projections(layer, seen, x, queries, pieces)
    probabilities, mixed = self.attention(query, key_value, queries)
    x = torch.add(rows, torch.linear(mixed, torch.view(pieces[3 * layer + 2], [d, d])))
    hidden = torch.linear(
        x, torch.view(pieces[3 * l + layer], [f * d, d]), pieces[5 * l + 3 + 2 * layer])
    if self.gelu:
      hidden = torch.gelu(hidden)
    else:
      hidden = torch.relu_(hidden)
    x = torch.add(x, torch.linear(
        hidden, torch.view(pieces[4 * l + layer], [d, f * d]), pieces[5 * l + 4 + 2 * layer]))
    return (x, probabilities, mixed)

  # x at the queries [S, Q, D], query [S, Q, D], key and value [S, K, 2D]. Without LayerNorm what
  # the first block projects is a sum, of V embeddings and K positions: it projects these, and looks
  # up.
  def projections(self: __torch__.PlainTransformer, layer: int, seen: Tensor, x: Tensor,
      queries: Tensor, pieces: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    d = self.width
    l = self.layers
    asks = torch.view(pieces[3 * layer], [d, d])
    answers = torch.view(pieces[3 * layer + 1], [2 * d, d])
    if layer == 0:
      embedding = torch.view(pieces[5 * l], [self.inputs, d])
      positions = torch.slice(
          torch.view(pieces[5 * l + 1], [self.context, d]), 0, 0, torch.size(seen, 1))
      places = torch.index_select(positions, 0, queries)
      asking = torch.index_select(seen, 1, queries)
      rows = torch.add(torch.embedding(embedding, asking), places)
      query = torch.add(
          torch.embedding(torch.linear(embedding, asks), asking), torch.linear(places, asks))
      key_value = torch.add(
          torch.embedding(torch.linear(embedding, answers), seen),
          torch.linear(positions, answers))
    else:
      rows = torch.index_select(x, 1, queries)
      query = torch.linear(rows, asks)
      key_value = torch.linear(x, answers)
    return (rows, query, key_value)

  # query [S, Q, D], key and value [S, K, 2D], positions of queries [Q] -> probabilities
  # [S, H, Q, K], heads' outputs [S, Q, D].
  def attention(self: __torch__.PlainTransformer, query: Tensor, key_value: Tensor,
      queries: Tensor) -> Tuple[Tensor, Tensor]:
    s = torch.size(query, 0)
    h = self.heads
    e = torch.floordiv(self.width, h)
    key, value = torch.unbind(torch.view(key_value, [s, -1, 2, h, e]), 2)
    keys = torch.arange(torch.size(key, 1), device=ops.prim.device(queries))
    past = torch.le(torch.unsqueeze(keys, 0), torch.unsqueeze(queries, 1))  # [Q, K]
    mask = torch.log(torch.to(past, ops.prim.dtype(query)))  # 0 or -inf
    if torch.size(queries, 0) == 1:
      scores = torch.sum(torch.mul(torch.view(query, [s, 1, h, e]), key), [3])  # [S, K, H]
      scores = torch.add(torch.mul(scores, float(e) ** -0.5), torch.transpose(mask, 0, 1))
      shares = torch.softmax(scores, 1)
      mixed = torch.sum(torch.mul(torch.unsqueeze(shares, 3), value), [1])
      probabilities = torch.unsqueeze(torch.transpose(shares, 1, 2), 2)
    else:
      q = torch.transpose(torch.view(query, [s, -1, h, e]), 1, 2)  # [S, H, Q, E]
      k = torch.permute(key, [0, 2, 3, 1])  # [S, H, E, K]
      v = torch.transpose(value, 1, 2)  # [S, H, K, E]
      scores = torch.add(torch.mul(torch.matmul(q, k), float(e) ** -0.5), mask)
      probabilities = torch.softmax(scores, -1)
      mixed = torch.transpose(torch.matmul(probabilities, v), 1, 2)  # [S, Q, H, E]
    return (probabilities, torch.reshape(mixed, [s, -1, self.width]))

  # One optimizer step, in place.
  def update(self: __torch__.PlainTransformer, gradient: Tensor, schedule: Tensor,
      weights: Tensor, first: Tensor, second: Tensor) -> None:
    factor = float(torch.select(schedule, 0, 0))
    step = float(torch.select(schedule, 0, 1))
    start = 0
    if self.muon:
      start = (4 + 2 * self.mlp_factor) * self.layers * self.width * self.width
      self.muon_update(torch.slice(gradient, 0, 0, start), factor,
          torch.slice(weights, 0, 0, start), torch.slice(first, 0, 0, start))
    self.adamw(torch.slice(gradient, 0, start), factor, step, self.weight_decay,
        torch.slice(weights, 0, start), torch.slice(first, 0, start), second)
    return None

  # The flat vector as pieces.
  def split(self: __torch__.PlainTransformer, weights: Tensor) -> List[Tensor]:
    l = self.layers
    d = self.width
    f = self.mlp_factor
    sizes = annotate(List[int], [])
    for i in range(l):
      sizes = torch.add(sizes, [d * d, 2 * d * d, d * d])
    for i in range(2 * l):
      sizes = torch.add(sizes, [f * d * d])
    sizes = torch.add(sizes, [self.inputs * d, self.context * d, self.inputs * d])
    for i in range(l):
      sizes = torch.add(sizes, [f * d, d])
    return torch.split_with_sizes(weights, sizes)
