"""Real requests to small servers in this process that behave as badly as servers do."""

import base64
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from engine.records.exports.lrs import Lrs
from engine.records.exports.lrs_settings import LrsSettings, others_may_read, read_base, read_lrs
from engine.records.exports.subject import CannotExport
from engine.records.home import Home
from tests.engine.call.conftest import ROOT

CERTIFICATE = ROOT / "tests" / "data" / "localhost.pem"
STATEMENTS: list[dict[str, Any]] = [{"id": "aa", "x": "ü"}, {"id": "bb"}]
IDS = json.dumps(["aa", "bb"])


class Server(ThreadingHTTPServer):
    """Answers every request alike, and remembers them."""

    daemon_threads = True
    answer: Callable[[BaseHTTPRequestHandler], None]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.let_go = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A client that has left is no error here."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), body))
        self.server.answer(self)

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers), b""))
        self.server.answer(self)


def answers(status: int, body: str = "", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Server() as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield one
        one.let_go.set()
        one.shutdown()
        thread.join()


def lrs(server: Server, timeout: float = 10.0, longest: float = 30.0) -> Lrs:
    settings = LrsSettings(f"http://127.0.0.1:{server.port}/xapi", "key", "sécret")
    return Lrs(settings, timeout, longest=longest)


def test_statements_go_as_the_specification_asks(server: Server) -> None:
    server.answer = answers(200, IDS.upper())
    assert lrs(server).store(STATEMENTS).answer == "stored"
    ((path, headers, body),) = server.requests
    assert path == "/xapi/statements"
    assert headers["X-Experience-Api-Version"] == "1.0.3"
    assert headers["Content-Type"] == "application/json"
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode() == "key:sécret"
    assert json.loads(body) == STATEMENTS


@pytest.mark.parametrize(
    "body",
    ["", "null", "<html>Welcome</html>", "[]", '["aa"]', '["aa", "cc"]', '{"aa": 1}', "[" * 100_000],
    ids=range(8),
)
@pytest.mark.parametrize("status", [200, 202])
def test_any_other_answer_is_none(server: Server, status: int, body: str) -> None:
    server.answer = answers(status, body)
    assert lrs(server).store(STATEMENTS).answer == "trouble"


@pytest.mark.parametrize(
    "status, answer",
    [
        (400, "refused"),
        (409, "refused"),
        (401, "denied"),
        (403, "denied"),
        (404, "denied"),
        (408, "trouble"),
        (413, "too large"),
        (429, "trouble"),
        (500, "trouble"),
        (503, "trouble"),
    ],
)
def test_what_a_refusal_means(server: Server, status: int, answer: str) -> None:
    server.answer = answers(status, "no such\x1b[31m verb", Retry_After="12")
    told = lrs(server).store(STATEMENTS)
    assert told.answer == answer
    assert f"it answered {status}" in told.words
    assert told.wait == (12.0 if answer == "trouble" else 0.0)
    assert ("no such" in told.words) == (answer == "refused")
    assert "sécret" not in told.words


@pytest.mark.parametrize("asked", ["Wed, 21 Oct 2026 07:28:00 GMT", "-5", "1e9", "²", "999999"])
def test_other_waits_are_not_understood(server: Server, asked: str) -> None:
    server.answer = answers(503, "", Retry_After=asked.encode().decode("latin-1"))
    assert lrs(server).store(STATEMENTS).wait == 0.0


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_with_the_secret(server: Server, status: int) -> None:
    server.answer = answers(status, "", Location=f"http://127.0.0.1:{server.port}/elsewhere")
    told = lrs(server).store(STATEMENTS)
    assert told.answer == "denied"
    assert [path for path, _, _ in server.requests] == ["/xapi/statements"]


def test_a_store_that_does_not_answer(server: Server) -> None:
    server.answer = lambda _: bool(server.let_go.wait(10))  # type: ignore[assignment]
    told = lrs(server, timeout=0.05).store(STATEMENTS)
    assert (told.answer, told.words) == ("trouble", "it did not answer in time")


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.0 200 OK\r\nContent-Length: 99999\r\n\r\n["])
def test_an_answer_that_comes_drop_by_drop(server: Server, beginning: bytes) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(beginning)
        while not server.let_go.wait(0.02):
            handler.wfile.write(b" ")

    server.answer = drip
    told = lrs(server, timeout=10, longest=0.1).store(STATEMENTS)
    assert (told.answer, told.words) == ("trouble", "it did not come to an end of its answer")


def test_an_answer_that_is_far_too_long_is_not_read_to_its_end(server: Server) -> None:
    server.answer = answers(200, f"{IDS[:-1]}{' ' * 2_000_000}]")
    assert lrs(server).store(STATEMENTS).answer == "trouble"


def test_a_store_that_hangs_up(server: Server) -> None:
    server.answer = lambda handler: handler.connection.close()
    assert lrs(server).store(STATEMENTS).answer == "trouble"


def test_a_store_that_says_less_than_it_promised(server: Server) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\n" + IDS[:7].encode())

    server.answer = cut
    assert lrs(server).store(STATEMENTS).answer == "trouble"


def test_a_store_that_speaks_something_else(server: Server) -> None:
    server.answer = lambda handler: bool(handler.wfile.write(b"220 mail.example.org ESMTP\r\n" * 3))  # type: ignore[assignment]
    told = lrs(server).store(STATEMENTS)
    assert (told.answer, "not what a web server says" in told.words) == ("trouble", True)


def test_a_store_that_is_down(server: Server) -> None:
    settings = LrsSettings("http://127.0.0.1:1", "key", "secret")
    told = Lrs(settings).store(STATEMENTS)
    assert told.answer == "trouble"
    assert told.words.startswith("it cannot be reached")
    assert server.requests == []


def test_the_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answer = answers(200, IDS)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    monkeypatch.setenv("no_proxy", "")
    settings = LrsSettings("http://lrs.invalid/xapi", "key", "secret")
    assert Lrs(settings).store(STATEMENTS).answer == "stored"
    assert server.requests[0][0] == "http://lrs.invalid/xapi/statements"


def test_certificates_are_verified(server: Server) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.answer = answers(200, IDS)
    settings = LrsSettings(f"https://localhost:{server.port}", "key", "secret")
    told = Lrs(settings).store(STATEMENTS)
    assert told.answer == "denied"
    assert "certificate cannot be trusted" in told.words
    assert server.requests == []
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    assert Lrs(settings, context=trusting).store(STATEMENTS).answer == "stored"
    wrong_name = LrsSettings(f"https://127.0.0.1:{server.port}", "key", "secret")
    assert Lrs(wrong_name, context=trusting).store(STATEMENTS).answer == "denied"


WHOLE = 'endpoint = "https://lrs.example.org/xapi/"\nkey = "k"\nsecret = "hush"\nbase = "https://example.org/x/"\n'


def set_up(home: Home, text: str) -> None:
    home.make()
    (home.folder / "lrs.toml").write_bytes(text.encode())


def test_settings_from_the_file_and_the_environment(home: Home) -> None:
    set_up(home, WHOLE)
    assert read_lrs(home, {}) == LrsSettings("https://lrs.example.org/xapi", "k", "hush")
    assert read_base(home, {}) == "https://example.org/x"
    assert "hush" not in repr(read_lrs(home, {}))
    environment = {"MOODLINE_LRS_ENDPOINT": "http://localhost:8080/statements", "MOODLINE_LRS_BASE": ""}
    assert read_lrs(home, environment).endpoint == "http://localhost:8080"
    assert read_base(home, {"MOODLINE_LRS_BASE": "http://a.example"}) == "http://a.example"


def test_without_a_file_nothing_is_set_up(home: Home) -> None:
    assert read_base(home, {}) is None
    with pytest.raises(
        CannotExport, match="No learning record store is set up: endpoint, key, secret missing"
    ):
        read_lrs(home, {})
    with pytest.raises(CannotExport, match="set MOODLINE_LRS_SECRET; nothing was sent"):
        read_lrs(home, {"MOODLINE_LRS_ENDPOINT": "https://x.example", "MOODLINE_LRS_KEY": "k"})


@pytest.mark.parametrize(
    "text, says",
    [
        ("endpoint = hush", "not valid TOML"),
        ("\xff\udcff", "not valid TOML"),
        ("secrets = 'hush'", "there is no setting 'secrets'; there are endpoint, key, secret, base"),
        ("secret = 3", "secret has to be a text in quotation marks"),
        (WHOLE.replace("https://lrs", "http://lrs"), "Use https://lrs.example.org/xapi"),
        (WHOLE.replace("https://lrs", "ftp://lrs"), "has to be an address such as"),
        (WHOLE.replace("https://lrs.example.org/xapi/", "lrs"), "has to be an address such as"),
        (WHOLE.replace("lrs.example.org", "lrs.example.org:port"), "has to be an address such as"),
        (WHOLE.replace("lrs.example.org", "k:hush@lrs.example.org"), "belong in key and secret"),
        (WHOLE.replace("lrs.example.org", "lrs.exämple.org"), "has to be an address such as"),
        (WHOLE.replace('"hush"', '"hush\\n"'), "secret holds a character that cannot be sent"),
    ],
)
def test_settings_that_cannot_be_used(home: Home, text: str, says: str) -> None:
    home.make()
    (home.folder / "lrs.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CannotExport) as raised:
        read_lrs(home, {})
    assert says in str(raised.value)
    assert "hush" not in str(raised.value)


@pytest.mark.parametrize(
    "base", ["moodline", "ftp://example.org", "https://example.org/x?y", "https://a b", "https://"]
)
def test_a_base_that_is_no_address(home: Home, base: str) -> None:
    with pytest.raises(CannotExport, match="it has to be an address of yours"):
        read_base(home, {"MOODLINE_LRS_BASE": base})


def test_a_secret_that_others_can_read_is_noticed(home: Home) -> None:
    set_up(home, WHOLE)
    (home.folder / "lrs.toml").chmod(0o600)
    assert not others_may_read(home)
    (home.folder / "lrs.toml").chmod(0o644)
    assert others_may_read(home)
