"""One reader, three engines: what a reader does with a page is said once here, and each engine adds how it is told.

Chromium is driven by Playwright, which drives no Firefox and no WebKit that a system has; Firefox by the WebDriver BiDi
protocol that it speaks itself, WebKit by the driver that comes with it. Both take the W3C's actions.
"""

import base64
import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from conftest import eventually
from websockets.sync.client import connect

from overrides.tools.browser import CHROMIUM_FLAGS

# Keys without a letter, as the W3C numbers them.
KEYS = {"Tab": "\ue004", "Enter": "\ue006", "Escape": "\ue00c", "ArrowDown": "\ue015"}
# Brings an element to the middle of the window; where a finger meets it. Or says what lies on it.
PLACE = """selector => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`no ${selector}`);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getClientRects()[0] ?? { width: 0 };
    const at = [Math.round(left + width / 2), Math.round(top + height / 2)], hit = width && document.elementFromPoint(...at);
    if (!hit || !element.contains(hit) && !hit.contains(element)) throw new Error(`${selector} is hidden (${hit?.outerHTML?.slice(0, 80)})`);
    return at;
}"""


# Of Debian and Ubuntu: what drives WebKit, a screen for it, and WebKit for the system's Python, which webkit_window.py needs.
WEBKIT_PACKAGES = ["webkit2gtk-driver", "xvfb", "python3-gi", "gir1.2-webkit2-4.1"]


def has_webkit():
    look = ["/usr/bin/python3", "-c", "import gi; gi.require_version('WebKit2', '4.1')"]
    if not (shutil.which("WebKitWebDriver") and shutil.which("xvfb-run") and Path(look[0]).exists()):
        return False
    return subprocess.run(look, stderr=subprocess.DEVNULL, check=False).returncode == 0


