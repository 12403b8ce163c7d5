// What appears when a field is left pushes the page down. While a button of the mouse or a finger is down nothing may move:
// the press would be let go beside what it began on, and be lost.
import { useEffect, useReducer, useRef } from "react";

/** The value as it was when the press began, until it has been let go and done what it was for. */
export function useStill<T>(value: T): T {
  const [, draw] = useReducer((n: number) => n + 1, 0);
  const down = useRef(false);
  const shown = useRef(value);
  useEffect(() => {
    const begin = () => {
      down.current = true;
    };
    const end = () => {
      // After the click that follows.
      setTimeout(() => {
        down.current = false;
        draw();
      });
    };
    const ends = ["pointerup", "pointercancel", "dragend"];
    document.addEventListener("pointerdown", begin, true);
    for (const name of ends) document.addEventListener(name, end, true);
    return () => {
      document.removeEventListener("pointerdown", begin, true);
      for (const name of ends) document.removeEventListener(name, end, true);
    };
  }, []);
  if (!down.current) shown.current = value;
  return shown.current;
}
