// What would stop an `up` in a region: images and their terms, offerings, quotas, the account's defaults, permission to launch.
import type { Account, ImageAnswer, LaunchQuestion } from "./account";
import { asked, type Finding } from "./findings";
import type { PlannedInstance, RegionPlan } from "./plan";
import { type Held, quotaFindings } from "./quotas";

/** Everything that one region was asked. */
export interface RegionFindings {
  readonly findings: readonly Finding[];
  /** Images that the account sees, by id. */
  readonly images: ReadonlyMap<string, ImageAnswer>;
}

/**
 * Asks AWS about all that a region is to have.
 * @param held what of it the stack has already
 */
export async function examine(
  plan: RegionPlan,
  account: Account,
  held?: Held,
): Promise<RegionFindings> {
  const images = new Map<string, ImageAnswer>();
  const ofImages = (
    await Promise.all(
      distinct(plan, ({ image }) => image).map((each) => image(each, account, images)),
    )
  ).flat();
  const [offerings, quotas, metadata, encryption, launches] = await Promise.all([
    Promise.all(
      distinct(plan, ({ type, zone = "" }) => `${type} ${zone}`).map((each) =>
        offering(each, plan, account),
      ),
    ),
    quotaFindings(plan, account, held),
    metadataFindings(plan, account),
    encryptionFindings(plan, account),
    launchFindings(plan, account, images),
  ]);
  const others = plan.otherAccounts.map((name): Finding => ({
    check: "permissions",
    state: "unknown",
    what: `the provider ${name} has credentials of its own: what is said here is of another account`,
    fix: "run preflight with those credentials too",
  }));
  const findings = [
    ...ofImages,
    ...offerings.flat(),
    ...quotas,
    ...metadata,
    ...encryption,
    ...launches,
  ];
  return { findings: once([...findings, ...others]), images };
}

/** What two machines share is told once. */
const once = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((each) => [`${each.check} ${each.what}`, each])).values(),
];

/** One machine for each different value. */
function distinct(
  { instances }: RegionPlan,
  key: (instance: PlannedInstance) => string,
): readonly PlannedInstance[] {
  return [...new Map(instances.map((each) => [key(each), each])).values()];
}

const isKnown = (value: string): boolean => value !== "" && !value.includes("⟨");

async function image(
  { image: id, kind }: PlannedInstance,
  account: Account,
  images: Map<string, ImageAnswer>,
): Promise<readonly Finding[]> {
  if (!isKnown(id)) {
    return [
      {
        check: "image",
        state: "unknown",
        what: `the image of the ${kind === "vsrx" ? "vSRX" : "hosts"}: the program knows its id only while it is deployed`,
      },
    ];
  }
  return await asked("image", `the image ${id}`, async () => {
    const found = await account.image(id);
    if (found?.state !== "available") {
      return [
        {
          check: "image",
          state: "blocked",
          what: `the image ${id} is ${found?.state ?? "not there"}`,
          fix: "give one of this region that the account may use",
        },
      ];
    }
    images.set(id, found);
    if (found.architecture === "") {
      const what = `the image ${id} is ${found.name}; for which processors AWS does not say`;
      return [{ check: "image", state: "unknown", what }];
    }
    if (found.architecture !== "x86_64" && kind === "vsrx") {
      const what = `the image ${id} is for ${found.architecture}; a vSRX is for x86_64`;
      return [{ check: "image", state: "blocked", what, fix: "give an image of a vSRX" }];
    }
    return [{ check: "image", state: "ok", what: `the image ${id} is ${found.name}` }];
  });
}

async function offering(
  { type, zone }: PlannedInstance,
  { region }: RegionPlan,
  account: Account,
): Promise<readonly Finding[]> {
  return await asked("offering", `${type} in ${zone ?? region}`, async () => {
    const zones = await account.offeredZones(type);
    if (zone === undefined) {
      if (zones.length === 0) {
        const what = `${region} has no ${type}`;
        return [{ check: "offering", state: "blocked", what, fix: "take another instance type" }];
      }
      const what = `${type}: which zone only AWS knows; ${zones.join(", ")} have it`;
      return [{ check: "offering", state: "unknown", what }];
    }
    if (zones.includes(zone))
      return [{ check: "offering", state: "ok", what: `${zone} has ${type}` }];
    const where =
      zones.length === 0 ? "no zone of the region has it" : `${zones.join(", ")} have it`;
    return [
      {
        check: "offering",
        state: "blocked",
        what: `${zone} has no ${type}; ${where}`,
        fix: "take another zone or instance type",
      },
    ];
  });
}

