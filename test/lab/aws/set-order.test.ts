// The order of a provider's set, and the primary address of an interface that follows from it.
import { inSetOrder } from "../../../lab/aws/set-order";

it("does not depend on the order that the program wrote, and drops what is there twice", () => {
  const addresses = ["10.2.1.75", "10.2.1.207", "10.2.1.9", "10.2.1.80"];
  const listed = inSetOrder(addresses);
  expect([...listed].sort()).toEqual([...addresses].sort());
  expect(inSetOrder([...addresses].reverse())).toEqual(listed);
  expect(inSetOrder([...addresses, ...addresses])).toEqual(listed);
});

it("goes by the text of the checksum and not by its number", () => {
  // CRC-32 (IEEE) of "10.2.1.8;" is 782190513, of "10.2.1.4;" 2183792829, by Python's zlib: the greater number comes first as text.
  expect(inSetOrder(["10.2.1.8", "10.2.1.4"])).toEqual(["10.2.1.4", "10.2.1.8"]);
});
