"""ncclient against one device: reads, edits, commits with confirmation, rolls back. Prints what it saw as JSON."""

import json
import sys

from ncclient import manager
from ncclient.operations.rpc import RPCError
from ncclient.xml_ import to_ele

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
seen = {}


def connect():
    return manager.connect(
        host=host,
        port=port,
        username=user,
        password=password,
        hostkey_verify=False,
        look_for_keys=False,
        allow_agent=False,
        device_params={"name": "junos"},
        timeout=20,
    )


def text(reply):
    return reply.xpath("string(.)") if hasattr(reply, "xpath") else str(reply)


with connect() as session:
    seen["capabilities"] = sorted(session.server_capabilities)
    seen["session"] = session.session_id
    with session.locked("candidate"):
        with connect() as other:
            try:
                other.lock("candidate")
                seen["second_lock"] = "granted"
            except RPCError as error:
                seen["second_lock"] = error.tag
        session.load_configuration(
            action="set", config=["set system host-name by-ncclient", "set system domain-name example.net"]
        )
        seen["compare"] = text(session.compare_configuration(rollback=0))
        session.validate()
        session.commit(confirmed=True, timeout="120", comment="from ncclient")
        session.commit(comment="confirmed")
    seen["running"] = text(session.get_config(source="running"))
    try:
        session.load_configuration(action="set", config=["set security ike gatewayy x"])
        seen["bad_load"] = "accepted"
    except RPCError as error:
        seen["bad_load"] = error.message
    session.discard_changes()
    session.load_configuration(
        format="xml",
        config=to_ele("<system><domain-name>xml.example</domain-name></system>"),
    )
    session.commit()
    seen["text"] = text(session.get_configuration(format="text"))
    session.rollback(rollback=1)
    session.commit()
    seen["after_rollback"] = text(session.get_configuration(format="text"))
    seen["version"] = text(session.command(command="show version", format="text"))
    sas = session.rpc("<get-security-associations-information/>")
    seen["tunnels"] = [node.text.strip() for node in sas.xpath("//sa-remote-gateway")]
    seen["commits"] = len(session.rpc("<get-commit-information/>").xpath("//commit-history"))

print(json.dumps(seen))
