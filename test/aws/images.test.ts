// Which vSRX image is meant: by release and product code, never by a guess.
import { chooseImage, type FoundImage } from "../../lib/aws";

const image = (id: string, name: string, createdAt: string, code: string): FoundImage => ({
  id,
  name: `junos-vsrx3-x86-64-${name}`,
  createdAt,
  productCodes: [code],
});

const IMAGES = [
  image("ami-old", "24.4R1.9--a", "2025-01-15T00:00:00.000Z", "payg-code"),
  image("ami-new", "24.4R1.9--b", "2025-06-01T00:00:00.000Z", "payg-code"),
  image("ami-own", "24.4R1.9--c", "2025-07-01T00:00:00.000Z", "byol-code"),
];
const WANTED = { release: "24.4R1", license: "payg" } as const;

it("takes the newest of the product code that is named", () => {
  expect(chooseImage(IMAGES, { ...WANTED, productCode: "payg-code" }).id).toBe("ami-new");
});

it("takes those of the one product code there is", () => {
  expect(chooseImage(IMAGES.slice(0, 2), WANTED).id).toBe("ami-new");
});

it("lists the licences where several are found and none is named", () => {
  expect(() => chooseImage(IMAGES, WANTED)).toThrow(
    /several licences.*ami-old .*\(payg-code\).*ami-own .*\(byol-code\).*give productCode: one of payg-code, byol-code \[vsrx-image\]/,
  );
});

it("says what is there, where the product code is none of them", () => {
  expect(() => chooseImage(IMAGES, { ...WANTED, productCode: "other" })).toThrow(
    /no image of vSRX 24\.4R1 with the product code other.*ami-old/,
  );
});

it("does not take 24.4R10 for 24.4R1", () => {
  const images = [image("ami-ten", "24.4R10.2--a", "2026-01-01T00:00:00.000Z", "c")];
  expect(() => chooseImage(images, WANTED)).toThrow(/no image of vSRX 24\.4R1: found none/);
});
