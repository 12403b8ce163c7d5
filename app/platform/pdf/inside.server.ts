// What a paper needs of pdfkit beyond its types: the signature field that a seal fills in, and readable metadata.
import type PDFDocument from "pdfkit";
import { fontOf, type ParsedFont } from "./fonts.server";

export type Doc = InstanceType<typeof PDFDocument>;
interface Ref {
  data: Record<string, unknown>;
  end(): void;
}
/** What pdfkit has and its types do not say. */
export interface Inside {
  _font: { font: ParsedFont };
  _root: Ref;
  info: Record<string, unknown>;
  initForm(): void;
  endMetadata(): void;
  ref(data: unknown): Ref;
  page: { dictionary: Ref; annotations: Ref[]; margins: { bottom: number } };
}

/** An invisible signature field (ISO 32000-1, 12.8) whose range and contents the seal fills in. */
export function leaveSealSpace(doc: Doc, bytes: number): void {
  const inside = doc as unknown as Inside;
  doc.switchToPage(0);
  doc.font(fontOf("latin-400") as never, "latin-400");
  const value = inside.ref({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "adbe.pkcs7.detached",
    ByteRange: [0, 9999999999, 9999999999, 9999999999],
    Contents: new Uint8Array(bytes),
  });
  const field = inside.ref({
    Type: "Annot",
    Subtype: "Widget",
    FT: "Sig",
    Rect: [0, 0, 0, 0],
    F: 134,
    T: new String("Stämpel"),
    TU: new String("Stämpel"),
    V: value,
    P: inside.page.dictionary,
  });
  inside.page.annotations.push(field);
  inside.initForm();
  const form = (inside._root.data.AcroForm as Ref).data;
  delete form.NeedAppearances;
  form.SigFlags = 3;
  (form.Fields as Ref[]).push(field);
  value.end();
  field.end();
}

/** pdfkit writes the title into XML as it is; "&" would make the metadata unreadable. */
export function escapeMetadata(doc: Inside): void {
  const write = doc.endMetadata.bind(doc);
  const xml: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  doc.endMetadata = () => {
    for (const [key, value] of Object.entries(doc.info))
      if (typeof value === "string") doc.info[key] = value.replace(/[&<>]/g, (c) => xml[c] ?? c);
    write();
  };
}
