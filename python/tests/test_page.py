"""Tests of what is asked of a live page: all of it, with the token, and again while it starts."""

import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import doublegrok
from doublegrok.errors import DoublegrokError

LAST = 100
MOST = 30
"""Points that this page tells at most, so that a client has to ask for parts."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urlparse(self.path)
        status, answer = 200, None
        if self.headers.get("Authorization") != "Bearer abc":
            status, answer = 401, {"error": "This needs the token."}
        elif self.server.busy:
            self.server.busy -= 1
            status, answer = 503, {"error": "Not yet."}
        elif asked.path == "/api/runs":
            answer = {"runs": [{"run": "a b"}]}
        elif asked.path == "/api/sweeps/mine":
            answer = sweep()
        else:
            answer = window(parse_qs(asked.query))
        self.send_response(status)
        self.send_header("Retry-After", "0.01")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *words):
        pass


def window(query):
    first, last = (int(query.get(name, [end])[0]) for name, end in (("from", 0), ("to", LAST)))
    steps = [step for step in range(1, LAST + 1) if first <= step <= last]
    told = steps if len(steps) <= MOST else steps[:: len(steps) // MOST]
    return {
        "summary": {"run": "a b", "step": LAST},
        "loss": [{"step": step, "loss": 1 / step, "min_loss": 0, "max_loss": 9} for step in told],
        "thinned": {"loss": {"points": len(told), "of": len(steps)}},
        "sets": [],
        "references": [],
        "marks": [],
    }


def sweep():
    runs = [
        {"run": f"r{seed}", "seed": seed, "values": {"model.layers": "2"}, "phase": "",
         "measures": {"loss": seed / 2}}
        for seed in (1, 2)
    ]
    return {"keys": ["model.layers"], "runs": runs}


class PageTest(unittest.TestCase):
    def setUp(self):
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.server.busy = 0
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def test_what_is_thinned_is_asked_for_in_parts(self):
        steps = doublegrok.open(self.url, token="abc")["a b"].steps
        self.assertEqual(list(range(1, LAST + 1)), list(steps["step"]))
        self.assertEqual(["run", "step", "loss"], list(steps.columns))
        self.assertEqual(1 / 3, steps["loss"][2])

    def test_without_the_token_the_page_says_that_it_needs_it(self):
        with self.assertRaisesRegex(DoublegrokError, "/api/runs: This needs the token."):
            doublegrok.open(self.url, token="wrong").runs()

    def test_a_page_that_is_not_ready_is_asked_again(self):
        self.server.busy = 3
        self.assertEqual(1, len(doublegrok.open(self.url, token="abc")))
        self.assertEqual(0, self.server.busy)

    def test_what_a_page_does_not_tell_is_told_where_to_find(self):
        with self.assertRaisesRegex(DoublegrokError, "'doublegrok export a b --data DIR' does"):
            doublegrok.open(self.url, token="abc")["a b"].checkpoints

    def test_a_sweep_has_its_numbers(self):
        source = doublegrok.open(self.url, token="abc")
        sweep = source.sweep("mine")
        self.assertEqual([0.5, 1.0], list(sweep.frame["loss"]))
        self.assertEqual([2, 2], list(sweep.frame["model.layers"]))
        with self.assertRaisesRegex(DoublegrokError, "name one"):
            source.sweep()


if __name__ == "__main__":
    unittest.main()
