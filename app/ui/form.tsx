// Every form that posts is made here. It carries the page's key, by which the porter knows a press that comes twice, and the
// page's address where it posts elsewhere, so that what was typed can stand there again.
import { createContext, forwardRef, useContext, useId, type FormHTMLAttributes } from "react";
import { ErrorSummary } from "./fields";
import { TypedContext, type Typed } from "./typed";

interface FormPage {
  /** New each time a page is read; "" where there is nobody to check it. */
  key: string;
  /** Where the page is, with what it asks for. */
  address: string;
  /** What comes back to one of its forms. */
  typed: Typed | null;
}
export const FormPageContext = createContext<FormPage>({ key: "", address: "", typed: null });

/** What a page turned out to hold, told to whoever drew it on the server. */
export interface Drawn {
  /** A form that posts. */
  forms: boolean;
  /** A form that makes something new, which is come back to by the browser's Back. */
  creates: boolean;
}
export const DrawnContext = createContext<Drawn | null>(null);

/** Where on the page the form stands that what was typed came back to. */
export const ownForm = "det-du-skrev";

const pathOf = (address: string) => address.split("?")[0];
/** A browser forgets a page that has been posted to: what makes something new is posted to another address of it, and Back finds the page. */
const apart = (address: string) =>
  /[?&]skapa(&|$)/.test(address) ? address : `${address}${address.includes("?") ? "&" : "?"}skapa`;
const ownOf = (typed: Typed | null, place: string, action: string): Typed | null =>
  typed?.place === place && pathOf(typed.action) === pathOf(action) ? typed : null;
type Attributes = Omit<FormHTMLAttributes<HTMLFormElement>, "method">;
/**
 * An address is always said: without one a browser posts to the place on the page that it was led to last, and shows that instead of what is wrong.
 * `creates`: what it makes has a page where it is changed. Pressed again after Back it changes that, and makes no second.
 * Its fields are without autoComplete="off": browsers forget what was typed in those.
 */
export const Form = forwardRef<HTMLFormElement, Attributes & { creates?: boolean }>(function Form(
  { creates = false, children, ...rest },
  ref,
) {
  const { key, address, typed } = useContext(FormPageContext);
  const drawn = useContext(DrawnContext);
  const place = useId();
  if (drawn) drawn.forms = true;
  if (drawn && creates) drawn.creates = true;
  const said = typeof rest.action === "string" ? rest.action : address;
  const action = creates ? apart(said) : said;
  const elsewhere = pathOf(action) !== pathOf(address);
  const own = ownOf(typed, place, action);
  return (
    <TypedContext.Provider value={own}>
      <form method="post" {...rest} id={own ? ownForm : rest.id} action={action} ref={ref}>
        {key && <input type="hidden" name="nyckel" value={`${key}${place}`} />}
        {key && elsewhere && <input type="hidden" name="sida" value={address} />}
        {own && elsewhere && <ErrorSummary errors={own.errors} />}
        {children}
      </form>
    </TypedContext.Provider>
  );
});
