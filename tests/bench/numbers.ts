// The numbers of the two measured pages, as one raw query each: what the pages are measured against.
// Nothing in here comes from the application.

/** Every organisation with holders, cover and the standing of its form; ?1 network, ?2 today. */
export const networkNumbers = `
SELECT o.id, o.slug, o.name,
  rp.name AS representative, rp.protected AS representativeHidden, dp.name AS deputy, dp.protected AS deputyHidden, c.untilOn AS coverUntil,
  act.id AS formId, act.untilOn, act.startOn AS formSince, newest.state AS latest, newest.startOn AS latestStart,
  EXISTS (SELECT 1 FROM Signature s WHERE s.commitmentId = newest.id AND s.state = 'pending' AND s.escalatedAt IS NOT NULL) AS remindersSpent,
  CASE WHEN rh.id IS NULL THEN (SELECT max(untilOn) FROM Holding p WHERE p.networkId = m.networkId AND p.organisationId = o.id AND p.seat = 'representative' AND p.untilOn <= ?2) END AS vacantSince
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

const list = (columns: string, from: string) => `(SELECT json_group_array(json_object(${columns.split(" ").map((c) => `'${c.replace(/^.*\./, "")}', ${c.includes(".") ? `x."${c.split(".")[1]}"` : `x."${c}"`}`).join(", ")})) FROM (${from}) x)`;
const inForce = "networkId = ?1 AND organisationId = o.id AND fromOn <= ?3 AND (untilOn IS NULL OR untilOn > ?3)";

/** One organisation with holders, forms, channels, managers and what has happened; ?1 network, ?2 slug, ?3 today. */
export const organisationNumbers = `
SELECT o.id, o.slug, o.name, o.principal,
  ${list("id seat personId name protected title email phone sharedMailbox fromOn untilOn ending", "SELECT h.id, h.seat, h.personId, p.name, p.protected, p.title, p.email, p.phone, p.sharedMailbox, h.fromOn, h.untilOn, h.ending FROM Holding h JOIN Person p ON p.id = h.personId WHERE h.networkId = ?1 AND h.organisationId = o.id ORDER BY h.fromOn DESC, h.seat DESC")} AS holders,
  ${list("id kind state startOn receivedAt diaryNumber", "SELECT id, kind, state, startOn, receivedAt, diaryNumber FROM Commitment WHERE networkId = ?1 AND organisationId = o.id AND state <> 'lapsed' ORDER BY createdAt DESC")} AS forms,
  ${list("name purpose frequency", `SELECT name, purpose, frequency FROM Channel WHERE ${inForce} ORDER BY position`)} AS channels,
  ${list("seat name title email phone unit town acting", `SELECT seat, name, title, email, phone, unit, town, acting FROM ManagerTerm WHERE ${inForce} ORDER BY seat DESC`)} AS managers,
  ${list("name email", "SELECT name, email FROM Contact WHERE networkId = ?1 AND organisationId = o.id AND untilOn IS NULL ORDER BY email")} AS contacts,
  ${list("domain", "SELECT domain FROM OrganisationDomain WHERE organisationId = o.id ORDER BY domain")} AS domains,
  ${list("seq kind at data person leaver", "SELECT e.seq, e.kind, e.at, e.data, p.name AS person, q.name AS leaver FROM Event e LEFT JOIN Person p ON p.id = json_extract(e.data, '$.person') LEFT JOIN Person q ON q.id = json_extract(e.data, '$.leaverPerson') WHERE e.networkId = ?1 AND e.organisationId = o.id AND e.kind NOT IN ('commitment.save', 'link.withheld', 'commitment.sealed') ORDER BY e.seq DESC LIMIT 80")} AS happened
FROM Organisation o JOIN Network n ON n.id = ?1 AND n.countyId = o.countyId WHERE o.slug = ?2`;

/** ?1 network, ?2 first year, ?3 today: who was at every meeting, for every organisation that was a member that day. */
export const heatNumbers = `
SELECT o.id, o.name, o.slug, m.id AS meeting, m.title, m.heldOn, t.who, t.morning, t.afternoon
FROM Meeting m CROSS JOIN Membership s ON s.networkId = m.networkId JOIN Organisation o ON o.id = s.organisationId LEFT JOIN Attendance t ON t.meetingId = m.id AND t.organisationId = o.id
WHERE m.networkId = ?1 AND m.heldOn >= ?2 || '-01-01' AND m.heldOn <= ?3 AND s.kind = 'member' AND s.fromOn <= m.heldOn AND (s.untilOn IS NULL OR s.untilOn > m.heldOn) ORDER BY o.sortKey, m.heldOn`;
