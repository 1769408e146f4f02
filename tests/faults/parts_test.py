"""Parts that are damaged, exchanged, or of another run: they count as absent, whatever they look like."""
import shutil
import subprocess
import unittest

import h5py
import numpy

from detente_command import PATIENCE, PROGRAM, main
from fault_case import CALIBRATE, COMMON, ENSEMBLE, IS_LONG, MERGE, PARTS, RUN, TUNE, FaultCase

AGAIN = "taken as absent, computed again to the same bytes"


def stored(name, *more):
    """Folder with all parts of the ensemble, and no result; computed once."""
    folder = COMMON / name
    if not folder.exists():
        subprocess.run([str(PROGRAM), "run", *ENSEMBLE, *map(str, more), "--out", name, "-q", "--no-merge"], cwd=COMMON,
                       check=True, capture_output=True, timeout=PATIENCE)
    return folder


def flip(path, byte, bit=0):
    damaged = bytearray(path.read_bytes())
    damaged[byte] ^= 1 << bit
    path.write_bytes(damaged)


class Stored(FaultCase):
    def copy(self, name="ours", *more):
        """Parts of their own for a test, all of them whole."""
        shutil.copytree(stored(name, *more), self.folder / "out", copy_function=shutil.copy2)
        return {int(path.stem.split("-")[1]): path for path in self.parts()}


def cut(size_of):
    """Cuts a part to a size that follows from its own."""
    def harm(path, number):
        content = path.read_bytes()
        path.write_bytes(content[:size_of(len(content))])
    return harm


def flipped(share):
    return lambda path, number: flip(path, int(share * path.stat().st_size), number % 8)


def exchanged(path, number):
    shutil.copy(stored("ours") / f"parts/part-{(number + 5) % PARTS}.h5", path)


def taken_from(name, *more):
    """A part of the same number that belongs to other work."""
    return lambda path, number: shutil.copy(stored(name, *more) / f"parts/part-{number}.h5", path)


def of_another_revision(path, number):
    """A part carries the digest of experiment, program and revision: with another revision it is another number."""
    with h5py.File(path, "r+") as file:
        file.attrs.modify("digest", numpy.uint64(int(file.attrs["digest"]) ^ 1))


def of_another_format(path, number):
    with h5py.File(path, "r+") as file:
        del file.attrs["schema"]
        file.attrs["schema"] = "detente/part@2"


def dangling(path, number):
    path.unlink()
    path.symlink_to("nowhere")