class Reader:
    """Someone with a browser, its window of ``width`` × ``height`` px, and its text set to ``text`` px.

    An engine adds ``goto``, ``call``, ``actions``, ``paper`` and ``close``.
    """

    def run(self, function, *arguments):
        """What a JavaScript function returns, called in the page with arguments that JSON can say.

        Raises:
            RuntimeError: The function threw; with its message.
        """
        inner = f"({function})(...{json.dumps(arguments)})"
        answer = self.call(
            f"(() => {{ try {{ return JSON.stringify([{inner}]) }} catch (error) {{ return String(error) }} }})()"
        )
        if not answer.startswith("["):
            raise RuntimeError(answer)
        return json.loads(answer)[0]

    def until(self, function, *arguments, seconds=20):
        """Wait until the function returns what is true in JavaScript; the value."""
        end = time.monotonic() + seconds
        while True:
            # While a page goes and the next one comes, there is nothing to ask.
            with contextlib.suppress(*self.gone):
                if value := self.run(function, *arguments):
                    return value
            assert time.monotonic() < end, f"not within {seconds} s: {function} {arguments}"
            time.sleep(0.05)

    def press(self, selector):
        """A press of the mouse on the first element of that selector, which nothing may cover."""
        x, y = self.run(PLACE, selector)
        move = {"type": "pointerMove", "x": x, "y": y}
        steps = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.actions({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, text):
        """Type letters, or one key of ``KEYS`` by its name."""
        steps = [
            {"type": kind, "value": each}
            for each in ([KEYS[text]] if text in KEYS else text)
            for kind in ("keyDown", "keyUp")
        ]
        self.actions({"type": "key", "id": "keyboard", "actions": steps})


class Chromium(Reader):
    gone = (RuntimeError,)

    def __init__(self, playwright, path, width, height, text=16):
        from playwright.sync_api import Error

        self.gone = (RuntimeError, Error)
        self.browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        self.page = self.browser.new_page(viewport={"width": width, "height": height})
        session = self.page.context.new_cdp_session(self.page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": text}})
        self.close = self.browser.close

    def goto(self, address):
        self.page.goto(address)

    def call(self, script):
        return self.page.evaluate(script)

    def actions(self, source):
        for step in source["actions"]:
            match step["type"]:
                case "pointerMove":
                    self.page.mouse.move(step["x"], step["y"])
                case "pointerDown":
                    self.page.mouse.down()
                case "pointerUp":
                    self.page.mouse.up()
                case "keyDown" if step["value"] in KEYS.values():
                    self.page.keyboard.press(next(name for name, value in KEYS.items() if value == step["value"]))
                case "keyDown":
                    self.page.keyboard.type(step["value"])

    def paper(self):
        return self.page.pdf()


class Firefox(Reader):
    gone = (RuntimeError,)

    def __init__(self, path, width, height, text=16):
        self.folder = Path(tempfile.mkdtemp())
        sizes = [f'user_pref("font.size.variable.{script}", {text});' for script in ("x-western", "x-cyrillic")]
        (self.folder / "user.js").write_text("\n".join(sizes))
        log = self.folder / "log"
        command = [path, "--headless", "--no-remote", "--profile", str(self.folder), "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stdout=log.open("w"), stderr=subprocess.STDOUT)
        eventually(lambda: b"BiDi listening" in log.read_bytes())
        address = re.search(r"BiDi listening on (\S+)", log.read_text())[1]
        self.open_socket = contextlib.ExitStack()
        self.socket = self.open_socket.enter_context(connect(f"{address}/session", max_size=None))
        self.numbers = itertools.count(1)
        self.send("session.new", capabilities={})
        # The tab that comes with the window does not have the focus, and there no key presses a button.
        self.context = self.send("browsingContext.create", type="tab")["context"]
        self.send("browsingContext.setViewport", context=self.context, viewport={"width": width, "height": height})

    def send(self, method, **params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv(timeout=60))).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        return answer["result"]

    def goto(self, address):
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def call(self, script):
        target = {"context": self.context}
        return self.send("script.evaluate", expression=script, target=target, awaitPromise=True)["result"]["value"]

    def actions(self, source):
        self.send("input.performActions", context=self.context, actions=[source])

    def paper(self):
        return base64.b64decode(self.send("browsingContext.print", context=self.context, background=False)["data"])

    def close(self):
        self.open_socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class WebKit(Reader):
    gone = (RuntimeError, OSError)

    def __init__(self, width, height, text=16):
        self.folder = Path(tempfile.mkdtemp())
        self.printed = self.folder / "paper.pdf"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = ["xvfb-run", "--auto-servernum", "WebKitWebDriver", f"--port={port}"]
        environment = {
            **os.environ,
            "PAPER": str(self.printed),
            "TEXT": str(text),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)
        self.session = f"http://127.0.0.1:{port}/session"
        window = {"binary": str(Path(__file__).with_name("webkit_window.py")), "args": []}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": window}}
        eventually(lambda: self.is_up(port))
        self.session += "/" + self.send("", capabilities=wanted)["sessionId"]
        self.send("/window/rect", x=0, y=0, width=width, height=height)

    def is_up(self, port):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True

    def send(self, command, method="POST", **params):
        body = json.dumps(params).encode() if method == "POST" else None
        request = urllib.request.Request(self.session + command, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from error

    def goto(self, address):
        self.send("/url", url=address)

    def call(self, script):
        return self.send("/execute/sync", script=f"return {script}", args=[])

    def actions(self, source):
        self.send("/actions", actions=[source])

    def paper(self):
        self.printed.unlink(missing_ok=True)
        self.run("() => { webkit.messageHandlers.paper.postMessage(0); }")
        # The file grows until its last line is there.
        eventually(lambda: self.printed.exists() and self.printed.read_bytes().rstrip().endswith(b"%%EOF"))
        return self.printed.read_bytes()

    def close(self):
        with contextlib.suppress(RuntimeError, OSError):
            self.send("", method="DELETE")
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
