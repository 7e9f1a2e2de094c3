import { type ReactNode, useId } from "react";
import styles from "./Card.module.css";

interface CardProps {
  title: string;
  /** The card is the page: its title is the page's heading. */
  main?: boolean;
  extra?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, main = false, extra, children }: CardProps) {
  const Heading = main ? "h1" : "h2";
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <Heading id={id}>{title}</Heading>
        {extra}
      </header>
      {children}
    </section>
  );
}

/** Label and value in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
