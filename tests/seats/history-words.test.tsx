// What "Vem som har haft platserna" says about an end that is known before its day.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { SeatHolder } from "~/domain/seats/queries.server";
import { HolderHistory } from "~/routes/organisations/views/seats";

const ends = (ending: string): string => {
  const holder = {
    holdingId: "h",
    seat: "representative",
    name: "Ada Ek",
    fromOn: "2024-10-10",
    fromKnown: true,
    untilOn: "2027-01-01",
    ending,
  } as SeatHolder;
  const on = (today: string) => renderToStaticMarkup(<HolderHistory holders={[holder]} today={today} />);
  const how = (page: string) => /data-label="Hur">([^<]*)</.exec(page)?.[1] ?? "";
  return [how(on("2026-12-31")), how(on("2027-01-01"))].join(" → ");
};

describe("who has had the seats", () => {
  it("speaks of an end to come as to come", () => {
    expect(ends("left")).toBe("Slutar utan efterträdare → Slutade utan efterträdare");
    expect(ends("endedByStrategist")).toBe("Avslutas av länsstyrelsen → Avslutad av länsstyrelsen");
    expect(ends("organisationLeft")).toBe("Organisationen lämnar → Organisationen lämnade");
    expect(ends("replaced")).toBe("Byte → Byte");
  });
});
