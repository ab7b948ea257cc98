"""A language model behind a local server that is honest, wrong, slow, broken or malicious; and the command that asks it."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

from kelisim.cli_read import read
from kelisim.press.language_model import MAX_BYTES, LanguageModel, ModelError

TEXT = "date 2025-11-03\nВ 2024 году Туркестанской области досталось 475 млн долларов США на хозяйственные нужды.\n"
CLAIM = {
    "quote": "475 млн долларов США", "value": 475_000_000, "unit": "USD", "measure": "investment", "of": None, "bound": "exact",
    "status": "actual", "stage": None, "start": "2024-01-01", "end": "2024-12-31", "area": "KZ-61", "partner": None,
}  # fmt: skip


def completion(content):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def claims(**changes):
    return completion(json.dumps({"claims": [{**CLAIM, **changes}]}, ensure_ascii=False))


@contextmanager
def server(answer):
    """`answer` is the body, or a function that writes to the handler itself."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, self.headers.get("Authorization"), json.loads(body)))
            if callable(answer):
                answer(self)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words):
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1", asked
    finally:
        http.shutdown()
        http.server_close()


def status(code):
    def answer(handler):
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        handler.send_header("Location", "http://127.0.0.1:1/elsewhere")
        handler.end_headers()

    return answer


def silent(handler):
    time.sleep(1.2)


def dripping(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(30):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass  # the other side had enough


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(3 * MAX_BYTES // 65_536):
            handler.wfile.write(b" " * 65_536)
    except OSError:
        pass  # the other side had enough


def broken_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def test_an_honest_server_is_asked_once_with_the_key_and_the_text():
    with server(claims()) as (address, asked):
        content = LanguageModel(address, "small", "secret").ask([{"role": "user", "content": "текст"}])
    assert json.loads(content)["claims"][0]["value"] == 475_000_000
    [(path, key, body)] = asked
    assert (path, key) == ("/v1/chat/completions", "Bearer secret")
    assert (body["model"], body["temperature"], body["messages"][0]["content"]) == ("small", 0, "текст")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (status(500), "refused"),
        (status(401), "refused"),
        (status(302), "refused"),
        (silent, "slow"),
        (dripping, "slow"),
        (endless, "too_long"),
        (broken_off, "unreachable"),
        (b"<html>no</html>", "no_answer"),
        (b"{}", "no_answer"),
        (b'{"choices": []}', "no_answer"),
        (b'{"choices": [{"message": {"content": null}}]}', "no_answer"),
        (b"\xff\xfe", "no_answer"),
        (b"[" * 100_000, "no_answer"),
    ],
)
def test_what_goes_wrong_has_a_code(answer, code):
    with server(answer) as (address, _asked), pytest.raises(ModelError) as failed:
        LanguageModel(address, "small", seconds=0.5).ask([])
    assert failed.value.code == code


def test_nobody_there_and_no_address():
    with pytest.raises(ModelError) as failed:
        LanguageModel("http://127.0.0.1:1/v1", "small", seconds=2).ask([])
    assert failed.value.code == "unreachable"
    with pytest.raises(ModelError) as failed:
        LanguageModel("ftp://127.0.0.1/v1", "small").ask([])
    assert failed.value.code == "bad_address"


def test_it_is_off_unless_set_and_its_key_is_not_shown():
    assert LanguageModel.from_environment({}) is None
    settings = {"KELISIM_MODEL_URL": "http://a/v1/", "KELISIM_MODEL": "small", "KELISIM_MODEL_KEY": "secret"}
    model = LanguageModel.from_environment(settings)
    assert (model.address, model.name, model.key) == ("http://a/v1", "small", "secret")
    assert "secret" not in repr(model)


def run(tmp_path, address, *options):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    environment = {"KELISIM_MODEL_URL": address, "KELISIM_MODEL": "small"}
    return CliRunner().invoke(read, [*options, "--model", str(path)], env=environment)


def test_the_command_prints_what_the_gate_lets_in(tmp_path):
    with server(claims()) as (address, _asked):
        done = run(tmp_path, address)
    assert done.exit_code == 0
    assert [json.loads(line) for line in done.stdout.splitlines()] == [CLAIM]
    assert "1 taken, 0 refused" in done.stderr


def test_the_command_says_what_was_refused(tmp_path):
    with server(claims(value=999)) as (address, _asked):
        done = run(tmp_path, address)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "0 taken, 1 refused (1 × other_value)" in done.stderr


@pytest.mark.parametrize(
    ("answer", "words"), [(status(503), "status 503"), (completion("Sorry."), "no_json"), (b"{}", "no chat completion")]
)
def test_without_an_answer_the_claims_of_the_rules_stand(tmp_path, answer, words):
    with server(answer) as (address, _asked):
        done = run(tmp_path, address)
    assert done.exit_code == 1
    assert words in done.stderr


def test_the_command_wants_an_address_and_one_text_after_another(tmp_path):
    assert "needs KELISIM_MODEL_URL" in run(tmp_path, "").stderr
    done = run(tmp_path, "http://127.0.0.1:1/v1", "--engine", "local", "--out", str(tmp_path / "out"))
    assert (done.exit_code, "leave --engine and parquet out" in done.stderr) == (2, True)
