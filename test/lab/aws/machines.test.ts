// A machine is called as its tag says now, and what runs in its namespace stays there.
import { LINUX_AMI } from "../../../lab/aws/images";
import { Machines } from "../../../lab/aws/machines";
import { Devices } from "../../../lab/topology";
import { Account, type Made } from "./account";

const account = new Account();
const { subnet } = account.ground();
const machines = new Machines(
  new Devices("", () => Promise.reject(new Error("no device is started here"))),
);

const properties = (name: string): object => ({
  ami: LINUX_AMI,
  instanceType: "t3.micro",
  subnetId: subnet.id,
  tags: { Name: name },
});

function launch(name: string): Made {
  const made = account.create("Instance", { ...properties(name) });
  machines.follow(account.ec2, []);
  return made;
}

function rename({ id }: Made, name: string): void {
  account.update("Instance", id, { ...properties(name) });
  machines.follow(account.ec2, []);
}

const called = ({ id }: Made): readonly string[] => [machines.nameOf(id), machines.namespaceOf(id)];

test("another tag is another name, and the namespace stays", () => {
  const first = launch("berlin");
  expect(called(first)).toEqual(["berlin", "berlin"]);
  rename(first, "bonn");
  expect(called(first)).toEqual(["bonn", "berlin"]);
  const second = launch("berlin");
  expect(called(second)).toEqual(["berlin", second.id]);
});

test("a name that another machine has is taken when that one goes", () => {
  const old = launch("paris");
  const next = launch("paris");
  expect(called(next)).toEqual([next.id, next.id]);
  account.remove("Instance", old.id);
  machines.follow(account.ec2, []);
  expect(called(next)).toEqual(["paris", next.id]);
});

test("a tag that is no name of a machine leaves the one before", () => {
  const machine = launch("rome");
  rename(machine, "vpc-1");
  expect(called(machine)).toEqual(["rome", "rome"]);
});
