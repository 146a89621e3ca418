// What `npm pack` and `npm publish` need beside the build.
import { bundleProvider } from "./provider.mjs";

await bundleProvider();
