"""Files and settings that are made to stop, fill or deceive the command: each ends soon, with a documented exit code and
a sentence, within its memory, and leaves nothing outside of the folder it was given."""
import os
import pathlib
import re
import resource
import subprocess
import time
import unittest

from detente_command import PROGRAM, QUICKSTART, SANITIZER, SLOWNESS, SOURCE, CommandTest, main, small

MEMORY = 4 << 30  # bytes of addresses
SECONDS = 10 * SLOWNESS  # of the processor, so that a busy machine changes nothing; a process that only waits has as many by the clock
PLACE = re.compile(r"^[^\n]*:\d+:\d+: error: ", re.MULTILINE)  # FILE:LINE:COLUMN
REGION = SOURCE / "configs/western_balkans"
SMALLEST = small(2)


def limits():
    if not SANITIZER:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


class HostileTest(CommandTest):
    """The working folder is one of two in a box; nothing may appear or change beside it."""

    def setUp(self):
        super().setUp()
        self.box = self.folder
        (self.box / "beside").mkdir()
        (self.box / "beside/mine.txt").write_text("mine")
        self.folder = self.box / "work"
        self.folder.mkdir()

    def outside(self):
        return {path.relative_to(self.box): path.stat().st_mtime_ns for path in self.box.rglob("*")
                if self.folder not in path.parents and path not in (self.folder, self.box)}

    def call(self, *arguments, expect=0, environment=None):
        before = self.outside()
        done = subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=self.folder, capture_output=True, timeout=300 * SLOWNESS, stdin=subprocess.DEVNULL,
                              preexec_fn=limits, env=environment)
        shown = f"{str(arguments)[:300]}\n{done.stdout[:2000]}\n{done.stderr[:2000]}"
        self.assertEqual(done.returncode, expect, shown)
        self.assertEqual(self.outside(), before, shown)
        told = done.stdout + done.stderr
        self.assertEqual([byte for byte in told if byte < 32 and byte not in (9, 10)], [], shown)
        self.assertLess(len(told), 200_000)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()  # a message cut inside of a character is no text
        return done

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def assert_refused(self, file, sentence):
        done = self.call("check", file, expect=3)
        self.assertRegex(done.stderr, PLACE)
        self.assertIn(sentence, done.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir() if path.name == "outputs"), [])


class Texts(HostileTest):
    def test_bombs_and_depths_are_refused(self):
        bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi"))
        deep = 100_000
        for name, text, sentence in [
                ("bomb", bomb, "aliases (*name) are not used here"),
                ("brackets", "a: " + "[" * deep, "more than 64 levels"),
                ("closed", "a: " + "[" * deep + "]" * deep, "more than 64 levels"),
                ("braces", "{" * deep, "more than 64 levels"),
                ("maps", "a: " + "{a: " * deep, "more than 64 levels"),
                ("dashes", "- " * deep, "more than 64 levels"),
                ("questions", "? " * deep, "more than 64 levels"),
                ("block", "".join(" " * depth + "a:\n" for depth in range(2000)), "more than 64 levels"),
                ("dots", "a" + ".a" * 90 + ": 1\n", "more than 64 levels"),
                ("documents", "---\n" * deep, "a second document"),
                ("tags", "a: " + "!b " * deep, "not valid YAML"),
        ]:
            with self.subTest(name):
                self.assert_refused(self.write(f"{name}.yaml", text), sentence)

    # 50 MB take three to six seconds of the processor, as long as nothing copies the line. Would catch: messages that do,
    # one by one, which took 8 GB for a file of 50 MB.
    def test_files_of_one_line_are_read_in_the_memory_they_are_given(self):
        self.assert_refused(self.write("long.yaml", "a: " + "x" * 50_000_000), "missing key 'region'")
        (self.folder / "long.yaml").unlink()
        self.assert_refused(self.write("many.yaml", "a: [" + "1," * 3_000_000 + "1]\n"), "more than 2000000 values")
        self.assert_refused(self.write("large.yaml", b"\n" * (65 << 20)), "at most 64 MB were expected")

    def test_other_encodings_are_named_with_their_place(self):
        text = QUICKSTART.read_text()
        for name, data, sentence in [
                ("utf16", text.encode("utf-16"), "byte 0xFF is not UTF-8"),
                ("utf16be", text.encode("utf-16-be"), "control character 0x00"),
                ("latin1", text.replace("{name: quickstart,", "{name: quickstart, #é\n").encode("latin-1"), "byte 0xE9 is not UTF-8"),
                ("nul", b"schema: a\0b\n", "control character 0x00"),
                ("overlong", b"schema: \xc0\xaf\n", "byte 0xC0 is not UTF-8"),
                ("surrogate", b"schema: \xed\xa0\x80\n", "byte 0xED is not UTF-8"),
                ("escape", b"schema: \x1b[31m\n", "control character 0x1B"),
                ("c1", "schema: \x9b31m\n".encode(), "a text with a control character"),
                ("tabs", b"a:\n\tb: 1\n", "a tab indents this line"),
        ]:
            with self.subTest(name):
                self.assert_refused(self.write(f"{name}.yaml", data), sentence)

    def test_byte_order_mark_and_line_ends_of_windows_change_nothing(self):
        text = QUICKSTART.read_text().replace("../../", f"{SOURCE}/configs/").replace("../", f"{REGION}/")
        plain = self.call("check", self.write("plain.yaml", text), "--resolved").stdout
        windows = self.call("check", self.write("windows.yaml", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()), "--resolved").stdout
        self.assertEqual(windows.replace("windows.yaml", "plain.yaml"), plain)