async function metadataFindings(plan: RegionPlan, account: Account): Promise<readonly Finding[]> {
  const optional = plan.instances.filter(({ httpTokens }) => httpTokens === "optional");
  return await asked("metadata", "the account's rule for the metadata service", async () => {
    const { httpTokens = "no preference", enforced } = await account.metadataDefaults();
    if (enforced === "enabled" && optional.length > 0) {
      return [
        {
          check: "metadata",
          state: "blocked",
          what: `the account enforces tokens at the metadata service (IMDSv2), and ${optional.length} machines are asked for without`,
          fix: 'set metadata: "required" on their site; that every vSRX release boots with it is not documented',
        },
      ];
    }
    const what = `the account's default for metadata tokens is ${httpTokens}, and they are not enforced`;
    return [{ check: "metadata", state: "ok", what }];
  });
}

async function encryptionFindings(plan: RegionPlan, account: Account): Promise<readonly Finding[]> {
  const open = plan.instances.filter(({ encrypted }) => encrypted !== true);
  return await asked("encryption", "whether the account encrypts disks", async () => {
    if (await account.encryptsByDefault()) {
      return [{ check: "encryption", state: "ok", what: "the account encrypts every new disk" }];
    }
    if (open.length === 0) {
      return [{ check: "encryption", state: "ok", what: "every disk is asked for encrypted" }];
    }
    return [
      {
        check: "encryption",
        state: "warning",
        what: `disks of ${open.length} machines will not be encrypted`,
        fix: "set volumes: { encrypted: true } on their site, where the account's rules ask for it",
      },
    ];
  });
}

/** A dry run of one launch for each different image and type, and what follows from it for the image's terms. */
async function launchFindings(
  plan: RegionPlan,
  account: Account,
  images: ReadonlyMap<string, ImageAnswer>,
): Promise<readonly Finding[]> {
  const launches = distinct(plan, ({ image: id, type }) => `${id} ${type}`);
  return (
    await Promise.all(
      launches.map(async (instance) => await launch(instance, account, images.get(instance.image))),
    )
  ).flat();
}

async function launch(
  instance: PlannedInstance,
  account: Account,
  seen: ImageAnswer | undefined,
): Promise<readonly Finding[]> {
  const { type, zone, image: id } = instance;
  const what = `a launch of ${type} with ${id}`;
  if (seen === undefined) {
    const why = "its image is not known or not there, and a dry run needs ids that exist";
    return [{ check: "permissions", state: "unknown", what: `${what}: ${why}` }];
  }
  return await asked("permissions", what, async () => {
    const subnetId = instance.subnetId ?? (await account.someSubnet(zone));
    if (subnetId === undefined) {
      const why = "there is no subnet yet, and a dry run needs ids that exist";
      return [{ check: "permissions", state: "unknown", what: `${what}: ${why}` }];
    }
    const question: LaunchQuestion = { ...instance, subnetId, disk: seen.disk };
    const { code, message } = await account.dryRun(question);
    const terms = await termsOf(seen, code, message, account);
    return [permission(what, code, message), ...terms];
  });
}

/** Codes by which AWS says no to who asks, and not to what is asked. */
const NOT_ALLOWED = ["UnauthorizedOperation", "AccessDenied", "AuthFailure"];

function permission(what: string, code: string, message: string): Finding {
  const check = "permissions";
  if (code === "DryRunOperation")
    return { check, state: "ok", what: `${what} is allowed (dry run)` };
  if (NOT_ALLOWED.includes(code)) {
    const fix = "attach the policy below, and look at the organization's own policies (SCP)";
    return { check, state: "blocked", what: `${what} is not allowed: ${message}`, fix };
  }
  if (code === "OptInRequired") {
    return { check, state: "unknown", what: `${what}: the image's terms come first` };
  }
  const state = code === "UnsupportedOperation" || code === "Unsupported" ? "blocked" : "unknown";
  return { check, state, what: `${what}: ${code}: ${message}` };
}

/** AWS documents that a dry run looks at permissions: that it does not speak of terms proves nothing. */
async function termsOf(
  { id, productCodes }: ImageAnswer,
  code: string,
  message: string,
  account: Account,
): Promise<readonly Finding[]> {
  const check = "terms";
  if (code === "OptInRequired") {
    const fix =
      "accept the terms in the marketplace, once for the account: the message has the address";
    return [
      { check, state: "blocked", what: `the terms of ${id} are not accepted: ${message}`, fix },
    ];
  }
  const [product] = productCodes;
  if (product === undefined) {
    return [{ check, state: "ok", what: `${id} is no product of the marketplace` }];
  }
  if (await account.hasMachineOf(product)) {
    return [
      {
        check,
        state: "ok",
        what: `a machine of ${id}'s product is there, so its terms were accepted`,
      },
    ];
  }
  return [
    {
      check,
      state: "unknown",
      what: `whether the terms of ${id} (product ${product}) are accepted: AWS has no question for it`,
      fix: "see the marketplace's subscriptions of the account; without them the launch ends with OptInRequired",
    },
  ];
}
