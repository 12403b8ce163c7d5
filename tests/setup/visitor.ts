// A person without a browser: keeps cookies, and reads pages as the server writes them (attributes quoted and escaped).
import { codeIn } from "../journeys/browser";

export interface Answer {
  status: number;
  to: string;
  type: string;
  html: string;
  /** The address that was asked last, where one led to another. */
  at: string;
}
export type Entry = [name: string, value: string | File];

export class Visitor {
  readonly cookies = new Map<string, string>();
  constructor(readonly base: string) {}

  /** A connection each: one that has rested may be closed by the server just as it is taken up again. */
  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers({
      Origin: this.base,
      Connection: "close",
      Cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; "),
    });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const answer = await fetch(this.base + path, { ...init, redirect: "manual", headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.cookies.set(name!, value!);
    }
    return {
      status: answer.status,
      to: answer.headers.get("Location") ?? "",
      type: answer.headers.get("Content-Type") ?? "",
      html: await answer.text(),
      at: path,
    };
  }
  async get(path: string): Promise<Answer> {
    let answer = await this.ask(path);
    for (let i = 0; i < 5 && answer.status >= 300 && answer.status < 400; i++) {
      const to = new URL(answer.to, this.base + path);
      if (to.origin !== this.base) break;
      answer = await this.ask(to.pathname + to.search);
    }
    return answer;
  }
  post(path: string, entries: readonly Entry[], multipart = false): Promise<Answer> {
    const body = multipart ? new FormData() : new URLSearchParams();
    for (const [name, value] of entries) body.append(name, value as string);
    return this.ask(path, { method: "POST", body });
  }

  private async letters(to: string, subject: RegExp) {
    const { html } = await this.get(`/demo/brev?till=${encodeURIComponent(to)}`);
    return anchors(html).filter((a) => subject.test(a.text));
  }
  /** The newest letter in the demo mailbox, of those that were not there before; waits for it. */
  async letter(to: string, subject: RegExp, before: readonly string[] = []): Promise<string> {
    for (let i = 0; i < 100; i++) {
      const found = (await this.letters(to, subject)).find((a) => !before.includes(a.href));
      if (found)
        return text(/<div class="letter">([\s\S]*?)<\/div>/.exec((await this.get(found.href)).html)![1]!);
      await new Promise((again) => setTimeout(again, 100));
    }
    throw new Error(`no letter to ${to} about ${subject}`);
  }
  /** With a session that there is already: its cookie, as the site writes it. */
  holding(cookie: string): this {
    const [name = "", value = ""] = cookie.split(/=(.*)/);
    this.cookies.set(name, value);
    return this;
  }
  async signIn(email: string): Promise<this> {
    const before = (await this.letters(email, /Din kod/)).map((a) => a.href);
    const asked = await this.post("/logga-in", [["email", email]]);
    const form = formsOf((await this.get(asked.to)).html, asked.to).find((f) =>
      f.fields.some((x) => x.name === "code"),
    )!;
    const code = codeIn(await this.letter(email, /Din kod/, before));
    const done = await this.post(
      form.action,
      form.fields.map((f) => [f.name, f.name === "code" ? code : f.value]),
    );
    if (done.status !== 303) throw new Error(`${email} could not sign in: ${done.status}`);
    return this;
  }
  /** Shows by a code that a link to sign was sent to them. */
  async prove(link: string, email: string): Promise<void> {
    const before = (await this.letters(email, /Din kod/)).map((a) => a.href);
    const send = async (act: string, code: string) => {
      const page = await this.get(`${link}/kod`);
      const form = formsOf(page.html, page.at).find((f) => f.fields.some((x) => x.value === act))!;
      return this.post(
        form.action,
        form.fields.map((f) => [f.name, f.name === "code" ? code : f.value]),
      );
    };
    await send("skicka", "");
    const done = await send("kod", codeIn(await this.letter(email, /Din kod/, before)));
    if (done.status !== 303)
      throw new Error(`${email} could not show that the link is theirs: ${done.status}`);
  }
}

