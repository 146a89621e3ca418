// A stack of the current folder's Pulumi project, through Pulumi's Automation API and the login that the user has there.
import type { EngineEvent, LocalWorkspace } from "@pulumi/pulumi/automation";
import { thrownText } from "../thrown-text";

/** A stack that is looked at and never changed. */
export class PulumiStack {
  private constructor(
    private readonly workspace: LocalWorkspace,
    readonly name: string,
  ) {}

  /**
   * Opens a stack, the selected one unless named.
   * @param folder - in the project
   * @throws Error in Pulumi's words where there is none, or none is selected
   */
  static async open(name: string | undefined, folder = process.cwd()): Promise<PulumiStack> {
    const { LocalWorkspace: Local } = await import("@pulumi/pulumi/automation/index.js");
    return await told("the stack can't be read", async () => {
      const workspace = await Local.create({ workDir: folder });
      // To open a stack is to select it, for that API; who only looks leaves the user's choice alone.
      const looking = Object.assign(workspace, { selectStack: () => Promise.resolve() });
      const chosen = name ?? (await workspace.stack())?.name;
      if (chosen === undefined)
        throw new Error("no stack is selected: `pulumi stack select`, or name one with --stack");
      return new PulumiStack(looking, chosen);
    });
  }

  /** The state with secrets in clear, as `pulumi stack export --show-secrets` has it. */
  async exported(): Promise<unknown> {
    return await told("the stack can't be exported", async () => {
      return await this.workspace.exportStack(this.name);
    });
  }

  /** What a refresh of these resources would find. Nothing is written down. */
  async previewRefresh(
    urns: readonly string[],
    onEvent: (event: EngineEvent) => void,
  ): Promise<void> {
    const { Stack } = await import("@pulumi/pulumi/automation/index.js");
    await told("the refresh failed", async () => {
      const stack = await Stack.select(this.name, this.workspace);
      await stack.previewRefresh({ target: [...urns], onEvent, color: "never", runProgram: false });
    });
  }
}

/** Pulumi's own words where it fails: the API's message repeats the whole output around them. */
async function told<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const text = thrownText(error);
    if (text.includes("Command failed with ENOENT: pulumi "))
      throw new Error("there is no program pulumi on the PATH; install Pulumi's command line", {
        cause: error,
      });
    // After the command, and for an operation after all that it printed.
    const said = /^error: ([\s\S]*?)(?:\n err\?:|$(?![\s\S]))/m.exec(text)?.[1]?.trim();
    throw new Error(said === undefined ? text : `${what}: ${said}`, { cause: error });
  }
}
