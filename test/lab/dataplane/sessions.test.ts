// Sessions as the kernel lists them.

import { sessionsIn } from "../../../lab/dataplane/sessions";

const LIST = `ipv4     2 tcp      6 1799 ESTABLISHED src=10.1.11.10 dst=10.1.21.10 sport=52000 dport=22 packets=7 bytes=700 src=10.1.21.10 dst=172.16.11.1 sport=22 dport=1025 packets=5 bytes=500 [ASSURED] mark=0 zone=3 use=2
ipv4     2 icmp     1 29 src=10.1.11.10 dst=10.1.21.10 type=8 code=0 id=77 packets=1 bytes=84 src=10.1.21.10 dst=10.1.11.10 type=0 code=0 id=77 packets=1 bytes=84 mark=0 zone=3 use=2
ipv6     10 udp      17 12 src=2001:db8::1 dst=2001:db8::2 sport=500 dport=500 packets=1 bytes=84 [UNREPLIED] src=2001:db8::2 dst=2001:db8::1 sport=500 dport=500 packets=0 bytes=0 mark=0 zone=3 use=2
ipv4     2 tcp      6 1799 ESTABLISHED src=10.9.9.9 dst=10.1.21.10 sport=1 dport=2 src=10.1.21.10 dst=10.9.9.9 sport=2 dport=1 [ASSURED] mark=0 zone=2 use=2
`;

test("both directions with their translation, of this generation only", () => {
  const [tcp, icmp, udp, ...more] = sessionsIn(LIST, 3);
  expect(more).toEqual([]);
  expect(tcp).toMatchObject({
    protocol: "tcp",
    timeoutSeconds: 1799,
    incoming: { source: "10.1.11.10", sourcePort: 52000, destinationPort: 22, packets: 7 },
    outgoing: { destination: "172.16.11.1", destinationPort: 1025, bytes: 500 },
  });
  expect(icmp).toMatchObject({ protocol: "icmp", incoming: { sourcePort: 77 } });
  expect(udp).toMatchObject({ protocol: "udp", outgoing: { packets: 0, source: "2001:db8::2" } });
});

test("a session keeps its number while its packets grow, and no two share one", () => {
  const numbers = (text: string): number[] => sessionsIn(text, 3).map(({ id }) => id);
  expect(numbers(LIST.replace("packets=7 bytes=700", "packets=9 bytes=900"))).toEqual(
    numbers(LIST),
  );
  expect(new Set(numbers(LIST)).size).toBe(3);
});
