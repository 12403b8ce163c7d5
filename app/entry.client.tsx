import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { FailedContext } from "~/ui/nonce";

const hydrate = () =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <FailedContext.Provider value={"failed" in document.documentElement.dataset}>
          <RemixBrowser />
        </FailedContext.Provider>
      </StrictMode>,
    );
  });

// RemixBrowser throws the promise of its decoded data the first time, before any hook. A key pressed while React waits
// for it inside the root breaks hydration (React 18's error 345), so it is waited for here.
try {
  RemixBrowser({});
} catch (decoding) {
  void Promise.resolve(decoding).then(hydrate);
}
