import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { FailedContext } from "~/ui/nonce";

startTransition(() => {
  hydrateRoot(document, <StrictMode><FailedContext.Provider value={"failed" in document.documentElement.dataset}><RemixBrowser /></FailedContext.Provider></StrictMode>);
});
