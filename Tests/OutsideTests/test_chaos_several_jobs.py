"""The judge of `make chaos` finds what is wrong between jobs: latest wins, limits, and stores that forgot."""
import unittest

from chaos_record import TheJudge
from judge.verdict import BASELESS, ENDINGS, OVER, OVERTAKEN, TWICE, UNTRUE


class LatestWins(TheJudge):
    def pair(self):
        return self.record.job("old", account="p").job("new", 1, account="p")

    def test_old_then_new_is_well(self):
        self.pair().came("old", 0.5).told("old", 0.6).came("new", 2).told("new", 3)
        self.assert_broken()

    def test_an_older_one_that_is_begun_after_the_newer_one_came_is_wrong(self):
        self.pair().came("new", 2).told("new", 3).came("old", 4).told("old", 5)
        self.assert_broken(OVERTAKEN)

    def test_an_older_one_that_is_tried_and_turned_away_after_the_newer_one_came_is_wrong_too(self):
        self.pair().came("new", 2).told("new", 3).came("old", 4, "busy").told("old", 5, "rejected", "superseded")
        self.assert_broken(OVERTAKEN)

    def test_a_newer_one_that_failed_was_admitted_all_the_same(self):
        self.pair().told("new", 92, "failed", "exhausted").came("old", 93, begun=80).told("old", 94)
        self.assert_broken(OVERTAKEN)

    def test_a_newer_one_that_was_refused_at_the_door_changes_nothing(self):
        for number in range(3):
            self.record.sent(f"other{number}", 0)
        self.pair().told("new", 2, "rejected", "rate_limited").came("old", 9).told("old", 10)
        self.assert_broken()

    def test_what_was_begun_before_and_held_up_on_its_way_is_excused(self):
        self.pair().came("new", 2).told("new", 3).came("old", 4, begun=1).told("old", 5).held_up(0, 3)
        self.assert_excused()

    def test_what_was_begun_after_is_not_excused_by_a_slow_network(self):
        self.pair().came("new", 2).told("new", 3).came("old", 8, begun=7).told("old", 9).held_up(0, 9)
        self.assert_broken(OVERTAKEN)

    def test_told_superseded_and_come_is_wrong(self):
        self.pair().came("old", 0.5).told("old", 2, "rejected", "superseded").came("new", 3).told("new", 4)
        self.assert_broken(OVERTAKEN, UNTRUE)

    def test_superseded_without_a_newer_one_is_baseless(self):
        self.record.job("a").told("a", 1, "rejected", "superseded")
        self.assert_broken(BASELESS)

    def test_other_purposes_do_not_supersede(self):
        self.record.job("old", account="p").job("new", 1, account="p", purpose="other")
        self.record.came("new", 2).told("new", 3).came("old", 4).told("old", 5)
        self.assert_broken()


class Limits(TheJudge):
    def flood(self, moments, **fields):
        for number, moment in enumerate(moments):
            self.record.sent(f"job-{moment:06.1f}-{number}", moment, **fields)
        return self.record

    def test_a_burst_and_what_comes_back_is_within_the_limit(self):
        self.flood([0, 1, 2, 7, 14, 21])
        self.assert_broken()

    def test_one_more_is_over_it(self):
        self.flood([0, 1, 2, 5])
        self.assert_broken(OVER)

    def test_one_each_few_seconds_is_over_it_in_the_long_run(self):
        self.flood(range(0, 60, 5))
        self.assert_broken(OVER)

    def test_another_recipient_has_an_allowance_of_his_own(self):
        self.flood([0, 1, 2])
        self.flood([0.3, 1.3, 2.3], to="+31600000000")
        self.assert_broken()

    def test_what_waited_for_a_gateway_took_its_room_when_it_was_admitted(self):
        for number in range(6):
            self.record.job(str(number), 7 * number).came(str(number), 60 + number).told(str(number), 70)
        self.assert_broken()

    def test_what_did_not_reach_the_recipient_gave_its_room_back(self):
        self.flood([0, 1, 2]).job("x", 3).came("x", 3.1, "busy").told("x", 95, "failed", "exhausted")
        self.assert_broken()

    def test_a_clock_that_was_set_begins_the_count_anew(self):
        self.flood([0, 1, 2, 10, 11, 12]).clock(6, 7200)
        self.assert_broken()

    def test_a_store_that_forgot_begins_the_count_anew(self):
        self.flood([0, 1, 2, 10, 11, 12], house="redis").forgot(0, 6)
        self.assert_broken()

    def test_what_came_before_a_store_forgot_had_to_keep_to_the_limit(self):
        self.flood([0, 1, 2, 3, 4], house="redis").forgot(0, 6)
        self.assert_broken(OVER)

    def test_limited_without_others_is_baseless(self):
        self.flood([0, 1]).job("x", 2).told("x", 3, "rejected", "rate_limited")
        self.assert_broken(BASELESS)

    def test_limited_too_soon_is_excused_by_a_clock_that_was_set_back(self):
        self.flood([0, 1]).job("x", 2).told("x", 3, "rejected", "rate_limited").clock(-9, 15).clock(1.5, 0)
        self.assert_excused()


class ForgetfulStores(TheJudge):
    def again(self, house):
        """Came, was told, and came again without a word of doubt."""
        return self.record.job("a", house=house).came("a", 1).told("a", 2).came("a", 6).told("a", 7, digest="another")

    def test_a_store_that_forgot_may_send_once_more(self):
        self.again("redis").forgot(5, 5)
        self.assert_excused(2)

    def test_a_store_that_forgot_how_often_it_had_sent_cannot_say_so(self):
        self.record.job("a", house="redis").came("a", 1).came("a", 2).forgot(0, 5)
        self.record.told("a", 92, "failed", "unknown")
        self.assert_excused()

    def test_what_came_twice_after_a_store_forgot_and_says_so_is_excused_the_first_time_only(self):
        self.record.job("a", house="redis").came("a", 1).told("a", 2).forgot(0, 5)
        self.record.came("a", 6, "unclear").came("a", 7).told("a", 8, digest="another", possible_duplicate=True)
        self.assert_excused(2)

    def test_what_was_told_before_it_was_forgotten_had_to_say_so(self):
        self.record.job("a", house="redis").came("a", 1).came("a", 2).told("a", 3).forgot(0, 5)
        self.assert_broken(TWICE)

    def test_another_store_that_forgot_excuses_nothing(self):
        self.again("sqlite").forgot(5, 5)
        self.assert_broken(ENDINGS, TWICE)

    def test_one_that_lost_only_what_came_later_excuses_nothing(self):
        self.record.job("a", house="redis").came("a", 1).came("a", 1.5).told("a", 2).forgot(3, 4)
        self.assert_broken(TWICE)

    def test_between_two_losses_everything_holds(self):
        self.again("redis").came("a", 8).forgot(5, 5)
        self.assert_broken(TWICE)

    def test_an_older_one_after_a_newer_one_that_was_forgotten_is_excused(self):
        self.record.job("old", account="p", house="redis").job("new", 1, account="p", house="redis")
        self.record.came("new", 2).told("new", 3).came("old", 9).told("old", 10).forgot(0, 5)
        self.assert_excused()

    def test_nothing_is_excused_by_a_loss_that_came_too_late(self):
        self.record.job("old", account="p", house="redis").job("new", 1, account="p", house="redis")
        self.record.came("new", 2).told("new", 3).came("old", 4).told("old", 5).forgot(6, 6)
        self.assert_broken(OVERTAKEN)


if __name__ == "__main__":
    unittest.main()
