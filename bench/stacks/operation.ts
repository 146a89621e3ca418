// One Pulumi operation in a process of its own, as `pulumi` starts one for each: tells how long it took, with the program's loading.
import { type EngineEvent, LocalWorkspace } from "@pulumi/pulumi/automation";

/** What is to be done. */
export interface Operation {
  readonly kind: "preview" | "up";
  readonly project: string;
  /** The program's main file. */
  readonly main: string;
  readonly workDir: string;
  readonly providers: Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, { readonly value: string; readonly secret?: boolean }>>;
}

/** What is told of it. */
export interface Done {
  readonly seconds: number;
  readonly changes: Readonly<Record<string, number>>;
  /** The stack's resources afterwards. */
  readonly resources: readonly unknown[];
  /** The program's outputs, as far as they are known. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

async function run({ kind, project, main, workDir, ...rest }: Operation): Promise<Done> {
  const options = {
    workDir,
    projectSettings: {
      name: project,
      runtime: "nodejs" as const,
      main: workDir,
      plugins: {
        providers: Object.entries(rest.providers).map(([name, path]) => ({ name, path })),
      },
    },
  };
  const program = async (): Promise<Record<string, unknown>> => ({
    ...((await import(main)) as object),
  });
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "bench", projectName: project, program },
    options,
  );
  await stack.setAllConfig(rest.config);
  let outputs: Done["outputs"] = {};
  const onEvent = ({ resOutputsEvent }: EngineEvent): void => {
    const { type, new: after } = resOutputsEvent?.metadata ?? {};
    if (type === "pulumi:pulumi:Stack") outputs = after?.outputs ?? {};
  };
  const start = performance.now();
  const changes =
    kind === "preview"
      ? (await stack.preview({ onEvent })).changeSummary
      : ((await stack.up({ onEvent })).summary.resourceChanges ?? {});
  const seconds = (performance.now() - start) / 1000;
  const { deployment } = (await stack.exportStack()) as {
    deployment: { resources?: readonly unknown[] };
  };
  return { seconds, changes, resources: deployment.resources ?? [], outputs };
}

process.once("message", (operation: Operation) => {
  run(operation).then(
    (done) => process.send?.(done, () => process.exit()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
