// What holds for every site of the company, whoever wrote it: one rule over the whole tree, looked at before anything is planned.
import { AwsSite, type StackScope } from "pulumi-vsrx";
import { REGIONS } from "./branches";

/** Every site below `scope` is in a region that the company uses, and has a network of the company's plan. */
export function companyRules(scope: StackScope): void {
  scope.node.addValidation({
    validate: () =>
      scope.node
        .findAll()
        .filter((each) => each instanceof AwsSite)
        .flatMap((site) => [...wrongRegion(site), ...wrongNetwork(site)]),
  });
}

function wrongRegion({ node, props: { region } }: AwsSite): readonly string[] {
  if (REGIONS.some((each) => each === region)) return [];
  // One that is known only while the stack is deployed can't be held to a list before.
  const said = typeof region === "string" ? region : "no region that is known beforehand";
  return [`${node.path} is in ${said}; the company uses ${REGIONS.join(" and ")}`];
}

function wrongNetwork({ node, props: { cidr } }: AwsSite): readonly string[] {
  if (/^10\.\d+\.0\.0\/16$/.test(cidr)) return [];
  return [`${node.path} has ${cidr}; a site of the company has a 10.N.0.0/16`];
}
