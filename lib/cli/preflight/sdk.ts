// AWS's own SDK behind the questions of preflight: calls that read, and one dry run.
import type { EC2Client, Filter, Instance, RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import type { PricingClient } from "@aws-sdk/client-pricing";
import type { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { optionalPackage } from "../optional-package";
import type {
  Account,
  ImageAnswer,
  LaunchAnswer,
  LaunchQuestion,
  PricedThing,
  UsedAnswer,
} from "./account";
import { onDemandPrice, priceFilters, usageOf } from "./price-list";

const COMMAND = "vsrx preflight";

/** The packages, asked for by name where one is missing. */
async function packages() {
  return {
    ec2: await optionalPackage(
      "@aws-sdk/client-ec2",
      COMMAND,
      async () => await import("@aws-sdk/client-ec2"),
    ),
    quotas: await optionalPackage(
      "@aws-sdk/client-service-quotas",
      COMMAND,
      async () => await import("@aws-sdk/client-service-quotas"),
    ),
    pricing: await optionalPackage(
      "@aws-sdk/client-pricing",
      COMMAND,
      async () => await import("@aws-sdk/client-pricing"),
    ),
  };
}

type Packages = Awaited<ReturnType<typeof packages>>;

/** An account in the region, with the credentials that the SDK finds by itself. */
export async function openAccount(region: string): Promise<Account & { close(): void }> {
  const sdk = await packages();
  return new SdkAccount(region, sdk);
}

/** Answers come in pages. */
async function paged<T>(
  page: (token: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    all.push(...items);
    token = next === "" ? undefined : next;
  } while (token !== undefined);
  return all;
}

const filter = (name: string, ...values: string[]): Filter => ({ Name: name, Values: values });

/** The image's root disk as it will be asked for. */
const rootDisk = (
  { device, gigabytes }: NonNullable<ImageAnswer["disk"]>,
  encrypted: boolean,
): Pick<RunInstancesCommandInput, "BlockDeviceMappings"> => ({
  BlockDeviceMappings: [
    { DeviceName: device, Ebs: { Encrypted: encrypted, VolumeSize: gigabytes } },
  ],
});

class SdkAccount implements Account {
  private readonly ec2: EC2Client;
  private readonly quotas: ServiceQuotasClient;
  private readonly pricing: PricingClient;

  constructor(
    private readonly region: string,
    private readonly sdk: Packages,
  ) {
    // A question that gets no answer is told, and not asked for minutes.
    const options = { region, maxAttempts: 2 };
    this.ec2 = new sdk.ec2.EC2Client(options);
    this.quotas = new sdk.quotas.ServiceQuotasClient(options);
    // The price list is answered in a few regions only.
    this.pricing = new sdk.pricing.PricingClient({ ...options, region: "us-east-1" });
  }

  close(): void {
    for (const client of [this.ec2, this.quotas, this.pricing]) client.destroy();
  }

  async image(id: string): Promise<ImageAnswer | undefined> {
    const command = new this.sdk.ec2.DescribeImagesCommand({ ImageIds: [id] });
    const { Images: [found] = [] } = await this.ec2.send(command).catch((error: unknown) => {
      const { name = "" } = error as { readonly name?: string };
      if (name.startsWith("InvalidAMIID")) return { Images: [] };
      throw error;
    });
    if (found === undefined) return undefined;
    const root = found.BlockDeviceMappings?.find(
      (each) => each.DeviceName === found.RootDeviceName,
    );
    const { VolumeSize, VolumeType } = root?.Ebs ?? {};
    return {
      id,
      name: found.Name ?? "",
      state: found.State ?? "",
      architecture: found.Architecture ?? "",
      productCodes: (found.ProductCodes ?? []).flatMap(({ ProductCodeId, ProductCodeType }) =>
        ProductCodeId === undefined || ProductCodeType !== "marketplace" ? [] : [ProductCodeId],
      ),
      disk:
        VolumeSize === undefined || VolumeType === undefined
          ? undefined
          : { device: found.RootDeviceName ?? "", gigabytes: VolumeSize, kind: VolumeType },
    };
  }

  async offeredZones(type: string): Promise<readonly string[]> {
    const found = await paged(async (token) => {
      const command = new this.sdk.ec2.DescribeInstanceTypeOfferingsCommand({
        LocationType: "availability-zone",
        Filters: [filter("instance-type", type)],
        NextToken: token,
      });
      const { InstanceTypeOfferings = [], NextToken } = await this.ec2.send(command);
      return { items: InstanceTypeOfferings, next: NextToken };
    });
    return found.flatMap(({ Location }) => Location ?? []).sort();
  }

  async vcpusOf(type: string): Promise<number> {
    const command = new this.sdk.ec2.DescribeInstanceTypesCommand({
      InstanceTypes: [type as NonNullable<Instance["InstanceType"]>],
    });
    const { InstanceTypes: [found] = [] } = await this.ec2.send(command);
    const count = found?.VCpuInfo?.DefaultVCpus;
    if (count === undefined) throw new Error(`AWS does not say how many virtual CPUs ${type} has`);
    return count;
  }

  async quota(service: string, code: string): Promise<number> {
    const asked = { ServiceCode: service, QuotaCode: code };
    const { GetServiceQuotaCommand, GetAWSDefaultServiceQuotaCommand } = this.sdk.quotas;
    const { Quota } = await this.quotas
      .send(new GetServiceQuotaCommand(asked))
      .catch(async (error: unknown) => {
        // One that was never changed for the account may have its default alone.
        const { name } = error as { readonly name?: string };
        if (name !== "NoSuchResourceException") throw error;
        return await this.quotas.send(new GetAWSDefaultServiceQuotaCommand(asked));
      });
    if (Quota?.Value === undefined) throw new Error("AWS does not say how much it is");
    return Quota.Value;
  }

  async used(): Promise<UsedAnswer> {
    const { ec2, sdk } = this;
    const count = async <T>(
      ask: (token: string | undefined) => Promise<{ items: T[] | undefined; next?: string }>,
    ): Promise<readonly T[]> =>
      await paged(async (token) => {
        const { items = [], next } = await ask(token);
        return { items, next };
      });
    const vpcs = await count(async (NextToken) => {
      const page = await ec2.send(new sdk.ec2.DescribeVpcsCommand({ NextToken }));
      return { items: page.Vpcs, next: page.NextToken };
    });
    const gateways = await count(async (NextToken) => {
      const page = await ec2.send(new sdk.ec2.DescribeInternetGatewaysCommand({ NextToken }));
      return { items: page.InternetGateways, next: page.NextToken };
    });
    const { Addresses = [] } = await ec2.send(new sdk.ec2.DescribeAddressesCommand({}));
    const interfaces = await count(async (NextToken) => {
      const page = await ec2.send(new sdk.ec2.DescribeNetworkInterfacesCommand({ NextToken }));
      return { items: page.NetworkInterfaces, next: page.NextToken };
    });
    const groups = await count(async (NextToken) => {
      const page = await ec2.send(new sdk.ec2.DescribeSecurityGroupsCommand({ NextToken }));
      return { items: page.SecurityGroups, next: page.NextToken };
    });
    return {
      vpcs: vpcs.length,
      internetGateways: gateways.length,
      elasticIps: Addresses.length,
      interfaces: interfaces.length,
      groups: groups.length,
      natGateways: await this.natGatewaysByZone(),
      vcpus: await this.runningVcpus(),
    };
  }

  private async natGatewaysByZone(): Promise<Readonly<Record<string, number>>> {
    const states = filter("state", "pending", "available", "deleting");
    const found = await paged(async (NextToken) => {
      const command = new this.sdk.ec2.DescribeNatGatewaysCommand({ Filter: [states], NextToken });
      const page = await this.ec2.send(command);
      return { items: page.NatGateways ?? [], next: page.NextToken };
    });
    const ids = [...new Set(found.flatMap(({ SubnetId }) => SubnetId ?? []))];
    if (ids.length === 0) return {};
    const command = new this.sdk.ec2.DescribeSubnetsCommand({ SubnetIds: ids });
    const { Subnets = [] } = await this.ec2.send(command);
    const zones = new Map(Subnets.map((each) => [each.SubnetId, each.AvailabilityZone ?? ""]));
    const counts: Record<string, number> = {};
    for (const { SubnetId } of found) {
      const zone = zones.get(SubnetId) ?? "";
      counts[zone] = (counts[zone] ?? 0) + 1;
    }
    return counts;
  }

  /** Of the families that the quota of standard machines counts. */
  private async runningVcpus(): Promise<number> {
    const machines = await this.machines(filter("instance-state-name", "pending", "running"));
    return machines
      .filter(({ InstanceType = "" }) => /^[acdhimrtz]\d/.test(InstanceType))
      .map(({ CpuOptions }) => (CpuOptions?.CoreCount ?? 0) * (CpuOptions?.ThreadsPerCore ?? 1))
      .reduce((sum, each) => sum + each, 0);
  }

  private async machines(...filters: Filter[]): Promise<readonly Instance[]> {
    return await paged(async (NextToken) => {
      const command = new this.sdk.ec2.DescribeInstancesCommand({ Filters: filters, NextToken });
      const page = await this.ec2.send(command);
      const items = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
      return { items, next: page.NextToken };
    });
  }

  async encryptsByDefault(): Promise<boolean> {
    const command = new this.sdk.ec2.GetEbsEncryptionByDefaultCommand({});
    return (await this.ec2.send(command)).EbsEncryptionByDefault === true;
  }

  async metadataDefaults(): Promise<{ readonly httpTokens?: string; readonly enforced?: string }> {
    const command = new this.sdk.ec2.GetInstanceMetadataDefaultsCommand({});
    const { AccountLevel } = await this.ec2.send(command);
    if (AccountLevel === undefined) throw new Error("AWS does not say what the account has");
    const { HttpTokens, HttpTokensEnforced } = AccountLevel;
    return {
      ...(HttpTokens === undefined ? {} : { httpTokens: HttpTokens }),
      ...(HttpTokensEnforced === undefined ? {} : { enforced: HttpTokensEnforced }),
    };
  }

  async someSubnet(zone: string | undefined): Promise<string | undefined> {
    const command = new this.sdk.ec2.DescribeSubnetsCommand(
      zone === undefined ? {} : { Filters: [filter("availability-zone", zone)] },
    );
    return (await this.ec2.send(command)).Subnets?.[0]?.SubnetId;
  }

  /** As the launch will be, for an organization's policies look at tokens, disks and subnet. */
  async dryRun(launch: LaunchQuestion): Promise<LaunchAnswer> {
    const { image, type, subnetId, httpTokens, encrypted, disk } = launch;
    const command = new this.sdk.ec2.RunInstancesCommand({
      DryRun: true,
      MinCount: 1,
      MaxCount: 1,
      ImageId: image,
      InstanceType: type as NonNullable<Instance["InstanceType"]>,
      SubnetId: subnetId,
      ...(httpTokens === "optional" || httpTokens === "required"
        ? { MetadataOptions: { HttpTokens: httpTokens } }
        : {}),
      ...(encrypted === undefined || disk === undefined ? {} : rootDisk(disk, encrypted)),
    });
    try {
      await this.ec2.send(command);
    } catch (error) {
      const { name, message } = error as { readonly name?: string; readonly message?: string };
      return { code: name ?? "Error", message: message ?? "" };
    }
    // AWS answers a dry run with an error, always.
    throw new Error("a dry run was answered as a launch: what answers is not AWS");
  }

  async hasMachineOf(productCode: string): Promise<boolean> {
    return (await this.machines(filter("product-code", productCode))).length > 0;
  }

  async price(thing: PricedThing): Promise<number | undefined> {
    const { service, fields } = priceFilters(this.region, thing);
    const found = await paged(async (NextToken) => {
      const command = new this.sdk.pricing.GetProductsCommand({
        ServiceCode: service,
        Filters: fields.map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value })),
        NextToken,
      });
      const page = await this.pricing.send(command);
      // Each is JSON text, in a type that the SDK keeps for it.
      const texts = (page.PriceList ?? []) as readonly unknown[];
      return { items: texts.map(String), next: page.NextToken };
    });
    return onDemandPrice(found, usageOf(thing));
  }
}
