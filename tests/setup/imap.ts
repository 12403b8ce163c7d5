// A real IMAP server (dovecot) on loopback with one mailbox, for as long as a test file runs.
import { spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { realTime } from "./real-time";
import { freePort } from "./server";

export interface ImapServer {
  url: string;
  folder: string;
  append(message: string | Buffer): Promise<void>;
  seen(): Promise<number>;
  /** New UIDs, a new UIDVALIDITY. */ forgetUids(): void;
  stop(): Promise<void>;
}

export async function startImapServer(): Promise<ImapServer> {
  const folder = mkdtempSync(join(tmpdir(), "lansgrupp-imap-"));
  const port = await freePort();
  const root = process.getuid?.() === 0;
  const [uid, gid] = root ? [65534, 65534] : [userInfo().uid, userInfo().gid];
  chmodSync(folder, 0o755);
  for (const sub of ["run", "home", "mail"]) {
    mkdirSync(join(folder, sub));
    if (sub !== "run" && root) chownSync(join(folder, sub), uid, gid);
  }
  writeFileSync(join(folder, "users"), "svar:{PLAIN}hemligt\n");
  const own = root
    ? ""
    : `default_internal_user = ${userInfo().username}\ndefault_internal_group = ${gid}\ndefault_login_user = ${userInfo().username}\n`;
  writeFileSync(
    join(folder, "dovecot.conf"),
    `${own}
protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`,
  );
  const server = spawn("/usr/sbin/dovecot", ["-F", "-c", join(folder, "dovecot.conf")], {
    stdio: "ignore",
    env: realTime(),
  });
  const gone = new Promise<void>((done) => server.on("exit", () => done()));
  const open = () =>
    new Promise<boolean>((done) => {
      const s = connect(port, "127.0.0.1", () => {
        s.destroy();
        done(true);
      }).on("error", () => done(false));
    });
  for (let i = 0; !(await open()); i++) {
    if (server.exitCode !== null || i > 200) throw new Error(`dovecot did not start, see ${folder}/log`);
    await new Promise((r) => setTimeout(r, 50));
  }
  const using = async <T>(act: (client: ImapFlow) => Promise<T>): Promise<T> => {
    const client = new ImapFlow({
      host: "127.0.0.1",
      port,
      secure: false,
      auth: { user: "svar", pass: "hemligt" },
      logger: false,
    });
    await client.connect();
    try {
      return await act(client);
    } finally {
      await client.logout();
    }
  };
  return {
    url: `imap://svar:hemligt@127.0.0.1:${port}/INBOX`,
    folder,
    append: (message) =>
      using(async (c) => {
        await c.append(
          "INBOX",
          typeof message === "string" ? Buffer.from(message.replace(/\r?\n/g, "\r\n")) : message,
          [],
        );
      }),
    seen: () =>
      using(async (c) => {
        const lock = await c.getMailboxLock("INBOX");
        try {
          return ((await c.search({ seen: true })) || []).length;
        } finally {
          lock.release();
        }
      }),
    forgetUids: () => {
      for (const file of [
        "dovecot-uidlist",
        "dovecot.index",
        "dovecot.index.log",
        "dovecot.index.cache",
        "dovecot-uidvalidity",
      ])
        rmSync(join(folder, "mail", file), { force: true });
    },
    async stop() {
      server.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
