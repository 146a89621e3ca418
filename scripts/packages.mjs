// The Debian packages that the lab and the tests use, installed when something of theirs is missing.
import { existsSync } from "node:fs";
import { runLimited, tail } from "./process.mjs";
import { say, SetupError, ticking } from "./say.mjs";

const MINUTES = 10;

/**
 * Each package with one file that proves it is there (looking at files takes no time, and counts a
 * program that came from elsewhere), and what it is for.
 */
const SETS = {
  lab: [
    ["strongswan-charon", ["/usr/lib/ipsec/charon"], "IKE and IPsec of the lab's gateways"],
    ["strongswan-swanctl", ["/usr/sbin/swanctl"], "configures and questions them"],
    [
      "libcharon-extra-plugins",
      ["/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so"],
      "ESP in user space",
    ],
    [
      "libstrongswan-standard-plugins",
      ["/usr/lib/ipsec/plugins/libstrongswan-gcm.so"],
      "AES-GCM and the NIST curves",
    ],
    [
      "libstrongswan-extra-plugins",
      ["/usr/lib/ipsec/plugins/libstrongswan-curve25519.so"],
      "modern and classic ciphers",
    ],
    ["frr", ["/usr/lib/frr/bgpd"], "BGP of the lab's gateways"],
    ["busybox", ["/bin/busybox", "/usr/bin/busybox"], "asks for addresses by DHCP"],
    ["nftables", ["/usr/sbin/nft"], "NAT, security groups, zones and policies"],
    ["iproute2", ["/usr/sbin/ip", "/sbin/ip"], "namespaces, links and routes"],
    ["iputils-ping", ["/usr/bin/ping", "/bin/ping"], "traffic through the tunnels"],
    ["tcpdump", ["/usr/bin/tcpdump", "/usr/sbin/tcpdump"], "to see what is on the wire"],
    ["procps", ["/usr/sbin/sysctl", "/sbin/sysctl"], "forwarding switches"],
    ["util-linux", ["/usr/bin/unshare"], "the namespace that holds the lab"],
  ],
  test: [
    ["dnsmasq-base", ["/usr/sbin/dnsmasq"], "hands out addresses by DHCP"],
    [
      "prometheus",
      ["/usr/bin/promtool"],
      "holds metrics, alerts and dashboard against Prometheus itself",
    ],
    ["libyang2-tools", ["/usr/bin/yanglint"], "holds configurations against Juniper's models"],
    ["python3", ["/usr/bin/python3"], "runs that check and third-party NETCONF clients"],
    [
      "python3-venv",
      ["11", "12", "13"].map((minor) => `/usr/lib/python3.${minor}/ensurepip`),
      "installs those clients aside",
    ],
  ],
};

export async function ensurePackages(sets) {
  const unseen = sets.flatMap((set) => SETS[set]).filter(([, files]) => !files.some(existsSync));
  if (unseen.length === 0) return;
  // Another release may have a file elsewhere: then the package manager knows better.
  const missing = await notInstalled(unseen);
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name);
  say(`installing ${names.length} Debian package${names.length === 1 ? "" : "s"}:`);
  for (const [name, , purpose] of missing) say(`  ${name} (${purpose})`);
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...names];
  const byHand = `  sudo apt-get update && sudo ${install.join(" ")}`;
  if (!["/usr/bin/apt-get", "/bin/apt-get"].some(existsSync)) {
    throw new SetupError(
      `this machine has no apt-get; install what provides these programs yourself, then try again:\n` +
        missing.map(([name, files]) => `  ${files[0]} (Debian: ${name})`).join("\n"),
    );
  }
  await asRoot(["apt-get", "update", "-q"], byHand);
  await asRoot(install, byHand);
  const still = (await notInstalled(missing)).map(([name]) => name);
  if (still.length > 0) {
    throw new SetupError(`apt-get ended well, but these are not installed: ${still.join(", ")}`);
  }
}

async function notInstalled(packages) {
  const left = [];
  for (const each of packages) {
    const query = ["-W", "-f", "${db:Status-Status}", each[0]];
    const { code, output } = await runLimited("dpkg-query", query, { seconds: 20 });
    if (code !== 0 || output.trim() !== "installed") left.push(each);
  }
  return left;
}

async function asRoot(argv, byHand) {
  const isRoot = process.getuid?.() === 0;
  const sudo = ["/usr/bin/sudo", "/bin/sudo"].find(existsSync);
  if (!isRoot && sudo === undefined) {
    throw new SetupError(`root or sudo is needed to install packages; as root, run:\n${byHand}`);
  }
  // Without a terminal nobody can type a password, and sudo would wait for one.
  const ask = process.stdin.isTTY ? [] : ["-n"];
  const environment = "DEBIAN_FRONTEND=noninteractive";
  const full = isRoot ? ["env", environment, ...argv] : [sudo, ...ask, "env", environment, ...argv];
  say(`running ${argv.slice(0, 2).join(" ")}${isRoot ? "" : " with sudo"}`);
  const done = ticking(argv.slice(0, 2).join(" "));
  const result = await runLimited(full[0], full.slice(1), {
    seconds: MINUTES * 60,
    stdin: !isRoot && process.stdin.isTTY ? "inherit" : "ignore",
  });
  done();
  if (result.code !== 0) {
    throw new SetupError(
      `${argv.slice(0, 2).join(" ")} failed${result.timedOut ? ` (stopped after ${MINUTES} minutes)` : ""}:\n` +
        `${tail(result.output)}\nInstall by hand and try again:\n${byHand}`,
    );
  }
}
