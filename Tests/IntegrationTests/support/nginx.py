"""nginx as the SMS gateway: a server that is not ours says what a request is, in its access log."""
import atexit
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .places import free_port, is_free
from .waiting import until

# The body stands in the log only of a request that is passed on; the inner server answers.
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    log_format wire escape=json
        '{{"method":"$request_method","uri":"$request_uri","authorization":"$http_authorization",'
        '"type":"$content_type","host":"$http_host","body":"$request_body"}}';
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_body_in_single_buffer on;
    client_body_buffer_size 64k;
    server {{
        listen 127.0.0.1:{port};
        access_log {folder}/wire.log wire;
        location = /sms/messages {{ proxy_pass http://unix:{folder}/inner.sock; }}
        location / {{ return 404; }}
    }}
    server {{
        listen unix:{folder}/inner.sock;
        default_type application/json;
        return 202 '{{"id":"ng-$request_id","status":"accepted"}}';
    }}
}}
"""


class Nginx:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="codebode-nginx-")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        file = Path(self.folder, "nginx.conf")
        file.write_text(CONFIGURATION.format(folder=self.folder, port=self.port))
        self.process = subprocess.Popen(
            [shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"), "-p", self.folder, "-c", file],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        atexit.register(self.close)  # unittest forgets its cleanups when it is interrupted
        until(lambda: not is_free(self.port), "nginx did not start")
        return self

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def requests(self):
        """What came, whole lines only, in order of their ends."""
        log = Path(self.folder, "wire.log")
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]

    def to(self, phone):
        return [request for request in self.requests if json.loads(request["body"])["to"] == phone]
