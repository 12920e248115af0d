"""Models of other libraries in plain PyTorch, written from their published architectures.

others.py run FOLDER           logits of the model in FOLDER, by its config.json, for tokens.json
others.py make-he FOLDER ...   writes FOLDER/he.pth with the keys of He et al. (2024); its logits
others.py cast FOLDER          writes model.safetensors of FOLDER once more, as FOLDER/TYPE.pth
"""

import json
import sys
from pathlib import Path

import numpy
import torch
from torch.nn import functional

HE = {"layers": 2, "width": 12, "heads": 2, "hidden": 36, "vocabulary": 11}


def read(path):
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    assert header.pop("__metadata__") == {"format": "pt"}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(raw[start + begin : start + end], "<f4")
        tensors[name] = torch.from_numpy(values.copy()).reshape(entry["shape"])
    return tensors


def attend(query, key, value):  # [H, T, E] each -> [T, H E]
    scores = query @ key.transpose(1, 2) / query.shape[2] ** 0.5
    future = torch.ones(scores.shape[1:], dtype=torch.bool).triu(1)
    mixed = scores.masked_fill(future, -torch.inf).softmax(-1) @ value
    return mixed.transpose(0, 1).flatten(1)


def angles(length, dimensions, base):  # [T, dimensions / 2]
    powers = torch.arange(0, dimensions, 2, dtype=torch.float64) / dimensions
    return torch.arange(length, dtype=torch.float64)[:, None] / base**powers


def turn_halves(x, base):  # GPT-NeoX: dimension i with i + E / 2
    turn = angles(x.shape[1], x.shape[2], base).repeat(1, 2)
    first, second = x.chunk(2, -1)
    return (x * turn.cos() + torch.cat((-second, first), -1) * turn.sin()).float()


def turn_neighbours(x, base):  # GPT-J and TransformerLens with rotary_adjacent_pairs: 2i with 2i + 1
    turn = angles(x.shape[1], x.shape[2], base).repeat_interleave(2, -1)
    other = torch.stack((-x[..., 1::2], x[..., 0::2]), -1).flatten(2)
    return (x * turn.cos() + other * turn.sin()).float()


def gpt_neox(tensors, config, tokens):
    heads, eps = config["num_attention_heads"], config["layer_norm_eps"]
    size = config["hidden_size"] // heads
    assert config["rotary_pct"] == 1.0 and not config["use_parallel_residual"]
    used = set()

    def get(name):
        used.add(name)
        return tensors[name]

    def linear(name, x):
        return functional.linear(x, get(name + ".weight"), get(name + ".bias"))

    def norm(name, x):
        return functional.layer_norm(x, x.shape[-1:], get(name + ".weight"), get(name + ".bias"), eps)

    x = get("gpt_neox.embed_in.weight")[tokens]
    for n in range(config["num_hidden_layers"]):
        layer = f"gpt_neox.layers.{n}."
        fused = linear(layer + "attention.query_key_value", norm(layer + "input_layernorm", x))
        query, key, value = (
            part.transpose(0, 1) for part in fused.view(len(tokens), heads, 3 * size).split(size, -1))
        base = config["rotary_emb_base"]
        mixed = attend(turn_halves(query, base), turn_halves(key, base), value)
        x = x + linear(layer + "attention.dense", mixed)
        hidden = linear(layer + "mlp.dense_h_to_4h", norm(layer + "post_attention_layernorm", x))
        assert hidden.shape[-1] == config["intermediate_size"]
        hidden = getattr(functional, config["hidden_act"])(hidden)
        x = x + linear(layer + "mlp.dense_4h_to_h", hidden)
    logits = norm("gpt_neox.final_layer_norm", x) @ get("embed_out.weight").T
    assert used == set(tensors), used ^ set(tensors)
    return logits


