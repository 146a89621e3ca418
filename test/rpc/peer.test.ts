// Only the user that runs the provider may call it.

import { type AddressInfo, connect, createServer } from "node:net";
import { ownerIn, ownerOf } from "../../lib/rpc/peer";

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 2 1
   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1
   3: 0100007F:C351 0100007F:1F90 06 00000000:00000000 00:00000000 00000000     0        0 0 1`;

test("the owner is that of the caller's socket, not of ours", () => {
  expect(ownerIn(TABLE, 50_000, 8080)).toBe(1001);
});

test("a connection that has ended, or never was, is nobody's", () => {
  expect(ownerIn(TABLE, 50_001, 8080)).toBeUndefined();
  expect(ownerIn(TABLE, 50_002, 8080)).toBeUndefined();
});

(process.platform === "linux" ? test : test.skip)(
  "a connection of this process is this user's",
  async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    await new Promise((resolve) => server.once("connection", resolve));
    const peer = `127.0.0.1:${(socket.address() as AddressInfo).port}`;
    expect(await ownerOf(peer, port)).toBe(process.getuid?.());
    socket.destroy();
    server.close();
  },
);
