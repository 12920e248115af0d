"""A doublegrok model in plain PyTorch: reads a file of weights, runs and trains it, writes one.

python3 docs/weights.py demo.safetensors --heads 4 --tokens 3 7 10 11
python3 docs/weights.py demo.safetensors --heads 4 --tokens 3 7 10 11 --steps 5 --out new.safetensors

Prints the logits after each token as a line of JSON, and once more after training. Needs PyTorch
and NumPy; safetensors.torch, where it is installed, reads and writes the same files.
"""

import argparse
import json
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional


def read(path):
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


def write(path, tensors):
    header, values = {}, []
    end = 0
    for name, tensor in tensors.items():
        values.append(tensor.detach().contiguous().numpy().astype("<f4").tobytes())
        begin, end = end, end + len(values[-1])
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(len(text).to_bytes(8, "little") + text + b"".join(values))


class Transformer(nn.Module):
    """Its parameters have the file's names. S sequences, T tokens, H heads of E dimensions."""

    def __init__(self, tensors, heads, activation):
        super().__init__()
        vocabulary, width = tensors["embedding.weight"].shape
        hidden = tensors["blocks.0.mlp.in.weight"].shape[0]

        def linear(inputs, outputs):
            return nn.Linear(inputs, outputs, bias=False)

        def block():
            attention = {role: linear(width, width) for role in ("query", "key", "value", "output")}
            mlp = {"in": linear(width, hidden), "out": linear(hidden, width)}
            return nn.ModuleDict({
                "attention": nn.ModuleDict({"norm": nn.LayerNorm(width), **attention}),
                "mlp": nn.ModuleDict({"norm": nn.LayerNorm(width), **mlp}),
            })

        layers = sum(name.endswith(".mlp.in.weight") for name in tensors)
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(block() for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = linear(width, vocabulary) if "head.weight" in tensors else None
        self.heads = heads
        self.activation = getattr(functional, activation)
        self.load_state_dict(tensors)

    def forward(self, tokens):  # [S, T] -> [S, T, V]
        x = self.embedding(tokens)
        for block in self.blocks:
            x = x + self.attention(block["attention"], block["attention"]["norm"](x))
            mlp = block["mlp"]
            x = x + mlp["out"](self.activation(mlp["in"](mlp["norm"](x))))
        head = self.embedding.weight if self.head is None else self.head.weight
        return functional.linear(self.norm(x), head)

    def attention(self, block, x):
        split = (*x.shape[:2], self.heads, -1)
        query, key, value = (block[role](x).view(split) for role in ("query", "key", "value"))
        query, key = (self.rotate(each).transpose(1, 2) for each in (query, key))  # [S, H, T, E]
        scores = query @ key.transpose(2, 3) / query.shape[3] ** 0.5
        future = torch.ones(scores.shape[2:], dtype=torch.bool).triu(1)
        probabilities = scores.masked_fill(future, -torch.inf).softmax(-1)
        mixed = probabilities @ value.transpose(1, 2)
        return block["output"](mixed.transpose(1, 2).reshape(x.shape))

    def rotate(self, x):  # pair (2i, 2i + 1) turns by position * 10000^(-2i / E)
        rates = 10000.0 ** (-torch.arange(0, x.shape[3], 2, dtype=torch.float64) / x.shape[3])
        angles = torch.arange(x.shape[1]).unsqueeze(1) * rates
        cos, sin = (each.float().unsqueeze(1) for each in (angles.cos(), angles.sin()))
        even, odd = x[..., 0::2], x[..., 1::2]
        return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(3)


def train(model, tokens, steps):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for _ in range(steps):
        logits = model(tokens[:, :-1])[0]
        loss = functional.cross_entropy(logits, tokens[0, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def main():
    parser = argparse.ArgumentParser(description="Runs and trains a doublegrok model in PyTorch.")
    parser.add_argument("weights", help="safetensors file to read")
    parser.add_argument("--heads", type=int, required=True, help="model.heads of the run spec")
    parser.add_argument("--activation", choices=("relu", "gelu"), default="relu")
    parser.add_argument("--tokens", type=int, nargs="+", required=True, help="one sequence")
    parser.add_argument("--steps", type=int, default=0, help="steps to train on the sequence")
    parser.add_argument("--out", help="safetensors file to write")
    options = parser.parse_args()

    model = Transformer(read(options.weights), options.heads, options.activation)
    tokens = torch.tensor([options.tokens])
    print(json.dumps(model(tokens)[0].tolist()))
    if options.steps:
        train(model, tokens, options.steps)
        print(json.dumps(model(tokens)[0].tolist()))
    if options.out:
        write(options.out, model.state_dict())


if __name__ == "__main__":
    main()
