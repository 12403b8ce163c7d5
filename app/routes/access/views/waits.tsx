// What waits for an answer, each line a way to it.
import type { Waits } from "~/domain/network/mine.server";
import { standingText } from "~/domain/commitments/texts";
import { ownNext } from "~/domain/standing/next";
import { paths, type Place } from "~/paths";
import { longDate } from "~/platform/calendar";
import { capital, counted } from "~/platform/swedish";

export function WaitsList({ waits: w, place }: { waits: Waits; place: Place }) {
  const lines = [
    ...w.seats.map((s) => ({
      key: `${s.slug} ${s.seat}`,
      href: s.form
        ? paths.commitment(place, s.form.id)
        : paths.organisationAct(place, s.slug, s.seat === "deputy" ? "byt-ersattare" : "byt-representant"),
      text: `${ownNext(s.standing, s.form?.state ?? null) ?? ""} för ${s.name}. ${standingText(s)}${s.goesIn ? `. Du går in ${s.goesIn}` : ""}`,
    })),
    ...w.meetings.map((m) => ({
      key: m.id,
      href: paths.meetingAct(place, m.id, "svar"),
      text: `Svara på kallelsen till ${m.title} ${longDate(m.heldOn)}`,
    })),
    ...w.invitations.map((i) => ({
      key: i.groupId,
      href: paths.group(place, i.groupId),
      text: `Svara på inbjudan till arbetsgruppen ${i.group}`,
    })),
    ...(w.efforts > 0
      ? [
          {
            key: "efforts",
            href: paths.efforts(place),
            text: `${capital(counted(w.efforts, "insats", "insatser"))} på hemmaplan att svara på`,
          },
        ]
      : []),
    ...(w.spread > 0
      ? [
          {
            key: "spread",
            href: paths.spread(place),
            text: `${capital(counted(w.spread, "sak", "saker"))} att sprida`,
          },
        ]
      : []),
    ...(w.inquiries > 0
      ? [
          {
            key: "inquiries",
            href: paths.inquiries(place),
            text:
              w.inquiries === 1
                ? "Frågor att svara på"
                : `Frågor att svara på, från ${counted(w.inquiries, "utskick", "utskick")}`,
          },
        ]
      : []),
  ];
  return lines.length === 0 ? (
    <p className="muted">Inget väntar på er.</p>
  ) : (
    <ul className="plainlist doors">
      {lines.map((l) => (
        <li key={l.key}>
          <a href={l.href}>{l.text}</a>
        </li>
      ))}
    </ul>
  );
}