class Numbers(HostileTest):
    def test_what_is_no_number_in_range_is_refused_with_the_range(self):
        for text, reason in [("1e308", "lies above 1000000000"), ("1e-320", "lies below 1"), ("-0", "lies below 1"), ("1e400", "beyond double precision"),
                             ("1e-400", "beyond double precision"), ("nan", "is not a finite number"), (".inf", "is not a finite number"),
                             ("-.inf", "is not a finite number"), ("0x10", "not in decimal notation"), ("1_000", "an underscore among its digits"),
                             ("\u0663", "is not a number"), ("1e", "is not a number"), ("'5'", "a text in quotes")]:
            with self.subTest(text):
                done = self.call("check", QUICKSTART, "--set", f"region.countries.ALB.gdp={text}", expect=3)
                self.assertRegex(done.stderr, PLACE)
                self.assertIn(reason, done.stderr)
                self.assertIn("from 1 to 1000000000", done.stderr)

    def test_denormals_and_minus_zero_are_numbers_and_runs_bear_them(self):
        for text in ("1e-320", "-0", "5e-324"):
            with self.subTest(text):
                self.call("run", *SMALLEST, "--set", f"region.countries.ALB.trust={text}", "--out", f"o{text}", "-q")
                self.assertEqual(len(self.call("export", f"o{text}", "--table", "failures").stdout.splitlines()), 1)

    def test_sizes_are_refused_before_anything_is_allocated(self):
        for setting, limit in [("experiment.months=1000000000", "from 1 to 1200"), ("design.samples=1000000000000000000", "from 1 to 2147483648"),
                               ("design.samples=9223372036854775808", "beyond 64 bits"), ("design.replications=1000000000000000000", "from 1 to 1000000"),
                               ("record.part_runs=1000000000000000000", "from 256 to 262144"), ("record.history.runs.first=1000000000000000000", "2147483648"),
                               ("record.events.first=1000000000000000000", "2147483648"), ("record.history.keep_bits=1000000", "from 1 to 23"),
                               ("experiment.seed=18446744073709551616", "beyond 64 bits")]:
            with self.subTest(setting):
                done = self.call("run", QUICKSTART, "--set", setting, expect=3)
                self.assertRegex(done.stderr, PLACE)
                self.assertIn(limit, done.stderr)
        for arguments, limit in [(["--runs", "1000000000000000000"], "2147483648"), (["--set", "design.samples=2147483648", "--set", "design.replications=1000000"], "runs")]:
            with self.subTest(arguments):
                self.assertIn(limit, self.call("run", QUICKSTART, *arguments, expect=3).stderr)
        for arguments, limit in [(["--threads", "1000000000"], "1 to 4096"), (["--threads", "100000000000000000000"], "1 to 4096"), (["--shard", "0/1000000000000"], "no more shards")]:
            with self.subTest(arguments):
                self.assertIn(limit, self.call("run", QUICKSTART, *arguments, expect=2).stderr)
        self.assertEqual(list(self.folder.iterdir()), [])


