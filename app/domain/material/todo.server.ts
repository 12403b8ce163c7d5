// What the strategist is told of files: one that was infected, until it is removed or replaced; those that the scanner has left waiting.
import { rows } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { NetworkPermit } from "~/domain/access/permits.server";

export interface FileTodo {
  kind: "infected" | "unscanned";
  id: string;
  name: string;
  organisation: string | null;
  commitmentId: string | null;
  materialId: string | null;
  effortId: string | null;
  /** Of a submitted answer, with the organisation it is of. */ inquiryId: string | null;
  slug: string | null;
  createdAt: string;
}
const patienceMs = 10 * 60_000;

export function fileTodos(permit: NetworkPermit<"todo.see">): FileTodo[] {
  const newest = `LEFT JOIN MaterialVersion v ON v.fileId = f.id LEFT JOIN Material m ON m.id = v.materialId LEFT JOIN Commitment c ON c.id = f.commitmentId LEFT JOIN EffortFile x ON x.fileId = f.id AND x.removedAt IS NULL LEFT JOIN EffortShare s ON s.id = x.shareId
    LEFT JOIN InquiryValue iv ON iv.fileId = f.id LEFT JOIN InquiryResponse ir ON ir.id = iv.responseId AND ir.kind = 'organisation' LEFT JOIN InquiryShare q ON q.id = ir.shareId AND q.state = 'submitted' LEFT JOIN Organisation o ON o.id = coalesce(c.organisationId, s.organisationId, q.organisationId)
    WHERE f.networkId = ?1 AND (f.commitmentId IS NOT NULL OR x.id IS NOT NULL OR q.id IS NOT NULL OR (m.removedAt IS NULL AND v.number = (SELECT max(n.number) FROM MaterialVersion n WHERE n.materialId = m.id)))`;
  const columns =
    "f.id, f.name, o.name AS organisation, f.commitmentId, m.id AS materialId, s.effortId, q.inquiryId, o.slug, f.createdAt FROM File f";
  type Row = Omit<FileTodo, "kind">;
  const infected = rows<Row>(
    `SELECT ${columns} ${newest} AND f.scanState = 'infected' ORDER BY f.createdAt`,
    permit.network.id,
  ).map((f): FileTodo => ({ ...f, kind: "infected" }));
  if (!env.clamavSocket) return infected;
  const before = new Date(permit.now.getTime() - patienceMs).toISOString();
  const waiting = rows<Row>(
    `SELECT ${columns} ${newest} AND f.scanState = 'notScanned' AND f.createdAt < ?2 ORDER BY f.createdAt LIMIT 1`,
    permit.network.id,
    before,
  ).map((f): FileTodo => ({ ...f, kind: "unscanned" }));
  return [...infected, ...waiting];
}