HARMS = [("part truncated", cut(lambda size: 0)), ("part truncated", cut(lambda size: size // 2)),
         ("part truncated", cut(lambda size: size - 1)), ("part with a bit flipped", flipped(0.35)),
         ("part with a bit flipped", flipped(0.5)), ("part with a bit flipped", flipped(0.65)),
         ("part exchanged with another of its run", exchanged), ("part of another seed", taken_from("seed", "--seed", 7)),
         # A digest of names alone would not see this: one lever of one arm is other.
         ("part of another configuration", taken_from("configuration", "--set", "policies.busy={mediation: 0.91}")),
         ("part of another revision", of_another_revision), ("part of another format", of_another_format),
         ("part that is no part", lambda path, number: path.write_text("no part\n")),
         ("part that is a link to nothing", dangling)]


class Parts(Stored):
    def damage(self, harms):
        """Harms parts, each by its number: these and no others are computed again, to the result that would have been."""
        parts = self.copy()
        for number, (_, harm) in harms.items():
            harm(parts[number], number)
        before = {number: (path.stat().st_ino, path.stat().st_mtime_ns) for number, path in parts.items() if path.exists()}

        self.call("resume", "out", "-q", "--no-merge")

        for number, path in parts.items():
            is_same = (path.stat().st_ino, path.stat().st_mtime_ns) == before.get(number)
            self.assertEqual(is_same, number not in harms, f"part {number}, {harms.get(number, ['whole'])[0]}")
        self.go_on(RUN, "out")
        for fault, _ in harms.values():
            self.note("resume", AGAIN, fault)
        shutil.rmtree(self.folder / "out")

    def test_harmed_parts_are_computed_again_and_no_others(self):
        """Would catch: a part that is believed, and one that keeps all others from being used."""
        self.damage(dict(enumerate(HARMS)))

    @unittest.skipUnless(IS_LONG, "long")
    def test_each_harm_alone(self):
        for harm in HARMS:
            for numbers in ((0,), (5, 15)):
                with self.subTest(fault=harm[0], numbers=numbers):
                    self.damage({number: harm for number in numbers})

    def test_a_folder_in_the_place_of_a_part_is_told(self):
        parts = self.copy()
        parts[3].unlink()
        parts[3].mkdir()
        self.assert_sentence(self.call("resume", "out", "-q", expect=7).stderr)
        parts[3].rmdir()
        self.go_on(RUN, "out")
        self.note("resume", "exit 7 and a sentence, resumed to the same bytes", "folder in the place of a part")


class Manifests(Stored):
    def test_manifest_of_another_revision_is_refused(self):
        self.copy()
        manifest = self.folder / "out/manifest.json"
        text = manifest.read_text()
        digest = text.split('"digest": "')[1][:16]
        manifest.write_text(text.replace(digest, f"{int(digest, 16) ^ 1:016x}"))

        messages = self.call("resume", "out", "-q", expect=6).stderr

        self.assertIn("was begun by revision", messages)
        self.assertFalse((self.folder / "out/result.h5").exists())
        self.note("resume", "refused with exit 6 and a sentence", "output of another revision")

    def test_manifest_that_is_damaged_is_refused(self):
        self.copy()
        manifest = self.folder / "out/manifest.json"
        manifest.write_text(manifest.read_text()[:1000])

        self.assertIn("is damaged", self.call("resume", "out", "-q", expect=6).stderr)
        self.note("resume", "refused with exit 6 and a sentence", "manifest truncated")

    def test_searches_and_fits_of_other_settings_or_damaged_are_refused(self):
        for work in (TUNE, CALIBRATE):
            for harm in ("truncated", "of another seed"):
                out = f"{work.name}-{harm.replace(' ', '-')}"
                self.attempt(work, out, 0)
                for name in work.finals:
                    (self.folder / out / name).unlink()
                grown = self.folder / out / work.growing[0]
                content = grown.read_bytes()
                if harm == "truncated":
                    grown.write_bytes(content[:len(content) // 2])
                    process = self.start_command(work.command(out))
                else:
                    process = self.start_command(work.command(out, "--seed", "99"))
                self.assert_sentence(self.finish(process, 6))
                grown.write_bytes(content)
                self.go_on(work, out)
                self.note(work.name, "refused with exit 6 and a sentence, nothing overwritten", f"state {harm}")


class Shards(FaultCase):
    def shards(self):
        """Copies of the shards, as machines would bring them."""
        MERGE.whole()
        for k in range(3):
            shutil.copytree(COMMON / f"grid-shard-{k}-of-3", self.folder / f"grid-shard-{k}-of-3")
        return [f"grid-shard-{k}-of-3" for k in range(3)]

    def test_a_missing_shard_is_named(self):
        names = self.shards()

        self.assertIn("shard finished", self.call("status", names[0]).stdout)
        missing = self.call("merge", "grid", names[0], names[2], expect=7)

        self.assertIn("5 of 16 parts are missing: of shard 1 of 3", missing.stderr)
        self.call("merge", "grid", *names, "-q")
        self.assert_whole(MERGE, "grid")
        self.assertEqual(len(self.parts(names[0])), 6, "the shards stay")
        self.note("merge", "exit 7, the shard is named; merged later to the same bytes", "shard missing")

    def test_a_damaged_part_is_named_and_computed_again_in_its_shard(self):
        """Would catch: a merge that keeps what it once brought, and never comes to its end."""
        for way, harm in (("truncated", lambda path: path.write_bytes(path.read_bytes()[:5000])),
                          ("bit flipped", lambda path: flip(path, path.stat().st_size // 2))):
            with self.subTest(way=way):
                names = self.shards()
                harm(self.folder / names[1] / "parts/part-4.h5")

                messages = self.call("merge", "grid", *names, expect=7).stderr
                self.assertIn("1 of 16 parts are missing: of shard 1 of 3", messages)
                self.call("resume", names[1], "-q")
                self.call("merge", "grid", *names, "-q")

                self.assert_whole(MERGE, "grid")
                self.note("merge", "exit 7, the shard is named; its resume and a merge give the same bytes", f"part {way}")
                for name in (*names, "grid"):
                    shutil.rmtree(self.folder / name)

    def test_shards_of_different_experiments_do_not_merge(self):
        names = self.shards()
        self.call("run", *ENSEMBLE, "--seed", 7, "--out", "other", "--shard", "1/3", "-q")

        refused = self.call("merge", "whole", names[0], "other-shard-1-of-3", names[2], expect=6)

        self.assertIn("different experiments", refused.stderr)
        self.assertFalse((self.folder / "whole").exists())
        self.note("merge", "refused with exit 6 and a sentence", "shard of another seed")

    def test_a_part_of_another_seed_in_a_shard_is_missing(self):
        names = self.shards()
        self.call("run", *ENSEMBLE, "--seed", 7, "--out", "other", "--shard", "1/3", "-q")
        shutil.copy(self.folder / "other-shard-1-of-3/parts/part-4.h5", self.folder / names[1] / "parts/part-4.h5")

        self.assertIn("1 of 16 parts are missing: of shard 1 of 3", self.call("merge", "grid", *names, expect=7).stderr)

        self.call("resume", names[1], "-q")
        self.call("merge", "grid", *names, "-q")
        self.assert_whole(MERGE, "grid")
        self.note("merge", "exit 7, the shard is named; its resume and a merge give the same bytes", "part of another seed")


if __name__ == "__main__":
    main()
