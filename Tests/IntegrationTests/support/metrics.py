"""A worker's metrics, as a Prometheus client that is not ours reads them."""
import subprocess

from prometheus_client.parser import text_string_to_metric_families


class Page:
    """What `/metrics` said at one moment."""

    def __init__(self, worker):
        status, self.text = worker.look("/metrics")
        assert status == 200, (status, self.text)
        self.families = list(text_string_to_metric_families(self.text))
        self.samples = [sample for family in self.families for sample in family.samples]

    def sum(self, name, **labels):
        """Of all series with these labels; there must be one."""
        found = [sample.value for sample in self.samples
                 if sample.name == name and labels.items() <= sample.labels.items()]
        assert found, f"no series {name} {labels}"
        return sum(found)

    def doubles(self):
        series = [(sample.name, tuple(sorted(sample.labels.items()))) for sample in self.samples]
        return {one for one in series if series.count(one) > 1}

    def complaints(self):
        """Of Prometheus' own tool."""
        run = subprocess.run(
            ["promtool", "check", "metrics"], input=self.text, capture_output=True, text=True, timeout=60)
        return run.stdout + run.stderr
