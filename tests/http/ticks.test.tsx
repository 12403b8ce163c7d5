// Boxes of one name come back ticked as they were sent, after a refusal and after a sign-in.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { QuestionFields } from "~/routes/inquiries/views/question-fields";
import { LeaveForm } from "~/routes/replacements/views";
import { FormFields } from "~/ui/fields";
import { TypedContext } from "~/ui/typed";
import { formsOf } from "../setup/visitor";

const ticked = (form: React.ReactElement) =>
  formsOf(renderToStaticMarkup(form), "/")
    .flatMap((f) => f.fields)
    .filter((f) => f.kind === "checkbox" && f.on)
    .map((f) => f.value);
const also = ["mora", "falu"].map((o) => ({ holdingId: o, organisation: o }));
const leaving = <LeaveForm holdingId="x" why={null} today="2026-12-01" also={also} />;
const questions = ["a", "b"].map((id, n) => ({
  ...{ id, kind: "file", label: id, hint: null, required: false, options: [], onlyIf: null },
  ...{ number: n + 1, condition: null },
}));
const file = { id: "f", name: "rutin.pdf", size: 1 };
const files = { a: file, b: file };
const answering = (
  <form method="post" action="/">
    <QuestionFields questions={questions as never} said={{}} files={files as never} fileHref={() => "/f"} />
  </form>
);

it.each([
  ["other seats that end", leaving, { alsoIn: ["falu"] }, ["falu"]],
  ["files to be taken away", answering, { drop: ["b"] }, ["b"]],
  ["nothing", answering, {}, []],
] as const)("%s", (_, form, values, expected) => {
  expect(ticked(<FormFields state={{ values, errors: {} }}>{form}</FormFields>)).toEqual(expected);
});
it("after a sign-in", () => {
  const typed = { values: { drop: ["a"] }, errors: {} };
  const fields = (answering.props as { children: React.ReactElement }).children;
  const back = <TypedContext.Provider value={typed}>{fields}</TypedContext.Provider>;
  expect(
    ticked(
      <form method="post" action="/">
        {back}
      </form>,
    ),
  ).toEqual(["a"]);
});
