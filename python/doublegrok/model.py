"""The models of doublegrok in plain PyTorch; docs/weights.md says the same in words.

S sequences, T positions, D width, H heads of E = D / H, V vocabulary, I inputs, O outputs. The
parameters have the names and shapes of the file of weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from . import weights


class Transformer(nn.Module):
    """A decoder-only transformer after He et al. (2024): pre-LN and rotated queries and keys.

    The plain one of Nanda et al. (2023) has no LayerNorm, learned positions, and biases in the MLP.
    Tokens [S, T] -> logits after each token [S, T, V]; vectors [S, T, I] -> outputs [S, T, O].
    """

    def __init__(self, tensors: Mapping[str, Tensor], heads: int, activation: str) -> None:
        super().__init__()
        reals = "read_in.weight" in tensors
        entrance = "read_in" if reals else "embedding"
        width = tensors[entrance + ".weight"].shape[0 if reals else 1]

        def linear(name: str) -> nn.Module:
            outputs, inputs = tensors[name + ".weight"].shape
            return nn.Linear(inputs, outputs, bias=name + ".bias" in tensors)

        def norm(name: str) -> nn.Module:
            return nn.LayerNorm(width) if name + ".weight" in tensors else nn.Identity()

        def layer(name: str, roles: tuple[str, ...]) -> nn.Module:
            parts = {role: linear(f"{name}.{role}") for role in roles}
            return nn.ModuleDict({"norm": norm(name + ".norm"), **parts})

        def table(name: str) -> nn.Module:
            return nn.Embedding(*tensors[name + ".weight"].shape)

        self.add_module(entrance, linear(entrance) if reals else table(entrance))
        self.positions = table("positions") if "positions.weight" in tensors else None
        layers = sum(name.endswith(".mlp.in.weight") for name in tensors)
        self.blocks = nn.ModuleList(
            nn.ModuleDict({
                "attention": layer(f"blocks.{n}.attention", ("query", "key", "value", "output")),
                "mlp": layer(f"blocks.{n}.mlp", ("in", "out")),
            })
            for n in range(layers)
        )
        self.norm = norm("norm")
        self.read_out = linear("read_out") if reals else None
        self.head = linear("head") if "head.weight" in tensors else None
        self.heads = heads
        self.activation = getattr(functional, activation)
        self.load_state_dict(dict(tensors))

    def forward(self, values: Tensor) -> Tensor:
        x = self.embed(values)
        for block in self.blocks:
            x = x + self.attend(block["attention"], block["attention"]["norm"](x))
            mlp = block["mlp"]
            x = x + mlp["out"](self.activation(mlp["in"](mlp["norm"](x))))
        x = self.norm(x)
        exit = self.read_out or self.head
        return exit(x) if exit else functional.linear(x, self.embedding.weight)

    def embed(self, values: Tensor) -> Tensor:  # -> [S, T, D]
        x = self.embedding(values) if self.read_out is None else self.read_in(values)
        return x if self.positions is None else x + self.positions.weight[: x.shape[1]]

    def attend(self, block: nn.Module, x: Tensor) -> Tensor:
        query, key, value = (
            block[role](x).unflatten(2, (self.heads, -1)).transpose(1, 2)
            for role in ("query", "key", "value")
        )  # [S, H, T, E]
        if self.positions is None:
            query, key = rotated(query), rotated(key)
        scores = query @ key.transpose(2, 3) / query.shape[3] ** 0.5  # [S, H, T, T]
        future = torch.ones(scores.shape[2:], dtype=torch.bool, device=x.device).triu(1)
        mixed = scores.masked_fill(future, -torch.inf).softmax(-1) @ value
        return block["output"](mixed.transpose(1, 2).flatten(2))


def rotated(x: Tensor) -> Tensor:
    """RoPE of [S, H, T, E]: pair (2i, 2i + 1) turns by position * 10000^(-2i / E)."""
    pairs = torch.arange(0, x.shape[3], 2, dtype=torch.float64, device=x.device)
    positions = torch.arange(x.shape[2], dtype=torch.float64, device=x.device)
    angles = positions.unsqueeze(1) * 10000.0 ** (-pairs / x.shape[3])  # [T, E / 2]
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(3)


class LinearAttention(nn.Module):
    """Linear attention of Ahn et al. (2023) on rows (x, y); what is not in the file, P, is 0.

    Rows [S, T, D + 1] -> the answer to each row as a query [S, T, 1], of the rows before it.
    """

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        super().__init__()
        layers = sum(name.endswith(".q") for name in tensors)
        self.blocks = nn.ModuleList(
            nn.ParameterDict({
                role: nn.Parameter(tensors[f"blocks.{n}.{role}"])
                for role in ("q", "p")
                if f"blocks.{n}.{role}" in tensors
            })
            for n in range(layers)
        )

    def forward(self, rows: Tensor) -> Tensor:
        length = rows.shape[1]
        past = rows.new_ones(length, length).tril(-1).unsqueeze(2)  # [query, example, 1]
        count = past.sum(1, keepdim=True).clamp_min(1)
        x = rows[..., :-1].unsqueeze(1).expand(-1, length, -1, -1)  # [S, T, T, D]
        y = rows[..., -1:].unsqueeze(1) * past
        for block in self.blocks:
            moments = (x * past).transpose(2, 3) @ torch.cat((x * past, y * past), 3) / count
            mixed = x @ block["q"] @ moments
            y = y + mixed[..., -1:]
            if "p" in block:
                x = x + mixed[..., :-1] @ block["p"].T
        return -y.diagonal(dim1=1, dim2=2).transpose(1, 2)


def load(path: str | Path, spec: Mapping[str, Any]) -> nn.Module:
    """The model of a file of weights, whose run spec tells what no tensor does."""
    tensors = {name: torch.from_numpy(values) for name, values in weights.read(path).items()}
    model = spec["model"]
    if model.get("kind") == "linear-attention":
        return LinearAttention(tensors).eval()
    return Transformer(tensors, model["heads"], model.get("activation", "relu")).eval()
