"""The judge of `make chaos` finds every wrong entry about a job, and takes no right one for wrong."""
import unittest

from chaos_record import LIFE, TheJudge
from judge.verdict import BASELESS, ENDINGS, LATE, LOST, TWICE, UNTRUE


class OneJob(TheJudge):
    def test_a_job_that_came_once_and_was_told_once_is_well(self):
        self.record.sent("a")
        self.assert_broken()

    def test_an_outcome_that_is_heard_again_is_the_same_ending(self):
        self.record.sent("a").told("a", 9)
        self.assert_broken()

    def test_a_confirmed_job_of_which_nobody_tells_is_lost(self):
        self.record.job("a").came("a", 1)
        self.assert_broken(LOST)

    def test_a_job_that_the_broker_never_confirmed_may_be_missing(self):
        self.record.job("a", confirmed=False)
        self.assert_broken()

    def test_a_job_that_came_and_of_which_nobody_tells_is_lost_though_it_was_not_confirmed(self):
        self.record.job("a", confirmed=False).came("a", 1)
        self.assert_broken(LOST)

    def test_what_comes_at_the_moment_of_its_expiry_is_late(self):
        self.record.job("a").came("a", LIFE, begun=LIFE - 31).told("a", LIFE + 1)
        self.assert_broken(LATE)

    def test_what_is_begun_with_too_little_life_is_late(self):
        self.record.job("a").came("a", 100, begun=LIFE - 29.9).told("a", 101)
        self.assert_broken(LATE)

    def test_what_was_begun_in_time_and_carried_late_is_excused_by_what_held_it_up(self):
        self.record.job("a").came("a", LIFE + 1, begun=80).told("a", LIFE + 2).held_up(85, 125)
        self.assert_excused()

    def test_what_comes_late_by_the_true_clock_is_excused_by_a_slow_one(self):
        self.record.clock(50, -7200).job("a").came("a", LIFE + 1, begun=80).told("a", LIFE + 2)
        self.assert_excused()

    def test_two_endings_are_one_too_many(self):
        self.record.sent("a").told("a", 3, "failed", "unknown")
        self.assert_broken(ENDINGS)

    def test_one_event_with_two_contents_is_wrong(self):
        self.record.sent("a").told("a", 3, digest="another")
        self.assert_broken(ENDINGS)

    def test_an_outcome_that_is_no_ending_is_wrong(self):
        self.record.sent("a").told("a", 3, "delivered")
        self.assert_broken(ENDINGS)

    def test_what_came_twice_must_say_so(self):
        self.record.job("a").came("a", 1).came("a", 2, "unclear").told("a", 3)
        self.assert_broken(TWICE)

    def test_what_came_twice_and_says_so_is_well(self):
        self.record.job("a").came("a", 1).came("a", 2).told("a", 3, possible_duplicate=True)
        self.assert_broken()

    def test_four_arrivals_are_too_many_though_they_are_told(self):
        self.record.job("a").told("a", 9, possible_duplicate=True)
        for second in range(4):
            self.record.came("a", second + 1)
        self.assert_broken(TWICE)

    def test_what_policy_says_to_drop_never_comes_twice(self):
        self.record.job("a", kind="confirm_phone").came("a", 1).came("a", 2).told("a", 3, possible_duplicate=True)
        self.assert_broken(TWICE)

    def test_what_was_turned_away_for_certain_may_be_tried_again(self):
        self.record.job("a", kind="confirm_phone").came("a", 1, "busy").came("a", 2).told("a", 3)
        self.assert_broken()

    def test_told_as_sent_and_never_come_is_untrue(self):
        self.record.job("a").told("a", 1)
        self.assert_broken(UNTRUE)

    def test_told_as_sent_before_it_came_is_untrue(self):
        self.record.job("a").told("a", 1).came("a", 2)
        self.assert_broken(UNTRUE)

    def test_told_as_not_sent_and_come_is_untrue(self):
        self.record.job("a").came("a", 1, "unclear").told("a", 95, "failed", "exhausted")
        self.assert_broken(UNTRUE)

    def test_a_message_to_somebody_else_is_untrue(self):
        self.record.job("a").came("a", 1, to="+31687654321").told("a", 2)
        self.assert_broken(UNTRUE)

    def test_a_message_without_its_code_is_untrue(self):
        self.record.job("a").came("a", 1, text="123456 is je inlogcode").told("a", 2)
        self.assert_broken(UNTRUE)

    def test_what_nobody_published_is_untrue(self):
        self.record.came("a", 1).told("b", 2)
        self.assert_broken(UNTRUE)


class Causes(TheJudge):
    def test_expired_with_life_left_is_baseless(self):
        self.record.job("a").told("a", 10, "rejected", "too_late")
        self.assert_broken(BASELESS)

    def test_expired_by_a_clock_that_nobody_set_is_baseless(self):
        self.record.job("a").told("a", 10, "rejected", "expired", time=7200)
        self.assert_broken(BASELESS)

    def test_expired_by_a_clock_that_was_set_is_well(self):
        self.record.clock(5, 7200).clock(12, 0).job("a").told("a", 10, "rejected", "expired", time=7210)
        self.assert_broken()

    def test_where_the_store_has_a_clock_of_its_own_the_workers_clock_is_no_cause(self):
        self.record.clock(5, 7200, house="redis").job("a", house="redis")
        self.record.told("a", 10, "rejected", "expired", time=7210)
        self.assert_broken(BASELESS)

    def test_issued_in_future_needs_a_clock_that_was_set_back(self):
        self.record.job("a").told("a", 10, "rejected", "issued_in_future")
        self.assert_broken(BASELESS)
        self.record.clock(5, -7200)
        self.assert_broken()

    def test_refused_needs_somebody_who_refused(self):
        self.record.job("a").came("a", 1, "busy").told("a", 2, "failed", "refused")
        self.assert_broken(BASELESS)

    def test_a_reason_that_this_traffic_cannot_have_is_baseless(self):
        self.record.job("a").told("a", 1, "rejected", "invalid")
        self.assert_broken(BASELESS)


class Imposters(TheJudge):
    def imposter(self):
        return self.record.sent("a").job("a", 5, is_imposter=True)

    def test_other_content_under_a_known_id_is_told_so(self):
        self.imposter().told("a", 6, "rejected", "duplicate", event="a.duplicate.1f")
        self.assert_broken()

    def test_silence_about_it_is_wrong(self):
        self.imposter()
        self.assert_broken(ENDINGS)

    def test_an_answer_under_the_event_of_the_first_one_is_wrong(self):
        self.imposter().told("a", 6, "rejected", "duplicate", event="a.sent")
        self.assert_broken(ENDINGS)

    def test_a_duplicate_that_was_none_is_wrong(self):
        self.record.sent("a").told("a", 6, "rejected", "duplicate", event="a.duplicate.1f")
        self.assert_broken(ENDINGS)


if __name__ == "__main__":
    unittest.main()
