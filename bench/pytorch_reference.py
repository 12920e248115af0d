"""One training step of the same model in plain PyTorch, as a person would write it.

Every position is computed and the loss is taken where an answer is predicted, as He et al. (2024)
do; attention is PyTorch's own (scaled_dot_product_attention) and the optimizer the fused AdamW,
where this PyTorch has them. Nothing is tuned beyond that.

Usage: pytorch_reference.py CASE.json, in whose directory lie the initial weights (safetensors) and
the tokens of all steps (bytes, [steps, sequences, length]). A line "N" on standard input asks for N
more steps; the answer is one line of JSON with their losses and milliseconds. The first line that
is written tells what PyTorch this is.
"""

import inspect
import json
import os
import re
import sys
import time
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

EAGER_ATTENTION = not hasattr(functional, "scaled_dot_product_attention")


def read_safetensors(path):
    raw = Path(path).read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(raw[start + begin : start + end], "<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors


def causal_attention(query, key, value):
    """[S, H, T, E] each -> [S, H, T, E]."""
    if not EAGER_ATTENTION:
        return functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    scores = query @ key.transpose(-2, -1) / query.size(-1) ** 0.5
    future = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).triu(1)
    return scores.masked_fill(future, float("-inf")).softmax(-1) @ value


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def forward(self, x, cosine, sine):
        normed = self.norm(x)
        split = normed.shape[:2] + (self.heads, -1)
        query = rotate(self.query(normed).view(split).transpose(1, 2), cosine, sine)
        key = rotate(self.key(normed).view(split).transpose(1, 2), cosine, sine)
        value = self.value(normed).view(split).transpose(1, 2)
        mixed = causal_attention(query, key, value)
        return x + self.output(mixed.transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self, width, factor, activation):
        super().__init__()
        self.activation = functional.gelu if activation == "gelu" else functional.relu
        self.norm = nn.LayerNorm(width)
        self.add_module("in", nn.Linear(width, factor * width, bias=False))
        self.out = nn.Linear(factor * width, width, bias=False)

    def forward(self, x):
        return x + self.out(self.activation(getattr(self, "in")(self.norm(x))))


class Block(nn.Module):
    def __init__(self, width, heads, factor, activation):
        super().__init__()
        self.attention = Attention(width, heads)
        self.mlp = Mlp(width, factor, activation)

    def forward(self, x, cosine, sine):
        return self.mlp(self.attention(x, cosine, sine))


class Transformer(nn.Module):
    def __init__(self, case):
        super().__init__()
        width = case["width"]
        self.tied = case["tied"]
        self.embedding = nn.Embedding(case["vocabulary"], width)
        self.blocks = nn.ModuleList(
            Block(width, case["heads"], case["mlp_factor"], case["activation"])
            for _ in range(case["layers"])
        )
        self.norm = nn.LayerNorm(width)
        if not self.tied:
            self.head = nn.Linear(width, case["vocabulary"], bias=False)
        pairs = width // case["heads"] // 2
        rates = 10000.0 ** (-torch.arange(pairs, dtype=torch.float64) / pairs)
        angles = torch.arange(case["length"], dtype=torch.float64)[:, None] * rates
        self.register_buffer("cosine", angles.cos().float(), persistent=False)
        self.register_buffer("sine", angles.sin().float(), persistent=False)

    def forward(self, tokens):
        """[S, T] -> logits [S, T, V]."""
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x, self.cosine[: tokens.size(1)], self.sine[: tokens.size(1)])
        head = self.embedding.weight if self.tied else self.head.weight
        return functional.linear(self.norm(x), head)


def rotate(x, cosine, sine):
    """Rotary position embedding of neighbouring pairs; x [S, H, T, E]."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), -1).flatten(-2)


def optimizer(model, case):
    """AdamW; embeddings and matrices decay, LayerNorm does not."""
    decaying = [each for each in model.parameters() if each.dim() > 1]
    others = [each for each in model.parameters() if each.dim() <= 1]
    groups = [
        {"params": decaying, "weight_decay": case["weight_decay"]},
        {"params": others, "weight_decay": 0.0},
    ]
    settings = {
        "lr": case["learning_rate"],
        "betas": (case["beta1"], case["beta2"]),
        "eps": case["epsilon"],
    }
    if "fused" in inspect.signature(torch.optim.AdamW).parameters:
        try:
            return torch.optim.AdamW(groups, fused=True, **settings), "fused"
        except RuntimeError:
            pass  # this PyTorch has it for CUDA alone
    return torch.optim.AdamW(groups, foreach=True, **settings), "foreach"


def matrix_product_speed(device):
    """GFLOP/s of a product of 1024 x 1024 float32, the best of three: what this PyTorch can do."""
    factor = torch.ones(1024, 1024, device=device)
    best = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        (factor @ factor)[0, 0].item()
        best = min(best, time.perf_counter() - begin)
    return 2 * 1024**3 / best / 1e9


def main():
    path = Path(sys.argv[1])
    case = json.loads(path.read_text())
    torch.set_num_threads(case["threads"])
    device = torch.device(case.get("device", "cpu"))
    model = Transformer(case)
    model.load_state_dict(read_safetensors(path.parent / "weights.safetensors"))
    model.to(device)
    rule, kind = optimizer(model, case)
    step = torch.compile(model) if case.get("compiled", False) else model
    shape = (-1, case["sequences"], case["length"])
    tokens = numpy.fromfile(path.parent / "tokens.bin", dtype=numpy.uint8).reshape(shape)
    answers = torch.tensor(case["answers"], device=device)
    about = {
        "torch": torch.__version__,
        "attention": "explicit" if EAGER_ATTENTION else "scaled_dot_product_attention",
        "adamw": kind,
        "threads": torch.get_num_threads(),
        "blas": (re.findall(r"BLAS_INFO=(\w+)", torch.__config__.show()) or ["unknown"])[0],
        "matrix_product_gflops": matrix_product_speed(device),
        "process": os.getpid(),
    }
    print(json.dumps(about), flush=True)
    done = 0
    for line in sys.stdin:
        losses, millis = [], []
        for _ in range(int(line)):
            begin = time.perf_counter()
            block = torch.from_numpy(tokens[done % len(tokens)].astype(numpy.int64)).to(device)
            logits = step(block[:, :-1])[:, answers - 1]
            loss = functional.cross_entropy(logits.flatten(0, 1), block[:, answers].flatten())
            rule.zero_grad(set_to_none=True)
            loss.backward()
            rule.step()
            losses.append(loss.item())
            millis.append(1000 * (time.perf_counter() - begin))
            done += 1
        print(json.dumps({"losses": losses, "millis": millis}), flush=True)


if __name__ == "__main__":
    main()