class Files(HostileTest):
    # Would catch: a pipe that is opened (it waits for ever), a device that is read (it has no end).
    def test_pipes_devices_and_folders_are_no_files(self):
        os.mkfifo(self.folder / "pipe")
        (self.folder / "zero").symlink_to("/dev/zero")
        (self.folder / "folder").mkdir()
        for name in ("pipe", "zero", "/dev/zero", "folder"):
            for command in (["check", name], ["run", name], ["plan", name], ["tune", name], ["select", name, "--delta", "1"], ["params", "--parameters", name],
                            ["verify", name], ["claims", name + "/x"], ["schema", "--of", name], ["check", QUICKSTART, "--set", f"region={name}"],
                            ["check", QUICKSTART, "--set", f"policies.from={name}"], ["check", self.write("e.yaml", f"extends: {name}\n")]):
                with self.subTest(command):
                    self.assertRegex(self.call(*command, expect=3).stderr, PLACE)
            for command in (["report", name], ["init", "again.yaml", "--from", name], ["export", name, "--table", "outcomes"], ["analyze", name],
                            ["status", name], ["resume", name], ["merge", "all", name]):
                with self.subTest(command):
                    self.assertIn("error", self.call(*command, expect=7).stderr)
        self.assertFalse((self.folder / "again.yaml").exists())

    def test_files_that_extend_without_end_are_cut(self):
        for i in range(10_000):
            self.write(f"c{i}.yaml", f"extends: c{i + 1}.yaml\n")
        self.assert_refused("c0.yaml", "more than 100 files")
        self.assert_refused(self.write("all.yaml", "extends: [" + ", ".join(f"c{i}.yaml" for i in range(5000)) + "]\n"), "more than 100 files")
        self.assert_refused(self.write("self.yaml", "extends: ./x/../self.yaml\n"), "in a circle")
        (self.folder / "link.yaml").symlink_to("linked.yaml")
        self.assert_refused(self.write("linked.yaml", "extends: link.yaml\n"), "in a circle")

    def test_files_elsewhere_are_read_as_configurations_only_and_names_are_no_commands(self):
        for name, sentence in [("/etc/passwd", "/etc/passwd:1:1: error: "), ("../../../../../../../../etc/passwd", "error: "), ("/proc/self/mem", "nothing is written"),
                               ('"$(touch pwned)"', "there is no file"), ('"|touch pwned"', "there is no file"), ('"`touch pwned`"', "there is no file"),
                               ('"http://localhost/x.yaml"', "there is no file"), ('"a\\nb"', "there is no file"), ('"' + "y" * 5000 + '"', "is not a regular file")]:
            with self.subTest(name):
                self.assert_refused(self.write("e.yaml", f"extends: {name}\n"), sentence)
        self.assertFalse((self.folder / "pwned").exists())


class Names(HostileTest):
    def test_no_name_leads_out_of_the_outputs(self):
        for name in ('"../../evil"', '"../beside"', "/tmp/evil", '".."', '"."', '"a/b"', '"<b>"', '"a b"', '"a\\nb"', '"\\e[31m"', '""'):
            with self.subTest(name):
                done = self.call("run", *SMALLEST, "--set", f"experiment.name={name}", expect=3)
                self.assertRegex(done.stderr, PLACE)
                self.assertEqual(list(self.folder.iterdir()), [])
        self.call("run", *SMALLEST, "--set", f"experiment.name={'x' * 5000}", expect=7)

    # Would catch: an id that a table, a file of its own or the list of --policy could not hold.
    def test_ids_are_words(self):
        for key in ("policies.a/b", "policies.<script>", "policies.a b", "policies.it's", "scenarios.a,b", "region.countries.A-B", "region.disputes.a/b",
                    "region.missions.a&b", "region.suppliers.1st", "region.actors.é"):
            with self.subTest(key):
                done = self.call("check", QUICKSTART, "--set", f"{key}={{}}", expect=3)
                self.assertRegex(done.stderr, PLACE)
                self.assertIn("is not an id", done.stderr)

    def test_no_control_character_of_a_configuration_comes_out_again(self):
        for setting in ('region.name="\\e[31mX"', 'region.countries.ALB.name="\\e]0;x\\a"', 'region.disputes.BEL_PRI.name="\\x9b2J"', 'design.type="\\e[31m"',
                        'policies={"\\e[31m": {}, status_quo: {}}', 'record.history.variables=["\\e[31m"]', 'region.countries.ALB.gdp.source="\\e[31m"',
                        'policies.x.mediation={base: 1, when: [{if: "\\e[31m >= 3", set: 1}]}', 'region="\\e[31m"', 'schema="\\e[31m"'):
            with self.subTest(setting):
                self.assertIn("a text with a control character", self.call("check", QUICKSTART, "--set", setting, expect=3).stderr)

    def test_words_of_the_command_line_are_shown_without_their_control_characters(self):
        for words in (["explorer", "a\x1b[2J", "b"], ["report", "out", "--format", "x\x1b[2J"],
                      ["run", "--runs", "\x1b[2J", "x.yaml"], ["check", "x.yaml", "--no\x1b[2J"]):
            with self.subTest(words=words):
                self.assertIn("?[2J", self.call(*words, expect=2).stderr)

    def test_names_of_files_are_shown_without_their_control_characters(self):
        for arguments, code in [(["check", "\x1b[31m.yaml"], 3), (["report", "\x1b[31m"], 7), (["status", "\x1b[31m"], 7), (["merge", "a", "\x1b[31m"], 7),
                                (["params", "--parameters", "\x1b[31m"], 3), (["check", QUICKSTART, "--set", "\x1b[31m"], 2), (["check", QUICKSTART, "--unset", "\x1b[31m"], 3),
                                (["check", QUICKSTART, "--policy", "\x1b[31m"], 3), (["export", "\x1b[31m", "--table", "outcomes"], 7)]:
            with self.subTest(arguments):
                self.call(*arguments, expect=code)
        # Would catch: a file that is there and sound, whose name comes out again in what to do next.
        self.call("check", self.write("\x1b[31m.yaml", f"schema: detente/experiment@1\nextends: {QUICKSTART}\n"))


