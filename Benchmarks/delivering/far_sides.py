"""Who takes the messages: each begins to listen, and ends with its block."""
import contextlib
import subprocess
from pathlib import Path

from support.places import free_port, is_free
from support.waiting import until

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off; keepalive_requests 100000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    ssl_session_cache shared:tls:1m; http2_max_concurrent_streams 1024;
    server {{ listen unix:{folder}/status.sock; stub_status; }}
    server {{
        listen 127.0.0.1:{port} backlog=4096 {listen};
        default_type application/json;
        location / {{ return 202 '{{"id":"ng-$request_id","status":"accepted"}}'; }}
    }}
}}
"""


@contextlib.contextmanager
def running(command, port, output=subprocess.DEVNULL):
    """Yields the port once it is listened at."""
    process = subprocess.Popen([*map(str, command)], stdout=output, stderr=subprocess.DEVNULL)
    try:
        until(lambda: process.poll() is not None or not is_free(port), f"{command[0]} does not listen")
        if process.poll() is not None:
            raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}")
        yield port
    finally:
        process.kill()
        process.wait(20)


def nginx(stage, listen=""):
    """How many requests it had, it tells at status.sock. `listen`: more words of that directive, as `ssl; …`."""
    port, folder = free_port(), stage.folder
    Path(folder, "status.sock").unlink(missing_ok=True)  # left by one that was killed
    file = Path(folder, "nginx.conf")
    file.write_text(NGINX.format(folder=folder, port=port, listen=listen), encoding="ascii")
    return running(["nginx", "-p", folder, "-c", file], port)


def gateway(stage, wait_ms, notes=None):
    port = free_port()
    return running([stage.far_side, "http", port, wait_ms, *([notes] if notes else [])], port)


def relay(stage, wait_ms):
    port = free_port()
    return running([stage.far_side, "smtp", port, wait_ms], port)


def smtp_sink(counters=subprocess.DEVNULL):
    """`counters`: the open file that its running counters go to."""
    port = free_port()
    return running(["smtp-sink", "-c", "-u", "nobody", f"127.0.0.1:{port}", "1024"], port, counters)


def hole(stage):
    port = free_port()
    return running([stage.far_side, "hole", port], port)


def url(port):
    return f"http://127.0.0.1:{port}"


def relay_url(port):
    return f"smtp://127.0.0.1:{port}?tls=none"


def load(stage, port, connections, seconds=3):
    """How many requests a second the gateway answers to a client that does nothing else."""
    words = [stage.far_side, "load", port, connections, seconds]
    return float(subprocess.run([*map(str, words)], capture_output=True, text=True, check=True, timeout=60).stdout)
