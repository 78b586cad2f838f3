"""Workers that share one Redis instead of a file."""
import json
import threading
import unittest

from support import jobs
from support.redis import HASH_KEY, Redis, SecureRedis
from support.scene import Scene
from support.waiting import until
from support.worker import codebode


class SharedRedis(Scene):
    def setUp(self):
        super().setUp()
        self.redis = self.kept(Redis().start())

    def settings(self):
        return {"store_url": self.redis.url, "store_hash_key": HASH_KEY}

    def work_here(self, **settings):
        return self.work(**self.settings(), **settings)

    def test_copies_over_two_workers_are_one_sms_and_one_event(self):
        self.work_here()
        self.work_here()
        job = jobs.login_code()
        for _ in range(20):
            self.publish(job)
        self.sent(job)
        until(lambda: len(self.outcomes.of(job["id"])) == 20, "each copy is answered", 40)
        self.assertEqual(len({event.id for event in self.outcomes.of(job["id"])}), 1)
        self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)

    def test_what_a_killed_worker_had_begun_is_ended_by_another(self):
        first = self.work_here()
        done = self.publish(jobs.login_code())
        self.sent(done)
        first.kill()
        self.work_here()
        self.publish(done)
        until(lambda: len(self.outcomes.of(done["id"])) == 2, "the repeat is answered")
        self.assertEqual(len(self.gateway.to(done["recipient"]["phone"])), 1)

    def test_status_reads_the_workers_notes_from_it(self):
        workers = [self.work_here(), self.work_here()]
        def told():
            done = codebode("status", "--json", amqp_url=self.broker.url, **self.settings())
            self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
            return {worker["worker"].partition("/")[2] for worker in json.loads(done.stdout)["workers"]}

        until(lambda: told() == {str(worker.process.pid) for worker in workers}, lambda: f"not {told()}")
        workers[0].terminate()
        self.assertEqual(workers[0].exit_code(), 0)
        self.assertEqual(told(), {str(workers[1].process.pid)})

    def test_without_redis_nothing_is_sent_and_nothing_is_lost(self):
        worker = self.work_here()
        self.sent(self.publish(jobs.login_code()))
        self.redis.kill()
        many = [self.publish(jobs.login_code()) for _ in range(10)]
        worker.until_logged("the store gave no answer, nothing is sent")
        self.assertEqual([self.gateway.to(job["recipient"]["phone"]) for job in many], [[]] * 10)
        self.redis.start()
        for job in many:
            outcome = self.sent(job, 60)
            self.assertFalse(outcome.data["possible_duplicate"])
            self.assertEqual(len(self.gateway.to(job["recipient"]["phone"])), 1)
        worker.until_logged("Redis was restarted, or another one took over")

    def test_killed_under_load_it_costs_no_job_and_no_second_sms(self):
        self.work_here()
        self.work_here()
        many = [jobs.login_code() for _ in range(300)]
        killer = threading.Timer(0.3, lambda: (self.redis.kill(), self.redis.start()))
        killer.start()
        for job in many:
            self.publish(job)
        killer.join()
        for job in many:
            outcome = self.sent(job, 90)
            arrived = len(self.gateway.to(job["recipient"]["phone"]))
            self.assertTrue(arrived == 1 or outcome.data["possible_duplicate"], f"{arrived} {outcome}")
            self.assertEqual(len({event.id for event in self.outcomes.of(job["id"])}), 1)

    def test_full_memory_refuses_no_job_for_good(self):
        worker = self.work_here()
        self.redis.command("config", "set", "maxmemory", "1")
        job = self.publish(jobs.login_code())
        worker.until_logged("OOM")
        self.assertEqual(self.gateway.to(job["recipient"]["phone"]), [])
        self.redis.command("config", "set", "maxmemory", "0")
        self.sent(job, 30)

    def test_a_limit_counts_over_all_workers_and_support_can_see_and_reset_it(self):
        self.work_here()
        self.work_here()
        phone = jobs.phone()
        self.sent(self.publish(jobs.login_code(to=phone)))
        refused = self.rejected(self.publish(jobs.login_code(to=phone)), "rate_limited")
        self.assertIn("recipient_burst", refused.data["detail"])
        shown = codebode("limits", "show", "--phone", phone, **self.settings())
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("recipient_burst", shown.stdout)
        reset = codebode("limits", "reset", "--phone", phone, "--yes", **self.settings())
        self.assertEqual(reset.returncode, 0, reset.stderr)
        self.sent(self.publish(jobs.login_code(to=phone)))

    def test_no_secret_stands_in_redis(self):
        self.work_here()
        job = self.publish(jobs.login_code())
        self.sent(job)
        kept = ""
        for name in self.redis.command("keys", "*").splitlines():
            reader = "hgetall" if ":c:" in name else "get"
            kept += name + self.redis.command(reader, name)
        self.assertIn(job["id"], kept)
        for label, secret in jobs.secrets_of(job):
            self.assertNotIn(secret, kept, label)


class RedisOverTLS(Scene):
    def setUp(self):
        super().setUp()
        self.redis = self.kept(SecureRedis().start())
        self.secrets.append(("Redis' password", SecureRedis.PASSWORD))

    def work_here(self, authority, **settings):
        return self.work(
            store_url=self.redis.url, store_ca_file=str(authority), store_hash_key=HASH_KEY, **settings)

    def test_jobs_go_through_and_a_lost_connection_comes_back(self):
        self.work_here(self.redis.authority)
        self.sent(self.publish(jobs.login_code()))
        self.redis.kill()
        self.redis.start()
        self.sent(self.publish(jobs.login_code()), 40)

    def test_a_server_that_the_authorities_do_not_know_gets_no_password(self):
        stranger = self.kept(SecureRedis())
        worker = self.work_here(stranger.authority)
        self.answered_at_end = False
        job = self.publish(jobs.login_code())
        worker.until_logged("the server's certificate is not trusted: self-signed certificate")
        self.assertEqual(self.gateway.to(job["recipient"]["phone"]), [])

    def test_a_file_that_is_not_there_stops_the_start_and_is_named(self):
        worker = self.work_here("/no/such.pem", must_be_ready=False)
        self.assertEqual(worker.exit_code(), 78)
        self.assertIn("store.ca_file: /no/such.pem: No such file or directory", worker.log)


if __name__ == "__main__":
    unittest.main()
