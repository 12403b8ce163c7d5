// The numbers of the measured pages, as one raw query each: what the pages are measured against.
// Nothing in here comes from the application.

/** Every organisation with holders, cover and the standing of its form; ?1 network, ?2 today. */
export const networkNumbers = `
SELECT o.id, o.slug, o.name,
  rp.name AS representative, rp.protected AS representativeHidden, dp.name AS deputy, dp.protected AS deputyHidden, c.untilOn AS coverUntil,
  act.id AS formId, act.untilOn, COALESCE(act.changesOn, act.startOn) AS formSince, newest.state AS latest, COALESCE(newest.changesOn, newest.startOn) AS latestStart, COALESCE(newest.sentAt, newest.touchedAt) AS latestSince,
  EXISTS (SELECT 1 FROM Signature s WHERE s.commitmentId = newest.id AND s.state = 'pending' AND s.escalatedAt IS NOT NULL) AS remindersSpent,
  CASE WHEN rh.id IS NULL THEN (SELECT max(untilOn) FROM Holding p WHERE p.networkId = m.networkId AND p.organisationId = o.id AND p.seat = 'representative' AND p.untilOn <= ?2) END AS vacantSince,
  CASE WHEN dh.id IS NULL THEN (SELECT max(untilOn) FROM Holding p WHERE p.networkId = m.networkId AND p.organisationId = o.id AND p.seat = 'deputy' AND p.untilOn <= ?2) END AS deputySince
FROM Membership m
JOIN Organisation o ON o.id = m.organisationId
LEFT JOIN Holding rh ON rh.networkId = m.networkId AND rh.organisationId = o.id AND rh.seat = 'representative' AND rh.fromOn <= ?2 AND (rh.untilOn IS NULL OR rh.untilOn > ?2)
LEFT JOIN Person rp ON rp.id = rh.personId
LEFT JOIN Holding dh ON dh.networkId = m.networkId AND dh.organisationId = o.id AND dh.seat = 'deputy' AND dh.fromOn <= ?2 AND (dh.untilOn IS NULL OR dh.untilOn > ?2)
LEFT JOIN Person dp ON dp.id = dh.personId
LEFT JOIN Cover c ON c.networkId = m.networkId AND c.organisationId = o.id AND c.cancelledAt IS NULL AND c.fromOn <= ?2 AND c.untilOn > ?2
LEFT JOIN Commitment act ON act.id = (SELECT a.id FROM Commitment a WHERE a.networkId = m.networkId AND a.organisationId = o.id AND a.state = 'active' ORDER BY a.createdAt DESC LIMIT 1)
LEFT JOIN Commitment newest ON newest.id = (SELECT l.id FROM Commitment l WHERE l.networkId = m.networkId AND l.organisationId = o.id
  AND l.state IN ('draft', 'awaitingSignature', 'signed', 'active', 'declined', 'returned') ORDER BY l.createdAt DESC LIMIT 1)
WHERE m.networkId = ?1 AND m.kind = 'member' AND m.fromOn <= ?2 AND (m.untilOn IS NULL OR m.untilOn > ?2)
ORDER BY o.sortKey`;

const list = (columns: string, from: string) =>
  `(SELECT json_group_array(json_object(${columns
    .split(" ")
    .map((c) => `'${c.replace(/^.*\./, "")}', ${c.includes(".") ? `x."${c.split(".")[1]}"` : `x."${c}"`}`)
    .join(", ")})) FROM (${from}) x)`;
const inForce =
  "networkId = ?1 AND organisationId = o.id AND fromOn <= ?3 AND (untilOn IS NULL OR untilOn > ?3)";

/** One organisation with holders, forms, channels, managers and what has happened; ?1 network, ?2 slug, ?3 today. */
export const organisationNumbers = `
SELECT o.id, o.slug, o.name, o.principal,
  ${list("id seat personId name protected title email phone sharedMailbox fromOn untilOn ending", "SELECT h.id, h.seat, h.personId, p.name, p.protected, p.title, p.email, p.phone, p.sharedMailbox, h.fromOn, h.untilOn, h.ending FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.networkId = ?1 AND h.organisationId = o.id ORDER BY h.fromOn DESC, h.seat DESC")} AS holders,
  ${list("id kind state startOn receivedAt diaryNumber", "SELECT id, kind, state, startOn, receivedAt, diaryNumber FROM Commitment WHERE networkId = ?1 AND organisationId = o.id AND state <> 'lapsed' ORDER BY createdAt DESC")} AS forms,
  ${list("name purpose frequency fromOn", `SELECT name, purpose, frequency, fromOn FROM Channel WHERE ${inForce} ORDER BY position`)} AS channels,
  ${list("seat name title email phone unit town acting", `SELECT seat, name, title, email, phone, unit, town, acting FROM ManagerTerm WHERE ${inForce} ORDER BY seat DESC`)} AS managers,
  (SELECT max(answeredAt) FROM Confirmation WHERE networkId = ?1 AND organisationId = o.id AND channels = 'yes') AS confirmedAt,
  ${list("name email", "SELECT name, email FROM Contact WHERE networkId = ?1 AND organisationId = o.id AND untilOn IS NULL ORDER BY email")} AS contacts,
  ${list("domain", "SELECT domain FROM OrganisationDomain WHERE organisationId = o.id ORDER BY domain")} AS domains,
  ${list("seq kind at data person leaver", "SELECT e.seq, e.kind, e.at, e.data, p.name AS person, q.name AS leaver FROM Event e LEFT JOIN Person p ON p.id = json_extract(e.data, '$.person') LEFT JOIN Person q ON q.id = json_extract(e.data, '$.leaverPerson') WHERE e.networkId = ?1 AND e.organisationId = o.id AND e.kind NOT IN ('commitment.save', 'link.withheld', 'commitment.sealed') ORDER BY e.seq DESC LIMIT 80")} AS happened
FROM Organisation o JOIN Network n ON n.id = ?1 AND n.countyId = o.countyId WHERE o.slug = ?2`;

