"""Serves a folder as GitHub Pages does: TLS, HTTP/2, gzip and ten minutes in the browser's cache."""

import asyncio
import base64
import gzip
import hashlib
import mimetypes
import os
import socket
import subprocess
import tempfile
import threading
from functools import cache
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config

from tests.benchmark import link

PACKET = 1_350
PACKED = ("text/", "image/svg", "application/j", "application/xml", "application/manifest")


@cache
def packed(path):
    """Type, encoding and bytes that are sent for a file."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    body = path.read_bytes()
    return (kind, "gzip", gzip.compress(body)) if kind.startswith(PACKED) else (kind, "identity", body)


def certificate(folder):
    """Configuration for TLS with a new certificate, such as only a test trusts; and the flag by which a browser trusts it.

    A browser that is merely told to overlook faults of certificates keeps nothing in its cache.
    """
    names = {"certfile": f"{folder}/certificate.pem", "keyfile": f"{folder}/key.pem"}
    kind = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=benchmark".split()
    command = ["openssl", "req", *kind, "-out", names["certfile"], "-keyout", names["keyfile"]]
    subprocess.run(command, check=True, capture_output=True)
    command = ["openssl", "pkey", "-in", names["keyfile"], "-pubout", "-outform", "der"]
    public = subprocess.run(command, check=True, capture_output=True).stdout
    digest = base64.b64encode(hashlib.sha256(public).digest()).decode()
    return names, f"--ignore-certificate-errors-spki-list={digest}"


class Server:
    """Runs until the program ends. ``url``: where; ``trust``: a flag for the browser; ``sent``: bytes of body of each answer so far, by request."""

    def __init__(self, folder):
        self.folder, self.sent, self.slow = Path(folder).resolve(), [], link.possible()
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.run(ready)), daemon=True).start()
        if not ready.wait(timeout=30):
            raise SystemExit("The server of the benchmark did not start; see above.")

    async def run(self, ready):
        host = link.make(asyncio.get_running_loop(), os.getpid() % 256) if self.slow else "127.0.0.1"
        door = socket.create_server((host, 0))
        self.url = f"https://{host}:{door.getsockname()[1]}/"
        with tempfile.TemporaryDirectory() as folder:
            settings = {"bind": f"fd://{door.detach()}", "loglevel": "ERROR", "keep_alive_timeout": 60}
            names, self.trust = certificate(folder)
            config = Config.from_mapping(settings | names)
            ready.set()
            await serve(self.answer, config, shutdown_trigger=asyncio.Event().wait)

    async def answer(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return
        path = self.folder / scope["path"].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        kind, encoding, body = packed(path) if found else ("text/plain", "identity", b"")
        named = {"content-type": kind, "content-encoding": encoding, "content-length": str(len(body))}
        headers = {**named, "cache-control": "max-age=600", "vary": "Accept-Encoding"}
        lines = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200 if found else 404, "headers": lines})
        # In records of a packet, as Pages sends them: a browser can read none before the whole of it has come.
        for start in range(0, len(body), PACKET):
            await send({"type": "http.response.body", "body": body[start : start + PACKET], "more_body": True})
            await asyncio.sleep(0.001)  # Else they are sent as one. The link takes 7 milliseconds for each.
        await send({"type": "http.response.body", "body": b""})
        self.sent.append((scope["path"], len(body)))
