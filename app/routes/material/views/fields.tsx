// The fields that new material, a new version and a change have in common.
import { accepted, audiences } from "~/domain/material/texts";
import type { Audience } from "~/domain/material/rules";
import { FileField, RadioGroup, Select, TextField } from "~/ui/fields";

const types = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.txt";
export const FileOrAddress = () => (
  <>
    <FileField name="file" label="Fil" hint={`${accepted}. Högst 25 MB.`} accept={types} />
    <TextField
      name="url"
      label="Eller en länk"
      type="url"
      inputMode="url"
      hint="Adressen ska börja med https://"
      spellCheck={false}
    />
  </>
);
export const AudienceField = ({ ofMeeting, ofGroup }: { ofMeeting: boolean; ofGroup: boolean }) => (
  <RadioGroup
    name="audience"
    label="Vem ska se materialet?"
    options={(Object.entries(audiences) as [Audience, string][]).filter(
      ([key]) => (ofMeeting || key !== "invited") && (ofGroup || key !== "group"),
    )}
  />
);
export const ItemField = ({ items }: { items: readonly (readonly [string, string])[] }) =>
  items.length === 0 ? null : (
    <Select name="agendaItemId" label="Hör till" options={[["", "Hela mötet"], ...items]} />
  );
