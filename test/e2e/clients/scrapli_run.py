"""scrapli-netconf against one device: reads, edits, validates, commits, discards. Prints what it saw as JSON."""

import json
import sys

from scrapli_netconf.driver import NetconfDriver

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
seen = {}

session = NetconfDriver(
    host=host,
    port=port,
    auth_username=user,
    auth_password=password,
    auth_strict_key=False,
    transport="paramiko" if len(sys.argv) < 6 else sys.argv[5],
    timeout_ops=20,
)
session.open()
seen["version"] = session.netconf_version.value
seen["lock"] = session.lock(target="candidate").failed
edit = session.edit_config(
    config="<config><configuration><system><host-name>by-scrapli</host-name></system></configuration></config>",
    target="candidate",
)
seen["edit"] = edit.failed
seen["validate"] = session.validate(source="candidate").failed
seen["commit"] = session.commit().failed
bad = session.edit_config(
    config="<config><configuration><nonsense/></configuration></config>", target="candidate"
)
seen["bad_edit"] = [bad.failed, bad.result]
seen["discard"] = session.discard().failed
seen["unlock"] = session.unlock(target="candidate").failed
seen["filtered"] = session.get_config(
    source="running", filter_="<configuration><system><host-name/></system></configuration>"
).result
seen["rpc"] = session.rpc(
    filter_="<get-configuration compare='rollback' rollback='1' format='text'/>"
).result
seen["sas"] = session.rpc(filter_="<get-security-associations-information><detail/></get-security-associations-information>").result
session.close()

print(json.dumps(seen))