class Outputs(HostileTest):
    def test_where_the_command_line_says_and_nowhere_else(self):
        text = QUICKSTART.read_text().replace("../../", f"{SOURCE}/configs/").replace("../", f"{REGION}/")
        self.write("e.yaml", text + "\nout: ../beside\n")
        self.assertIn("unknown key 'out'", self.call("run", "e.yaml", expect=3).stderr)
        self.call("run", *SMALLEST, "--out", "here/../there", "-q")
        self.assertEqual(sorted(path.name for path in (self.folder / "there").iterdir()), [".lock", "manifest.json", "result.h5", "run.json"])

    # Would catch: a file of somebody else that is written through a link.
    def test_what_a_link_leads_to_stays_as_it_is(self):
        (self.folder / "report.html").symlink_to(self.box / "beside/mine.txt")
        (self.folder / "experiment.yaml").symlink_to(self.box / "beside/new.yaml")
        (self.folder / "link").symlink_to(self.box / "beside")
        self.call("run", *SMALLEST, "--out", "o", "-q")
        self.call("report", "o", "--out", "report.html", "-q", expect=6)
        self.call("init", "--region", REGION, expect=6)
        self.call("run", *SMALLEST, "--out", "link", "-q", expect=6)
        self.assertEqual((self.box / "beside/mine.txt").read_text(), "mine")

    def test_results_that_are_none_end_with_a_sentence(self):
        self.call("run", *SMALLEST, "--out", "o", "-q")
        result = (self.folder / "o/result.h5").read_bytes()
        for name, data in [("empty", b""), ("text", b"text\n" * 1000), ("half", result[:len(result) // 2]), ("head", result[:600]), ("cut", result[:-1]),
                           ("zeros", result[:2000] + bytes(len(result) - 2000))]:
            self.write(f"{name}.h5", data)
            for command in (["report", f"{name}.h5", "-q"], ["export", f"{name}.h5", "--table", "outcomes"], ["init", "x.yaml", "--from", f"{name}.h5"], ["analyze", f"{name}.h5"]):
                with self.subTest(command):
                    self.assertIn("error", self.call(*command, expect=7).stderr)
        manifest = self.folder / "o/manifest.json"
        for data in (b"", b"{", b"[]", b"null", b'{"schema": 1}', b"[" * 100_000, b"\xff\xfe"):
            manifest.write_bytes(data)
            for command in (["status", "o"], ["resume", "o"]):
                with self.subTest(command=command, manifest=data[:20]):
                    self.assertIn("is damaged", self.call(*command, expect=6).stderr)
        manifest.unlink()
        os.mkfifo(manifest)
        self.assertIn("not a regular file", self.call("status", "o", expect=7).stderr)


class LargeRegion(CommandTest):
    # On demand ("long"): minutes on a busy machine.
    @unittest.skipUnless(os.environ.get("DETENTE_LARGE_REGION"), "takes a minute: ctest -L long")
    def test_ten_thousand_countries_are_checked_and_run_in_four_gigabytes(self):
        self.call("init", "--synthetic", 10_000, "--region", REGION, "s")
        self.assertLess((self.folder / "s/region.yaml").stat().st_size, 64 << 20)
        for command in (["check", "s/experiment.yaml"],
                        ["run", "s/experiment.yaml", "--runs", 1, "--set", "experiment.months=2", "--policy", "status_quo", "--threads", 1, "--out", "o", "-q"]):
            begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            done = subprocess.run([str(PROGRAM), *map(str, command)], cwd=self.folder, capture_output=True, text=True, timeout=1200,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"{command[0]}: {time.monotonic() - begin:.1f} s, {usage.ru_utime - before:.1f} s of the processor, at most {usage.ru_maxrss // 1024} MB so far")
            self.assertEqual(done.returncode, 0, done.stderr[-2000:])


if __name__ == "__main__":
    main()
