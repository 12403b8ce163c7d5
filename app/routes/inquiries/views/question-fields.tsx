// The questions as fields: the same for an organisation and for its colleagues. What depends on an answer is hidden by the style sheet
// (when-1 … when-12 in theme.css) and says in words whom it is for.
import type { ReactNode } from "react";
import type { AnswerFile, NumberedQuestion } from "~/domain/inquiries/queries.server";
import type { Said } from "~/domain/inquiries/rules";
import { scale } from "~/domain/inquiries/rules";
import { scaleWords } from "~/domain/inquiries/texts";
import { Tag } from "~/ui/parts";
import { useField } from "~/ui/fields";

/** Every condition of the inquiry has a number, in order; a question hangs on its own and on those of the question it hangs on. */
function conditionsOf(questions: readonly NumberedQuestion[]) {
  const key = (c: { question: string; value: string }) => `${c.question}:${c.value}`;
  const all = [...new Set(questions.flatMap((q) => (q.onlyIf ? [key(q.onlyIf)] : [])))];
  const hangsOn = (q: NumberedQuestion | undefined): number[] => {
    const on = q?.onlyIf;
    return on ? [...hangsOn(questions.find((x) => x.id === on.question)), all.indexOf(key(on)) + 1] : [];
  };
  return {
    when: (q: NumberedQuestion) =>
      hangsOn(q)
        .map((n) => ` when-${n}`)
        .join(""),
    given: (question: string, value: string) => {
      const n = all.indexOf(key({ question, value }));
      return n < 0 ? undefined : `if-${n + 1}`;
    },
  };
}

export interface FileProps {
  file: AnswerFile | undefined;
  href: (file: string) => string;
}
export function FileLink({ file, href }: { file: AnswerFile; href: (file: string) => string }) {
  return file.state === "ready" ? (
    <a href={href(file.id)}>{file.name}</a>
  ) : (
    <>
      {file.name}{" "}
      <Tag tone={file.state === "infected" ? "gap" : "wait"}>
        {file.state === "infected" ? "Innehöll skadlig kod, lämnas inte ut" : "Kontrolleras mot virus"}
      </Tag>
    </>
  );
}

interface Props {
  questions: readonly NumberedQuestion[];
  said: Said;
  typed?: unknown;
  files?: Record<string, AnswerFile>;
  fileHref?: (file: string) => string;
  beside?: (q: NumberedQuestion) => ReactNode;
}
interface About {
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}
/** A question that is answered in one field: words, a number or a file. */
function OneField({
  q,
  words,
  file,
  fileHref,
  about,
}: {
  q: NumberedQuestion;
  words: { id: string; name: string; defaultValue: string } & About;
  file: AnswerFile | undefined;
  fileHref: Props["fileHref"];
  about: About;
}) {
  const { id } = words;
  const dropped = useField("drop[]");
  return (
    <>
      {q.kind === "text" && <textarea rows={4} className="ds-input" {...words} />}
      {q.kind === "number" && (
        <input inputMode="decimal" className="ds-input short" autoComplete="off" {...words} />
      )}
      {q.kind === "file" && (
        <>
          {file && fileHref && (
            <div className="check">
              <input
                type="checkbox"
                id={`${id}-drop`}
                name="drop[]"
                value={q.id}
                defaultChecked={dropped.chosen(q.id)}
              />
              <label htmlFor={`${id}-drop`}>
                Ta bort <FileLink file={file} href={fileHref} />
              </label>
            </div>
          )}
          <input
            id={id}
            name={`file.${q.id}`}
            type="file"
            className="ds-input file"
            accept=".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.txt"
            {...about}
          />
        </>
      )}
    </>
  );
}

/** What stands above the field of a question, and what the field says of itself to whoever hears the page. */
function around(
  q: NumberedQuestion,
  id: string,
  message: string | undefined,
): { above: ReactNode; about: About } {
  const hints = [
    q.condition && `${q.condition}.`,
    q.hint,
    q.kind === "file" && "Högst 25 MB. Alla filer tillsammans: högst 60 MB.",
  ].filter(Boolean);
  const described = [...hints.map((_, i) => `${id}-hint-${i}`), message && `${id}-error`].filter(Boolean);
  return {
    above: (
      <>
        {hints.map((words, i) => (
          <p className="hint" key={i} id={`${id}-hint-${i}`}>
            {words}
          </p>
        ))}
        {message && (
          <p className="error" id={`${id}-error`}>
            <span className="hidden">Fel: </span>
            {message}
          </p>
        )}
      </>
    ),
    about: {
      "aria-invalid": message ? true : undefined,
      "aria-describedby": described.join(" ") || undefined,
    },
  };
}

const choicesOf = (q: NumberedQuestion): (readonly [value: string, words: string])[] =>
  q.kind === "scale" ? scale.map((v) => [v, scaleWords(v)]) : q.options.map((o) => [o, o]);

function Field({
  q,
  said,
  css,
  files = {},
  fileHref,
  beside,
}: Omit<Props, "questions" | "said"> & {
  q: NumberedQuestion;
  said: readonly string[];
  css: ReturnType<typeof conditionsOf>;
}) {
  const { message } = useField(`q.${q.id}`);
  const id = `f-q-${q.id}`;
  const name = `q.${q.id}`;
  const look = `field${message ? " wrong" : ""}${css.when(q)}`;
  const label = (
    <>
      {q.number}. {q.label}
      {!q.required && <span className="optional"> (frivilligt)</span>}
    </>
  );
  const { above, about } = around(q, id, message);
  if (q.kind === "text" || q.kind === "number" || q.kind === "file")
    return (
      <div className={look}>
        <label htmlFor={id}>{label}</label>
        {above}
        <OneField
          q={q}
          words={{ id, name, defaultValue: said[0] ?? "", ...about }}
          file={files[q.id]}
          fileHref={fileHref}
          about={about}
        />
        {beside?.(q)}
      </div>
    );
  return (
    <fieldset className={`${look} radios`} id={id} tabIndex={-1} aria-describedby={about["aria-describedby"]}>
      <legend>{label}</legend>
      {above}
      {choicesOf(q).map(([value, words], i) => (
        <div className="check" key={value}>
          <input
            type={q.kind === "several" ? "checkbox" : "radio"}
            id={`${id}-${i}`}
            className={css.given(q.id, value)}
            name={q.kind === "several" ? `${name}[]` : name}
            value={value}
            defaultChecked={said.includes(value)}
          />
          <label htmlFor={`${id}-${i}`}>{words}</label>
        </div>
      ))}
      {beside?.(q)}
    </fieldset>
  );
}
/** `typed`: what a failed post had, by question. `beside`: what stands below a field. */
export const QuestionFields = ({ questions, said, typed, ...rest }: Props) => {
  const given = typed && typeof typed === "object" ? (typed as Record<string, string | string[]>) : null;
  const css = conditionsOf(questions);
  return (
    <>
      {questions.map((q) => (
        <Field
          key={q.id}
          q={q}
          css={css}
          said={given ? [given[q.id] ?? []].flat() : (said[q.id] ?? [])}
          {...rest}
        />
      ))}
    </>
  );
};
