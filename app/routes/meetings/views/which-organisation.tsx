// For whoever holds seats for several organisations: which of them this is from.
import { Select } from "~/ui/fields";

export const WhichOrganisation = ({
  organisations,
}: {
  organisations: readonly { id: string; name: string }[];
}) =>
  organisations.length > 1 ? (
    <Select
      name="organisationId"
      label="Från vilken organisation?"
      options={[["", "Välj organisation"], ...organisations.map((o) => [o.id, o.name] as const)]}
    />
  ) : null;
