"""A doublegrok model in plain PyTorch: reads a file of weights, runs and trains it, writes one.

python3 docs/weights.py demo.safetensors --heads 4 --tokens 3 7 10 11
python3 docs/weights.py demo.safetensors --heads 4 --tokens 3 7 10 11 --steps 5 --out new.safetensors

Prints the logits after each token as a line of JSON, and once more after training. Needs PyTorch
and NumPy; safetensors.torch, where it is installed, reads and writes the same files.

Every position is computed, attention is PyTorch's own (scaled_dot_product_attention) and the
optimizer the fused AdamW, where this PyTorch has them; nothing is tuned beyond that. So
`doublegrok bench` compares its training step with this one: --bench CASE.json reads the batches of
all steps and takes as many as each line on standard input asks for.
"""

import argparse
import base64
import inspect
import json
import re
import sys
import time
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

OWN_ATTENTION = hasattr(functional, "scaled_dot_product_attention")


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

    def __init__(self, tensors, heads, activation, context):
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
        pairs = torch.arange(0, width // heads, 2, dtype=torch.float64)
        angles = torch.arange(context).unsqueeze(1) * 10000.0 ** (-pairs * heads / width)
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)
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
        query, key, value = (
            block[role](x).view(split).transpose(1, 2) for role in ("query", "key", "value")
        )  # [S, H, T, E]
        mixed = causal_attention(self.rotate(query), self.rotate(key), value)
        return block["output"](mixed.transpose(1, 2).flatten(2))

    def rotate(self, x):  # pair (2i, 2i + 1) turns by position * 10000^(-2i / E)
        cos, sin = self.cos[: x.shape[2]], self.sin[: x.shape[2]]
        even, odd = x[..., 0::2], x[..., 1::2]
        return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(3)


def causal_attention(query, key, value):  # [S, H, T, E] each -> [S, H, T, E]
    if OWN_ATTENTION:
        return functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    scores = query @ key.transpose(2, 3) / query.shape[3] ** 0.5
    future = torch.ones(scores.shape[2:], dtype=torch.bool, device=scores.device).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1) @ value


def adamw(model, rate=1e-3, decay=1e-2, betas=(0.9, 0.999), epsilon=1e-8):
    """The optimizer, whose decay is of matrices alone, and what kind of AdamW it is."""
    groups = [
        {"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": decay},
        {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0.0},
    ]
    settings = {"lr": rate, "betas": betas, "eps": epsilon}
    if "fused" in inspect.signature(torch.optim.AdamW).parameters:
        try:
            return torch.optim.AdamW(groups, fused=True, **settings), "fused"
        except RuntimeError:
            pass  # this PyTorch has it for CUDA alone
    return torch.optim.AdamW(groups, foreach=True, **settings), "foreach"


def step(model, optimizer, tokens, answers):  # tokens [S, T + 1]; answers: their positions
    logits = model(tokens[:, :-1])[:, answers - 1]
    loss = functional.cross_entropy(logits.flatten(0, 1), tokens[:, answers].flatten())
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss.item()


def bench(model, case):
    """Says what PyTorch this is, then for each line "N" the losses and milliseconds of N steps."""
    device = torch.device(case["device"])
    model.to(device)
    blocks = [
        numpy.frombuffer(base64.b64decode(block), numpy.uint8).reshape(-1, case["length"])
        for block in case["blocks"]
    ]
    answers = torch.tensor(case["answerPositions"], device=device)
    given = case["optimizer"]
    betas = (given["beta1"], given["beta2"])
    rule, kind = adamw(model, given["learningRate"], given["weightDecay"], betas, given["epsilon"])
    about = "PyTorch %s (BLAS %s: its own matrix product reaches %.1f GFLOP/s), every position, "
    about += "attention %s, AdamW %s, threads: %d"
    blas = (re.findall(r"BLAS_INFO=(\w+)", torch.__config__.show()) or ["unknown"])[0]
    attention = "scaled_dot_product_attention" if OWN_ATTENTION else "explicit"
    speed = matrix_product_speed(device)
    threads = torch.get_num_threads()
    say(about % (torch.__version__, blas, speed, attention, kind, threads))
    done = 0
    for line in sys.stdin:
        losses = []
        begin = time.perf_counter()
        for _ in range(int(line)):
            block = torch.from_numpy(blocks[done].astype(numpy.int64)).to(device)
            losses.append(step(model, rule, block, answers))
            done += 1
        say({"losses": losses, "millis": 1000 * (time.perf_counter() - begin)})


def say(value):
    print(json.dumps(value), flush=True)


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
    parser = argparse.ArgumentParser(description="Runs and trains a doublegrok model in PyTorch.")
    parser.add_argument("weights", help="safetensors file to read")
    parser.add_argument("--heads", type=int, required=True, help="model.heads of the run spec")
    parser.add_argument("--activation", choices=("relu", "gelu"), default="relu")
    work = parser.add_mutually_exclusive_group(required=True)
    work.add_argument("--tokens", type=int, nargs="+", help="one sequence")
    work.add_argument("--bench", metavar="CASE.json", help="be measured by doublegrok bench")
    parser.add_argument("--steps", type=int, default=0, help="steps to train on the sequence")
    parser.add_argument("--out", help="safetensors file to write")
    options = parser.parse_args()

    def model(context):
        return Transformer(read(options.weights), options.heads, options.activation, context)

    if options.bench:
        case = json.loads(Path(options.bench).read_text())
        torch.set_num_threads(case["threads"])
        bench(model(case["length"]), case)
        return
    tokens = torch.tensor([options.tokens])
    trained = model(tokens.shape[1])
    say(trained(tokens)[0].tolist())
    if options.steps:
        optimizer, _ = adamw(trained)
        for _ in range(options.steps):
            step(trained, optimizer, tokens, torch.arange(1, tokens.shape[1]))
        say(trained(tokens)[0].tolist())
    if options.out:
        write(options.out, trained.state_dict())


if __name__ == "__main__":
    main()
