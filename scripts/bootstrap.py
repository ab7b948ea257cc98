"""Make `.venv` on a machine that has Python and nothing else: find or fetch uv, then install what `uv.lock` names.

Standard library only. `run` installs what the product needs, `dev` also what tests and checks need.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent
OWN_UV = ROOT / ".uv" / "uv"
OLDEST_UV = (0, 9)
SYSTEM_CERTIFICATES = (
    ssl.get_default_verify_paths().cafile,
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)
SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"


class Wheel(NamedTuple):
    """A file of the package index."""

    name: str
    url: str
    sha256: str


def main(kind: str) -> None:
    """Install, and leave a mark that make looks at."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words to whoever runs it with an older one
        end(f"Python 3.11 or newer is needed, this is {platform.python_version()}.")
    uv = uv_on_path() or own_uv() or fetch_uv()
    group = {"run": ["--no-dev", "--inexact"], "dev": ["--inexact"], "bench": ["--all-groups"]}[kind]
    install(uv, group)
    for mark in (".ready",) if kind == "run" else (".ready", ".ready-dev"):
        (ROOT / ".venv" / mark).touch()


def end(sentence: str) -> NoReturn:
    """Stop with one sentence."""
    sys.exit(f"setup: {sentence}")


def install(uv: str, group: list[str]) -> None:
    """Have uv make `.venv` from the lock, with this Python."""
    environment = {"UV_PYTHON_DOWNLOADS": "never", "UV_PYTHON": sys.executable, "UV_NO_PROGRESS": "1"}
    environment |= {"UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv"), "UV_LINK_MODE": "copy"} | certificates_for_uv()
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"} | environment
    print("setup: installing what uv.lock names into .venv …", flush=True)
    done = subprocess.run([uv, "sync", "--locked", "--quiet", "--compile-bytecode", *group], cwd=ROOT, env=environment)
    if done.returncode:
        end(
            "the packages could not be installed; uv says why above. Without a network nothing can be fetched from PyPI."
        )


def certificates_for_uv() -> dict[str, str]:
    """uv brings certificates of its own; where the machine has some, they are the ones that its network needs."""
    if not any(Path(place).exists() for place in SYSTEM_CERTIFICATES if place):
        return {}
    return {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true"}


# --- Finding uv --------------------------------------------------------------------------------------------------


def uv_on_path() -> str | None:
    """A uv that is installed and new enough."""
    found = shutil.which("uv")
    return found if found and is_new_enough(found) else None


def own_uv() -> str | None:
    """The uv that an earlier run fetched."""
    return str(OWN_UV) if OWN_UV.exists() and is_new_enough(str(OWN_UV)) else None


def is_new_enough(uv: str) -> bool:
    """Whether this uv runs here and reads our lock file."""
    try:
        words = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    version = re.search(r"(\d+)\.(\d+)", words)
    return bool(version) and tuple(map(int, version.groups())) >= OLDEST_UV


# --- Fetching uv -------------------------------------------------------------------------------------------------


def fetch_uv() -> str:
    """Fetch uv's wheel, with pip where it is there, and unpack its program into `.uv/`."""
    print("setup: fetching uv from the package index …", flush=True)
    wheel = wheel_by_pip() or wheel_by_hand()
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        inside = next((name for name in archive.namelist() if name.endswith("/scripts/uv")), None)
        if inside is None:
            end("the wheel of uv holds no program for this machine: install uv by hand, see https://docs.astral.sh/uv/")
        OWN_UV.parent.mkdir(exist_ok=True)
        aside = OWN_UV.with_suffix(f".{os.getpid()}")
        aside.write_bytes(archive.read(inside))
    aside.chmod(0o755)
    aside.replace(OWN_UV)
    return str(OWN_UV)


def wheel_by_pip() -> bytes | None:
    """pip knows proxies, certificates and indexes that are set up for it."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", folder, "uv>=0.9"]
        done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True)
        wheels = list(Path(folder).glob("uv-*.whl"))
        return wheels[0].read_bytes() if done.returncode == 0 and wheels else None


def wheel_by_hand() -> bytes:
    """The newest wheel for this machine, its SHA-256 checked."""
    wheel = newest_for_here(files_of("uv"))
    content = get(wheel.url)[0]
    if hashlib.sha256(content).hexdigest() != wheel.sha256:
        end(f"{wheel.name} is not what the index says it is (SHA-256 differs): nothing was installed.")
    return content


def index() -> str:
    """The package index: UV_DEFAULT_INDEX, UV_INDEX_URL or PIP_INDEX_URL, else PyPI."""
    named = (os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"))
    return next((address for address in named if address), "https://pypi.org/simple").rstrip("/")


def files_of(project: str) -> list[Wheel]:
    """What the index has of a project, whether it answers in JSON or in HTML."""
    address = f"{index()}/{project}/"
    content, kind = get(address)
    if "json" in kind:
        files = json.loads(content)["files"]
        return [
            Wheel(file["filename"], urllib.parse.urljoin(address, file["url"]), file["hashes"].get("sha256", ""))
            for file in files
            if not file.get("yanked")
        ]
    links = re.findall(r'href="([^"#]+/([^"#/]+))#sha256=([0-9a-f]{64})"', content.decode())
    return [Wheel(name, urllib.parse.urljoin(address, url), digest) for url, name, digest in links]


def newest_for_here(wheels: list[Wheel]) -> Wheel:
    """The newest final release that runs on this machine."""
    fitting = [(version_of(wheel.name), wheel) for wheel in wheels if fits_here(wheel.name)]
    fitting = [(version, wheel) for version, wheel in fitting if version and wheel.sha256]
    if not fitting:
        end(f"the index has no uv for {platform.system()} on {platform.machine()}: install uv by hand.")
    return max(fitting)[1]


def version_of(name: str) -> tuple[int, ...] | None:
    """The release of a wheel's name; None for a pre-release."""
    found = re.match(r"uv-(\d+(?:\.\d+)*)-", name)
    return tuple(map(int, found[1].split("."))) if found else None


def fits_here(name: str) -> bool:
    """Whether a wheel's name says that it runs on this machine."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    if platform.system() == "Darwin":
        return "macosx" in name and name.endswith(f"{machine}.whl")
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return libc in name and name.endswith(f"{machine}.whl")


def get(address: str) -> tuple[bytes, str]:
    """The content at an address and its type."""
    parts = urllib.parse.urlsplit(address)
    request = urllib.request.Request(
        address, headers={"Accept": f"{SIMPLE_JSON}, text/html;q=0.5", "User-Agent": "kelisim"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60, context=certificates()) as answer:
            return answer.read(), answer.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        end(f"{parts.hostname} answers {error.code} for {parts.path}: is the package index right (PIP_INDEX_URL)?")
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        if isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError):
            end(
                f"the certificate of {parts.hostname} cannot be checked: install ca-certificates, or name a file in SSL_CERT_FILE."
            )
        end(
            f"no connection to {parts.hostname} ({getattr(error, 'reason', error)}): "
            "the first setup needs a network, or uv on the PATH, or PIP_INDEX_URL with an index within reach."
        )


def certificates() -> ssl.SSLContext:
    """The machine's certificates, or those that are named for pip."""
    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT") or None)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
