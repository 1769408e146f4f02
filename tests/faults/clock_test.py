"""A clock that is wrong or jumps: nothing that is computed, kept or limited depends on it."""
import datetime
import glob
import os

from detente_command import SANITIZER, main
from fault_case import ENSEMBLE, PARTS, RUN, FaultCase

# Debian's package faketime.
LIBRARY = next(iter(sorted(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1"))), None)


class Clock(FaultCase):
    def setUp(self):
        super().setUp()
        self.offset = self.folder / "offset"

    def with_clock(self, offset):
        """Environment in which the clock of the day is off by what the file says, read at every look."""
        if LIBRARY is None:
            self.skipTest("no faketime here (Debian's package of this name)")
        if SANITIZER:
            self.skipTest("faketime and a sanitizer both want to be loaded first")
        self.offset.write_text(offset)
        return {**os.environ, "LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": str(self.offset), "FAKETIME_NO_CACHE": "1",
                "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def jump(self, offset, *more, expect=0):
        """Starts an ensemble at the right time; the clock jumps when it has begun."""
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1, *more, env=self.with_clock("+0"))
        self.wait_for_parts(2)
        self.offset.write_text(offset)
        self.finish(process, expect)

    def test_ten_years_back_change_nothing(self):
        self.jump("-3650d")

        self.assert_whole(RUN, "out")
        finished = (self.folder / "out/run.json").read_text()
        self.assertIn(f'"finished": "{datetime.date.today().year - 10}', finished, "the clock did not jump")
        self.note("run", "whole, same bytes", "clock ten years back")

    def test_ten_years_forth_reach_no_time_limit(self):
        """Would catch: a limit by the clock of the day."""
        self.jump("+3650d", "--time-limit", "10m")

        self.assert_whole(RUN, "out")
        self.note("run --time-limit 10m", "limit not reached, same bytes", "clock ten years forth")

    def test_back_the_time_limit_is_kept(self):
        process = self.start("run", *ENSEMBLE, "--out", "out", "-q", "--threads", 1, "--time-limit", "0.1s",
                             env=self.with_clock("-3650d"))
        self.finish(process, 75)

        self.assertLess(len(self.parts()), PARTS)
        self.go_on(RUN, "out")
        self.note("run --time-limit 0.1s", "exit 75, resumed to the same bytes", "clock ten years back")

    def test_parts_from_the_future_and_the_past_are_kept(self):
        """Would catch: parts judged by their time."""
        self.call("run", *ENSEMBLE, "--out", "out", "-q", "--no-merge")
        self.parts()[0].unlink()
        for k, part in enumerate(self.parts()):
            os.utime(part, (4e9, 4e9) if k % 2 else (1, 1))
        times = {part: part.stat().st_mtime for part in self.parts()}

        self.call("resume", "out", "-q", "--no-merge")

        self.assertEqual({part: part.stat().st_mtime for part in times}, times)
        self.go_on(RUN, "out")
        self.note("resume", "kept, same bytes", "parts dated 1970 and 2096")


if __name__ == "__main__":
    main()
