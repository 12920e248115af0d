"""Reads one batch of the topic `batches` with nothing but its schema and Avro's Python library.

usage: read_batch.py sequence-batch.avsc FILE

FILE holds one message in Avro's single-object encoding: the bytes C3 01, the CRC-64-AVRO
fingerprint of the schema's Parsing Canonical Form in little-endian order, and the record. Prints
the record as one line of JSON, keys sorted, bytes in hexadecimal. The fingerprint is computed here,
from the specification, so that it checks Java's.
"""

import io
import json
import struct
import sys

import avro.io
import avro.schema

PRIMITIVES = {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
EMPTY = 0xC15D213AA4D7A795


def canonical(schema, namespace=""):
    """The Parsing Canonical Form, for schemas without aliases and \\u escapes in names."""
    if isinstance(schema, str):
        return json.dumps(schema if schema in PRIMITIVES else full_name(schema, namespace))
    if isinstance(schema, list):
        return "[" + ",".join(canonical(branch, namespace) for branch in schema) + "]"
    kind = schema["type"]
    if kind in PRIMITIVES:
        return json.dumps(kind)
    if kind == "array":
        return '{"type":"array","items":%s}' % canonical(schema["items"], namespace)
    if kind == "map":
        return '{"type":"map","values":%s}' % canonical(schema["values"], namespace)
    name = full_name(schema["name"], schema.get("namespace", namespace))
    inner = name.rpartition(".")[0]
    start = '{"name":%s,"type":%s' % (json.dumps(name), json.dumps(kind))
    if kind == "enum":
        return start + ',"symbols":%s}' % json.dumps(schema["symbols"], separators=(",", ":"))
    if kind == "fixed":
        return start + ',"size":%d}' % schema["size"]
    fields = (
        '{"name":%s,"type":%s}' % (json.dumps(field["name"]), canonical(field["type"], inner))
        for field in schema["fields"]
    )
    return start + ',"fields":[%s]}' % ",".join(fields)


def full_name(name, namespace):
    return name if "." in name or not namespace else namespace + "." + name


def fingerprint(data):
    """CRC-64-AVRO, bit by bit."""
    crc = EMPTY
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (EMPTY if crc & 1 else 0)
    return crc


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    with open(sys.argv[2], "rb") as file:
        message = file.read()
    expected = b"\xc3\x01" + struct.pack("<Q", fingerprint(canonical(json.loads(text)).encode()))
    if message[:10] != expected:
        sys.exit("header must be %s, was %s" % (expected.hex(), message[:10].hex()))
    body = io.BytesIO(message[10:])
    record = avro.io.DatumReader(avro.schema.parse(text)).read(avro.io.BinaryDecoder(body))
    if body.read():
        sys.exit("there are bytes behind the record")
    print(json.dumps(record, sort_keys=True, separators=(",", ":"), default=bytes.hex))


if __name__ == "__main__":
    main()