/** ?1 network, ?2 first year, ?3 today: who was at every meeting, for every organisation that was a member that day. */
export const heatNumbers = `
SELECT o.id, o.name, o.slug, m.id AS meeting, m.title, m.heldOn, t.who, t.morning, t.afternoon
FROM Meeting m CROSS JOIN Membership s ON s.networkId = m.networkId JOIN Organisation o ON o.id = s.organisationId LEFT JOIN Attendance t ON t.meetingId = m.id AND t.organisationId = o.id
WHERE m.networkId = ?1 AND m.heldOn >= ?2 || '-01-01' AND m.heldOn <= ?3 AND s.kind = 'member' AND s.fromOn <= m.heldOn AND (s.untilOn IS NULL OR s.untilOn > m.heldOn) ORDER BY o.sortKey, m.heldOn`;

const byYear = (ask: string, share: string, key: string, good: string) => `
SELECT s.organisationId, substr(min(coalesce(s.lastOn, a.lastOn), ?2), 1, 4) AS year, '${ask}' AS what, count(*) AS of, sum(s.state IN ('${good}', 'notForUs')) AS settled, sum(s.state NOT IN ('${good}', 'notForUs') AND coalesce(s.lastOn, a.lastOn) < ?2) AS late
FROM "${ask}" a JOIN "${share}" s ON s.${key} = a.id WHERE a.networkId = ?1 AND (a.closedAt IS NULL OR s.state IN ('${good}', 'notForUs') OR substr(a.closedAt, 1, 10) > coalesce(s.lastOn, a.lastOn)) GROUP BY 1, 2`;
const onLastDay = (seat: string) => `
SELECT m.organisationId, y.year, '${seat}' AS what, count(h.id), count(h.commitmentId), 0 FROM years y JOIN Membership m ON m.networkId = ?1 AND m.kind = 'member' AND m.fromOn <= y.last AND (m.untilOn IS NULL OR m.untilOn > y.last)
LEFT JOIN Holding h ON h.networkId = ?1 AND h.organisationId = m.organisationId AND h.seat = '${seat}' AND h.fromOn <= y.last AND (h.untilOn IS NULL OR h.untilOn > y.last) GROUP BY 1, 2`;
/** The numbers behind every organisation's six duties for ten years; ?1 network, ?2 today. */
export const countyNumbers = `
WITH years(year, last) AS (SELECT substr(?2, 1, 4), ?2 UNION ALL SELECT CAST(year - 1 AS TEXT), (year - 1) || '-12-31' FROM years WHERE CAST(year AS INTEGER) > substr(?2, 1, 4) - 9)
SELECT s.organisationId, substr(g.heldOn, 1, 4) AS year, 'part' AS what, count(*) AS of, sum(coalesce(a.morning + a.afternoon, 0)) AS settled, 0 AS late
FROM Meeting g JOIN Membership s ON s.networkId = g.networkId AND s.kind = 'member' AND s.fromOn <= g.heldOn AND (s.untilOn IS NULL OR s.untilOn > g.heldOn) LEFT JOIN Attendance a ON a.meetingId = g.id AND a.organisationId = s.organisationId
WHERE g.networkId = ?1 AND g.state = 'convened' AND g.kind <> 'group' AND g.heldOn <= ?2 AND EXISTS (SELECT 1 FROM Attendance x WHERE x.meetingId = g.id) GROUP BY 1, 2
UNION ALL SELECT p.organisationId, y.year, 'places', count(*), sum((p.untilOn IS NULL OR p.untilOn > y.last) AND p.personId IS NOT NULL), sum((p.untilOn IS NULL OR p.untilOn > y.last) AND p.personId IS NULL)
FROM years y JOIN GroupPlace p ON p.fromOn <= y.last AND (p.untilOn IS NULL OR p.untilOn > y.year || '-01-01') WHERE p.networkId = ?1 GROUP BY 1, 2
UNION ALL ${byYear("Effort", "EffortShare", "effortId", "done")}
UNION ALL ${byYear("SpreadItem", "SpreadShare", "itemId", "spread")}
UNION ALL ${byYear("Inquiry", "InquiryShare", "inquiryId", "submitted")}
UNION ALL ${onLastDay("representative")}
UNION ALL ${onLastDay("deputy")}
UNION ALL SELECT c.organisationId, substr(?2, 1, 4), 'underway', count(*), 0, 0 FROM Commitment c WHERE c.networkId = ?1 AND c.state IN ('draft', 'awaitingSignature', 'signed') GROUP BY 1`;
