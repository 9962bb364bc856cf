"""The real yaml-language-server, as an editor runs it: fetched by name with npm when first needed."""

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

from tests.npm import fetched

VERSION = "1.19.2"
PATIENCE = 60.0
"""Seconds to wait for an answer: what it takes is a fraction of one, unless the machine is very busy."""


def language_server() -> list[str] | str:
    """The command that starts the server, fetched if need be; if it cannot be had, why."""
    found = fetched("yaml-language-server", VERSION)
    if isinstance(found, str):
        return found
    node, package = found
    return [node, str(package / "bin" / "yaml-language-server"), "--stdio"]


class Editor:
    """An editor with one folder open, which speaks to the server over its standard input and output."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self._incoming: Queue[Any] = Queue()
        self._last = 0
        self.opened = 0
        """How many files were opened so far."""
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "scenarios"}],
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                        "publishDiagnostics": {},
                    },
                },
            },
        )
        self._send({"method": "initialized", "params": {}})

    def open(self, name: str, text: str) -> list[str]:
        """Open a file that need not be on disk; what the server complains of, as ``line: message``.

        A name can be used once: of a file that is open the server says what it said before.
        """
        self.opened += 1
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = message["params"]["diagnostics"]
                return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in found]

    def completions(self, name: str, line: int, column: int) -> dict[str, str]:
        """What is offered at a place (from 1), each with its words."""
        found = self.ask("textDocument/completion", self._at(name, line, column))
        items = found["items"] if isinstance(found, dict) else found or []
        return {each["label"]: _text(each.get("documentation")) for each in items}

    def hover(self, name: str, line: int, column: int) -> str:
        """What is told about the word at a place (from 1); empty for nothing."""
        found = self.ask("textDocument/hover", self._at(name, line, column))
        return _text(found["contents"]) if found else ""

    def _at(self, name: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self.folder / name).as_uri()},
            "position": {"line": line - 1, "character": column - 1},
        }

    def ask(self, method: str, params: Any) -> Any:
        """Ask the server, and wait for its answer."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _next(self) -> Any:
        """The next message; what the server asks of its client is answered on the way."""
        while True:
            try:
                message = self._incoming.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError("the language server does not answer") from None
            assert message is not None, "the language server has ended"
            if "id" not in message or "method" not in message:
                return message
            result: Any = None
            if message["method"] == "workspace/configuration":
                result = [_settings(item.get("section", "")) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        for message in self._messages():
            self._incoming.put(message)
        self._incoming.put(None)

    def _messages(self) -> Iterator[Any]:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
                while stream.readline().strip():
                    pass
                yield json.loads(stream.read(length))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


def _settings(section: str) -> Any:
    """What the server may ask for: nothing but what it would do anyway, and no other schemas from the net."""
    if section == "yaml":
        return {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
    return {}


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("value", ""))
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return str(value or "")
