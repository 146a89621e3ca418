"""Replays programs' resources against moto's EC2 in given orders, each in an account of its own; after the first they are
taken away again, in the opposite order.

Reads jobs on standard input, one a line as JSON: `job`, `resources` (urn, type, name, inputs), `orders` (lists of urns), `region`.
Writes what came of each order, one a line as JSON. moto checks references, prefixes, names and what is in use; it does
not know AWS's rules for routes inside a VPC, and launches a template's interfaces without a look.
"""

import functools
import gc
import json
import multiprocessing
import os
import re
import sys

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"

import boto3  # noqa: E402
import moto.core.responses  # noqa: E402
from botocore import UNSIGNED  # noqa: E402
from botocore.config import Config  # noqa: E402
from moto import mock_aws  # noqa: E402

from calls import TYPES, Inputs  # noqa: E402
from model import watch  # noqa: E402

# moto lists the methods of its classes anew at each call: a quarter of the time.
if hasattr(moto.core.responses, "method_names_from_class"):
    listed = moto.core.responses.method_names_from_class
    moto.core.responses.method_names_from_class = functools.cache(listed)

LATE = re.compile(r"⟨(?:(?P<thing>[^⟨⟩]+::[^⟨⟩]+)\.(?P<output>\w+)|(?P<key>[^⟨⟩]+))⟩")

# Nothing leaves this process: nothing is worth another try, or a signature. Members are model.py's to judge.
CONFIG = Config(retries={"max_attempts": 0}, signature_version=UNSIGNED, parameter_validation=False)
SESSION = boto3.session.Session()


class Account:
    """One order's account: its clients, and the outputs of what was made so far."""

    def __init__(self, region):
        self.region = region
        self.clients = {}
        self.outputs = {}
        self.images = {}
        self.mistakes = []
        self.operations = set()

    def client(self, region):
        if region not in self.clients:
            self.clients[region] = SESSION.client("ec2", region_name=region, config=CONFIG)
            watch(self.clients[region], self.mistakes, self.operations)
        return self.clients[region]

    def known(self, value, region):
        """The value with everything in it that is only known by now."""
        if isinstance(value, dict):
            return {key: self.known(each, region) for key, each in value.items() if each is not None}
        if isinstance(value, list):
            return [self.known(each, region) for each in value]
        return LATE.sub(lambda late: self.late(late, region), value) if isinstance(value, str) else value

    def late(self, late, region):
        thing, output, key = late["thing"], late["output"], late["key"]
        if key is not None:
            return self.image(key, region) if key.lower().endswith("ami") else key
        made = self.outputs.get(thing)
        if made is None:
            raise LookupError(f"{thing} is not there yet, and nothing says that it comes first")
        if made.get(output) is None:
            raise LookupError(f"{thing} has no {output}")
        return str(made[output])

    def image(self, key, region):
        place = (key, region)
        if place not in self.images:
            made = self.client(region).register_image(Name=key, Architecture="x86_64", RootDeviceName="/dev/sda1")
            self.images[place] = made["ImageId"]
        return self.images[place]


def steps(account, resources, order, again):
    """Makes all in this order, and with `again` takes all away in the opposite one; yields what is refused."""
    made = []
    for urn in order:
        resource = resources[urn]
        region = resource["inputs"].get("region") or account.region
        thing = f"{resource['type']}::{resource['name']}"
        try:
            kind = TYPES.get(resource["type"])
            if kind is None:
                raise LookupError("the judge knows no such type: say in calls.py how the provider makes one")
            values = account.known(resource["inputs"], region)
            inputs = Inputs(resource["name"], values)
            account.outputs[thing] = kind.make(account.client(region), inputs)
            made.append((urn, kind, region, values))
            if inputs.untaken:
                raise LookupError(f"the judge does not know {', '.join(sorted(inputs.untaken))}")
        except Exception as error:  # whatever it is, it is the finding
            account.mistakes.append(f"{type(error).__name__}: {error}")
        yield from told(account, urn, "create")
    for urn, kind, region, values in reversed(made) if again else []:
        resource = resources[urn]
        thing = f"{resource['type']}::{resource['name']}"
        try:
            kind.remove(account.client(region), account.outputs[thing]["id"], Inputs(resource["name"], values))
        except Exception as error:
            account.mistakes.append(f"{type(error).__name__}: {error}")
        yield from told(account, urn, "delete")


def told(account, urn, action):
    while account.mistakes:
        yield urn, action, account.mistakes.pop(0)


def walk(job, region, resources, order, number):
    account = Account(region)
    with mock_aws():
        found = list(steps(account, resources, order, number == 0))
    refusals = [{"urn": urn, "action": action, "said": said} for urn, action, said in found]
    # Images are registered by the judge alone.
    operations = sorted(account.operations - {"RegisterImage"})
    return json.dumps(
        {"job": job, "order": number, "length": len(order), "refusals": refusals, "operations": operations}
    )


def warm_up():
    """What every order needs is read once, before there are workers."""
    with mock_aws():
        SESSION.client("ec2", region_name="us-east-1", config=CONFIG).describe_vpcs()
    gc.freeze()


def main():
    warm_up()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pending = []
        for line in sys.stdin:
            asked = json.loads(line)
            resources = {each["urn"]: each for each in asked["resources"]}
            for number, order in enumerate(asked["orders"]):
                needed = {urn: resources[urn] for urn in order}
                pending.append(pool.apply_async(walk, (asked["job"], asked["region"], needed, order, number)))
        for each in pending:
            print(each.get(), flush=True)


main()
