"""netmiko and scrapli at the device's command line: what they type, and what they read. Prints it as JSON."""

import json
import sys

from netmiko import ConnectHandler
from scrapli.driver.core import JunosDriver

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
seen = {}

with ConnectHandler(device_type="juniper_junos", host=host, port=port, username=user, password=password) as terminal:
    seen["prompt"] = terminal.find_prompt()
    seen["version"] = terminal.send_command("show version")
    seen["ike"] = terminal.send_command("show security ike security-associations")
    terminal.send_config_set(["set security ike gateway g address 192.0.2.1"], exit_config_mode=False)
    try:
        terminal.commit()
    except ValueError as error:
        seen["refused"] = str(error)
    terminal.send_config_set(["delete security ike", "set system domain-name netmiko.example"], exit_config_mode=False)
    seen["commit"] = terminal.commit(comment="by netmiko", and_quit=True)
    seen["log"] = terminal.send_command("show system commit")

with JunosDriver(
    host=host,
    port=port,
    auth_username=user,
    auth_password=password,
    auth_strict_key=False,
    transport="paramiko",
) as terminal:
    replies = terminal.send_configs(
        ["set system domain-name scrapli.example", "show | compare", "set nonsense 1", "commit and-quit"]
    )
    seen["failed"] = [reply.failed for reply in replies]
    seen["compare"] = replies[1].result
    seen["set"] = terminal.send_command("show configuration system | display set").result

print(json.dumps(seen))
