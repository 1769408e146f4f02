"""Options have an effect, or are not offered: what the command line shows against what the sources read."""
import re

from detente_command import QUICKSTART, SOURCE, CommandTest, main

COMMANDS = SOURCE / "tools/detente"
# Offered once, and read by nobody, or only to be refused.
WITHOUT_EFFECT = {"export": ["--csv"], "rare": ["--target", "--progress", "--runs"], "select": ["--progress", "--runs"],
                  "tune": ["--progress"]}


def sources():
    return {path.name: path.read_text() for path in sorted(COMMANDS.glob("*.cpp"))}


class Options(CommandTest):
    def test_what_an_option_sets_is_read(self):
        """By the name of the member that it is bound to. Would catch: a flag that is stored and never looked at."""
        unread = []
        for name, text in sources().items():
            for member in re.findall(r"add_(?:option|flag)\(\s*\"[^\"]+\",\s*values->([\w.]+)", text):
                last = member.split(".")[-1]
                uses = re.findall(rf"(?<!values)(?:\.|->){last}\b", re.sub(r"values->[\w.]+", "", text))
                others = "".join(other for other_name, other in sources().items() if other_name != name)
                if not uses and not (("." in member) and re.search(rf"\.{last}\b", others)):
                    unread.append(f"{name}: {member}")
        self.assertEqual(unread, [])

    def test_a_command_that_offers_progress_shows_it(self):
        """Would catch: --progress and --target of a command that takes no more from its session than signals."""
        for name, text in sources().items():
            if re.search(r"\bEvidenceOptions \w+;", text) and not name.startswith("evidence_options"):
                with self.subTest(name):
                    self.assertTrue(re.search(r"\.work\(\)[;)]", text), "its work is handed on as a whole")
                    self.assertFalse(".work()." in text or "progress = {}" in text, "not without progress")

    def test_what_had_no_effect_is_gone(self):
        """Would catch: an option that comes back by way of options that commands share."""
        for command, options in WITHOUT_EFFECT.items():
            shown = self.call(command, "--help").stdout
            for option in options:
                with self.subTest(command=command, option=option):
                    self.assertFalse(re.search(rf"(?m)^ *{option}\b", shown))

    def test_it_is_refused_as_any_unknown_option_is(self):
        for arguments in (["select", QUICKSTART, "--delta", 1, "--runs", 64], ["rare", QUICKSTART, "--target", "baseline"],
                          ["tune", "search.yaml", "--progress", "none"], ["export", "out", "--table", "outcomes", "--csv"]):
            with self.subTest(arguments[0]):
                self.assertIn("not expected", self.call(*arguments, expect=2).stderr)


if __name__ == "__main__":
    main()