const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", nbsp: " " };
const plain = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|nbsp|#x27);/g, (_, name: string) => signs[name]!);
export const text = (html: string): string => plain(html.replace(/<!--.*?-->|<[^>]*>/g, ""));
export const inMain = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
const patterns = new Map<string, RegExp>();
function attribute(tag: string, name: string): string | undefined {
  if (!patterns.has(name)) patterns.set(name, new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>]|$)`, "i"));
  const found = patterns.get(name)!.exec(tag);
  return found ? plain(found[1] ?? "") : undefined;
}
export const anchors = (html: string): { href: string; text: string }[] =>
  [...inMain(html).matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)].map(([, tag, inner]) => ({
    href: attribute(tag!, "href") ?? "",
    text: text(inner!).trim(),
  }));

type Kind =
  | "text"
  | "textarea"
  | "email"
  | "tel"
  | "url"
  | "search"
  | "date"
  | "time"
  | "number"
  | "hidden"
  | "radio"
  | "checkbox"
  | "select"
  | "file"
  | "button";
export interface Field {
  name: string;
  kind: Kind;
  value: string;
  on: boolean;
  options: string[];
}
export interface Form {
  method: string;
  action: string;
  multipart: boolean;
  fields: Field[];
}

type Owner = Form & { id?: string };
const formOf = (tag: string, at: string): Owner => ({
  id: attribute(tag, "id"),
  method: (attribute(tag, "method") ?? "get").toLowerCase(),
  action: new URL(attribute(tag, "action") || at, `http://x${at}`).href.slice("http://x".length),
  multipart: attribute(tag, "enctype") === "multipart/form-data",
  fields: [],
});
/** One more choice of a list; the first stands there until another says that it is chosen. */
function offer(select: Field, tag: string): void {
  const value = attribute(tag, "value") ?? "";
  select.options.push(value);
  if (select.options.length === 1 || attribute(tag, "selected") !== undefined) select.value = value;
}
/** What is posted by a name; null: it is not. */
function fieldOf(element: string, tag: string, inner: string): Field | null {
  const name = attribute(tag, "name");
  if (!name || attribute(tag, "disabled") !== undefined) return null;
  const kind = (element === "input" ? (attribute(tag, "type") ?? "text") : element) as Kind;
  const value =
    element === "textarea"
      ? plain(inner).replace(/^\n/, "")
      : (attribute(tag, "value") ?? (kind === "checkbox" ? "on" : ""));
  return { name, kind, value, on: attribute(tag, "checked") !== undefined, options: [] };
}

const ownerOf = (forms: readonly Owner[], here: Owner | null, outside: string | undefined) =>
  outside ? forms.find((f) => f.id === outside) : here;

/** Reads a page's elements one after another: which form and which list of choices they stand in. */
class FormReader {
  readonly forms: Owner[] = [];
  private here: Owner | null = null;
  private select: Field | null = null;
  constructor(private readonly at: string) {}

  end(name: string): void {
    if (name === "form") this.here = null;
    if (name === "select") this.select = null;
  }
  begin(name: string, tag: string, inner: string): void {
    if (name === "form") this.forms.push((this.here = formOf(tag, this.at)));
    else if (name === "option") {
      if (this.select) offer(this.select, tag);
    } else this.field(name, tag, inner);
  }
  private field(name: string, tag: string, inner: string): void {
    const owner = ownerOf(this.forms, this.here, attribute(tag, "form"));
    const field = owner && fieldOf(name, tag, inner);
    if (!field) return;
    if (name === "select") this.select = field;
    owner.fields.push(field);
  }
}

/** Every form of a page with its fields, in their order; a button that has a name is a field too. */
export function formsOf(html: string, at: string): Form[] {
  const reader = new FormReader(at);
  for (const [, close, other, its, area, areas, inner] of html.matchAll(
    /<(\/?)(form|input|select|option|button)\b([^>]*)>|<(textarea)\b([^>]*)>([\s\S]*?)<\/textarea>/g,
  ))
    if (close) reader.end(other!);
    else reader.begin(other ?? area!, its ?? areas!, inner ?? "");
  return reader.forms;
}
