import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useContext, type ReactNode } from "react";
import { readShell } from "~/http/shell.server";
import { FormPageContext, ownForm } from "~/ui/form";
import { AnsweringContext, NonceContext } from "~/ui/nonce";
import { Footer, Page, TopBar } from "~/ui/page";
import { Notice } from "~/ui/parts";
import { siteName, type Shell } from "~/ui/shell";
import font from "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url";
import theme from "~/ui/theme.css?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: font, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: theme },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: siteName(data) }];
export const loader = (args: LoaderFunctionArgs) => readShell(args);

const nobody: Shell = {
  network: null,
  signedInAs: null,
  nav: [],
  more: [],
  notice: null,
  demo: false,
  key: "",
  typed: null,
};

/**
 * A browser that comes back to what was posted shows a fault of its own. Once the page is left by it, its address is one that
 * is read; read in again by the browser's own button it is still posted, with what was typed.
 */
const readableAgain = `for (const kind of ["click", "submit"])
  addEventListener(kind, ({ target }) => {
    if (kind === "submit" || target.closest("a:not([href^='#'])")) history.replaceState(history.state, "", location.href);
  });`;

/** Pages send no browser code unless the route asks for it with `handle = { scripts: true }`. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const asked = useRouteLoaderData<typeof loader>("root");
  const shell = asked ?? nobody;
  const { posted, title, lost } = useContext(AnsweringContext);
  const error: unknown = useRouteError() ?? null;
  const { pathname, search } = useLocation();
  const page = { key: shell.key, address: pathname + search, typed: shell.typed };
  const asksForScripts = useMatches().some((m) => (m.handle as { scripts?: boolean } | undefined)?.scripts);
  const scripts = asksForScripts && error === null;
  return (
    <html
      lang="sv"
      data-posted={posted || undefined}
      data-title={title ?? undefined}
      data-lost={scripts && lost.length > 0 ? JSON.stringify(lost) : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* The first title counts. */}
        {title && <title>{`${title} – ${siteName(shell)}`}</title>}
        {error === null ? <Meta /> : <title>{`${headingOf(error)} – ${siteName(shell)}`}</title>}
        <Links />
        {posted && (
          <script
            nonce={nonce}
            suppressHydrationWarning
            dangerouslySetInnerHTML={{ __html: readableAgain }}
          />
        )}
      </head>
      <body>
        <a className="skip" href="#innehall">
          Hoppa till innehållet
        </a>
        <FormPageContext.Provider value={page}>
          <TopBar shell={shell} known={Boolean(asked)} />
          {shell.notice && (
            <div className="said">
              <Notice tone="ok" live>
                {shell.notice}
                {shell.typed && (
                  <>
                    {" "}
                    <a href={`#${ownForm}`}>Visa det</a>
                  </>
                )}
              </Notice>
            </div>
          )}
          <main id="innehall" tabIndex={-1}>
            {lost.length > 0 && <Lost texts={lost} />}
            {children}
          </main>
          <Footer shell={shell} />
        </FormPageContext.Provider>
        {scripts && (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

const titles: Record<number, string> = {
  400: "Det gick inte att läsa det du skickade",
  403: "Du har inte behörighet",
  404: "Sidan finns inte",
  405: "Det går inte att göra så här",
  409: "Ingenting ändrades",
  410: "Länken gäller inte längre",
  413: "Det du skickade är för stort",
  415: "Det gick inte att läsa det du skickade",
  421: "Adressen är en annan",
  422: "Något behöver rättas",
  429: "Många försök på kort tid",
  503: "Det gick inte att spara",
};

const ours = "Något gick fel hos oss";
interface Told {
  heading: string;
  message: string;
}
/** A refusal that has a heading of its own. */
function toldBy(error: unknown): Told | null {
  const told = (isRouteErrorResponse(error) ? error.data : null) as Partial<Told> | null;
  return typeof told?.heading === "string" && typeof told.message === "string" ? (told as Told) : null;
}
const headingOf = (error: unknown): string =>
  toldBy(error)?.heading ?? (isRouteErrorResponse(error) ? titles[error.status] : undefined) ?? ours;
interface Kept {
  message: string;
  typed: string[];
  on?: string;
}
/** What a refused post had in it, where the answer gives it back. */
function keptOf(error: unknown): Kept | null {
  const kept = (isRouteErrorResponse(error) ? error.data : null) as Partial<Kept> | null;
  return typeof kept === "object" && typeof kept?.message === "string" && Array.isArray(kept.typed)
    ? (kept as Kept)
    : null;
}
const Texts = ({ texts }: { texts: readonly string[] }) =>
  texts.map((text, i) => (
    <blockquote className="said-text" key={i}>
      {text}
    </blockquote>
  ));
/** On a page that has been answered or has ended meanwhile, and has no form any more to show it in. */
const Lost = ({ texts }: { texts: readonly string[] }) => (
  <Notice tone="wait" title="Det här skrev du">
    <p>Det är inte sparat. Något har ändrats medan du skrev. Kopiera texten om du vill använda den igen.</p>
    <Texts texts={texts} />
  </Notice>
);
const GivenBack = ({ typed, on }: Kept) => (
  <>
    <h2>Det här skrev du</h2>
    <p>Inget av det är sparat. Kopiera det om du vill använda det igen.</p>
    <Texts texts={typed} />
    {on && (
      <p>
        <a href={on}>Be om en ny länk</a>
      </p>
    )}
  </>
);
// An address that no route knows, and a method that a page does not take, come from Remix with an "Error: …" of its own.
/** What the answer says, or null where only its number tells anything. */
function saidBy(error: unknown, known: string | false | undefined): string | null {
  if (!isRouteErrorResponse(error)) return null;
  const data: unknown = error.data;
  if (typeof data !== "string" || !data || data.startsWith("Error:") || data.replace(/\.$/, "") === known)
    return null;
  return data;
}

/** What is said below the heading. */
function leadOf(error: unknown, kept: Kept | null): string | null {
  const response = isRouteErrorResponse(error) ? error : null;
  const said =
    toldBy(error)?.message ?? kept?.message ?? saidBy(error, response ? titles[response.status] : undefined);
  return said ?? (response?.status === 404 ? "Adressen kan vara fel, eller så har sidan flyttats." : null);
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { pathname, search } = useLocation();
  // The browser's own button would post again. Every address that takes a post leads somewhere when it is read.
  const here = pathname + search;
  const known = isRouteErrorResponse(error) && titles[error.status];
  const kept = keptOf(error);
  const lead = leadOf(error, kept);
  const reference =
    isRouteErrorResponse(error) && typeof error.data === "object"
      ? (error.data as { reference?: string } | null)?.reference
      : undefined;
  return known ? (
    <Page narrow title={headingOf(error)}>
      {lead && <p className="lead">{lead}</p>}
      {kept && <GivenBack {...kept} />}
      {error.status === 409 && (
        <p>
          <a href={here}>Läs in sidan igen</a>
        </p>
      )}
      <p>
        <a href="/">Till startsidan</a>
      </p>
    </Page>
  ) : (
    <Page narrow title={ours} lead="Det du gjorde kanske inte sparades. Försök igen om en stund.">
      <p>
        Om felet kommer tillbaka: mejla länsstyrelsen och berätta vad du gjorde och ungefär vilken tid det
        var.
      </p>
      {reference && (
        <p>
          Ärendets referens: <strong>{reference}</strong>
        </p>
      )}
      <p>
        <a href="/">Till startsidan</a>
      </p>
    </Page>
  );
}
