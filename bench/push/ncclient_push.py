# Pushes one set line to many devices with ncclient, by the same recipe as ours: lock, load, compare, check,
# commit confirmed, then confirm over a new connection. Arguments: key file, line, ports. Prints the seconds.
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from ncclient import manager


def connect(port):
    return manager.connect(
        host="127.0.0.1", port=port, username="bench", key_filename=sys.argv[1],
        hostkey_verify=False, allow_agent=False, look_for_keys=False,
        device_params={"name": "junos"}, timeout=120,
    )


def push(port):
    with connect(port) as device:
        device.lock("candidate")
        device.load_configuration(action="set", config=[sys.argv[2]])
        device.compare_configuration()
        device.validate()
        device.commit(confirmed=True, timeout="300")
        device.unlock("candidate")
    with connect(port) as device:
        device.lock("candidate")
        device.compare_configuration()
        device.commit()
        device.unlock("candidate")


ports = [int(port) for port in sys.argv[3:]]
begin = time.monotonic()
with ThreadPoolExecutor(len(ports)) as pool:
    list(pool.map(push, ports))
print(time.monotonic() - begin)
