// Every form that posts is made here. It carries the page's key, by which the porter knows a press that comes twice.
import { createContext, forwardRef, useContext, useId, type FormHTMLAttributes } from "react";

/** New each time a page is read; "" where there is nobody to check it. */
export const FormKeyContext = createContext("");

/** What a page turned out to hold, told to whoever drew it on the server. */
export interface Drawn {
  /** A form that posts. */
  forms: boolean;
  /** A form that makes something new, which is come back to by the browser's Back. */
  creates: boolean;
}
export const DrawnContext = createContext<Drawn | null>(null);

type Attributes = Omit<FormHTMLAttributes<HTMLFormElement>, "method">;
/** `creates`: what it makes has a page where it is changed. Pressed again after Back it changes that, and makes no second. */
export const Form = forwardRef<HTMLFormElement, Attributes & { creates?: boolean }>(function Form(
  { creates = false, children, ...rest },
  ref,
) {
  const page = useContext(FormKeyContext);
  const drawn = useContext(DrawnContext);
  const place = useId();
  if (drawn) drawn.forms = true;
  if (drawn && creates) drawn.creates = true;
  return (
    <form method="post" {...rest} ref={ref}>
      {page && <input type="hidden" name="nyckel" value={`${page}${place}`} />}
      {children}
    </form>
  );
});
