// The words of material.
import { decimal } from "~/platform/swedish";
import type { Audience } from "./rules";

export const audiences: Record<Audience, string> = {
  everyone: "Alla, även utan att logga in",
  network: "Nätverkets medlemmar",
  invited: "De som är kallade eller inbjudna till mötet",
  group: "Arbetsgruppens medlemmar",
  strategists: "Bara länsstyrelsen",
};
export const audienceTags: Record<Audience, string> = {
  everyone: "Alla",
  network: "Medlemmarna",
  invited: "De kallade",
  group: "Arbetsgruppen",
  strategists: "Bara länsstyrelsen",
};
export const kinds: Record<string, string> = {
  pdf: "PDF",
  docx: "Word",
  xlsx: "Excel",
  pptx: "PowerPoint",
  odt: "ODT",
  ods: "ODS",
  odp: "ODP",
  png: "bild",
  jpeg: "bild",
  txt: "text",
};
export const accepted = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG eller ren text";
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))}\u00a0kB`
    : `${decimal(Math.round((bytes / 1024 / 1024) * 10) / 10)}\u00a0MB`;

export const tooLarge =
  "Filen är större än 25 MB. Gör den mindre, till exempel genom att minska bilderna, och välj den igen.";
export const wrongKind = `Vi kan inte ta emot den här filen. Välj en fil som är ${accepted}, utan makron.`;
export const neither = "Välj en fil eller skriv en adress";
export const both = "Välj antingen en fil eller en adress, inte båda";
