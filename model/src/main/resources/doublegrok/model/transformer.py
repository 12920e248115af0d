# TorchScript, written by hand: a transformer and its whole training step as one program.
#
# S sequences, T positions of a block, A counted positions (answers), Q queries, D width, H heads,
# E = D / H, F = MLP factor, V vocabulary, I inputs and O outputs of a position, L layers.
#
# What it is shown are `tokens`, uint8 [S, T], or [S, T, 2] for vocabularies above 256, low byte
# first; then I = O = V, and the token at a counted position is predicted at the one before it. Or
# they are reals, float [S, T, I], whose targets [S, A, O] belong to the counted positions
# themselves.
#
# All parameters are one flat vector `weights`, in the order of split(): for each layer query
# [D, D], key and value [2D, D], output [D, D]; for each layer MLP in [FD, D]; for each layer MLP
# out [D, FD]; embedding [V, D] or read-in [D, I]; head [V, D], unless tied, or read-out [O, D];
# LayerNorm scale and shift [2L + 1, 2, D].
# Gradient and optimizer state are vectors in the same order: an elementwise operation is one
# kernel however many parameters there are, and the gradient of the split is one concatenation.
#
# `bfloat16`: matrix products take and give numbers rounded to it; all else stays float32: weights,
# moments, residual stream, LayerNorm, softmax, loss. `emulated`: the rounded numbers are multiplied
# as float32, for processors that multiply no bfloat16: the same up to the order of sums.
# `fused`: what suits a GPU, whose time goes into passes over memory: attention in one kernel that
# writes no probabilities, weights rounded once, and LayerNorms of the blocks that take rounded
# numbers.
class Transformer(Module):
  __parameters__ = []
  __buffers__ = ["rotation", ]
  training : bool
  layers : int
  width : int
  heads : int
  mlp_factor : int
  tokens : bool
  inputs : int
  outputs : int
  squared : bool
  tied : bool
  gelu : bool
  pruned : bool
  bfloat16 : bool
  emulated : bool
  fused : bool
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
  rotation : Tensor

  # One training step; weights and moments change in place. `schedule` is float64 [2]: a factor of
  # the peak rates, and the step's number, from 1. Returns float64 [2]: mean loss and norm of the
  # gradient, both before the update.
  def step(self: __torch__.Transformer, values: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor, schedule: Tensor, weights: Tensor, first: Tensor,
      second: Tensor) -> Tensor:
    loss, gradient = self.gradient(values, targets, answers, emphasis, weights)
    norm = torch.linalg_vector_norm(gradient)
    self.update(gradient, schedule, weights, first, second)
    return torch.to(torch.stack([loss, norm]), 7)

  # Loss and its gradient, a vector like `weights`, as means over equal pieces of the batch. Tokens
  # are their own targets, [S, T]. `emphasis` [A] is the weight of each counted position, or [1].
  # Autograd is switched on here, for this thread and this call alone, so that no caller has to.
  def gradient(self: __torch__.Transformer, values: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor, weights: Tensor) -> Tuple[Tensor, Tensor]:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    leaf = torch.requires_grad_(torch.detach(weights), True)
    count = self.pieces(torch.size(values, 0), torch.size(values, 1), torch.numel(weights))
    wanted = torch.chunk(targets, count)
    losses = annotate(List[Tensor], [])
    gradient = weights
    for piece in torch.chunk(values, count):
      outputs = self.forward(piece, answers, leaf)
      loss = self.loss(outputs, wanted[len(losses)], answers, emphasis)
      part = unchecked_cast(Tensor, torch.autograd.grad([loss], [leaf])[0])
      if len(losses) == 0:
        gradient = part
      else:
        gradient = torch.add_(gradient, part)
      losses = torch.add(losses, [torch.detach(loss)])
    if count > 1:
      gradient = torch.div_(gradient, count)
    torch.set_grad_enabled(before)
    return (torch.mean(torch.stack(losses)), gradient)

  # outputs [S, A, O], targets as of gradient() -> mean over sequences, and by `emphasis` over
  # counted positions: of the cross-entropy in nats, where a target of reals is a distribution; or
  # of the mean over outputs of the squared difference, where a token's target is 1 at its output.
  def loss(self: __torch__.Transformer, outputs: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor) -> Tensor:
    wanted = targets
    if self.tokens:
      wanted = self.identifiers(torch.index_select(targets, 1, answers))  # [S, A]
      if self.squared:
        wanted = torch.one_hot(wanted, self.outputs)
    if self.squared or not self.tokens:
      wanted = torch.to(wanted, ops.prim.dtype(outputs))  # [S, A, O]
    alike = torch.numel(emphasis) == 1
    if self.squared:
      difference = torch.sub(outputs, wanted)
      each = torch.mean(torch.mul(difference, difference), [-1])  # [S, A]
    else:
      reduction = 0
      if alike:
        reduction = 1
      each = torch.cross_entropy_loss(
          torch.flatten(outputs, 0, 1), torch.flatten(wanted, 0, 1), None, reduction, -100, 0.)
    if alike:
      loss = torch.mean(each)
    else:
      means = torch.mean(torch.view(each, [-1, torch.numel(emphasis)]), [0])  # [A]
      shares = torch.to(emphasis, ops.prim.dtype(means))
      loss = torch.div(torch.sum(torch.mul(means, shares)), torch.sum(shares))
    return loss

  # How many equal pieces a batch is cut into: so many that the widest activation of one, the
  # MLP's, has at most `piece_bytes`, so that what a block computes stays near the core; or as many
  # bytes as the weights, whose gradient each piece adds to. It depends on the shape alone, so that
  # the sums are the same in every run.
  def pieces(self: __torch__.Transformer, sequences: int, positions: int, weights: int) -> int:
    bytes = 4 * sequences * positions * self.mlp_factor * self.width
    limit = self.piece_bytes
    if 4 * weights > limit:
      limit = 4 * weights
    count = 1
    while bytes > limit * count and sequences % (2 * count) == 0:
      count = 2 * count
    return count

  # answers int64 [A] -> outputs [S, A, O]. Of tokens, a is predicted at a - 1 and the last column
  # is never read.
  def forward(self: __torch__.Transformer, values: Tensor, answers: Tensor,
      weights: Tensor) -> Tensor:
    predicting = answers  # [A]
    seen = values
    if self.tokens:
      predicting = torch.sub(answers, 1)
      seen = self.identifiers(torch.slice(values, 1, 0, -1))  # [S, T - 1]
    keys = torch.arange(torch.size(seen, 1), device=ops.prim.device(weights))  # [K]
    return self.predict(seen, keys, self.past(keys), predicting, self.fused, weights)

  # forward() of sequences of tokens that begin alike. What some of them share, their stem, is
  # computed once: a row of `values`, uint8 [S, K] or [S, K, 2], is a stem and behind it the ends of
  # these sequences. Of each token int64 [K]: its position in its sequence, and the number of its
  # end from 1, or 0 in a stem. predicting int64 [A]: rows' tokens -> outputs [S, A, O].
  def branches(self: __torch__.Transformer, values: Tensor, positions: Tensor, ends: Tensor,
      predicting: Tensor, weights: Tensor) -> Tensor:
    own = torch.eq(torch.unsqueeze(ends, 0), torch.unsqueeze(ends, 1))  # [K, K]
    past = torch.logical_and(self.past(positions), torch.logical_or(own, torch.eq(ends, 0)))
    return self.predict(self.identifiers(values), positions, past, predicting, False, weights)

  # Positions [K] -> whether a query, down, may see a key, bool [K, K].
  def past(self: __torch__.Transformer, positions: Tensor) -> Tensor:
    return torch.le(torch.unsqueeze(positions, 0), torch.unsqueeze(positions, 1))

  # `seen` as of read(), its positions [K], what may see what as of past(), and which predict
  # [A] -> outputs [S, A, O].
  def predict(self: __torch__.Transformer, seen: Tensor, positions: Tensor, past: Tensor,
      predicting: Tensor, fused: bool, weights: Tensor) -> Tensor:
    l = self.layers
    d = self.width
    whole, norms = self.split(weights)
    pieces = whole
    if fused:
      pieces, rounded = self.split(self.lower(weights))
    x = self.read(seen, whole)  # [S, K, D]
    group = self.group(torch.size(seen, 0), torch.size(seen, 1))
    for layer in range(l):
      pruned = self.pruned and layer == l - 1
      x, probabilities, mixed = self.block(
          layer, seen, x, predicting, positions, past, group, pruned, fused, pieces, norms)
    if not self.pruned:
      x = torch.index_select(x, 1, predicting)
    x = torch.layer_norm(x, [d], norms[4 * l], norms[4 * l + 1])
    head = torch.view(pieces[len(pieces) - 1], [self.outputs, d])
    return self.widen(self.product(x, head))  # [S, A, O]

  # What the model computes on its way, for all positions -> attention
  # probabilities [L, S, H, T, T], heads' outputs before their projection [L, S, T, HE], and the
  # residual stream after each block [L, S, T, D].
  def activations(self: __torch__.Transformer, values: Tensor,
      weights: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    pieces, norms = self.split(weights)
    seen = values
    if self.tokens:
      seen = self.identifiers(values)
    x = self.read(seen, pieces)
    positions = torch.arange(torch.size(seen, 1), device=ops.prim.device(x))
    attention = annotate(List[Tensor], [])
    heads = annotate(List[Tensor], [])
    outputs = annotate(List[Tensor], [])
    past = self.past(positions)
    for layer in range(self.layers):
      x, probabilities, mixed = self.block(
          layer, seen, x, positions, positions, past, 1, False, False, pieces, norms)
      attention = torch.add(attention, [probabilities])
      heads = torch.add(heads, [mixed])
      outputs = torch.add(outputs, [x])
    return (torch.stack(attention), torch.stack(heads), torch.stack(outputs))

  # Tokens in one byte [...] or in two [..., 2] -> int64 [...].
  def identifiers(self: __torch__.Transformer, tokens: Tensor) -> Tensor:
    wide = torch.to(tokens, 4)
    if torch.dim(tokens) == 3:
      wide = torch.add(torch.select(wide, 2, 0), torch.select(wide, 2, 1), alpha=256)
    return wide

  # Tokens int64 [S, K] or reals [S, K, I] -> residual stream before the first block [S, K, D].
  def read(self: __torch__.Transformer, seen: Tensor, pieces: List[Tensor]) -> Tensor:
    if self.tokens:
      x = torch.embedding(self.embedding(pieces), seen)
    else:
      matrix = torch.view(pieces[5 * self.layers], [self.width, self.inputs])
      reals = torch.to(seen, ops.prim.dtype(matrix))
      x = self.widen(self.product(reals, matrix))
    return x

  # [V, D].
  def embedding(self: __torch__.Transformer, pieces: List[Tensor]) -> Tensor:
    return torch.view(pieces[5 * self.layers], [self.inputs, self.width])

  # One block: `seen` as of read(), x [S, K, D], positions of keys [K], past() [K, K] -> x after it
  # [S, Q, D], attention probabilities and heads' outputs as of attention(). Pruned: the queries are
  # those of the keys that are chosen [Q], otherwise all. Fused: there are no probabilities, and x
  # stands in their place; what is past is what stands before, unless pruned.
  def block(self: __torch__.Transformer, layer: int, seen: Tensor, x: Tensor, chosen: Tensor,
      keys: Tensor, past: Tensor, group: int, pruned: bool, fused: bool, pieces: List[Tensor],
      norms: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    l = self.layers
    d = self.width
    f = self.mlp_factor
    probabilities = x
    queries = keys
    if pruned:
      queries = torch.index_select(keys, 0, chosen)
      past = torch.index_select(past, 0, chosen)
    if fused:
      mixed = self.fused_attention(layer, seen, x, queries, keys, past, pruned, pieces, norms)
    else:
      query, key_value = self.projections(layer, seen, x, chosen, pruned, pieces, norms)
      probabilities, mixed = self.attention(query, key_value, queries, keys, past, group)
    if pruned:
      x = torch.index_select(x, 1, chosen)
    x = torch.add(x, self.product(mixed, torch.view(pieces[3 * layer + 2], [d, d])))
    normed = self.normalize(x, norms, 4 * layer + 2)
    hidden = self.product(normed, torch.view(pieces[3 * l + layer], [f * d, d]))
    if self.gelu:
      hidden = torch.gelu(hidden)
    else:
      hidden = torch.relu_(hidden)
    x = torch.add(x, self.product(hidden, torch.view(pieces[4 * l + layer], [d, f * d])))
    return (x, probabilities, mixed)

  # A block's query [S, Q, D], and key and value [S, K, 2D]. What the first block projects of tokens
  # are embeddings, of which there are V and no more: it projects these, and looks up, unless the
  # vocabulary is large and the batch has fewer tokens.
  def projections(self: __torch__.Transformer, layer: int, seen: Tensor, x: Tensor,
      chosen: Tensor, pruned: bool, pieces: List[Tensor],
      norms: List[Tensor]) -> Tuple[Tensor, Tensor]:
    d = self.width
    few = self.inputs <= 256 or self.inputs < torch.numel(seen)
    first = layer == 0 and self.tokens and few
    rows = x
    if first:
      rows = self.embedding(pieces)
    normed = self.normalize(rows, norms, 4 * layer)
    key_value = self.product(normed, torch.view(pieces[3 * layer + 1], [2 * d, d]))
    if pruned and not first:
      normed = torch.index_select(normed, 1, chosen)
    query = self.product(normed, torch.view(pieces[3 * layer], [d, d]))
    if first:
      asking = seen
      if pruned:
        asking = torch.index_select(seen, 1, chosen)
      query = torch.embedding(self.widen(query), asking)
      key_value = torch.embedding(self.widen(key_value), seen)
    return (query, key_value)

  # query [S, Q, D], key and value [S, K, 2D], positions of queries [Q] and keys [K], which keys
  # queries see [Q, K] -> probabilities [S, H, Q, K], heads' outputs [S, Q, D]. G > 1 sequences
  # attend as one, each to itself alone; then the probabilities are [S / G, H, GQ, GK].
  def attention(self: __torch__.Transformer, query: Tensor, key_value: Tensor, queries: Tensor,
      keys: Tensor, past: Tensor, group: int) -> Tuple[Tensor, Tensor]:
    s = torch.size(query, 0)
    h = self.heads
    e = torch.floordiv(self.width, h)
    rows = [-1, group * torch.size(queries, 0), h, e]
    columns = [-1, group * torch.size(keys, 0), h, e]
    key, value = torch.unbind(torch.view(key_value, [s, -1, 2, h, e]), 2)
    q = self.rotate(self.widen(torch.view(query, [s, -1, h, e])), queries)
    q = torch.transpose(torch.view(self.lower(q), rows), 1, 2)  # [S / G, H, GQ, E]
    k = self.rotate(self.widen(key), keys)
    k = torch.permute(torch.view(self.lower(k), columns), [0, 2, 3, 1])  # [S / G, H, E, GK]
    v = torch.transpose(torch.reshape(self.lower(value), columns), 1, 2)
    own = torch.eye(group, dtype=ops.prim.dtype(q), device=ops.prim.device(q))
    mask = torch.log(torch.kron(own, torch.to(past, ops.prim.dtype(q))))  # 0 or -inf
    scores = torch.baddbmm(
        mask, torch.flatten(q, 0, 1), torch.flatten(k, 0, 1), alpha=float(e) ** -0.5)
    probabilities = torch.softmax(self.widen(self.lower(scores)), -1)  # [SH / G, GQ, GK]
    mixed = self.lower(torch.bmm(self.lower(probabilities), torch.flatten(v, 0, 1)))
    mixed = torch.transpose(torch.view(mixed, torch.size(q)), 1, 2)  # [S / G, GQ, H, E]
    probabilities = torch.view(probabilities, [-1, h, rows[1], columns[1]])
    return (probabilities, torch.reshape(mixed, [s, -1, self.width]))

  # projections() and attention() with PyTorch's own attention: heads' outputs [S, Q, D]. What the
  # first block projects of tokens is projected and rotated for each token at each position, of
  # which there are V K, and looked up, unless the batch has not many more.
  def fused_attention(self: __torch__.Transformer, layer: int, seen: Tensor, x: Tensor,
      queries: Tensor, keys: Tensor, past: Tensor, pruned: bool, pieces: List[Tensor],
      norms: List[Tensor]) -> Tensor:
    s = torch.size(seen, 0)
    d = self.width
    count = torch.size(keys, 0)
    placed = layer == 0 and self.tokens and 2 * count * self.inputs <= torch.numel(seen)
    rows = x
    if placed:
      rows = self.embedding(pieces)
    normed = self.normalize(rows, norms, 4 * layer)
    asking = normed
    if pruned and not placed:
      asking = torch.index_select(normed, 1, queries)
    query = self.product(asking, torch.view(pieces[3 * layer], [d, d]))
    both = torch.view(pieces[3 * layer + 1], [2, d, d])
    key = self.product(normed, torch.select(both, 0, 0))
    value = self.product(normed, torch.select(both, 0, 1))
    if placed:
      everywhere = [-1, count, -1]
      places = torch.add(torch.mul(seen, count), keys)
      query = self.turn(torch.expand(torch.unsqueeze(query, 1), everywhere), keys)
      query = torch.embedding(
          torch.reshape(query, [-1, d]), torch.index_select(places, 1, queries))
      key = self.turn(torch.expand(torch.unsqueeze(key, 1), everywhere), keys)
      key = torch.embedding(torch.reshape(key, [-1, d]), places)
      value = torch.embedding(value, seen)
    else:
      query = self.turn(query, queries)
      key = self.turn(key, keys)
    split = [s, -1, self.heads, torch.floordiv(d, self.heads)]
    q = torch.transpose(torch.reshape(query, split), 1, 2)  # [S, H, Q, E]
    k = torch.transpose(torch.reshape(key, split), 1, 2)
    v = torch.transpose(torch.reshape(value, split), 1, 2)
    if pruned:
      mask = torch.log(torch.to(past, ops.prim.dtype(q)))  # 0 or -inf
      mixed = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
    else:
      mixed = torch.scaled_dot_product_attention(q, k, v, None, 0., True)
    return torch.reshape(torch.transpose(mixed, 1, 2), [s, -1, d])

  # Heads' queries or keys [S, T, D], rotated to their positions [T]: [S, T, H, E].
  def turn(self: __torch__.Transformer, x: Tensor, positions: Tensor) -> Tensor:
    e = torch.floordiv(self.width, self.heads)
    heads = torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), self.heads, e])
    return self.lower(self.rotate(self.widen(heads), positions))

  # LayerNorm of x [..., D], by scale and shift at i and i + 1.
  def normalize(self: __torch__.Transformer, x: Tensor, norms: List[Tensor], i: int) -> Tensor:
    scale = norms[i]
    shift = norms[i + 1]
    if self.fused:
      x = self.lower(x)
      scale = self.lower(scale)
      shift = self.lower(shift)
    return torch.layer_norm(x, [self.width], scale, shift)

  # How many sequences attend as one: the products of short ones are too small to be fast.
  def group(self: __torch__.Transformer, sequences: int, keys: int) -> int:
    count = 1
    while sequences % (2 * count) == 0 and 2 * count * keys <= 16:
      count = 2 * count
    return count

  # Rotary position embedding (Su et al. 2021, eq. 34): pair (2i, 2i + 1) turns by
  # position * 10000^(-2i / E). x [S, T, H, E], positions [T].
  def rotate(self: __torch__.Transformer, x: Tensor, positions: Tensor) -> Tensor:
    table = torch.index_select(torch.to(self.rotation, ops.prim.dtype(x)), 0, positions)
    rotation = torch.unsqueeze(torch.view_as_complex(table), 1)  # [T, 1, E / 2]
    shape = torch.add(torch.slice(torch.size(x), 0, 3), [-1, 2])
    pairs = torch.view_as_complex(torch.reshape(x, shape))
    return torch.flatten(torch.view_as_real(torch.mul(pairs, rotation)), 3)

  # x [..., I], weights [O, I] -> [..., O].
  def product(self: __torch__.Transformer, x: Tensor, weights: Tensor) -> Tensor:
    return self.lower(torch.linear(self.lower(x), self.lower(weights)))

  # What goes into a matrix product, or comes out.
  def lower(self: __torch__.Transformer, x: Tensor) -> Tensor:
    if self.bfloat16:
      x = torch.to(x, 15)
      if self.emulated:
        x = torch.to(x, 6)
    return x

  # What is computed with more digits than a product has.
  def widen(self: __torch__.Transformer, x: Tensor) -> Tensor:
    if self.bfloat16:
      x = torch.to(x, 6)
    return x

  # One optimizer step, in place.
  def update(self: __torch__.Transformer, gradient: Tensor, schedule: Tensor, weights: Tensor,
      first: Tensor, second: Tensor) -> None:
    factor = float(torch.select(schedule, 0, 0))
    step = float(torch.select(schedule, 0, 1))
    matrices = (4 + 2 * self.mlp_factor) * self.layers * self.width * self.width
    vectors = torch.size(weights, 0) - (4 * self.layers + 2) * self.width
    start = 0
    if self.muon:
      start = matrices
      self.muon_update(torch.slice(gradient, 0, 0, start), factor,
          torch.slice(weights, 0, 0, start), torch.slice(first, 0, 0, start))
    self.adamw(torch.slice(gradient, 0, start, vectors), factor, step, self.weight_decay,
        torch.slice(weights, 0, start, vectors), torch.slice(first, 0, start, vectors),
        torch.slice(second, 0, 0, vectors - start))
    self.adamw(torch.slice(gradient, 0, vectors), factor, step, 0.,
        torch.slice(weights, 0, vectors), torch.slice(first, 0, vectors),
        torch.slice(second, 0, vectors - start))
    return None

  # AdamW (Loshchilov and Hutter 2019) as torch.optim.AdamW defines it.
  def adamw(self: __torch__.Transformer, gradient: Tensor, factor: float, step: float,
      decay: float, weights: Tensor, first: Tensor, second: Tensor) -> None:
    rate = self.learning_rate * factor
    correction1 = 1. - self.beta1 ** step
    correction2 = 1. - self.beta2 ** step
    torch.mul_(weights, 1. - rate * decay)
    torch.lerp_(first, gradient, 1. - self.beta1)
    torch.addcmul_(torch.mul_(second, self.beta2), gradient, gradient, value=1. - self.beta2)
    scale = torch.add_(torch.div_(torch.sqrt(second), correction2 ** 0.5), self.epsilon)
    torch.addcdiv_(weights, first, scale, value=-(rate / correction1))
    return None

  # Muon (Jordan et al. 2024) for the hidden matrices, in the reference's form: momentum is a
  # running mean (lerp), the direction Nesterov's; query, key, value and output are separate.
  def muon_update(self: __torch__.Transformer, gradient: Tensor, factor: float, weights: Tensor,
      momentum: Tensor) -> None:
    l = self.layers
    d = self.width
    h = self.mlp_factor * d
    rate = self.muon_learning_rate * factor
    torch.lerp_(momentum, gradient, 1. - self.muon_momentum)
    direction = torch.lerp(gradient, momentum, self.muon_momentum)
    sizes = [4 * l * d * d, l * h * d, l * d * h]
    directions = torch.split_with_sizes(direction, sizes)
    targets = torch.split_with_sizes(torch.mul_(weights, 1. - rate * self.muon_weight_decay), sizes)
    square = self.orthogonal(torch.view(directions[0], [4 * l, d, d]))
    torch.add_(torch.view(targets[0], [4 * l, d, d]), square, alpha=-rate)
    wide = self.orthogonal(torch.cat([
        torch.transpose(torch.view(directions[1], [l, h, d]), 1, 2),
        torch.view(directions[2], [l, d, h])]))  # [2L, D, FD]
    tall = torch.transpose(torch.slice(wide, 0, 0, l), 1, 2)
    torch.add_(torch.view(targets[1], [l, h, d]), tall,
        alpha=-rate * float(self.mlp_factor) ** 0.5)
    torch.add_(torch.view(targets[2], [l, d, h]), torch.slice(wide, 0, l), alpha=-rate)
    return None

  # Nearly orthogonal matrices by five quintic Newton-Schulz iterations. x [B, rows, columns] with
  # rows <= columns: singular values come near 1.
  def orthogonal(self: __torch__.Transformer, x: Tensor) -> Tensor:
    x = torch.div(x, torch.add(torch.sqrt(torch.sum(torch.mul(x, x), [1, 2], True)), 1e-7))
    for i in range(5):
      a = torch.bmm(x, torch.transpose(x, 1, 2))
      b = torch.baddbmm(a, a, a, beta=-4.7750, alpha=2.0315)
      x = torch.baddbmm(x, b, x, beta=3.4445)
    return x

  # The flat vector as pieces, and apart from them the rows of the LayerNorms [D]. With tied
  # embeddings the embedding is also the last piece.
  def split(self: __torch__.Transformer,
      weights: Tensor) -> Tuple[List[Tensor], List[Tensor]]:
    l = self.layers
    d = self.width
    sizes = annotate(List[int], [])
    for i in range(l):
      sizes = torch.add(sizes, [d * d, 2 * d * d, d * d])
    for i in range(2 * l):
      sizes = torch.add(sizes, [self.mlp_factor * d * d])
    sizes = torch.add(sizes, [self.inputs * d])
    if not self.tied:
      sizes = torch.add(sizes, [self.outputs * d])
    pieces = torch.split_with_sizes(weights, torch.add(sizes, [(4 * l + 2) * d]))
    norms = torch.unbind(torch.view(pieces[len(pieces) - 1], [4 * l + 2, d]))
    return (torch.slice(pieces, 0, -1), norms)
