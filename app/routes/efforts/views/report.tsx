// An organisation's part of an effort: the form it answers by, and the files that came with the answer.
import type { ShareLine } from "~/domain/efforts/queries.server";
import { shareStates } from "~/domain/efforts/rules";
import { shareStateWords } from "~/domain/efforts/texts";
import { accepted } from "~/domain/material/texts";
import type { Rejected } from "~/http/porter.server";
import { paths, type Place } from "~/paths";
import { FileField, FormFields, Hidden, RadioGroup, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Button, PostButton, Tag } from "~/ui/parts";

export function Report({
  share,
  failed,
  several,
}: {
  share: ShareLine;
  failed: Rejected | null;
  several: boolean;
}) {
  return (
    <FormFields
      state={{
        values: failed?.values ?? { state: share.state, answer: share.answer ?? "" },
        errors: failed?.errors ?? {},
        prefix: share.slug,
      }}
    >
      <Form encType="multipart/form-data" noValidate>
        <Hidden name="gor" value="svara" />
        <Hidden name="organisationId" value={share.organisationId} />
        <RadioGroup
          name="state"
          label={several ? `Hur långt har ${share.organisation} kommit?` : "Hur långt har ni kommit?"}
          options={shareStates.map((s) => [s, shareStateWords[s]] as const)}
        />
        <TextArea
          name="answer"
          label="Vad har ni gjort?"
          hint="Skriv inget om enskilda personer."
          rows={4}
          optional
        />
        <FileField
          name="file"
          label="Bifoga en fil"
          hint={`${accepted}. Högst 25 MB. Bara ni och länsstyrelsen kan öppna den.`}
          accept=".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.txt"
          optional
        />
        <div className="acts">
          <Button>Spara svaret</Button>
        </div>
      </Form>
    </FormFields>
  );
}

export function Files({
  share,
  place,
  effort,
  open,
}: {
  share: ShareLine;
  place: Place;
  effort: string;
  open: boolean;
}) {
  if (share.files.length === 0) return null;
  return (
    <ul className="plainlist">
      {share.files.map((f) => (
        <li key={f.id} className="apart">
          <div className="breaks">
            {f.state === "ready" ? <a href={paths.effortFile(place, effort, f.id)}>{f.name}</a> : f.name}{" "}
            <span className="muted">{f.about}</span>
            {f.state === "waiting" && (
              <>
                {" "}
                <Tag tone="wait">Kontrolleras mot virus</Tag>
              </>
            )}
            {f.state === "infected" && (
              <>
                {" "}
                <Tag tone="gap">Kan inte öppnas</Tag>
              </>
            )}
          </div>
          {open && (
            <PostButton
              small
              quiet
              action={paths.effort(place, effort)}
              hidden={{ gor: "ta-bort-fil", fileId: f.id }}
            >
              Ta bort<span className="hidden"> {f.name}</span>
            </PostButton>
          )}
        </li>
      ))}
    </ul>
  );
}
