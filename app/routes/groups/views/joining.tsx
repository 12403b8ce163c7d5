// Into a group: what an organisation is asked, what it asks, and what the strategist answers. On the group's page, and on its own when something was wrong.
import type { joiningOf, JoiningLine } from "~/domain/groups/joining/queries.server";
import { seatChoices } from "~/domain/groups/joining/rules";
import { choiceWords } from "~/domain/groups/joining/texts";
import type { Rejected } from "~/http/porter.server";
import { paths, type Place } from "~/paths";
import { longDate } from "~/platform/calendar";
import { FormFields, Hidden, RadioGroup, Select, TextArea } from "~/ui/fields";
import { Form } from "~/ui/form";
import { Card } from "~/ui/page";
import { Button, More, PostButton } from "~/ui/parts";

export interface Way {
  place: Place;
  group: string;
  failed: Rejected | null;
}
const doorOf = (w: Way) => paths.groupAct(w.place, w.group, "medverkan");
const who = (label: string) => (
  <RadioGroup name="who" label={label} options={seatChoices.map((s) => [s, choiceWords[s]] as const)} />
);

/** To an organisation that is invited: yes with who, or no. */
export function Invited({ line: j, way }: { line: JoiningLine; way: Way }) {
  const failed = way.failed?.values.id === j.id ? way.failed : null;
  return (
    <Card title={`${j.organisation} är inbjuden`} id="inbjudan">
      {j.words && <div className="said-text">{j.words}</div>}
      <FormFields
        state={{
          values: failed?.values ?? { who: "representative" },
          errors: failed?.errors ?? {},
          prefix: j.slug,
        }}
      >
        <Form action={doorOf(way)} noValidate>
          <Hidden name="id" value={j.id} />
          {who("Vem ska sitta i gruppen?")}
          <div className="acts">
            <Button name="gor" value="tacka-ja">
              Tacka ja
            </Button>
            <Button quiet name="gor" value="tacka-nej">
              Tacka nej
            </Button>
          </div>
        </Form>
      </FormFields>
    </Card>
  );
}

export function AskForm({ mayAsk, way }: { mayAsk: ReturnType<typeof joiningOf>["mayAsk"]; way: Way }) {
  const [only] = mayAsk;
  return (
    <FormFields
      state={{
        values: way.failed?.values ?? { who: "representative", organisationId: only?.id ?? "" },
        errors: way.failed?.errors ?? {},
      }}
    >
      <Form action={doorOf(way)} noValidate>
        <Hidden name="gor" value="be" />
        {only && mayAsk.length === 1 ? (
          <Hidden name="organisationId" value={only.id} />
        ) : (
          <Select
            name="organisationId"
            label="Organisation"
            options={mayAsk.map((o) => [o.id, o.name] as const)}
          />
        )}
        {who("Vem ska sitta i gruppen?")}
        <TextArea name="words" label="Varför vill ni vara med?" hint="En mening räcker." rows={2} optional />
        <div className="acts">
          <Button>Be om en plats</Button>
          <a href={paths.group(way.place, way.group)}>Avbryt</a>
        </div>
      </Form>
    </FormFields>
  );
}

/** To the strategist: those who have asked, each with yes, or no and why. */
export function Requests({ requests, way }: { requests: readonly JoiningLine[]; way: Way }) {
  if (requests.length === 0) return null;
  return (
    <Card title="Vill vara med" count={requests.length} id="forfragningar">
      <ul className="plainlist">
        {requests.map((j) => {
          const failed = way.failed?.values.id === j.id ? way.failed : null;
          return (
            <li key={j.id}>
              <b>{j.organisation}</b> <span className="muted">{longDate(j.on)}</span>
              <p>
                {j.who && choiceWords[j.who].split(",")[0]} ska sitta i gruppen.{j.words && ` ”${j.words}”`}
              </p>
              <div className="pairacts">
                <PostButton small action={doorOf(way)} hidden={{ gor: "ge-plats", id: j.id }}>
                  Ge plats<span className="hidden"> {j.organisation}</span>
                </PostButton>
              </div>
              <More label={`Säg nej till ${j.organisation}`} open={failed !== null}>
                <FormFields
                  state={{ values: failed?.values ?? {}, errors: failed?.errors ?? {}, prefix: j.slug }}
                >
                  <Form action={doorOf(way)} noValidate>
                    <Hidden name="gor" value="sag-nej" />
                    <Hidden name="id" value={j.id} />
                    <TextArea
                      name="reason"
                      label="Varför?"
                      hint="Svaret mejlas till den som frågade."
                      rows={3}
                    />
                    <div className="acts">
                      <Button quiet>Säg nej</Button>
                    </div>
                  </Form>
                </FormFields>
              </More>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** To the strategist: who has been invited, and who has said no. */
export function Invitations({
  invitations,
  answered,
  way,
}: {
  invitations: readonly JoiningLine[];
  answered: readonly JoiningLine[];
  way: Way;
}) {
  if (invitations.length + answered.length === 0) return null;
  return (
    <Card title="Inbjudna och tillfrågade">
      <ul className="plainlist">
        {invitations.map((j) => (
          <li key={j.id}>
            <div className="apart">
              <div>
                {j.organisation}
                <br />
                <span className="muted">
                  Inbjuden {longDate(j.on)}
                  {j.remindedOn && `, påmind ${longDate(j.remindedOn)}`}
                </span>
              </div>
              <PostButton small quiet action={doorOf(way)} hidden={{ gor: "dra-tillbaka", id: j.id }}>
                Dra tillbaka<span className="hidden"> inbjudan till {j.organisation}</span>
              </PostButton>
            </div>
          </li>
        ))}
        {answered.map((j) => (
          <li key={j.id}>
            {j.organisation}
            <br />
            <span className="muted">
              {j.kind === "invitation" ? "Tackade nej" : "Fick nej"} {longDate(j.settledOn ?? j.on)}
              {j.reason && `: ${j.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** To an organisation: a request that waits, an answer that was no, and the way to ask. */
export function Asking({ joining: j, way }: { joining: ReturnType<typeof joiningOf>; way: Way }) {
  const refused = j.answered.filter(
    (x) => x.kind === "request" && j.mayAsk.some((o) => o.id === x.organisationId),
  );
  if (j.requests.length + j.mayAsk.length === 0) return null;
  return (
    <Card title="Vara med i gruppen">
      {j.requests.map((x) => (
        <div key={x.id}>
          <p>
            {x.organisation} har bett om en plats {longDate(x.on)}. Länsstyrelsen svarar med ett mejl.
          </p>
          <PostButton small quiet action={doorOf(way)} hidden={{ gor: "ta-tillbaka", id: x.id }}>
            Ta tillbaka frågan
          </PostButton>
        </div>
      ))}
      {refused.map((x) => (
        <p key={x.id}>
          {x.organisation} fick nej {longDate(x.settledOn ?? x.on)}.
          {x.reason && <span className="muted"> {x.reason}</span>}
        </p>
      ))}
      {j.mayAsk.length > 0 && (
        <p className={j.requests.length > 0 ? "after" : undefined}>
          <a href={doorOf(way)}>Be om en plats</a>
          {j.mayAsk.length === 1 && <span className="muted"> för {j.mayAsk.map((o) => o.name)}</span>}
        </p>
      )}
    </Card>
  );
}
