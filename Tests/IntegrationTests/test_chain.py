"""Several gateways, one deadline: what the user notices when one of them is gone."""
import shutil

from support import jobs
from support.gateway import REFUSED, Gateway
from support.places import ROOT
from support.scene import Scene
from support.waiting import until


class Chain(Scene):
    def setUp(self):
        super().setUp()
        self.second = self.kept(Gateway().start())
        config = self.folder / "config"
        shutil.copytree(ROOT / "config", config)
        shutil.copy(config / "gateways/sandbox.yaml", config / "gateways/second.yaml")
        self.arguments = ["--config", config / "codebode.yaml"]

    def work_with_both(self, **settings):
        return self.work(
            self.arguments, sms_gateways="sandbox,second", gateways_second_url=self.second.url, **settings)

    def requests(self, job):
        phone = job["recipient"]["phone"]
        return self.gateway.to(phone) + self.second.to(phone)

    def test_nobody_notices_that_the_first_gateway_is_switched_off_under_load(self):
        worker = self.work_with_both()
        sent = [self.publish(jobs.login_code()) for _ in range(150)]
        until(lambda: len(self.gateway.requests) >= 50, "the first gateway takes them")
        self.gateway.close()
        sent += [self.publish(jobs.login_code()) for _ in range(150)]
        outcomes = [self.sent(job) for job in sent]
        for job, outcome in zip(sent, outcomes):
            copies = len(self.requests(job))
            # Cut off while its request was on the wire: only then may there be two, and the outcome says so.
            self.assertIn(copies, (1, 2) if outcome.data["possible_duplicate"] else (1,), outcome)
        late = [outcome for outcome in outcomes[150:] if outcome.data["attempts"] > 1]
        self.assertEqual({outcome.data["provider"] for outcome in outcomes[150:]}, {"second"})
        self.assertLess(len(late), 150, "once it is known to be gone, it is not asked each time")
        self.assertIn('"state":"open"', worker.log)

    def test_a_gateway_that_comes_back_is_used_again(self):
        port = self.gateway.port
        self.gateway.close()
        self.work_with_both()
        for _ in range(4):
            self.assertEqual(self.sent(self.publish(jobs.login_code())).data["provider"], "second")
        self.gateway = self.kept(Gateway(port).start())

        def is_back():
            return self.sent(self.publish(jobs.login_code())).data["provider"] == "sandbox"

        until(is_back, "the first gateway is asked again", 30)

    def test_a_country_with_a_gateway_of_its_own(self):
        self.work(
            self.arguments, sms_gateways="sandbox", gateways_second_url=self.second.url,
            sms_by_region_BE_gateways="second", sms_by_region_BE_sender="Caren BE")
        belgian, dutch = jobs.login_code(to="+32470123456"), jobs.login_code()
        self.assertEqual(self.sent(self.publish(belgian)).data["provider"], "second")
        self.assertEqual(self.sent(self.publish(dutch)).data["provider"], "sandbox")
        self.assertEqual([request.sms["from"] for request in self.second.requests], ["Caren BE"])
        self.assertEqual([request.sms["from"] for request in self.gateway.requests], ["Caren"])

    def test_a_refused_number_gets_its_code_by_mail(self):
        self.work_with_both()
        job = jobs.with_recipient(jobs.login_code(fallback=True), email=jobs.email())
        self.gateway.plan(job["recipient"]["phone"], REFUSED)
        outcome = self.sent(self.publish(job))
        self.assertEqual((outcome.data["channel"], outcome.data["attempts"]), ("email", 2))
        self.assertEqual(len(self.requests(job)), 1)
        mails = self.relay.to(job["recipient"]["email"])
        self.assertEqual([mail.accepted for mail in mails], [True])
        self.assertIn(job["code"].encode(), mails[0].content)
