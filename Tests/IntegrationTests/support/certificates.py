"""Certificates of an authority of the tests' own, made by the openssl program."""
import subprocess
from pathlib import Path

KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


class Authority:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.file = self.folder / "authority.pem"
        self._openssl("req", "-x509", *KEY, "-subj", "/CN=authority", "-days", "365", "-keyout", "authority.key",
                      "-out", self.file)

    def issue(self, days, host="localhost"):
        """Certificate and key, as files."""
        (self.folder / "names").write_text(f"subjectAltName=DNS:{host}\n")
        self._openssl("req", "-new", *KEY, "-subj", f"/CN={host}", "-keyout", f"{days}.key", "-out", "request")
        self._openssl("x509", "-req", "-in", "request", "-CA", self.file, "-CAkey", "authority.key", "-CAcreateserial",
                      "-days", str(days), "-extfile", "names", "-out", f"{days}.pem")
        return self.folder / f"{days}.pem", self.folder / f"{days}.key"

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *map(str, arguments)], cwd=self.folder, check=True, capture_output=True, timeout=60)
