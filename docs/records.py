"""Reads doublegrok's records with nothing but their schemas and Avro's Python library.

usage: records.py SCHEMAS FILE...

SCHEMAS is the jar doublegrok-schemas, or a folder with its *.avsc files. Each FILE holds one value of
a topic, in Avro's single-object encoding: the bytes C3 01, the CRC-64-AVRO fingerprint of the Parsing
Canonical Form of the schema that it was written by, in little-endian order, and the record. Prints
each record as a line of JSON: keys sorted, bytes in hexadecimal, times as ISO 8601.

The canonical form is computed here, from the specification: that of Python's avro 1.11 keeps what
the specification drops.
"""

import datetime
import io
import json
import pathlib
import sys
import zipfile

import avro.io
import avro.schema

PRIMITIVES = {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
EMPTY = 0xC15D213AA4D7A795
HEADER_BYTES = 10


class Records:
    """What reads the values of every topic."""

    def __init__(self, schemas):
        """Of a jar, or of a folder with schemas below it."""
        self.written = {}  # by header: the schemas of this release and of former ones
        self.current = {}  # by full name: those of this release
        for path, text in files(pathlib.Path(schemas)):
            schema = avro.schema.parse(text)
            self.written[header(text)] = schema
            if "frozen" not in path:
                self.current[schema.fullname] = schema

    def read(self, value):
        """The record in the bytes of a value, as a dictionary; ValueError if they are none."""
        written = self.written.get(value[:HEADER_BYTES])
        if written is None:
            raise ValueError("no schema here has the header %s" % value[:HEADER_BYTES].hex())
        body = io.BytesIO(value[HEADER_BYTES:])
        reader = avro.io.DatumReader(written, self.current.get(written.fullname, written))
        record = reader.read(avro.io.BinaryDecoder(body))
        if body.read():
            raise ValueError("there are bytes behind the record")
        return record


def files(schemas):
    """Path and text of every schema."""
    if schemas.is_dir():
        return [(str(path), path.read_text("utf-8")) for path in sorted(schemas.rglob("*.avsc"))]
    with zipfile.ZipFile(schemas) as jar:
        names = [name for name in jar.namelist() if name.endswith(".avsc")]
        return [(name, jar.read(name).decode("utf-8")) for name in names]


def header(text):
    """The ten bytes before each record that this schema wrote."""
    return b"\xc3\x01" + fingerprint(canonical(json.loads(text)).encode()).to_bytes(8, "little")


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


def told(value):
    """What JSON has no form for."""
    return value.isoformat() if isinstance(value, datetime.datetime) else value.hex()


def main():
    records = Records(sys.argv[1])
    for name in sys.argv[2:]:
        try:
            record = records.read(pathlib.Path(name).read_bytes())
        except ValueError as unreadable:
            sys.exit("%s: %s" % (name, unreadable))
        print(json.dumps(record, sort_keys=True, separators=(",", ":"), default=told))


if __name__ == "__main__":
    main()
