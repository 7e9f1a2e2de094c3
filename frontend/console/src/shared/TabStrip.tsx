import styles from "./TabStrip.module.css";

interface TabStripProps<TKey extends string> {
  label: string;
  tabs: readonly { key: TKey; label: string; testId: string }[];
  active: TKey;
  choose: (key: TKey) => void;
}

/** Views of one list. Buttons with a pressed state: the list below changes, no panel swaps. */
export function TabStrip<TKey extends string>({
  label,
  tabs,
  active,
  choose,
}: TabStripProps<TKey>) {
  return (
    <fieldset className={styles.strip} aria-label={label}>
      {tabs.map(({ key, label: text, testId }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === active}
          onClick={() => choose(key)}
          data-testid={testId}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