def transformer_lens(tensors, config, tokens):
    used = set()

    def get(name):
        used.add(name)
        return tensors[name]

    def norm(name, x):
        if config["normalization_type"] is None:
            return x
        return functional.layer_norm(x, x.shape[-1:], get(name + ".w"), get(name + ".b"), config["eps"])

    def turn(x):
        if config["positional_embedding_type"] != "rotary":
            return x
        assert config["rotary_adjacent_pairs"] and config["rotary_dim"] == config["d_head"]
        return turn_neighbours(x, config["rotary_base"])

    x = get("embed.W_E")[tokens]
    if config["positional_embedding_type"] == "standard":
        assert get("pos_embed.W_pos").shape == (config["n_ctx"], config["d_model"])
        x = x + get("pos_embed.W_pos")[: len(tokens)]
    for n in range(config["n_layers"]):
        attention, mlp = f"blocks.{n}.attn.", f"blocks.{n}.mlp."
        normed = norm(f"blocks.{n}.ln1", x)
        query, key, value = (
            torch.einsum("td,hde->hte", normed, get(attention + "W_" + role))
            + get(attention + "b_" + role)[:, None]
            for role in "QKV")
        mixed = attend(turn(query), turn(key), value).view(len(tokens), config["n_heads"], -1)
        x = x + torch.einsum("the,hed->td", mixed, get(attention + "W_O")) + get(attention + "b_O")
        hidden = norm(f"blocks.{n}.ln2", x) @ get(mlp + "W_in") + get(mlp + "b_in")
        hidden = getattr(functional, config["act_fn"])(hidden)
        x = x + hidden @ get(mlp + "W_out") + get(mlp + "b_out")
    logits = norm("ln_final", x) @ get("unembed.W_U") + get("unembed.b_U")
    assert used == set(tensors), used ^ set(tensors)
    return logits


def he_tensors():
    torch.manual_seed(1)
    width, hidden, tensors = HE["width"], HE["hidden"], {}

    def norm(name):
        tensors[name + ".weight"] = 1 + 0.1 * torch.randn(width)
        tensors[name + ".bias"] = 0.1 * torch.randn(width)

    tensors["transformer.wte.weight"] = 0.3 * torch.randn(HE["vocabulary"], width)
    for n in range(HE["layers"]):
        block = f"transformer.h.{n}."
        norm(block + "ln_1")
        tensors[block + "attn.to_qkv.weight"] = 0.3 * torch.randn(3 * width, width)
        tensors[block + "attn.o.weight"] = 0.3 * torch.randn(width, width)
        size = width // HE["heads"]
        tensors[block + "attn.rotary_emb.freqs"] = 1 / 10000 ** (torch.arange(0, size, 2) / size)
        norm(block + "ln_2")
        tensors[block + "mlp.c_fc.weight"] = 0.3 * torch.randn(hidden, width)
        tensors[block + "mlp.c_proj.weight"] = 0.3 * torch.randn(hidden, width).T  # not contiguous
    norm("transformer.ln_f")
    tensors["lm_head.weight"] = tensors["transformer.wte.weight"]  # one storage, as when tied
    return tensors


def he(tensors, tokens):
    def norm(name, x):
        return functional.layer_norm(x, x.shape[-1:], tensors[name + ".weight"], tensors[name + ".bias"])

    x = tensors["transformer.wte.weight"][tokens]
    for n in range(HE["layers"]):
        block = f"transformer.h.{n}."
        fused = norm(block + "ln_1", x) @ tensors[block + "attn.to_qkv.weight"].T
        query, key, value = (
            part.view(len(tokens), HE["heads"], -1).transpose(0, 1) for part in fused.chunk(3, -1))
        mixed = attend(turn_neighbours(query, 10000), turn_neighbours(key, 10000), value)
        x = x + mixed @ tensors[block + "attn.o.weight"].T
        hidden = functional.relu(norm(block + "ln_2", x) @ tensors[block + "mlp.c_fc.weight"].T)
        x = x + hidden @ tensors[block + "mlp.c_proj.weight"].T
    return norm("transformer.ln_f", x) @ tensors["lm_head.weight"].T


def main(what, folder):
    folder = Path(folder)
    if what == "cast":
        tensors = read(folder / "model.safetensors")
        for kind in ("float16", "bfloat16", "float32", "float64"):
            cast = {name: tensor.to(getattr(torch, kind)) for name, tensor in tensors.items()}
            torch.save(cast, folder / f"{kind}.pth")
        return
    tokens = json.loads((folder / "tokens.json").read_text())
    if what == "make-he":
        module = torch.nn.Module()  # for the _metadata that a module's state_dict has
        state = module.state_dict()
        state.update(he_tensors())
        torch.save(state, folder / "he.pth")
        print(json.dumps(he(state, tokens).flatten().tolist()))
        return
    config = json.loads((folder / "config.json").read_text())
    forward = gpt_neox if config.get("model_type") == "gpt_neox" else transformer_lens
    logits = forward(read(folder / "model.safetensors"), config, tokens)
    print(json.dumps(logits.flatten().tolist()))


if __name__ == "__main__":
    main(*sys.argv[1:])
