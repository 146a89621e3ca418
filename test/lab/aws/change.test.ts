// What a person changes in the account past any program, as in AWS's console.
import { changedInputs } from "../../../lab/aws/resource-type";
import { Account, typeNamed } from "./account";

const account = new Account();
const { subnet } = account.ground();
const port = account.create("NetworkInterface", { subnetId: subnet.id, sourceDestCheck: false });

test("one property, and the rest stays as it is", () => {
  const inputs = changedInputs(typeNamed("NetworkInterface"), port, { sourceDestCheck: true });
  const after = account.update("NetworkInterface", port.id, inputs);
  expect(after).toEqual({ ...port, ...after, sourceDestCheck: true, privateIps: port.privateIps });
  expect(after.securityGroups).toEqual(port.securityGroups);
});

test.each([
  [{ subnetId: "subnet-1" }, "subnetId of an EC2 Network Interface stays what it was made with"],
  [{ sourceDestCheck: "maybe" }, '"sourceDestCheck" must be a boolean'],
  [{ nonsense: 1 }, "nonsense"],
])("%j is refused", (wanted, reason) => {
  expect(() => changedInputs(typeNamed("NetworkInterface"), port, wanted as never)).toThrow(reason);
});
