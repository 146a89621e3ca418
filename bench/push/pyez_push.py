# The same with PyEZ. Arguments: key file, line, ports. Prints the seconds.
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from jnpr.junos import Device
from jnpr.junos.utils.config import Config


def connect(port):
    return Device(
        host="127.0.0.1", port=port, user="bench", ssh_private_key_file=sys.argv[1],
        gather_facts=False, auto_probe=0, normalize=False,
    )


def push(port):
    with connect(port) as device:
        device.timeout = 120
        config = Config(device)
        config.lock()
        config.load(sys.argv[2], format="set")
        config.diff()
        config.commit_check()
        config.commit(confirm=5)
        config.unlock()
    with connect(port) as device:
        device.timeout = 120
        config = Config(device)
        config.lock()
        config.diff()
        config.commit()
        config.unlock()


ports = [int(port) for port in sys.argv[3:]]
begin = time.monotonic()
with ThreadPoolExecutor(len(ports)) as pool:
    list(pool.map(push, ports))
print(time.monotonic() - begin)
