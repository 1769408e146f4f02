"""The job scripts under a real Slurm: controller, node and munge of the test's own, in a temporary folder, one machine."""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
EXPERIMENT = [str(SOURCE / "configs/western_balkans/experiments/quickstart.yaml"), "--runs", "2000",
              "--set", "experiment.months=6", "--set", "record.part_runs=512", "--policy", "status_quo"]
SKIPPED = 77
SHARDS = 3


def skip(reason):
    print(f"SKIPPED: {reason}")
    sys.exit(SKIPPED)


def free_port():
    with socket.socket() as place:
        place.bind(("", 0))
        return place.getsockname()[1]


class Slurm:
    """Daemons in the foreground, children of this process; all of them gone at the end."""

    def __init__(self, folder):
        self.folder, self.daemons = folder, []
        self.host = socket.gethostname().split(".")[0]
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf"), "DETENTE": str(PROGRAM)}

    def configure(self):
        for name in ("state", "spool", "munge"):
            (self.folder / name).mkdir(mode=0o755)
        key = self.folder / "munge/key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        self.socket = self.folder / "munge/socket"
        (self.folder / "slurm.conf").write_text(f"""
ClusterName=test
SlurmctldHost={self.host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={self.socket}
CryptoType=crypto/munge
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
StateSaveLocation={self.folder}/state
SlurmdSpoolDir={self.folder}/spool
SlurmctldPidFile={self.folder}/slurmctld.pid
SlurmdPidFile={self.folder}/slurmd.pid
SlurmctldLogFile={self.folder}/slurmctld.log
SlurmdLogFile={self.folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=1
NodeName={self.host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} State=UNKNOWN
PartitionName=all Nodes={self.host} Default=YES State=UP
""")

    def start_daemon(self, *command):
        log = open(self.folder / (pathlib.Path(command[0]).name + ".out"), "w")
        self.daemons.append(subprocess.Popen(command, stdout=log, stderr=log, env=self.environment))

    def start(self):
        self.configure()
        munge = self.folder / "munge"
        self.start_daemon("/usr/sbin/munged", "--foreground", "--force", f"--socket={self.socket}",
                          f"--key-file={munge}/key", f"--pid-file={munge}/pid", f"--log-file={munge}/log",
                          f"--seed-file={munge}/seed")
        self.wait("munged", self.socket.exists)
        self.start_daemon("/usr/sbin/slurmctld", "-D", "-c", "-f", self.environment["SLURM_CONF"])
        self.start_daemon("/usr/sbin/slurmd", "-D", "-N", self.host, "-f", self.environment["SLURM_CONF"])
        self.wait("the node", lambda: "idle" in self.call("sinfo", "--noheader", "--format=%t", check=False))

    def wait(self, what, is_there, seconds=20):
        end = time.monotonic() + seconds
        while not is_there():
            if time.monotonic() > end or any(daemon.poll() is not None for daemon in self.daemons):
                logs = [file.read_text(errors="replace")[-800:] for file in self.folder.glob("slurm*.log")]
                skip(f"no Slurm can be started here: {what} did not come up\n" + "\n".join(logs))
            time.sleep(0.2)

    def call(self, *command, check=True):
        done = subprocess.run(command, cwd=SOURCE, env=self.environment, capture_output=True, text=True, timeout=60)
        if check and done.returncode != 0:
            sys.exit(f"{command}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def test(slurm, folder):
    out = folder / "grid"
    log = f"--output={folder}/log-%j"
    array = slurm.call("sbatch", "--parsable", log, f"--array=0-{SHARDS - 1}", "--time=5", "tools/cluster/array.sbatch",
                       str(out), *EXPERIMENT)
    slurm.call("sbatch", "--parsable", log, f"--dependency=afterok:{array}", "--time=5", "tools/cluster/merge.sbatch",
               str(out))
    end = time.monotonic() + 150
    while slurm.call("squeue", "--noheader", check=False) and time.monotonic() < end:
        time.sleep(0.5)
    logs = "\n".join(file.read_text() for file in sorted(folder.glob("log-*")))
    assert (out / "result.h5").exists(), f"no result\n{logs}"
    assert len(list(folder.glob(f"grid-shard-*-of-{SHARDS}"))) == SHARDS, logs
    subprocess.run([PROGRAM, "run", *EXPERIMENT, "--out", folder / "alone", "-q"], check=True, capture_output=True)
    assert (out / "result.h5").read_bytes() == (folder / "alone/result.h5").read_bytes(), "other bytes than one process"
    print("array of 3 shards, then a merge: the bytes of one process")


def main():
    for program in ("munged", "slurmctld", "slurmd", "sbatch", "srun"):
        if shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin") is None:
            skip(f"{program} is not installed (tools/install_dependencies --tests)")
    if os.geteuid() != 0:
        skip("only root can start Slurm's daemons")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="slurm-"))
    folder.chmod(0o755)
    slurm = Slurm(folder)
    try:
        slurm.start()
        test(slurm, folder)
    finally:
        slurm.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
