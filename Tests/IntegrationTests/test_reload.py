"""Texts that change while jobs flow: a set changes as one, or not at all."""
import os
import re
import shutil
import threading

from support import jobs
from support.places import ROOT
from support.scene import Scene
from support.waiting import until

OLD = "{{code}} is je inlogcode voor {{brand_name}}"
NEW = "{{code}} is de nieuwe tekst van {{brand_name}}"
TAKEN, REFUSED = "changed texts are used from now on", "changed texts are refused"


class Reload(Scene):
    def setUp(self):
        super().setUp()
        self.templates = self.folder / "templates"

    def text_of(self, job):
        self.sent(job)
        request, = self.gateway.to(job["recipient"]["phone"])
        return request.sms["text"]

    def edit(self, folder, text):
        file = folder / "nl/login_code/sms.txt"
        changed = file.read_text(encoding="utf-8").replace(OLD, text)
        # As editors save: beside the file, then over it.
        (file.parent / ".sms.txt.swp").write_text(changed, encoding="utf-8")
        os.replace(file.parent / ".sms.txt.swp", file)

    def test_a_changed_text_is_used_from_the_next_job_on_and_a_broken_one_is_not(self):
        shutil.copytree(ROOT / "templates", self.templates)
        worker = self.work(templates_path=self.templates)
        self.assertIn("is je inlogcode", self.text_of(self.publish(jobs.login_code())))

        self.edit(self.templates, NEW)
        worker.until_logged(TAKEN)
        self.assertIn("is de nieuwe tekst van Caren", self.text_of(self.publish(jobs.login_code())))

        file = self.templates / "nl/login_code/sms.txt"
        file.write_text(file.read_text(encoding="utf-8").replace("{{code}} is", "{{kode}} is"), encoding="utf-8")
        worker.until_logged(REFUSED)
        worker.until_logged("nl/login_code/sms.txt:1:1: there is no value called kode")
        self.assertIn("is de nieuwe tekst van Caren", self.text_of(self.publish(jobs.login_code())))

        shutil.rmtree(self.templates / "nl")
        until(lambda: worker.log.count(REFUSED) == 2, "the lack of Dutch is noticed")
        self.assertIn("is de nieuwe tekst van Caren", self.text_of(self.publish(jobs.login_code())))
        self.assertEqual(worker.log.count(TAKEN), 1)

    def test_a_link_that_changes_all_the_time_never_mixes_two_sets(self):
        """As Kubernetes changes a mounted volume, but a thousand times as often: every text says which set it is of."""
        for version in ("a", "b"):
            folder = self.templates / f"..{version}"
            shutil.copytree(ROOT / "templates", folder)
            for file in ("nl/login_code/sms.txt", "nl/confirm_phone_code/sms.txt"):
                text = (folder / file).read_text(encoding="utf-8")
                (folder / file).write_text(text.replace("{{brand_name}}", f"set {version}"), encoding="utf-8")
        self.point("a")
        for name in os.listdir(self.templates / "..a"):
            os.symlink(f"..data/{name}", self.templates / name)
        worker = self.work(templates_path=self.templates)

        stop = threading.Event()
        swaps = threading.Thread(target=self.swap_until, args=(stop,))
        swaps.start()
        try:
            published = []
            while worker.log.count(TAKEN) < 3:
                pair = [self.publish(jobs.login_code()), self.publish(jobs.phone_code())]
                published.append([self.set_of(job) for job in pair])
                self.assertLess(len(published), 2_000, "the sets change")
        finally:
            stop.set()
            swaps.join()
        self.assertEqual({name for pair in published for name in pair}, {"a", "b"})
        self.assertNotIn(REFUSED, worker.log)
        # A pair may lie on either side of a change, but there are few changes.
        split = sum(1 for first, second in published if first != second)
        self.assertLessEqual(split, worker.log.count(TAKEN))

    def set_of(self, job):
        return re.search(r"set ([ab])", self.text_of(job)).group(1)

    def point(self, version):
        link = self.templates / "..data_tmp"
        os.symlink(f"..{version}", link)
        os.replace(link, self.templates / "..data")

    def swap_until(self, stop):
        version = "a"
        while not stop.wait(0.003):
            version = "b" if version == "a" else "a"
            self.point(version)
