// The lowest layer: the statements that a tunnel rests on are there, and in force.
import type { Cause } from "./cause";
import { causeAt, type Scene, type SceneEnd } from "./scene";

const FIX = "set it again, or activate it; `pulumi up --refresh` writes what the program has";

function missing(scene: Scene, { wanted }: SceneEnd, path: string, what: string): Cause {
  return causeAt(scene, wanted.device, {
    layer: "statements",
    code: path,
    what: `${wanted.device} has no ${what} in force`,
    place: path,
    value: "not there, or deactivated",
    fix: FIX,
  });
}

export const statementCauses = (scene: Scene): readonly Cause[] =>
  scene.ends.flatMap((end): readonly Cause[] => {
    const { wanted, gateway, vpn, device } = end;
    const causes: Cause[] = [];
    const need = (kind: string, name: string | undefined, from: string): void => {
      if (name === undefined)
        causes.push(missing(scene, end, from, `policy of its ${kind.toUpperCase()} named`));
      else if (device.tree.get(["security", kind, "policy", name]) === undefined)
        causes.push(
          missing(scene, end, `security ${kind} policy ${name}`, `${kind} policy ${name}`),
        );
    };
    if (gateway === undefined) {
      const path = `security ike gateway ${wanted.ikeGateway}`;
      causes.push(missing(scene, end, path, `IKE gateway ${wanted.ikeGateway}`));
    } else
      need("ike", gateway.text("ike-policy"), `security ike gateway ${gateway.name} ike-policy`);
    if (vpn === undefined) {
      causes.push(missing(scene, end, `security ipsec vpn ${wanted.vpn}`, `VPN ${wanted.vpn}`));
    } else {
      const path = `security ipsec vpn ${vpn.name} ike`;
      if (vpn.text("ike gateway") !== wanted.ikeGateway)
        causes.push(
          missing(scene, end, `${path} gateway ${wanted.ikeGateway}`, "such IKE gateway named"),
        );
      need("ipsec", vpn.text("ike ipsec-policy"), `${path} ipsec-policy`);
    }
    return causes;
  });
