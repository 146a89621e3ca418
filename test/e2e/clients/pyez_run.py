"""PyEZ against one device: facts, configuration with diff, check and confirmed commit, tables of SAs, command line."""

import json
import sys

from jnpr.junos import Device
from jnpr.junos.exception import CommitError, ConfigLoadError, LockError
from jnpr.junos.utils.config import Config

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
seen = {}


def device():
    return Device(host=host, port=port, user=user, password=password, auto_probe=0)


with device() as dev:
    facts = dict(dev.facts)
    seen["facts"] = {name: facts.get(name) for name in ("hostname", "model", "version")}

    with Config(dev, mode="exclusive") as config:
        config.load("set system host-name by-pyez", format="set")
        seen["diff"] = config.diff()
        seen["check"] = config.commit_check()
        seen["commit"] = config.commit(comment="from pyez", confirm=2, timeout=60)
    with Config(dev) as config:
        seen["confirmed"] = config.commit(timeout=60)

    with Config(dev) as config:
        config.load("system { domain-name text.example; }", format="text", merge=True)
        config.load("<configuration><system><services><ftp/></services></system></configuration>", format="xml")
        seen["diff_text"] = config.diff()
        config.rollback(0)
        seen["diff_after_rollback"] = config.diff()
        try:
            config.load("set security ike gatewayy x", format="set")
            seen["bad_load"] = "accepted"
        except ConfigLoadError as error:
            seen["bad_load"] = [error.errs[0]["message"], error.errs[0]["bad_element"]]
        config.rollback(0)
        try:
            config.load("set security ike gateway gw1 ike-policy missing", format="set")
            config.commit()
            seen["bad_commit"] = "accepted"
        except CommitError as error:
            seen["bad_commit"] = [each["message"] for each in error.errs]
        config.rollback(0)

    config = Config(dev)
    config.lock()
    with device() as other:
        try:
            Config(other).lock()
            seen["second_lock"] = "granted"
        except LockError as error:
            seen["second_lock"] = str(error.message)
    config.unlock()

    with Config(dev, mode="private") as config:
        config.load("set system domain-name private.example", format="set")
        config.commit()
    config = Config(dev)
    config.rollback(1)
    seen["rollback_diff"] = config.diff()
    config.commit()

    sas = dev.rpc.get_security_associations_information(detail=True)
    seen["vpns"] = [node.text.strip() for node in sas.findall(".//sa-vpn-name")]
    ike = dev.rpc.get_ike_security_associations_information()
    seen["ike"] = [node.text.strip() for node in ike.findall(".//ike-sa-state")]
    filtered = dev.rpc.get_config(filter_xml="<system><host-name/></system>")
    seen["filtered"] = [node.text.strip() for node in filtered.findall(".//host-name")]
    seen["cli"] = dev.cli("show version", warning=False)
    seen["set"] = dev.rpc.get_config(options={"format": "set"}).text

print(json.dumps(seen))
