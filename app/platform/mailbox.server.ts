// The mailbox for replies, read over IMAP (RFC 9051). How far it has been read is kept by UID; a message is marked as
// seen after it has been taken, so that one who was killed in between reads it again.
import { env, sha256 } from "./env.server";
import { db, transact } from "./db.server";

const mailboxRules = { atOnce: 50, largestBytes: 2 * 1024 * 1024, folder: "INBOX" } as const;

/** Gives every new message to `take`, in order. Without IMAP_URL there is nothing to read. */
export async function readMailbox(
  now: Date,
  take: (raw: Buffer, receivedAt: Date) => Promise<void>,
): Promise<number> {
  const url = env.imapUrl;
  if (!url) return 0;
  const id = sha256(url).slice(0, 16);
  try {
    const taken = await read(new URL(url), id, now, take);
    return taken;
  } catch (error) {
    await transact((tx) =>
      tx.mailbox.upsert({
        where: { id },
        create: { id, uidValidity: "", lastUid: 0, failingSince: now },
        update: {},
      }),
    );
    await transact((tx) =>
      tx.mailbox.updateMany({ where: { id, failingSince: null }, data: { failingSince: now } }),
    );
    throw error;
  }
}

async function read(
  u: URL,
  id: string,
  now: Date,
  take: (raw: Buffer, receivedAt: Date) => Promise<void>,
): Promise<number> {
  const { ImapFlow } = await import("imapflow");
  const client = new ImapFlow({
    host: u.hostname,
    port: Number(u.port) || (u.protocol === "imaps:" ? 993 : 143),
    secure: u.protocol === "imaps:",
    logger: false,
    socketTimeout: 60_000,
    greetingTimeout: 15_000,
    auth: { user: decodeURIComponent(u.username), pass: decodeURIComponent(u.password) },
    tls: u.searchParams.get("tls") === "insecure" ? { rejectUnauthorized: false } : undefined,
  });
  client.on("error", () => {}); // a broken connection rejects the command that waits on it
  await client.connect();
  try {
    const lock = await client.getMailboxLock(decodeURIComponent(u.pathname.slice(1)) || mailboxRules.folder);
    try {
      if (!client.mailbox) throw new Error("The mailbox is not open");
      const uidValidity = String(client.mailbox.uidValidity);
      const known = await db.mailbox.findUnique({ where: { id } });
      // Other UIDs than before: everything is read again, and what is known by its content changes nothing.
      let lastUid = known?.uidValidity === uidValidity ? known.lastUid : 0;
      const fresh = ((await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })) || [])
        .filter((uid) => uid > lastUid)
        .sort((a, b) => a - b)
        .slice(0, mailboxRules.atOnce);
      const keep = () =>
        transact((tx) =>
          tx.mailbox.upsert({
            where: { id },
            create: { id, uidValidity, lastUid, readAt: now },
            update: { uidValidity, lastUid, readAt: now, failingSince: null },
          }),
        );
      for (const uid of fresh) {
        const message = await client.fetchOne(
          String(uid),
          { uid: true, internalDate: true, source: { start: 0, maxLength: mailboxRules.largestBytes } },
          { uid: true },
        );
        if (message && message.source) await take(message.source, new Date(message.internalDate ?? now));
        lastUid = uid;
        await keep();
        await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
      }
      if (fresh.length === 0) await keep();
      return fresh.length;
    } finally {
      lock.release();
    }
  } finally {
    await client.logout().catch(() => client.close());
  }
}
