import { useEffect, useState } from "react";

/** The value, once it has stood still for `milliseconds`. */
export function useDebounced<TValue>(value: TValue, milliseconds: number): TValue {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
