// Where jest finds a module: half of what a test would load is there for Pulumi to serialize functions and to pack programs, and stays out.

/** No program of ours hands a function to Pulumi's engine, so nothing of these is ever called. */
const UNUSED = ["typescript", "@npmcli/arborist"];

module.exports = (request, options) =>
  UNUSED.includes(request) && options.basedir.includes("@pulumi/pulumi")
    ? // This file stands in for them: it loads in no time and exports nothing of theirs.
      __filename
    : options.defaultResolver(request, options);
