// Taps on the attendance page, kept in the browser until the server has said that it has them. One is sent at a time,
// so that two taps on the same organisation arrive in the order they were made.
import { useCallback, useEffect, useRef, useState } from "react";

export type Tap = Record<string, string> & { organisationId: string };
/** Why nothing more is sent for now: the server does not want the tap (it is dropped), or the visitor has to sign in again (it is kept). */
export type Stopped = { why: "refused"; organisationId: string; status: number } | { why: "signIn" } | null;

export function useTaps(meetingId: string) {
  const key = `narvaro-${meetingId}`;
  const queue = useRef<Tap[]>([]);
  const busy = useRef(false);
  const [waiting, setWaiting] = useState<readonly Tap[]>([]);
  const [sent, setSent] = useState<Record<string, Tap>>({});
  const [stopped, setStopped] = useState<Stopped>(null);
  const keep = useCallback(
    (next: Tap[]) => {
      queue.current = next;
      setWaiting(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        /* a browser that keeps nothing */
      }
    },
    [key],
  );
  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      for (let first = queue.current[0]; first; first = queue.current[0]) {
        const tap = first;
        const { status } = await fetch(location.pathname, {
          method: "POST",
          body: new URLSearchParams(tap),
          headers: { Accept: "application/json" },
          signal: AbortSignal.timeout(20_000),
        });
        if (status >= 500 || status === 429) break;
        if (status === 401) {
          setStopped({ why: "signIn" });
          break;
        }
        if (status === 204) {
          setStopped(null);
          setSent((s) => ({ ...s, [tap.organisationId]: tap }));
        } else setStopped({ why: "refused", organisationId: tap.organisationId, status });
        keep(queue.current.filter((x) => x !== tap));
      }
    } catch {
      /* no network: tried again below */
    } finally {
      busy.current = false;
    }
  }, [keep]);
  const tap = (t: Tap) => {
    keep([...queue.current.filter((x) => x.organisationId !== t.organisationId), t]);
    void send();
  };
  useEffect(() => {
    try {
      keep(JSON.parse(localStorage.getItem(key) ?? "[]") as Tap[]);
    } catch {
      /* nothing kept */
    }
    const again = setInterval(() => void send(), 4000);
    const online = () => void send();
    void send();
    window.addEventListener("online", online);
    return () => {
      clearInterval(again);
      window.removeEventListener("online", online);
    };
  }, [key, keep, send]);
  return { waiting, sent, tap, stopped };
}
