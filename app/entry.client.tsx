import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { AnsweringContext } from "~/ui/nonce";

const { posted, title, lost = "[]" } = document.documentElement.dataset;
const hydrate = () =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <AnsweringContext.Provider
          value={{ posted: posted !== undefined, title: title ?? null, lost: JSON.parse(lost) as string[] }}
        >
          <RemixBrowser />
        </AnsweringContext.Provider>
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
