"""Makes files that the explorer must refuse, and one with hostile names: /usr/bin/python3 wrong_files.py RESULT FOLDER."""
import pathlib
import shutil
import sys

import h5py
import numpy as np

HOSTILE = ["</script><img src=x onerror=alert(1)>", "a\"b'c&amp;<b>bold</b>", "javascript:alert(2)//${alert(3)}"]


def altered(result, target, change):
    """A copy of the result with something changed inside."""
    shutil.copyfile(result, target)
    with h5py.File(target, "r+") as file:
        change(file)


def rename_policies(file):
    names = HOSTILE[: len(file["policy"])]
    was = list(file["policy"].asstr()[:])
    file["policy"][:] = names
    baseline = names[was.index(file.attrs["baseline_policy"].decode() if isinstance(file.attrs["baseline_policy"], bytes) else file.attrs["baseline_policy"])]
    file.attrs["baseline_policy"] = np.bytes_(baseline)
    file.attrs["title"] = np.bytes_("<script>alert(4)</script> & title")


def set_version(number):
    def change(file):
        file.attrs["schema_version"] = np.int64(number)

    return change


def set_schema(name):
    def change(file):
        file.attrs["schema"] = np.bytes_(name)

    return change


def damage(path, dataset):
    """Other bytes in the middle of every compressed chunk of a dataset."""
    with h5py.File(path) as file:
        chunks = [file[dataset].id.get_chunk_info(k) for k in range(file[dataset].id.get_num_chunks())]
    with open(path, "r+b") as bytes_of_file:
        for chunk in chunks:
            bytes_of_file.seek(chunk.byte_offset + chunk.size // 2)
            bytes_of_file.write(b"\xa5" * 8)


def main(result, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "empty.h5").write_bytes(b"")
    (folder / "text.h5").write_text("policy,scenario,run\nstatus_quo,baseline,0\n" * 100)
    with h5py.File(folder / "foreign.h5", "w") as file:
        file["temperature"] = np.arange(1000.0).reshape(10, 100)
        file.attrs["title"] = "an HDF5 file of another program"
    whole = result.read_bytes()
    (folder / "cut.h5").write_bytes(whole[: len(whole) * 6 // 10])
    (folder / "cut_early.h5").write_bytes(whole[:700])
    altered(result, folder / "other_version.h5", set_version(2))
    altered(result, folder / "other_schema.h5", set_schema("detente/evidence"))
    altered(result, folder / "hostile.h5", rename_policies)
    shutil.copyfile(result, folder / "damaged.h5")
    damage(folder / "damaged.h5", "outcomes/crisis_cost")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
