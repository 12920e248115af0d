# TorchScript, written by hand: the gradient of transformer.py's transformer by a backward pass that
# is written out, in place of autograd's: fewer calls and copies, and other sums. Its methods are
# put behind those of transformer.py, which says what the letters mean.
#
# N = SK rows are seen, R = SQ of them ask in a block, and heads of G sequences are one: B = SH / G.
# A slope is the derivative of the loss by what it is named after.

  # Loss and its gradient, as of transformer.py.
  def gradient(self: __torch__.Transformer, values: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor, weights: Tensor) -> Tuple[Tensor, Tensor]:
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    gradient = torch.zeros_like(weights)
    count = self.pieces(torch.size(values, 0), torch.size(values, 1), torch.numel(weights))
    wanted = torch.chunk(targets, count)
    losses = annotate(List[Tensor], [])
    for piece in torch.chunk(values, count):
      loss = self.add_gradient(
          piece, wanted[len(losses)], answers, emphasis, weights, gradient)
      losses = torch.append(losses, loss)
    torch.set_grad_enabled(before)
    return (torch.mean(torch.stack(losses)), torch.div_(gradient, count))

  # The loss of a piece, whose gradient is added to that of the pieces before it.
  def add_gradient(self: __torch__.Transformer, values: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor, weights: Tensor, gradient: Tensor) -> Tensor:
    l = self.layers
    d = self.width
    pieces, norms = self.split(weights)
    slopes, bends = self.split(gradient)
    asking = answers  # [A]
    seen = values
    if self.tokens:
      asking = torch.sub(answers, 1)
      seen = self.identifiers(torch.slice(values, 1, 0, -1))  # [S, K]
    x = torch.view(self.read(seen, pieces), [-1, d])  # [N, D]
    kept = annotate(List[List[Tensor]], [])
    for layer in range(l):
      x, parts = self.forward_block(layer, seen, x, asking, pieces, norms)
      kept = torch.append(kept, parts)
    normed, mean, deviation = torch.native_layer_norm(
        x, [d], norms[4 * l], norms[4 * l + 1], 1.0e-5)
    head = torch.view(pieces[len(pieces) - 1], [self.outputs, d])
    outputs = torch.view(
        torch.mm(normed, torch.t(head)), [torch.size(seen, 0), -1, self.outputs])
    loss, slope = self.loss_slope(outputs, targets, answers, emphasis)
    self.add_product(slopes[len(slopes) - 1], slope, normed)
    slope = self.backward_norm(torch.mm(slope, head), x, mean, deviation, 4 * l, norms, bends)
    for i in range(l):
      layer = l - 1 - i
      slope = self.backward_block(
          layer, seen, slope, asking, kept[layer], pieces, norms, slopes, bends)
    if self.tokens:
      embedding = torch.view(slopes[5 * l], [self.inputs, d])
      torch.add_(embedding, torch.embedding_dense_backward(slope, seen, self.inputs, -1, False))
    else:
      reals = torch.to(torch.flatten(seen, 0, 1), ops.prim.dtype(slope))
      self.add_product(slopes[5 * l], slope, reals)
    return loss

  # Loss of outputs [S, A, O], and its gradient by these [SA, O].
  def loss_slope(self: __torch__.Transformer, outputs: Tensor, targets: Tensor, answers: Tensor,
      emphasis: Tensor) -> Tuple[Tensor, Tensor]:
    torch.set_grad_enabled(True)
    leaf = torch.requires_grad_(torch.detach(outputs), True)
    loss = self.loss(leaf, targets, answers, emphasis)
    slope = unchecked_cast(Tensor, torch.autograd.grad([loss], [leaf])[0])
    torch.set_grad_enabled(False)
    return (torch.detach(loss), torch.flatten(slope, 0, 1))

  # One block: x [N, D] -> x after it [R, D], and what its backward pass takes. As transformer.py's
  # block(), but of rows in one dimension and of heads in another.
  def forward_block(self: __torch__.Transformer, layer: int, seen: Tensor, x: Tensor,
      asking: Tensor, pieces: List[Tensor],
      norms: List[Tensor]) -> Tuple[Tensor, List[Tensor]]:
    l = self.layers
    d = self.width
    f = self.mlp_factor
    keys = torch.size(seen, 1)
    group = self.group(torch.size(seen, 0), keys)
    queries = self.queries(layer, keys, asking)
    rows = x
    if self.placed(layer, seen):
      rows = self.embedding(pieces)
    normed, mean, deviation = torch.native_layer_norm(
        rows, [d], norms[4 * layer], norms[4 * layer + 1], 1.0e-5)
    if self.placed(layer, seen):
      query, key, value = self.forward_placed(seen, queries, group, normed, pieces)
    else:
      query, key, value = self.forward_heads(layer, keys, queries, group, normed, pieces)
    mask = self.mask(queries, keys, group, x)
    scores = torch.baddbmm(mask, query, torch.transpose(key, 1, 2), alpha=self.temper())
    probabilities = torch.softmax(scores, -1)  # [B, GQ, GK]
    mixed = self.join_heads(torch.bmm(probabilities, value))  # [R, D]
    output = torch.view(pieces[3 * layer + 2], [d, d])
    middle = torch.addmm(self.asked(x, keys, queries), mixed, torch.t(output))
    entry, mean2, deviation2 = torch.native_layer_norm(
        middle, [d], norms[4 * layer + 2], norms[4 * layer + 3], 1.0e-5)
    hidden = torch.mm(entry, torch.t(torch.view(pieces[3 * l + layer], [f * d, d])))
    if self.gelu:
      active = torch.gelu(hidden)
    else:
      active = torch.relu_(hidden)
    x = torch.addmm(middle, active, torch.t(torch.view(pieces[4 * l + layer], [d, f * d])))
    return (x, [rows, normed, mean, deviation, query, key, value, probabilities, mixed, middle,
        entry, mean2, deviation2, hidden, active])

  # The slope after a block [R, D] and what its forward pass kept -> the slope before it [N, D].
  def backward_block(self: __torch__.Transformer, layer: int, seen: Tensor, slope: Tensor,
      asking: Tensor, kept: List[Tensor], pieces: List[Tensor], norms: List[Tensor],
      slopes: List[Tensor], bends: List[Tensor]) -> Tensor:
    l = self.layers
    d = self.width
    f = self.mlp_factor
    keys = torch.size(seen, 1)
    group = self.group(torch.size(seen, 0), keys)
    queries = self.queries(layer, keys, asking)
    (rows, normed, mean, deviation, query, key, value, probabilities, mixed, middle, entry, mean2,
        deviation2, hidden, active, ) = kept
    self.add_product(slopes[4 * l + layer], slope, active)
    inner = torch.mm(slope, torch.view(pieces[4 * l + layer], [d, f * d]))
    if self.gelu:
      inner = torch.gelu_backward(inner, hidden)
    else:
      inner = torch.threshold_backward(inner, active, 0, grad_input=inner)
    self.add_product(slopes[3 * l + layer], inner, entry)
    inner = torch.mm(inner, torch.view(pieces[3 * l + layer], [f * d, d]))
    slope = torch.add_(
        self.backward_norm(inner, middle, mean2, deviation2, 4 * layer + 2, norms, bends), slope)
    self.add_product(slopes[3 * layer + 2], slope, mixed)
    inner = torch.mm(slope, torch.view(pieces[3 * layer + 2], [d, d]))
    inner = self.part_heads(inner, torch.size(probabilities, 1))  # [B, GQ, E]
    scores = torch._softmax_backward_data(
        torch.bmm(inner, torch.transpose(value, 1, 2)), probabilities, -1,
        ops.prim.dtype(slope))
    query_slope = torch.bmm(scores, key)
    key_slope = torch.bmm(torch.transpose(scores, 1, 2), query)
    value_slope = torch.bmm(torch.transpose(probabilities, 1, 2), inner)
    before = self.unasked(slope, keys, queries)
    if self.placed(layer, seen):
      inner = self.backward_placed(seen, queries, group, query_slope, key_slope, value_slope,
          normed, pieces, slopes)
      inner = self.backward_norm(inner, rows, mean, deviation, 0, norms, bends)
      torch.add_(torch.view(slopes[5 * l], [self.inputs, d]), inner)
    else:
      inner = self.backward_heads(layer, keys, queries, group, query_slope, key_slope,
          value_slope, normed, pieces, slopes)
      inner = self.backward_norm(inner, rows, mean, deviation, 4 * layer, norms, bends)
      before = torch.add_(inner, before)
    return before

  # Rows [N, D] -> query [B, GQ, E], key and value [B, GK, E], rotated to their positions.
  def forward_heads(self: __torch__.Transformer, layer: int, keys: int, queries: Tensor,
      group: int, normed: Tensor, pieces: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    d = self.width
    h = self.heads
    e = torch.floordiv(d, h)
    asks = torch.mm(
        self.asked(normed, keys, queries), torch.t(torch.view(pieces[3 * layer], [d, d])))
    asks = torch.view(asks, [-1, group * torch.size(queries, 0), h, e])
    answers = torch.mm(normed, torch.t(torch.view(pieces[3 * layer + 1], [2 * d, d])))
    key, value = torch.unbind(torch.view(answers, [-1, group * keys, 2, h, e]), 2)
    query = self.rotate_heads(asks, self.turns(queries, group, normed))
    key = self.rotate_heads(key, self.turns(self.places(keys, normed), group, normed))
    return (query, key, torch.flatten(torch.transpose(value, 1, 2), 0, 1))

  # Slopes of query [B, GQ, E], key and value [B, GK, E] -> slope of the rows [N, D].
  def backward_heads(self: __torch__.Transformer, layer: int, keys: int, queries: Tensor,
      group: int, query: Tensor, key: Tensor, value: Tensor, normed: Tensor,
      pieces: List[Tensor], slopes: List[Tensor]) -> Tensor:
    d = self.width
    h = self.heads
    e = torch.floordiv(d, h)
    s = torch.floordiv(torch.size(key, 0), h)
    asks = torch.new_empty(normed, [s, torch.size(query, 1), h, e])
    self.rotate_back(query, self.turns(queries, group, normed), asks)
    asks = torch.view(asks, [-1, d])
    both = torch.new_empty(normed, [s, torch.size(key, 1), 2, h, e])
    turns = self.turns(self.places(keys, normed), group, normed)
    self.rotate_back(key, turns, torch.select(both, 2, 0))
    parts = torch.transpose(torch.view(value, [s, h, -1, e]), 1, 2)
    torch.copy_(torch.select(both, 2, 1), parts)
    both = torch.view(both, [-1, 2 * d])
    self.add_product(slopes[3 * layer], asks, self.asked(normed, keys, queries))
    self.add_product(slopes[3 * layer + 1], both, normed)
    slope = self.unasked(torch.mm(asks, torch.view(pieces[3 * layer], [d, d])), keys, queries)
    return torch.addmm_(slope, both, torch.view(pieces[3 * layer + 1], [2 * d, d]))

  # Whether the first block projects each token, and rotates it to each position, and looks up: of
  # rows it has V then, and of heads V K.
  def placed(self: __torch__.Transformer, layer: int, seen: Tensor) -> bool:
    return layer == 0 and self.tokens and 2 * self.inputs <= torch.size(seen, 0)

  # forward_heads() for the rows of the tokens [V, D].
  def forward_placed(self: __torch__.Transformer, seen: Tensor, queries: Tensor, group: int,
      normed: Tensor, pieces: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor]:
    d = self.width
    h = self.heads
    e = torch.floordiv(d, h)
    keys = torch.size(seen, 1)
    asks = torch.mm(normed, torch.t(torch.view(pieces[0], [d, d])))
    answers = torch.mm(normed, torch.t(torch.view(pieces[1], [2 * d, d])))
    key, value = torch.unbind(torch.view(answers, [-1, 1, 2, h, e]), 2)
    turns = torch.unsqueeze(self.turns(self.places(keys, normed), 1, normed), 1)
    index = self.place_index(seen, group)
    query = self.looked_up(self.rotate_by(torch.view(asks, [-1, 1, h, e]), turns), index)
    asking = group * torch.size(queries, 0)
    query = torch.view(self.asked(torch.view(query, [-1, e]), keys, queries), [-1, asking, e])
    key = self.looked_up(self.rotate_by(key, turns), index)
    value = self.looked_up(torch.expand(value, [-1, keys, h, e]), index)
    return (query, key, value)

  # backward_heads() for them: slope of the tokens' rows [V, D].
  def backward_placed(self: __torch__.Transformer, seen: Tensor, queries: Tensor, group: int,
      query: Tensor, key: Tensor, value: Tensor, normed: Tensor, pieces: List[Tensor],
      slopes: List[Tensor]) -> Tensor:
    d = self.width
    h = self.heads
    e = torch.floordiv(d, h)
    keys = torch.size(seen, 1)
    query = self.unasked(torch.view(query, [-1, e]), keys, queries)
    query = torch.view(query, torch.size(key))
    slope = torch.view(torch.cat([query, key, value], 2), [-1, 3 * e])
    index = torch.flatten(self.place_index(seen, group))
    count = self.inputs * keys * h
    slope = torch.embedding_dense_backward(slope, index, count, -1, False)
    query, key, value = torch.unbind(torch.view(slope, [-1, keys, h, 3, e]), 3)
    turns = torch.unsqueeze(self.turns(self.places(keys, normed), 1, normed), 1)
    back = self.turns_back(turns)
    asks = torch.view(torch.sum(self.rotate_by(query, back), [1]), [-1, d])
    key = torch.sum(self.rotate_by(key, back), [1])
    both = torch.view(torch.stack([key, torch.sum(value, [1])], 1), [-1, 2 * d])
    self.add_product(slopes[0], asks, normed)
    self.add_product(slopes[1], both, normed)
    slope = torch.mm(asks, torch.view(pieces[0], [d, d]))
    return torch.addmm_(slope, both, torch.view(pieces[1], [2 * d, d]))

  # Rows of heads [V, K, H, E] for each key of each sequence: [B, GK, E].
  def looked_up(self: __torch__.Transformer, rows: Tensor, index: Tensor) -> Tensor:
    rows = torch.reshape(rows, [-1, torch.size(rows, 3)])
    return torch.flatten(torch.embedding(rows, index), 0, 1)

  # Where the heads of a token at its position stand among V K H: [S / G, H, GK].
  def place_index(self: __torch__.Transformer, seen: Tensor, group: int) -> Tensor:
    h = self.heads
    keys = torch.size(seen, 1)
    places = torch.add(torch.mul(seen, keys), self.places(keys, seen))
    head = torch.arange(h, device=ops.prim.device(seen))
    rows = torch.view(torch.mul(places, h), [-1, 1, group * keys])
    return torch.add(rows, torch.view(head, [1, h, 1]))

  # Positions [K].
  def places(self: __torch__.Transformer, keys: int, like: Tensor) -> Tensor:
    return torch.arange(keys, device=ops.prim.device(like))

  # Positions that ask in a block [Q]: in the last one those that predict.
  def queries(self: __torch__.Transformer, layer: int, keys: int, asking: Tensor) -> Tensor:
    queries = self.places(keys, asking)
    if layer == self.layers - 1:
      queries = asking
    return queries

  # The rows that ask, of all: [N, D] -> [R, D], or of heads with E for D.
  def asked(self: __torch__.Transformer, x: Tensor, keys: int, queries: Tensor) -> Tensor:
    if torch.size(queries, 0) < keys:
      x = torch.index_select(torch.view(x, [-1, keys, torch.size(x, 1)]), 1, queries)
      x = torch.flatten(x, 0, 1)
    return x

  # Slopes of the rows that ask as slopes of all: [R, D] -> [N, D].
  def unasked(self: __torch__.Transformer, x: Tensor, keys: int, queries: Tensor) -> Tensor:
    count = torch.size(queries, 0)
    if count < keys:
      some = torch.view(x, [-1, count, torch.size(x, 1)])
      whole = torch.new_zeros(x, [torch.size(some, 0), keys, torch.size(x, 1)])
      x = torch.flatten(torch.index_add_(whole, 1, queries, some), 0, 1)
    return x

  # 0 where a query of G sequences may see a key, else -inf: [GQ, GK].
  def mask(self: __torch__.Transformer, queries: Tensor, keys: int, group: int,
      like: Tensor) -> Tensor:
    places = torch.unsqueeze(self.places(keys, like), 0)
    past = torch.to(torch.le(places, torch.unsqueeze(queries, 1)), ops.prim.dtype(like))
    own = torch.eye(group, dtype=ops.prim.dtype(like), device=ops.prim.device(like))
    return torch.log(torch.kron(own, past))

  # By what scores are multiplied.
  def temper(self: __torch__.Transformer) -> float:
    return float(torch.floordiv(self.width, self.heads)) ** -0.5

  # Turns of the rotary embedding at positions [T] of G sequences: complex [GT, E / 2].
  def turns(self: __torch__.Transformer, positions: Tensor, group: int, like: Tensor) -> Tensor:
    table = torch.index_select(torch.to(self.rotation, ops.prim.dtype(like)), 0, positions)
    return torch.repeat(torch.view_as_complex(table), [group, 1])

  # What takes slopes of scores by turned heads to slopes by the heads.
  def turns_back(self: __torch__.Transformer, turns: Tensor) -> Tensor:
    return torch.mul(torch.conj_physical(turns), self.temper())

  # Pairs of x [..., E], turned: [..., E].
  def rotate_by(self: __torch__.Transformer, x: Tensor, turns: Tensor) -> Tensor:
    return torch.flatten(torch.view_as_real(torch.mul(self.pairs(x), turns)), -2)

  # x [..., E] as complex [..., E / 2], in place.
  def pairs(self: __torch__.Transformer, x: Tensor) -> Tensor:
    shape = torch.add(torch.slice(torch.size(x), 0, -1), [-1, 2])
    return torch.view_as_complex(torch.view(x, shape))

  # Heads x [S / G, T, H, E], turned [T, E / 2]: [B, T, E].
  def rotate_heads(self: __torch__.Transformer, x: Tensor, turns: Tensor) -> Tensor:
    heads = torch.transpose(x, 1, 2)
    turned = torch.new_empty(x, torch.size(heads))
    torch.mul(self.pairs(heads), turns, out=self.pairs(turned))
    return torch.flatten(turned, 0, 1)

  # Slopes of scores by turned heads [B, T, E] -> slopes by the heads, into [S / G, T, H, E].
  def rotate_back(self: __torch__.Transformer, x: Tensor, turns: Tensor, into: Tensor) -> None:
    heads = torch.view(x, [-1, self.heads, torch.size(x, 1), torch.size(x, 2)])
    back = self.turns_back(turns)
    torch.mul(self.pairs(heads), back, out=torch.transpose(self.pairs(into), 1, 2))
    return None

  # Rows [R, D] as heads [B, T, E].
  def part_heads(self: __torch__.Transformer, x: Tensor, length: int) -> Tensor:
    e = torch.floordiv(self.width, self.heads)
    heads = torch.transpose(torch.view(x, [-1, length, self.heads, e]), 1, 2)
    return torch.flatten(heads, 0, 1)

  # Heads [B, T, E] as rows [R, D].
  def join_heads(self: __torch__.Transformer, x: Tensor) -> Tensor:
    heads = torch.view(x, [-1, self.heads, torch.size(x, 1), torch.size(x, 2)])
    return torch.reshape(torch.transpose(heads, 1, 2), [-1, self.width])

  # Adds left^T right, of left [N, O] and right [N, I], to the slope of a matrix.
  def add_product(self: __torch__.Transformer, slope: Tensor, left: Tensor,
      right: Tensor) -> None:
    matrix = torch.view(slope, [torch.size(left, 1), torch.size(right, 1)])
    torch.addmm_(matrix, torch.t(left), right)
    return None

  # Slope behind a LayerNorm -> before it; adds those of scale and shift at i and i + 1.
  def backward_norm(self: __torch__.Transformer, slope: Tensor, x: Tensor, mean: Tensor,
      deviation: Tensor, i: int, norms: List[Tensor], bends: List[Tensor]) -> Tensor:
    before, scale, shift = torch.native_layer_norm_backward(
        slope, x, [self.width], mean, deviation, norms[i], norms[i + 1], [True, True, True])
    torch.add_(bends[i], scale)
    torch.add_(bends[i + 1], shift)
    return before
